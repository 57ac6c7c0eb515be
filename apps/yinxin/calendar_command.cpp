#include "calendar_command.hpp"

#include "base/work_calendar.hpp"
#include "rules_folder.hpp"

namespace yinxin::command_line {
namespace {

using base::format_date;

base::Due count(const base::WorkCalendar& calendar, base::Date start, const CalendarDueOptions& options) {
  if (options.working_days) {
    const base::WorkingDays period{*options.working_days};
    return options.before ? calendar.before(start, period) : calendar.after(start, period);
  }
  const base::CalendarDays period{options.calendar_days.value()};
  return options.before ? calendar.before(start, period) : calendar.after(start, period);
}

void print_json(const base::Due& due, std::ostream& out) {  // dates and fixed words: nothing to escape
  out << "{\"start\":\"" << format_date(due.start) << "\",\"rule\":\"" << due.rule << "\",\"due_raw\":\""
      << format_date(due.due_raw) << "\",\"due_effective\":\"" << format_date(due.due_effective)
      << "\",\"provisional\":" << (due.provisional ? "true" : "false") << "}\n";
}

void print_text(const base::Due& due, const CalendarDueOptions& options, std::ostream& out) {
  if (options.working_days) {
    out << format_date(due.due_effective) << "\n";
  } else {
    out << "raw " << format_date(due.due_raw) << "\n"
        << (options.before ? "effective " : "rolled ") << format_date(due.due_effective) << "\n";
  }
  if (due.provisional) out << "provisional: true（暂定：所涉年份没有国务院办公厅的放假通知）\n";
}

}  // namespace

base::Result<void> calendar_due(const CalendarDueOptions& options, std::ostream& out) {
  YX_TRY(const base::Date start, base::parse_date(options.start));
  YX_TRY(const std::filesystem::path rules, find_rules(options.rules));
  YX_TRY(const base::WorkCalendar calendar, base::WorkCalendar::load(rules / "calendar"));
  const base::Due due = count(calendar, start, options);
  if (options.json) {
    print_json(due, out);
  } else {
    print_text(due, options, out);
  }
  return {};
}

}  // namespace yinxin::command_line
