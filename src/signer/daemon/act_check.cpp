#include "signer/daemon/act_check.hpp"

#include "asn1/oids.hpp"
#include "signer/daemon/checks.hpp"

namespace yinxin::signer {
namespace {

using base::Result;
using Kind = ActOperation::Kind;
namespace oids = asn1::oids;

constexpr std::string_view kIssuingOfficer = "issuing_officer";  // words of rules/
constexpr std::string_view kSecurityAdministrator = "security_administrator";
constexpr std::string_view kSystemAdministrator = "system_administrator";

/// Whether a role stands among the words of `roles`.
bool has_role(std::string_view roles, std::string_view role) {
  while (!roles.empty()) {
    const std::size_t end = roles.find(' ');
    if (roles.substr(0, end) == role) return true;
    roles = end == std::string_view::npos ? std::string_view() : roles.substr(end + 1);
  }
  return false;
}

std::string attribute(const x509::Name& name, const asn1::Oid& type) {
  return std::string(name.find(type).value_or(""));
}

Result<void> check_times(const ActBase& base, base::Time now) {
  if (base.created < now - kClockTolerance || base.created > now + kClockTolerance)
    return act_refused("it was signed more than 10 minutes from the signer's clock");
  if (base.expires && *base.expires < now) return act_refused("it has expired");
  return {};
}

/// The key is one of those whose root the officer signed.
Result<void> check_place(const ActView& act, const ActContent& said, const x509::TbsCertificate& tbs) {
  const auto place = decode_act_place(act.place);
  const auto octets = base::from_hex(said.keys_root);
  const auto root = octets ? proof::to_hash(*octets) : Result<proof::Hash>(octets.error());
  if (!place || !root) return act_refused("its keys are not in our form");
  const proof::Hash leaf = proof::leaf_hash(crypto::sm3(tbs.public_key.point()));
  if (!proof::verify_inclusion(leaf, place->index, said.keys, place->path, *root))
    return act_refused("for other keys");
  return {};
}

Result<void> check_content(const ActView& act, const ActBase& base, const ActOperation& operation,
                           const x509::TbsCertificate& tbs) {
  if (crypto::sm3(act.content) != base.content_digest) return act_refused("its content is another");
  YX_TRY(const ActContent said, read_act_content(act.content, operation.kind));
  if (operation.kind == Kind::IssueMany) return check_place(act, said, tbs);
  if (!act.place.empty()) return act_refused("a place among keys, and it is for one");
  if (said.key_sm3 != base::to_hex(crypto::sm3(tbs.public_key.point())))
    return act_refused("for another key");
  if (operation.kind == Kind::Issue || operation.kind == Kind::CertifyTaker) return {};
  if (attribute(tbs.subject, oids::kSerialNumber) != operation.subject)
    return act_refused("for another officer");
  if (attribute(tbs.subject, oids::kTitle) != said.title) return act_refused("for other roles");
  return {};
}

Result<void> check_in_force(const VerifiedOfficer& officer, base::Time now) {
  // RFC 5280 4.1.2.5: the last second is counted.
  if (now < officer.validity.not_before || now >= officer.validity.not_after + std::chrono::seconds(1))
    return act_refused("the officer's certificate is not in force");
  return {};
}

using Entry = Journal::Administrators::const_iterator;

Entry entry_of(const crypto::Sm2PublicKey& key, const Journal::Administrators& enrolled) {
  return std::find_if(enrolled.begin(), enrolled.end(),
                      [&](const auto& one) { return base::equal(one.second.point, key.point()); });
}

Result<void> check_issuing_officer(const VerifiedOfficer& officer, const ActRules& rules) {
  const Entry known = entry_of(officer.key, rules.enrolled);
  const bool enrolled = known != rules.enrolled.end() && has_role(known->second.roles, kIssuingOfficer);
  if (!enrolled && !has_role(officer.title, kIssuingOfficer)) return act_refused("not by an issuing officer");
  return {};
}

/// By an enrolled security administrator, for this very authority.
Result<void> check_certifier(const VerifiedOfficer& officer, const ActOperation& operation,
                             const ActRules& rules) {
  const Entry by = entry_of(officer.key, rules.enrolled);
  if (by == rules.enrolled.end() || !has_role(by->second.roles, kSecurityAdministrator))
    return act_refused("not by an enrolled security administrator");
  if (operation.subject != rules.key_id) return act_refused("for another authority");
  return {};
}

Result<void> check_administrator(const VerifiedOfficer& officer, const ActOperation& operation,
                                 const ActRules& rules) {
  const Entry by = entry_of(officer.key, rules.enrolled);
  if (by == rules.enrolled.end()) return act_refused("not by an enrolled administrator");
  if (by->first == operation.subject) return act_refused("by the very officer");
  if (has_role(by->second.roles, kSecurityAdministrator)) return {};
  const auto whom = rules.enrolled.find(operation.subject);
  const bool stands_in = operation.kind == Kind::AuthoriseRenewal && whom != rules.enrolled.end() &&
                         has_role(whom->second.roles, kSecurityAdministrator) &&
                         has_role(by->second.roles, kSystemAdministrator);
  if (!stands_in) return act_refused("not by a security administrator");
  return {};
}

/// The roles that the ceremony gave go with the enrolment, and no others; the key changes by a renewal only.
Result<std::optional<MovedEnrolment>> moved_by(const ActOperation& operation, const x509::TbsCertificate& tbs,
                                               const ActRules& rules) {
  const std::optional<MovedEnrolment> none;
  const auto whom = rules.enrolled.find(operation.subject);
  if (!rules.of_officers || whom == rules.enrolled.end()) return none;
  if (attribute(tbs.subject, oids::kTitle) != whom->second.roles)
    return act_refused("other roles than the enrolled");
  const Entry owner = entry_of(tbs.public_key, rules.enrolled);
  if (owner == whom) return none;
  if (owner != rules.enrolled.end()) return act_refused("the key of another administrator");
  if (operation.kind != Kind::AuthoriseRenewal) return act_refused("another key than the enrolled");
  return std::optional(MovedEnrolment{whom->first, whom->second.roles});
}

}  // namespace

Result<const VerifiedOfficer*> OfficerCertificates::find(base::ByteView der, const ActRules& rules) {
  const crypto::Sm3Digest name = crypto::Sm3().update(rules.issuer.point()).update(der).finish();
  const auto known = kept_.find(name);
  if (known != kept_.end()) return &known->second;
  auto certificate = x509::Certificate::parse(der);
  if (!certificate) return act_refused("the officer's certificate cannot be read");
  const x509::TbsCertificate& tbs = certificate->tbs();
  if (!base::equal(tbs.issuer.der(), rules.issuer_name) || is_service(tbs) ||
      !certificate->verify(rules.issuer)) {
    return act_refused("not an officer's certificate of ours");
  }
  if (kept_.size() >= kMaxKept) kept_.clear();
  const VerifiedOfficer officer{tbs.public_key, tbs.validity, attribute(tbs.subject, oids::kTitle)};
  return &kept_.emplace(name, officer).first->second;
}

Result<ActToVerify> check_act(const ActView& act, const x509::TbsCertificate& tbs, const ActRules& rules,
                              OfficerCertificates& officers) {
  if (act.empty()) return act_refused("no act");
  YX_TRY(const ActBase base, read_act_base(act.signature_base));
  YX_TRY(const ActOperation operation, read_act_operation(base));
  const bool right_kind = rules.of_taker ? operation.kind == Kind::CertifyTaker
                          : rules.of_officers
                              ? operation.kind == Kind::Authorise || operation.kind == Kind::AuthoriseRenewal
                              : operation.kind == Kind::Issue || operation.kind == Kind::IssueMany;
  if (!right_kind) return act_refused("for a certificate of another kind");
  YX_CHECK(check_times(base, rules.now));
  YX_CHECK(check_content(act, base, operation, tbs));
  YX_TRY(const VerifiedOfficer* officer, officers.find(act.certificate, rules));
  YX_CHECK(check_in_force(*officer, rules.now));
  YX_CHECK(rules.of_taker      ? check_certifier(*officer, operation, rules)
           : rules.of_officers ? check_administrator(*officer, operation, rules)
                               : check_issuing_officer(*officer, rules));
  YX_TRY(auto moved, moved_by(operation, tbs, rules));
  const auto signature = crypto::Sm2Signature::from_der(act.signature);
  if (!signature) return act_refused("its signature is not the officer's");
  return ActToVerify{std::move(moved), officer->key, *signature};
}

crypto::Sm3Digest act_digest(const ActView& act, const x509::TbsCertificate& tbs) {
  crypto::Sm3 digest;
  digest.update(act.signature_base).update(act.signature);
  if (!act.place.empty()) digest.update(crypto::sm3(tbs.public_key.point()));
  return digest.finish();
}

}  // namespace yinxin::signer
