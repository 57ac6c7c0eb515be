// Who computes SM2 and SM3 in this process.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace yinxin::crypto {

/// Own: ours, the fastest that the processor takes. OpenSsl: the reference.
enum class Engine { Own, OpenSsl };

/// "own" or "openssl", the values of crypto.engine. Errors: Malformed `crypto.engine`.
base::Result<Engine> parse_engine(std::string_view name);

/// Before anything is computed. Errors: Internal `crypto.engine_in_use` when something has been already, by
/// another.
base::Result<void> use_engine(Engine engine);

/// The choice, which is final from here on.
Engine fix_engine();

/// For people: which SM2 engine, and how many SM3 streams it works at once, e.g. "ifma, 16 SM3 streams".
std::string engine_text();

}  // namespace yinxin::crypto
