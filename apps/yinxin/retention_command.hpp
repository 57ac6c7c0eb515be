// yinxin application hold, release-hold, destruction-list: keeping records, and what is left to read when
// they are gone (article 24).
#pragma once

#include <ostream>

#include "signed_remote.hpp"

namespace yinxin::command_line {

struct PlaceHoldOptions {
  SignedAs as;
  std::string number;
  std::string authority;  ///< who asks for it
  std::string basis;
  std::string reference;  ///< of their paper or case
};
/// The compliance officer. Undoes approvals of a destruction.
base::Result<void> application_hold(const PlaceHoldOptions& options, std::ostream& out);

struct ReleaseHoldOptions {
  SignedAs as;
  std::string number;
  std::string reference;
  std::string reason;
};
/// The responsible person.
base::Result<void> application_release_hold(const ReleaseHoldOptions& options, std::ostream& out);

struct DestructionListOptions {
  SignedAs as;
  std::string number;
  bool json = false;  ///< the server's answer as it came: what SM3 in the acts on the certificate is about
};
/// 《销毁清册》. Errors: NotFound `ledger.record.none` (nothing was destroyed).
base::Result<void> application_destruction_list(const DestructionListOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
