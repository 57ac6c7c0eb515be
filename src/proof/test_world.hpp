// A provider in a test, with everything that goes into an evidence package and an export: authorities, a
// holder's certificate, a ledger of acts, lists and answers. Tests change one thing and expect one finding.
#pragma once

#include <gtest/gtest.h>

#include "asn1/oids.hpp"
#include "crypto/random.hpp"
#include "proof/export.hpp"
#include "proof/package.hpp"
#include "proof/tiles.hpp"
#include "proof/tree_head.hpp"
#include "x509/ocsp.hpp"
#include "x509/request.hpp"

namespace yinxin::proof::test {

namespace oids = asn1::oids;
using x509::Certificate;

inline base::Time at(std::string_view utc) {
  return base::parse_utc(utc).value();
}

inline x509::Name name(const std::string& organization, const std::string& common) {
  return x509::Name::build(
             {{oids::kCountry, "CN"}, {oids::kOrganization, organization}, {oids::kCommonName, common}})
      .value();
}

inline x509::Extension extension(const asn1::Oid& id, bool critical, base::Bytes value) {
  x509::Extension made;
  made.id = id;
  made.critical = critical;
  made.value = std::move(value);
  return made;
}

/// A certificate and its key.
struct Party {
  crypto::Sm2PrivateKey key = crypto::Sm2PrivateKey::generate();
  x509::TbsCertificate tbs;
  std::optional<Certificate> certificate;

  /// Signs `tbs` as it stands now.
  void certify(const Party& issuer) {
    tbs.issuer = issuer.tbs.subject;
    const base::Bytes der = tbs.to_der();
    certificate = Certificate::assemble(der, crypto::sm2_sign(issuer.key, der).value()).value();
  }
};

enum class Kind { Authority, Service, Holder };

inline Party party(Kind kind, const std::string& organization, const std::string& common) {
  Party made;
  made.tbs.serial = x509::Serial::random();
  made.tbs.subject = name(organization, common);
  made.tbs.validity.not_before = at("2026-01-01T00:00:00Z");
  made.tbs.validity.not_after = at("2027-12-31T00:00:00Z");
  made.tbs.public_key = made.key.public_key();
  x509::BasicConstraints constraints;
  constraints.ca = kind == Kind::Authority;
  std::uint32_t usage = x509::kDigitalSignature;
  if (kind == Kind::Authority) usage = x509::kKeyCertSign | x509::kCrlSign;
  if (kind == Kind::Holder) {
    usage |= x509::kNonRepudiation;
    made.tbs.validity.not_before = at("2026-03-01T07:00:00Z");
  }
  auto& extensions = made.tbs.extensions;
  extensions.push_back(extension(oids::kBasicConstraints, true, x509::encode_basic_constraints(constraints)));
  extensions.push_back(extension(oids::kKeyUsage, true, x509::encode_key_usage(usage)));
  const base::Bytes id = x509::key_identifier(made.tbs.public_key);
  extensions.push_back(
      extension(oids::kAuthorityKeyIdentifier, false, x509::encode_authority_key_identifier(id)));
  extensions.push_back(extension(oids::kSubjectKeyIdentifier, false, x509::encode_key_identifier(id)));
  if (kind == Kind::Service) {
    extensions.push_back(
        extension(oids::kExtKeyUsage, false, x509::encode_ext_key_usage({oids::kOcspSigning})));
  }
  if (kind == Kind::Holder) {
    x509::PolicyInformation policy;
    policy.id = asn1::Oid::literal("2.999.156.1.1");
    extensions.push_back(extension(oids::kCertificatePolicies, false, x509::encode_policies({policy})));
    x509::DistributionPoints points;
    points.uris = {"http://crl.test.invalid/1.crl"};
    extensions.push_back(
        extension(oids::kCrlDistributionPoints, false, x509::encode_distribution_points(points)));
  }
  return made;
}

/// Reads nodes by hashing; sizes here are small.
inline NodeReader nodes_of(const std::vector<LedgerEntry>& entries) {
  std::vector<Hash> hashes;
  for (const LedgerEntry& entry : entries) hashes.push_back(leaf_hash(entry.leaf));
  return [hashes = std::move(hashes)](unsigned level, std::uint64_t index) -> base::Result<Hash> {
    std::vector<Hash> row(hashes.begin() + static_cast<std::ptrdiff_t>(index << level),
                          hashes.begin() + static_cast<std::ptrdiff_t>((index + 1) << level));
    for (; row.size() > 1; row.resize(row.size() / 2)) {
      for (std::size_t i = 0; i < row.size() / 2; ++i) row[i] = node_hash(row[2 * i], row[2 * i + 1]);
    }
    return row.front();
  };
}
inline ProvedEntry proved_in(const std::vector<LedgerEntry>& entries, std::uint64_t seq) {
  ProvedEntry act_with_proof;
  act_with_proof.entry = entries.at(seq);
  act_with_proof.path = inclusion_proof(nodes_of(entries), seq, entries.size()).value();
  return act_with_proof;
}
inline SignedTreeHead head_over(const std::vector<LedgerEntry>& entries, std::uint64_t size, base::Time time,
                                const std::string& origin, const Party& signer) {
  TreeHead head;
  head.origin = origin;
  head.size = size;
  head.root = tree_root(nodes_of(entries), size).value();
  head.time = time;
  const auto signature = crypto::sm2_sign(signer.key, base::as_bytes(head.body())).value();
  return SignedTreeHead::make(head, signer.key.public_key(), signature).value();
}
using Fields = std::vector<std::pair<std::string, std::string>>;
inline LedgerEntry entry_of(std::uint64_t seq, ActCode code, base::Time time, const std::string& object_id,
                            const Hash& certificate, const Fields& fields) {
  Record record;
  for (const auto& [field, value] : fields) EXPECT_TRUE(record.add(field, value));
  LedgerEntry entry;
  entry.seq = seq;
  entry.object = object_id;
  entry.opening = crypto::random_bytes(kOpeningSize);
  entry.record = record.to_bytes();
  Leaf leaf;
  leaf.time = time;
  leaf.act = code;
  leaf.object = object_hash(object_id);
  leaf.commitment = commit(*entry.opening, *entry.record);
  leaf.certificate = certificate;
  const LeafBytes octets = leaf.to_bytes();
  entry.leaf.assign(octets.begin(), octets.end());
  return entry;
}

class World {
 public:
  static constexpr const char* kProvider = "测试电子认证服务有限公司";
  static constexpr const char* kOrigin = "ledger.test.invalid/1";
  static constexpr const char* kApplication = "application/0190a000-0000-7000-8000-000000000001";

  Party root = party(Kind::Authority, kProvider, "测试根");
  Party issuing = party(Kind::Authority, kProvider, "测试签发机构");
  Party service = party(Kind::Service, kProvider, "测试业务签名");
  Party holder = party(Kind::Holder, "测试单位", "张测试");
  std::vector<LedgerEntry> entries;
  base::Time head_time = at("2026-06-30T00:00:00Z");

  World() {
    root.certify(root);
    issuing.certify(root);
    service.certify(issuing);
    holder.certify(issuing);
  }

  std::string object() const { return "certificate/issuing-1/" + holder.tbs.serial.to_hex(); }

  /// Who acts, by post.
  static std::string actor_of(ActCode code) {
    if (code == ActCode::MaterialReviewed) return "officer/8";
    return code == ActCode::Issued ? "officer/9" : "officer/7";
  }
  /// Appends an act to the ledger; `about_certificate` puts the holder's fingerprint into the leaf.
  std::uint64_t act(ActCode code, std::string_view utc, const std::string& object_id,
                    bool about_certificate = false, Fields fields = {}) {
    fields.emplace_back("actor", actor_of(code));
    entries.push_back(entry_of(entries.size(), code, at(utc), object_id,
                               about_certificate ? holder.certificate->fingerprint() : Hash{}, fields));
    return entries.back().seq;
  }

  /// The acts from application to issue, with strangers' acts between them.
  void usual_acts() {
    act(ActCode::RulesPublished, "2026-01-02T00:00:00Z", "rules/cps/1.0");
    act(ActCode::ApplicationSubmitted, "2026-03-01T01:00:00Z", kApplication);
    act(ActCode::IdentityChecked, "2026-03-01T02:00:00Z", kApplication);
    act(ActCode::ApplicationSubmitted, "2026-03-01T02:30:00Z", "application/somebody-else");
    act(ActCode::MaterialReviewed, "2026-03-01T03:00:00Z", kApplication);
    act(ActCode::Notified, "2026-03-01T04:00:00Z", kApplication);
    act(ActCode::ApplicationAccepted, "2026-03-01T05:00:00Z", kApplication);
    act(ActCode::AgreementSigned, "2026-03-01T06:00:00Z", kApplication);
    act(ActCode::IntentRecorded, "2026-03-01T07:00:00Z", object());
    act(ActCode::Issued, "2026-03-01T07:00:01Z", object(), true, {{"application", kApplication}});
    act(ActCode::AcceptedByHolder, "2026-03-02T00:00:00Z", object(), true);
  }
  /// What the office did before usual_acts(): rights to posts, a snapshot. Seven entries.
  void office_acts(const Hash& snapshot) {
    const Fields to_year_end{{"input.valid_to", "2026-12-31"}};
    for (const char* number : {"PX-2026-1", "PX-2026-2", "PX-2026-3"}) {
      act(ActCode::TrainingRecorded, "2025-12-10T00:00:00Z", case_object(number), false, to_year_end);
      act(ActCode::PostAuthorised, "2025-12-10T00:00:00Z", case_object(number));
    }
    act(ActCode::ConditionsSnapshot, "2026-01-01T00:00:00Z", "conditions/2026-01", false,
        {{"snapshot_sm3", base::to_hex(snapshot)}});
  }
  /// What came after: a complaint and a major event, both dealt with.
  void later_acts() {
    act(ActCode::ComplaintReceived, "2026-03-10T00:00:00Z", "case/TS-2026-1");
    act(ActCode::ComplaintAnswered, "2026-03-12T00:00:00Z", "case/TS-2026-1");
    act(ActCode::EventDiscovered, "2026-03-15T00:00:00Z", "case/ZD-2026-1");
    act(ActCode::ReportSigned, "2026-03-20T00:00:00Z", "case/ZD-2026-1");
  }
  void revoke(std::string_view utc) { act(ActCode::Revoked, utc, object(), true); }

  std::vector<Hash> leaf_hashes() const {
    std::vector<Hash> hashes;
    for (const LedgerEntry& entry : entries) hashes.push_back(leaf_hash(entry.leaf));
    return hashes;
  }
  NodeReader nodes() const { return nodes_of(entries); }
  SignedTreeHead head_at(std::uint64_t size, base::Time time) const {
    return head_over(entries, size, time, kOrigin, service);
  }
  ProvedEntry proved(std::uint64_t seq) const { return proved_in(entries, seq); }

  struct Listed {
    x509::Serial serial;
    std::string_view since;
    x509::RevocationReason reason = x509::RevocationReason::KeyCompromise;
  };
  base::Bytes crl(std::string_view this_update, const std::vector<Listed>& listed, bool delta = false,
                  const std::string& uri = "http://crl.test.invalid/1.crl") const {
    x509::CrlInfo info;
    info.issuer = issuing.tbs.subject;
    info.authority_key_id = x509::key_identifier(issuing.key.public_key());
    info.this_update = at(this_update);
    info.next_update = at(this_update) + std::chrono::hours(24);
    info.number = 7;
    if (delta) info.base_number = 6;
    x509::IssuingDistributionPoint point;
    point.uri = uri;
    info.distribution_point = point;
    x509::CrlWriter writer = x509::CrlWriter::start(info, testing::TempDir()).value();
    for (const Listed& row : listed) {
      x509::CrlEntry entry;
      entry.serial = row.serial;
      entry.revoked_at = at(row.since);
      entry.reason = row.reason;
      EXPECT_TRUE(writer.add(entry));
    }
    base::Bytes octets;
    const auto sink = [&octets](base::ByteView chunk) -> base::Result<void> {
      base::append(octets, chunk);
      return {};
    };
    EXPECT_TRUE(writer.tbs(sink));
    const auto signature = crypto::sm2_sign(issuing.key, octets).value();
    octets.clear();
    EXPECT_TRUE(writer.write(signature, sink));
    return octets;
  }
  base::Bytes ocsp(std::string_view this_update, x509::CertStatus status,
                   std::string_view since = "2026-01-01T00:00:00Z") const {
    return ocsp_about(holder.tbs.serial, this_update, status, since, service);
  }
  base::Bytes ocsp_about(const x509::Serial& serial, std::string_view this_update, x509::CertStatus status,
                         std::string_view since, const Party& responder) const {
    x509::SingleResponse single;
    single.id = x509::make_cert_id(x509::CertIdHash::Sm3, *issuing.certificate, serial);
    single.status = status;
    single.revoked_at = at(since);
    single.reason = x509::RevocationReason::KeyCompromise;
    single.this_update = at(this_update);
    x509::OcspResponseData data;
    const auto hash = crypto::sha1(responder.key.public_key().point());
    data.responder_key_hash.assign(hash.begin(), hash.end());
    data.produced_at = at(this_update);
    data.responses = {single};
    const base::Bytes der = data.to_der();
    return x509::assemble_ocsp_response(der, crypto::sm2_sign(responder.key, der).value(),
                                        *responder.certificate);
  }

  PackageTrust trust() const {
    PackageTrust made;
    made.roots.push_back(*root.certificate);
    return made;
  }
};

/// Codes of the findings of one severity, in order.
inline std::vector<std::string> codes(const Report& report, Severity severity) {
  std::vector<std::string> found;
  for (const Finding& finding : report.findings()) {
    if (finding.severity == severity) found.push_back(finding.code);
  }
  return found;
}
/// "where: code" of every failure.
inline std::vector<std::string> failures(const Report& report) {
  std::vector<std::string> found;
  for (const Finding& finding : report.findings()) {
    if (finding.severity == Severity::Failed) found.push_back(finding.where + ": " + finding.code);
  }
  return found;
}

}  // namespace yinxin::proof::test
