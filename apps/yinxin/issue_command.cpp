#include "issue_command.hpp"

#include <map>

#include "asn1/oids.hpp"
#include "crypto/random.hpp"
#include "files.hpp"
#include "office/house.hpp"
#include "x509/request.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;
using x509::RevocationReason;

namespace {

officers::Actor officer_actor(const std::string& name) {
  return {"officer/" + name, {}, {}, {}};
}

Result<std::unique_ptr<office::House>> open_house(const std::string& settings) {
  YX_TRY(auto house, office::House::open(settings));
  YX_CHECK(house->open_authority());
  return house;
}

Result<void> add_identities(authority::CertificateOrder& order, const std::vector<std::string>& identities) {
  for (const std::string& identity : identities) {
    YX_TRY(const auto pair, split_pair(identity));
    const auto kind = x509::identity_kind(pair.first);
    if (!kind) return make_error(ErrorKind::Malformed, "yinxin.identity", "no kind of number " + pair.first);
    order.identities.push_back({*kind, pair.second, crypto::random_secret(x509::kIdentityOpeningSize)});
  }
  return {};
}

Result<authority::CertificateOrder> make_order(const IssueOptions& options, const office::House& house) {
  const auto profile = house.profiles().find(options.profile);
  if (profile == house.profiles().end())
    return make_error(ErrorKind::NotFound, "authority.profile", options.profile);
  YX_TRY(const base::Bytes input, read_input(options.request));
  YX_TRY(const auto request, x509::CertificateRequest::parse_pem_or_der(input));
  YX_CHECK(request.verify_possession());
  authority::CertificateOrder order;
  order.application = options.application;
  order.profile = options.profile;
  order.public_key = request.public_key();
  YX_TRY(order.subject, read_subject(options.subject));
  YX_CHECK(add_identities(order, options.identity));
  order.alt_names.dns = options.dns;
  const base::Time now = std::chrono::floor<std::chrono::seconds>(house.clock.now());
  order.validity = {now, now + std::chrono::days(options.days) - std::chrono::seconds(1)};
  if (!profile->second.policies.empty()) order.policy = profile->second.policies.front();
  const x509::Name& issuer = house.authority->issuing().certificate.tbs().subject;
  order.licence_holder = std::string(issuer.find(asn1::oids::kOrganization).value_or(""));
  order.rules_version = "-";
  order.gates.emplace_back("request_sm3", base::to_hex(crypto::sm3(request.der())));
  for (const std::string& gate : options.gates) {
    YX_TRY(auto pair, split_pair(gate));
    order.gates.push_back(std::move(pair));
  }
  return order;
}

Result<RevocationReason> parse_reason(const std::string& word) {
  static const std::map<std::string, RevocationReason> kWords{
      {"unspecified", RevocationReason::Unspecified},
      {"key_compromise", RevocationReason::KeyCompromise},
      {"affiliation_changed", RevocationReason::AffiliationChanged},
      {"superseded", RevocationReason::Superseded},
      {"cessation_of_operation", RevocationReason::CessationOfOperation},
      {"privilege_withdrawn", RevocationReason::PrivilegeWithdrawn}};
  const auto found = kWords.find(word);
  if (found == kWords.end()) return make_error(ErrorKind::Refused, "authority.reason", word);
  return found->second;
}

}  // namespace

Result<void> issue(const IssueOptions& options, std::ostream& out) {
  YX_TRY(const auto house, open_house(options.settings));
  YX_TRY(authority::CertificateOrder order, make_order(options, *house));
  base::Waiter<authority::IssuedCertificate> waiter;
  house->authority->issue(std::move(order), officer_actor(options.officer), {}, waiter.completion());
  YX_TRY(const authority::IssuedCertificate issued, waiter.wait());
  YX_CHECK(write_public(options.out, base::as_bytes(issued.certificate.to_pem())));
  const x509::TbsCertificate& tbs = issued.certificate.tbs();
  out << "已签发证书\n  序列号 " << tbs.serial.to_hex() << "\n  持有人 " << tbs.subject.to_text()
      << "\n  有效期 " << base::format_beijing(tbs.validity.not_before) << " 至 "
      << base::format_beijing(tbs.validity.not_after) << "\n  SM3    "
      << base::to_hex(issued.certificate.fingerprint()) << "\n";
  return {};
}

Result<void> revoke(const RevokeOptions& options, std::ostream& out) {
  YX_TRY(const x509::Serial serial, x509::Serial::from_hex(options.serial));
  YX_TRY(const RevocationReason reason, parse_reason(options.reason));
  YX_TRY(const auto house, open_house(options.settings));
  YX_TRY(const auto record, house->authority->find(serial));
  base::Waiter<authority::CertificateRecord> waiter;
  house->authority->revoke(
      {record.authority, serial, reason, options.cause, {}, officer_actor(options.officer), {}},
      waiter.completion());
  YX_TRY(const auto revoked, waiter.wait());
  out << "已撤销 " << serial.to_hex() << "，时间 " << base::format_beijing(*revoked.revoked_at) << "，原因 "
      << options.reason << "（" << options.cause << "）\n";
  return {};
}

}  // namespace yinxin::command_line
