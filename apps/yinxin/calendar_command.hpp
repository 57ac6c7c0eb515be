// yinxin calendar: statutory periods, counted by base::WorkCalendar and nothing else.
#pragma once

#include <optional>
#include <ostream>
#include <string>

#include "base/clock.hpp"

namespace yinxin::command_line {

/// Exactly one of working_days and calendar_days is set, from 1 to WorkCalendar::kMaxPeriodDays.
struct CalendarDueOptions {
  std::string start;  ///< YYYY-MM-DD
  std::optional<int> working_days;
  std::optional<int> calendar_days;
  bool before = false;  ///< count back from the start
  bool json = false;
  std::string rules;  ///< folder; empty: the installation's own
};

/// Working days: the date alone on the first line. Calendar days: "raw DATE", then "rolled DATE" or, counted
/// back, "effective DATE". A last line begins "provisional: true" when a year without an official notice was
/// looked up. With json: one object. Errors: Malformed `base.date`; those of find_rules() and
/// WorkCalendar::load().
base::Result<void> calendar_due(const CalendarDueOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
