// yinxin signer: state and unlocking of the signer.
#pragma once

#include <ostream>
#include <string>

#include "base/result.hpp"

namespace yinxin::command_line {

struct SignerOptions {
  std::string socket;
  std::string key_class;   ///< "quorum" or "online"
  std::string credential;  ///< file of 32 octets
};
/// Prints the daemon's state and its keys. Errors: Unavailable `signer.unreachable`.
base::Result<void> signer_status(const SignerOptions& options, std::ostream& out);
/// Unlocks one class of keys. Errors: Refused `signer.credential`.
base::Result<void> signer_unlock(const SignerOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
