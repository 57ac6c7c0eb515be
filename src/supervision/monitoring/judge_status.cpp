// Lists and answers about status (arts. 17, 18, 20, 22; RFC 5280 5, RFC 6960 3.2, 4.2.2).
#include <algorithm>

#include "asn1/oids.hpp"
#include "proof/chain.hpp"
#include "supervision/monitoring/judge.hpp"

namespace yinxin::supervision {
namespace {

using x509::Certificate;

std::string at(base::Time time) {
  return base::format_beijing(time);
}

/// RFC 6960 4.2.2.2: the authority itself, or a key that it certified for this.
bool is_signed(const x509::OcspResponse& response, const Certificate& authority, base::Time now) {
  if (response.verify(authority.tbs().public_key)) return true;
  for (const Certificate& signer : response.certificates) {
    const x509::Validity& validity = signer.tbs().validity;
    const x509::Extension* purposes = x509::find_extension(signer.tbs().extensions, asn1::oids::kExtKeyUsage);
    if (purposes == nullptr || !signer.verify(authority.tbs().public_key)) continue;
    const auto oids = x509::decode_ext_key_usage(purposes->value);
    const bool permitted =
        oids && std::find(oids->begin(), oids->end(), asn1::oids::kOcspSigning) != oids->end();
    const bool in_force = validity.not_before <= now + kClockTolerance && now <= validity.not_after;
    if (permitted && in_force && response.verify(signer.tbs().public_key)) return true;
  }
  return false;
}

void judge_times(const x509::SingleResponse& single, const Filing& filing, base::Time now, Judge& judge) {
  if (single.this_update > now + kClockTolerance) judge.find("monitor.ocsp.stale", at(single.this_update));
  if (single.next_update && *single.next_update + kClockTolerance < now) {
    judge.find("monitor.ocsp.stale", at(*single.next_update));
  } else if (single.this_update + filing.ocsp_period + kClockTolerance < now) {
    judge.find("monitor.ocsp.late", at(single.this_update));
  }
}

}  // namespace

std::vector<Finding> judge_list(const std::string& target, base::ByteView answer,
                                const FiledAuthority& authority, const Filing& filing, base::Time now,
                                std::optional<std::int64_t>& number, std::optional<x509::Crl>& list) {
  Judge judge(target, answer);
  auto crl = x509::Crl::parse(answer);
  if (!crl || crl->info.base_number) {
    judge.find("monitor.crl.format", crl ? "delta" : crl.error().code);
    return judge.take();
  }
  const x509::CrlInfo& info = crl->info;
  if (!(info.issuer == authority.certificate.tbs().subject) ||
      !crl->verify(authority.certificate.tbs().public_key)) {
    judge.find("monitor.crl.signature", info.issuer.to_text());
    return judge.take();
  }
  if (info.this_update > now + kClockTolerance) judge.find("monitor.crl.future", at(info.this_update));
  if (info.next_update + kClockTolerance < now) {
    judge.find("monitor.crl.stale", at(info.next_update));
  } else if (info.this_update + filing.crl_period + kClockTolerance < now) {
    judge.find("monitor.crl.late", at(info.this_update));
  }
  if (number && info.number < *number) {
    judge.find("monitor.crl.back", std::to_string(*number) + " → " + std::to_string(info.number));
  } else {
    number = info.number;
  }
  list = *std::move(crl);
  return judge.take();
}

std::vector<Finding> judge_ocsp(const std::string& target, base::ByteView answer,
                                const x509::OcspRequest& query, const FiledAuthority& authority,
                                const Filing& filing, base::Time now,
                                const std::optional<crypto::Sm3Digest>& listed) {
  Judge judge(target, answer);
  const std::string serial = query.queries.front().serial.to_hex();
  const auto response = x509::OcspResponse::parse(answer);
  if (!response) {
    judge.find("monitor.ocsp.format", response.error().code);
  } else if (response->status != x509::OcspStatus::Successful) {
    judge.find("monitor.ocsp.error", std::to_string(static_cast<int>(response->status)));
  } else if (!is_signed(*response, authority.certificate, now)) {
    judge.find("monitor.ocsp.signature", serial);
  } else if (response->data.responses.size() != 1 ||
             !(response->data.responses.front().id == query.queries.front()) ||
             (query.nonce && response->data.nonce && response->data.nonce != query.nonce)) {
    judge.find("monitor.ocsp.other", serial);
  } else {
    const x509::SingleResponse& single = response->data.responses.front();
    judge_times(single, filing, now, judge);
    if (listed) judge.also(*listed);
    if (listed && single.status == x509::CertStatus::Good) judge.find("monitor.ocsp.good_but_listed", serial);
  }
  return judge.take();
}

}  // namespace yinxin::supervision
