// yinxin init: takes the results of a ceremony into a new provider's database.
#pragma once

#include <ostream>
#include <string>

#include "base/result.hpp"

namespace yinxin::command_line {

struct InitOptions {
  std::string settings;
  std::string ceremony;  ///< the ceremony's public folder
};

/// Makes the database and the record key, enters the authorities, puts the roots' lists in place, certifies
/// the first OCSP signer and the tree-head key. Prints each step. The signer must be unlocked. Errors:
/// Conflict `authority.exists`.
base::Result<void> init(const InitOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
