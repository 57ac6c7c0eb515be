// Who may see an application, and how personal data look to them (requirements 6.2, 11.3).
#pragma once

#include "endpoints/services.hpp"

namespace yinxin::endpoints {

/// Errors: Forbidden `officers.role_needed` when the actor is no officer, or an administrator (三员), who
/// sees nothing of the business, or the custodian of keys; `officers.post_right` where such a role is theirs
/// and the right to its post is missing.
base::Result<void> require_business(const officers::Actor& actor);
/// Letters, filings and batches are for the provider's own officers, not a delegated body's (article 25).
/// Errors: as require_business; Forbidden `officers.body.scope`.
base::Result<void> require_own_staff(const officers::Actor& actor);
/// Officers of the business, and who signs with the application's own key. Errors: Forbidden
/// `officers.role_needed` (another officer), `registration.not_yours` (another key).
base::Result<void> require_reader(const officers::Actor& actor, const registration::Application& application);

/// An operator of a delegated body works on what waits to be received and on what somebody of that body has
/// worked on (article 25). Errors: Forbidden `officers.body.scope` for another one's; Forbidden
/// `compliance.quarantined` (article 23) where the application is sealed from this actor.
base::Result<void> check_open_to(const Services& services, const std::string& number,
                                 const officers::Actor& actor);
/// Of applications that check_open_to() would refuse a list says that they are there, and not whose. Errors:
/// those of the store.
base::Result<void> hide_closed(const Services& services, const officers::Actor& actor,
                               std::vector<registration::Application>& applications);

/// A value of the subject as it is shown: persons' names, numbers and mail addresses masked. Names of
/// organisations and devices are not.
std::string masked_subject_value(const std::string& profile, const asn1::Oid& type, const std::string& value);
/// Numbers of persons are masked; those of organisations stand in public registers.
std::string masked_identity(const registration::IdentityNumber& identity);

}  // namespace yinxin::endpoints
