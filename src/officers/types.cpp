#include "officers/types.hpp"

#include <algorithm>
#include <array>

#include "crypto/sm3.hpp"

namespace yinxin::officers {

namespace {

struct Named {
  Role role;
  std::string_view name;
};
constexpr std::array kRoles{
    Named{Role::SystemAdministrator, "system_administrator"},
    Named{Role::SecurityAdministrator, "security_administrator"},
    Named{Role::AuditAdministrator, "audit_administrator"},
    Named{Role::RegistrationOfficer, "registration_officer"},
    Named{Role::ReviewOfficer, "review_officer"},
    Named{Role::IssuingOfficer, "issuing_officer"},
    Named{Role::KeyCustodian, "key_custodian"},
    Named{Role::ComplianceOfficer, "compliance_officer"},
    Named{Role::ArchiveOfficer, "archive_officer"},
    Named{Role::ResponsiblePerson, "responsible_person"},
    Named{Role::SupportOfficer, "support_officer"},
    Named{Role::TrainingOfficer, "training_officer"},
    Named{Role::SecurityChief, "security_chief"},
    Named{Role::ProvinceIntakeOfficer, "province_intake_officer"},
    Named{Role::ProvinceReviewOfficer, "province_review_officer"},
    Named{Role::ProvinceHead, "province_head"},
    Named{Role::NationalIntakeOfficer, "national_intake_officer"},
    Named{Role::CaseOfficer, "case_officer"},
    Named{Role::CaseReviewer, "case_reviewer"},
    Named{Role::LegalReviewer, "legal_reviewer"},
    Named{Role::DecidingOfficer, "deciding_officer"},
    Named{Role::PublicationOfficer, "publication_officer"},
    Named{Role::TechnicalReviewCoordinator, "technical_review_coordinator"},
    Named{Role::EnforcementOfficer, "enforcement_officer"},
    Named{Role::HearingHost, "hearing_host"},
    Named{Role::TipHandler, "tip_handler"},
    Named{Role::ReviewExpert, "review_expert"},
};

}  // namespace

std::string_view role_name(Role role) {
  const auto* found =
      std::find_if(kRoles.begin(), kRoles.end(), [&](const Named& named) { return named.role == role; });
  return found == kRoles.end() ? std::string_view() : found->name;
}

base::Result<Role> parse_role(std::string_view name) {
  const auto* found =
      std::find_if(kRoles.begin(), kRoles.end(), [&](const Named& named) { return named.name == name; });
  if (found == kRoles.end())
    return base::make_error(base::ErrorKind::Malformed, "officers.role", std::string(name));
  return found->role;
}

bool Actor::has(Role role) const {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

Actor system_actor(std::string_view what) {
  return Actor{"system/" + std::string(what), {}, {}, {}, {}, {}, {}};
}

Actor key_actor(base::ByteView point, base::Bytes signature_base, base::Bytes signature) {
  return Actor{"key/" + base::to_hex(crypto::sm3(point)),
               {},
               base::to_bytes(point),
               std::move(signature_base),
               std::move(signature),
               {},
               {}};
}

base::Error no_post_right(Role role) {
  return base::make_error(base::ErrorKind::Forbidden, "officers.post_right", std::string(role_name(role)),
                          "28");
}

base::Result<void> require_role(const Actor& actor, Role role) {
  if (actor.has(role)) return {};
  if (std::find(actor.untrained.begin(), actor.untrained.end(), role) != actor.untrained.end())
    return no_post_right(role);
  return base::make_error(base::ErrorKind::Forbidden, "officers.role_needed", std::string(role_name(role)));
}

base::Error with_training(base::Error said, const Actor& actor, const std::vector<std::string>& roles) {
  for (const Role role : actor.untrained) {
    if (std::find(roles.begin(), roles.end(), role_name(role)) != roles.end()) return no_post_right(role);
  }
  return said;
}

}  // namespace yinxin::officers
