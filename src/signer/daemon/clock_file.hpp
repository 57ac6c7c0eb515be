// How far a demonstration's clock was moved, beside its keys: "<microseconds>\n" (docs/decisions/0026).
#pragma once

#include "base/clock.hpp"

namespace yinxin::signer {

/// Nothing moved yet: 0. Errors: those of base::read_file; Internal `signer.clock_file` (no such number in
/// it).
base::Result<std::chrono::microseconds> read_clock_file(const std::string& keys_folder);
/// Durable on return. Errors: those of base::write_file_durably.
base::Result<void> write_clock_file(const std::string& keys_folder, std::chrono::microseconds ahead);

}  // namespace yinxin::signer
