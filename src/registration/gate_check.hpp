// The gates before a certificate is issued: the licence (article 4), the published rules (article 16), and G1
// to G4 (article 21). The only maker of an IssuancePermit.
#pragma once

#include "authority/service.hpp"
#include "policy/types.hpp"
#include "registration/types.hpp"

namespace yinxin::registration {

/// Who did a step and what proves it.
struct GateFact {
  std::string actor;
  base::Time at;
  std::string digest;  // hexadecimal SM3 of what was entered
};

/// What the gates are decided on. The first two come from policy as they stand at the moment of issue.
struct GateFacts {
  base::Result<policy::Licence> licence;
  base::Result<policy::RulesInForce> rules;
  std::optional<GateFact> identity_check;   // G1
  std::optional<GateFact> material_review;  // G2
  std::optional<GateFact> notification;     // G3
  std::optional<GateFact> agreement;        // G4
  std::string issuing_officer;              // actor id
  std::string entered_by = {};              // actor id: the applicant, or the officer of a batch
};

class GateCheck {
 public:
  /// The order's policy, filed policies, licence holder, rules version and gate facts are filled in here; its
  /// validity is cut to whole seconds. Errors: those in `licence` and `rules`; NotYet
  /// `registration.gate.identity_missing`, `.review_missing`,
  /// `.notification_missing`, `.agreement_missing` (article 21); Refused `registration.separation` (entry,
  /// review and issue by three persons); Refused `registration.class_not_offered`, `registration.validity`
  /// (beyond the CPS; the detail cites its section; article 17); Refused `registration.licence_holder` (the
  /// issuer's O is not the licensed name).
  static base::Result<authority::IssuancePermit> check(const GateFacts& facts, const x509::Name& issuer,
                                                       authority::CertificateOrder order);
};

}  // namespace yinxin::registration
