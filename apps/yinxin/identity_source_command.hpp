// yinxin demonstration identity-source: plays a province's identity service
// (src/registration/IDENTITY_SOURCE.md).
#pragma once

#include <ostream>
#include <string>

#include "base/result.hpp"

namespace yinxin::command_line {

struct IdentitySourceOptions {
  std::string people;     ///< file: KIND,NUMBER,NAME a line; who the source knows
  std::int64_t port = 0;  ///< on 127.0.0.1; 0: any free one
};
/// Prints "ready http://127.0.0.1:PORT" and answers until SIGINT or SIGTERM. Errors: Malformed
/// `yinxin.people`; those of http::Server::start.
base::Result<void> demonstration_identity_source(const IdentitySourceOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
