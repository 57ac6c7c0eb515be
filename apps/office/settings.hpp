// The settings of an office, a provider's or a regulator's, read by yinxind and by the commands of yinxin
// that work beside it on the same state.
#pragma once

#include "base/config.hpp"

namespace yinxin::office {

/// Every key there is. `yinxind --describe-settings` prints them.
std::span<const base::ConfigKey> setting_keys();

/// Reads the file and lets the process compute with its crypto.engine, from here on. Errors: those of
/// Config::load(), Malformed `crypto.engine`, Internal `crypto.engine_in_use`.
base::Result<base::Config> load_settings(const std::filesystem::path& file);

}  // namespace yinxin::office
