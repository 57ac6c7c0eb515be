#include "endpoints/registration/access.hpp"

#include <algorithm>
#include <set>

#include "asn1/oids.hpp"
#include "privacy/masking.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;
using officers::Role;
namespace oids = asn1::oids;

namespace {

/// The profiles whose CN is no person's name. Any other is taken for a person's.
bool names_a_thing(std::string_view profile) {
  return profile == "organisation" || profile == "device";
}

bool is_organisations(x509::IdentityKind kind) {
  return kind == x509::IdentityKind::OrganizationCode || kind == x509::IdentityKind::RegistrationNumber ||
         kind == x509::IdentityKind::TaxationNumber;
}

}  // namespace

Result<void> require_business(const officers::Actor& actor) {
  constexpr Role kBusiness[] = {Role::RegistrationOfficer, Role::ReviewOfficer,  Role::IssuingOfficer,
                                Role::ComplianceOfficer,   Role::ArchiveOfficer, Role::ResponsiblePerson};
  if (std::any_of(std::begin(kBusiness), std::end(kBusiness), [&](Role role) { return actor.has(role); }))
    return {};
  if (!actor.untrained.empty()) return officers::no_post_right(actor.untrained.front());
  return make_error(ErrorKind::Forbidden, "officers.role_needed", "a role of the business");
}

Result<void> require_own_staff(const officers::Actor& actor) {
  YX_CHECK(require_business(actor));
  if (actor.body.empty()) return {};
  return make_error(ErrorKind::Forbidden, "officers.body.scope", actor.body, "25");
}

Result<void> require_reader(const officers::Actor& actor, const registration::Application& application) {
  if (!actor.roles.empty()) return require_business(actor);
  if (!actor.key.empty() && base::equal(actor.key, application.key)) return {};
  return make_error(ErrorKind::Forbidden, "registration.not_yours");
}

namespace {

constexpr std::string_view kSubmitted = "submitted";  // the state before anybody has worked on it
constexpr std::string_view kByOfficer = "officer/";

/// Whether an operator's body has a part in it.
Result<bool> is_of_body(const Services& services, const std::string& number, const officers::Actor& actor) {
  const auto application = services.registration.find(number);
  if (!application && application.error().kind == ErrorKind::NotFound) return true;  // which says so itself
  if (!application) return application.error();
  if (application->state == kSubmitted) return true;
  for (const registration::StepNote& step : application->steps) {
    if (step.actor == actor.id) return true;
    if (!step.actor.starts_with(kByOfficer)) continue;
    const auto officer = services.officers.find(step.actor.substr(kByOfficer.size()));
    if (!officer && officer.error().kind != ErrorKind::NotFound) return officer.error();
    if (officer && officer->body == actor.body) return true;
  }
  return false;
}

}  // namespace

Result<void> check_open_to(const Services& services, const std::string& number,
                           const officers::Actor& actor) {
  if (!actor.body.empty()) {
    YX_TRY(const bool ours, is_of_body(services, number, actor));
    if (!ours) return make_error(ErrorKind::Forbidden, "officers.body.scope", number, "25");
  }
  if (services.compliance == nullptr) return {};
  return services.compliance->check_open(authority::application_object(number), actor);
}

Result<void> hide_closed(const Services& services, const officers::Actor& actor,
                         std::vector<registration::Application>& applications) {
  std::set<std::string> sealed;
  if (services.compliance != nullptr) {
    YX_TRY(sealed, services.compliance->sealed_from(actor));
  }
  for (registration::Application& application : applications) {
    bool closed = sealed.count(authority::application_object(application.number)) > 0;
    if (!closed && !actor.body.empty()) {
      YX_TRY(const bool ours, is_of_body(services, application.number, actor));
      closed = !ours;
    }
    if (closed) application.form.subject.clear();
  }
  return {};
}

std::string masked_subject_value(const std::string& profile, const asn1::Oid& type,
                                 const std::string& value) {
  if (type == oids::kEmailAddress) return privacy::mask_mail(value);
  if (names_a_thing(profile)) return value;
  if (type == oids::kCommonName) return privacy::mask_name(value);
  if (type == oids::kSerialNumber) return privacy::mask_number(value);
  return value;
}

std::string masked_identity(const registration::IdentityNumber& identity) {
  return is_organisations(identity.kind) ? identity.number : privacy::mask_number(identity.number);
}

}  // namespace yinxin::endpoints
