#include "registration/gate_check.hpp"

#include <algorithm>

#include "asn1/oids.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

/// The four gates of article 21, and under which word each stands in the act of issue.
struct Gate {
  const std::optional<GateFact>& fact;
  std::string_view word;
  std::string_view code;
};

Result<void> check_present(const std::vector<Gate>& gates) {
  for (const Gate& gate : gates) {
    if (!gate.fact) return make_error(ErrorKind::NotYet, gate.code, std::string(gate.word), "21");
  }
  return {};
}

/// 录入/审核, 审核/签发 (requirements 13.1): entry, review and issue are three persons.
Result<void> check_separation(const GateFacts& facts) {
  const std::string& review = facts.material_review->actor;
  const std::string& issue = facts.issuing_officer;
  const auto same = [](const char* what) {
    return make_error(ErrorKind::Refused, "registration.separation", what, "21");
  };
  if (review == issue) return same("review and issue");
  for (const std::string& entry : {facts.entered_by, facts.identity_check->actor}) {
    if (entry == review) return same("entry and review");
    if (entry == issue) return same("entry and issue");
  }
  return {};
}

/// Article 17: nothing that the published CPS does not offer, and nothing longer than it says.
Result<policy::ClassRules> find_class(const policy::RulesInForce& rules, const std::string& profile) {
  const auto found = rules.profile.classes.find(profile);
  const auto& defined = rules.cp.policies;
  if (found == rules.profile.classes.end() ||
      std::find(defined.begin(), defined.end(), found->second.policy) == defined.end()) {
    return make_error(ErrorKind::Refused, "registration.class_not_offered",
                      profile + ", CPS " + rules.cps.version, "17");
  }
  return found->second;
}

Result<x509::Validity> check_validity(const x509::Validity& wanted, const policy::RulesInForce& rules,
                                      const policy::ClassRules& offered) {
  const x509::Validity validity{std::chrono::floor<std::chrono::seconds>(wanted.not_before),
                                std::chrono::floor<std::chrono::seconds>(wanted.not_after)};
  // Both ends are counted (RFC 5280 4.1.2.5).
  const auto length = validity.not_after - validity.not_before + std::chrono::seconds(1);
  if (validity.not_after > validity.not_before && length <= std::chrono::days(offered.max_validity_days)) {
    return validity;
  }
  return make_error(ErrorKind::Refused, "registration.validity",
                    "CPS " + rules.cps.version + " " + offered.section + ": at most " +
                        std::to_string(offered.max_validity_days) + " days",
                    "17");
}

std::string line(const GateFact& fact) {
  return fact.actor + " " + base::format_utc(fact.at) + " " + fact.digest;
}

}  // namespace

Result<authority::IssuancePermit> GateCheck::check(const GateFacts& facts, const x509::Name& issuer,
                                                   authority::CertificateOrder order) {
  YX_TRY(const policy::Licence licence, facts.licence);
  YX_TRY(const policy::RulesInForce rules, facts.rules);
  const std::vector<Gate> gates{
      {facts.identity_check, "identity_check", "registration.gate.identity_missing"},
      {facts.material_review, "material_review", "registration.gate.review_missing"},
      {facts.notification, "notification", "registration.gate.notification_missing"},
      {facts.agreement, "agreement", "registration.gate.agreement_missing"}};
  YX_CHECK(check_present(gates));
  YX_CHECK(check_separation(facts));
  YX_TRY(const policy::ClassRules offered, find_class(rules, order.profile));
  YX_TRY(order.validity, check_validity(order.validity, rules, offered));
  const auto organization = issuer.find(asn1::oids::kOrganization);
  if (!organization || *organization != licence.holder_name) {
    return make_error(ErrorKind::Refused, "registration.licence_holder",
                      "the issuer's O is not the name on licence " + licence.number, "19");
  }
  order.policy = offered.policy;
  order.filed = x509::FiledPolicy{rules.cp.policies, offered.identity_number_in_clear};
  order.licence_holder = licence.holder_name;
  order.rules_version = rules.cps.version;
  for (const Gate& gate : gates) order.gates.emplace_back(gate.word, line(*gate.fact));
  order.gates.emplace_back("licence", licence.number);
  order.gates.emplace_back("cp", rules.cp.version);
  return authority::IssuancePermit(std::move(order));
}

}  // namespace yinxin::registration
