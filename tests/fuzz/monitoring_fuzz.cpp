// What a monitored provider answers, whatever it is, held against a filing; and what somebody sends as a
// filing. Nothing a provider says makes a finding that the ledger could not take, or one without its octets.
#include <cstdlib>

#include "asn1/oids.hpp"
#include "proof/merkle.hpp"
#include "supervision/monitoring/judge.hpp"

namespace {

using namespace yinxin;
using base::ByteView;

void require(bool fact) {
  if (!fact) std::abort();
}

x509::Certificate some_authority() {
  const auto key = crypto::Sm2PrivateKey::generate();
  x509::TbsCertificate tbs;
  tbs.serial = x509::Serial::random();
  tbs.issuer = tbs.subject = x509::Name::build({{asn1::oids::kCommonName, "issuing"}}).value();
  tbs.validity = {base::parse_utc("2026-01-01T00:00:00Z").value(),
                  base::parse_utc("2031-01-01T00:00:00Z").value()};
  tbs.public_key = key.public_key();
  const base::Bytes der = tbs.to_der();
  return x509::Certificate::assemble(der, crypto::sm2_sign(key, der).value()).value();
}

supervision::Filing some_filing() {
  supervision::Filing filing;
  filing.provider = "91110101MA00000005";
  filing.name = "云岭电子认证服务有限公司";
  filing.crl_period = filing.ocsp_period = filing.head_period = std::chrono::minutes(60);
  filing.authorities.push_back({some_authority(), {"/crl"}});
  filing.ocsp = "/ocsp";
  filing.ledger = supervision::FiledLedger{"/ledger/checkpoint", "/ledger/", "ledger.example.cn",
                                           filing.authorities.front().certificate.tbs().public_key};
  return filing;
}

void look_at(const std::vector<supervision::Finding>& findings, const crypto::Sm3Digest& answer) {
  for (const supervision::Finding& finding : findings) {
    require(!supervision::finding_text(finding).empty());
    require(finding.detail.size() <= supervision::kMaxDetail * 4 + 3);
    require(supervision::shortened(finding.detail) == finding.detail || finding.detail.ends_with("…"));
    require(std::find(finding.evidence.begin(), finding.evidence.end(), answer) != finding.evidence.end());
  }
}

void judge_all(ByteView octets) {
  using namespace supervision;
  static const Filing kFiling = some_filing();
  static const base::Time kNow = base::parse_utc("2026-07-01T00:00:00Z").value();
  const crypto::Sm3Digest sm3 = crypto::sm3(octets);
  std::optional<std::int64_t> number;
  std::optional<x509::Crl> list;
  look_at(judge_list("/crl", octets, kFiling.authorities.front(), kFiling, kNow, number, list), sm3);
  require(!list);  // nobody has the authority's key
  x509::OcspRequest query;
  query.queries.push_back(x509::make_cert_id(x509::CertIdHash::Sm3, kFiling.authorities.front().certificate,
                                             x509::Serial::random()));
  const auto answers = judge_ocsp("/ocsp", octets, query, kFiling.authorities.front(), kFiling, kNow, sm3);
  require(!answers.empty());
  look_at(answers, sm3);
  for (const PageKind kind : {PageKind::Cps, PageKind::Cp, PageKind::Licence})
    look_at(judge_page(octets, {kind, "/page", {}}), sm3);
  std::string seen;
  const auto no_tiles = [](unsigned, std::uint64_t) -> base::Result<proof::Hash> {
    return base::make_error(base::ErrorKind::NotFound, "ledger.tile");
  };
  const auto heads = judge_head(octets, *kFiling.ledger, kFiling, kNow, no_tiles, seen);
  require(!heads.empty() && seen.empty());
  look_at(heads, sm3);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView octets(data, size);
  judge_all(octets);
  if (const auto filing = supervision::Filing::parse(base::as_text(octets))) {
    const std::string text = filing->text();
    const auto again = supervision::Filing::parse(text);
    require(again && again->text() == text);
  }
  return 0;
}
