// yinxin demonstration clock: what a demonstration's clock shows, and moving it forward
// (docs/decisions/0026).
#pragma once

#include <ostream>
#include <string>

#include "base/clock.hpp"

namespace yinxin::command_line {

struct DemonstrationClockOptions {
  std::string server;
  std::string forward;  ///< "20d", "6h"; empty: only show it
  std::string officer;  ///< with forward: a system administrator's account
  std::string key;      ///< with forward
};
/// Moves the clock, waits until what was due on the way has happened (kMostPatience), and says what it shows.
/// Errors: Malformed `yinxin.value`; NotFound `http.no_route` (the server is no demonstration's);
/// Unavailable `yinxin.demonstration.behind` (it was moved, and has not caught up); those of SignedRemote and
/// of the operation.
base::Result<void> demonstration_clock(const DemonstrationClockOptions& options, std::ostream& out);

/// "20d" or "6h", 1 to 99999 of them. Errors: Malformed `yinxin.value`.
base::Result<std::chrono::hours> parse_forward(std::string_view text);

}  // namespace yinxin::command_line
