// yinxin officer: accounts of officers (requirements 8.3). The system administrator creates, the security
// administrator authorises, suspends and resumes.
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
};
/// Errors: those of the server (officers::Service::create).
base::Result<void> officer_create(const OfficerCreateOptions& options, std::ostream& out);

struct OfficerAuthoriseOptions {
  SignedAs as;
  std::string id;
  std::string out;  ///< the officer's certificate, PEM; empty: not kept
};
/// The account may act from now on. Errors: those of officers::Service::check_authorise and
/// authority::Service::issue_service.
base::Result<void> officer_authorise(const OfficerAuthoriseOptions& options, std::ostream& out);

struct OfficerStandingOptions {
  SignedAs as;
  std::string id;
  std::string reason;
};
/// Errors: those of officers::Service::suspend.
base::Result<void> officer_suspend(const OfficerStandingOptions& options, std::ostream& out);
base::Result<void> officer_resume(const OfficerStandingOptions& options, std::ostream& out);

struct OfficerListOptions {
  SignedAs as;
};
/// Prints every account.
base::Result<void> officer_list(const OfficerListOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
