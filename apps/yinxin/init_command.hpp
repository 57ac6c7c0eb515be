// yinxin init: takes the results of a ceremony into a new office's database, a provider's or a regulator's.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace yinxin::command_line {

struct InitOptions {
  std::string settings;
  std::string ceremony;                     ///< the ceremony's public folder
  std::vector<std::string> administrators;  ///< the first three (三员): ROLE:ID:NAME:FILE of the request
};

/// Makes the database and the keys of stored data, enters the authorities, puts the roots' lists in place,
/// certifies the first OCSP signer and the tree-head key, enrols the administrators, at the signer too.
/// Prints each step. The signer must be unlocked and run with --initialise. Errors: Conflict
/// `authority.exists`; Malformed `yinxin.administrator`.
base::Result<void> init(const InitOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
