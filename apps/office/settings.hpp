// The provider's settings, read by yinxind and by the commands of yinxin that work beside it on the same
// state.
#pragma once

#include "base/config.hpp"

namespace yinxin::office {

/// Every key there is. `yinxind --describe-settings` prints them.
std::span<const base::ConfigKey> setting_keys();

}  // namespace yinxin::office
