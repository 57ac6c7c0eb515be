// A permit for tests below registration: every gate held, by three different persons.
#pragma once

#include "registration/gate_check.hpp"

namespace yinxin::house_support {

inline policy::Licence licence_of(const std::string& holder) {
  policy::Licence licence;
  licence.number = "测试0001";
  licence.holder_name = holder;
  licence.valid_from = licence.issued_on = base::parse_date("2024-11-05").value();
  licence.valid_to = base::parse_date("2029-11-04").value();
  return licence;
}

/// A CPS whose only class is the profile of `order`, with its policy, and no limit below the profile's own.
inline policy::RulesInForce rules_for(const authority::CertificateOrder& order) {
  policy::RulesInForce rules;
  rules.cps.version = rules.profile.version = order.rules_version;
  rules.cp.kind = policy::RulesKind::Cp;
  rules.cp.policies = {order.policy};
  policy::ClassRules offered;
  offered.profile = order.profile;
  offered.policy = order.policy;
  offered.max_validity_days = 1827;
  rules.profile.classes.emplace(order.profile, offered);
  return rules;
}

inline authority::IssuancePermit permit_for(authority::CertificateOrder order, const x509::Name& issuer) {
  const auto fact = [](const char* officer) {
    return registration::GateFact{officer, base::Time(), std::string(64, '0')};
  };
  const registration::GateFacts facts{licence_of(order.licence_holder),
                                      rules_for(order),
                                      fact("officer/entry"),
                                      fact("officer/review"),
                                      fact("applicant/x"),
                                      fact("applicant/x"),
                                      "officer/issue"};
  auto permit = registration::GateCheck::check(facts, issuer, std::move(order));
  if (!permit) throw std::runtime_error(base::describe(permit.error()));
  return std::move(permit).value();
}

}  // namespace yinxin::house_support
