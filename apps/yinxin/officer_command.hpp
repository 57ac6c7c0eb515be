// yinxin officer: accounts of officers (requirements 8.3). The system administrator creates, the security
// administrator authorises, suspends, resumes and closes; certificates are renewed once a year.
#pragma once

#include <ostream>
#include <vector>

#include "signed_remote.hpp"

namespace yinxin::command_line {

struct OfficerCreateOptions {
  SignedAs as;
  std::string id;
  std::string name;
  std::vector<std::string> roles;  ///< "registration_officer" …
  std::string request;             ///< PKCS#10 file of the officer's own key
  std::string region;              ///< six digits; empty: the office's own
  std::string body;                ///< number of the case of the delegated body whose account it is
};
/// Errors: those of the server (officers::Service::create).
base::Result<void> officer_create(const OfficerCreateOptions& options, std::ostream& out);

struct OfficerAuthoriseOptions {
  SignedAs as;
  std::string id;
  std::string request;  ///< the request as the officer handed it over; empty: the account's key as shown
  std::string out;      ///< the officer's certificate, PEM; empty: not kept
};
/// The account may act from now on, with this key and the roles that it shows. Errors: Conflict
/// `officers.authorisation.other`, those of officers::Service::check_authorise and
/// authority::Service::issue_service.
base::Result<void> officer_authorise(const OfficerAuthoriseOptions& options, std::ostream& out);

struct OfficerStandingOptions {
  SignedAs as;
  std::string id;
  std::string reason;
};
/// Errors: those of officers::Service::check_change and change.
base::Result<void> officer_suspend(const OfficerStandingOptions& options, std::ostream& out);
base::Result<void> officer_resume(const OfficerStandingOptions& options, std::ostream& out);
base::Result<void> officer_close(const OfficerStandingOptions& options, std::ostream& out);

struct OfficerRenewOptions {
  SignedAs as;
  std::string id;       ///< empty: the officer's own account
  std::string request;  ///< PKCS#10 file of the new key
  bool key_lost = false;
};
/// Asks for a certificate for a new key. Errors: those of officers::Service::request_renewal.
base::Result<void> officer_renew(const OfficerRenewOptions& options, std::ostream& out);

struct OfficerAuthoriseRenewalOptions {
  SignedAs as;
  std::string id;
  std::string request;  ///< the request as the officer handed it over: its key is the one authorised
  std::string out;      ///< the new certificate, PEM; empty: not kept
};
/// The new key acts from now on, the old one no longer. Errors: those of officers::Service::check_renewal and
/// authority::Service::issue_service; Conflict `officers.authorisation.other`.
base::Result<void> officer_authorise_renewal(const OfficerAuthoriseRenewalOptions& options,
                                             std::ostream& out);

struct OfficerListOptions {
  SignedAs as;
};
/// Prints every account, with when its certificate ends if that is soon (officers::kEndsSoon).
base::Result<void> officer_list(const OfficerListOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
