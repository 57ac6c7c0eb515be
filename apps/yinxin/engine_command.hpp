// yinxin engine: who computes SM2 and SM3 on this machine, and how fast, beside OpenSSL in the same run.
#pragma once

#include <ostream>

#include "base/result.hpp"

namespace yinxin::command_line {

struct EngineOptions {};

/// Takes about half a second. Errors: Internal `crypto.sm2.sign`.
base::Result<void> show_engine(const EngineOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
