// Starts everything, waits for a signal, stops everything in the reverse order.
#pragma once

#include <signal.h>

#include <string>

#include "base/result.hpp"

namespace yinxin::server {

/// All faults of the file at once. Errors: those of base::Config.
base::Result<void> check_settings(const std::string& file);
/// Prints "ready http://address:port" on standard output when it serves. Returns after one of `stop` has come
/// and the server has drained. Errors: whatever keeps it from starting.
base::Result<void> serve(const std::string& settings_file, const sigset_t& stop);

}  // namespace yinxin::server
