// yinxin calendar: statutory periods, counted by base::WorkCalendar and nothing else; and the notices of days
// off that officers enter (docs/decisions/0034).
#pragma once

#include <optional>
#include <ostream>
#include <string>

#include "base/clock.hpp"
#include "signed_remote.hpp"

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

struct CalendarImportOptions {
  SignedAs as;
  std::string file;
  std::string notice;  ///< 文号
};
/// Enters the year's notice, and prints what it would move of the officer's cases. Errors: those of
/// read_input(), SignedRemote and the operation.
base::Result<void> calendar_import(const CalendarImportOptions& options, std::ostream& out);

struct CalendarNoticeOptions {
  SignedAs as;
  std::int64_t number = 0;
};
/// What the notice would move of the officer's cases. Errors: those of SignedRemote and the operation.
base::Result<void> calendar_moves(const CalendarNoticeOptions& options, std::ostream& out);
/// Confirms it and waits until every running clock is counted again. Errors: those of SignedRemote and the
/// operation; Unavailable `yinxin.calendar.behind` (it is confirmed, and not yet counted after a minute).
base::Result<void> calendar_confirm(const CalendarNoticeOptions& options, std::ostream& out);

struct CalendarShowOptions {
  SignedAs as;
};
/// The years that are counted with, and the notices. Errors: those of SignedRemote and the operation.
base::Result<void> calendar_show(const CalendarShowOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
