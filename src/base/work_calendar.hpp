// The one place where days are counted (architecture.md 3, law 5). Working days follow the yearly notices of
// the General Office of the State Council, kept as rules/calendar/<year>.toml; how periods are counted
// follows requirements.md 3.1 (numbers below), which names the statutes: 民法典 (CC) 200-204, 行政许可法
// (ALL) 82, 行政处罚法 (APL) 85. Dates are civil dates in Beijing.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>

#include "base/clock.hpp"

namespace yinxin::base {

/// 工作日: only where the text says so (3.1.1).
struct WorkingDays {
  int count;
  friend auto operator<=>(const WorkingDays&, const WorkingDays&) = default;
};

/// 日 without 工作 (3.1.2).
struct CalendarDays {
  int count;
  friend auto operator<=>(const CalendarDays&, const CalendarDays&) = default;
};

/// A time in which a period of working days stands still, both days included (3.1.9).
struct Suspension {
  Date from;
  Date to;
};

/// When a period ends, and how that was found. The last day runs to 24:00 Beijing time (3.1.5).
struct Due {
  Date start;        ///< the day it is counted from, itself not counted (3.1.3)
  std::string rule;  ///< "working-days:5", "calendar-days:30", "calendar-days-before:60", "months:6",
                     ///< "that-day", "fixed-date"…
  Date due_raw;      ///< the last day as the count gives it; duties are watched by this one (Q1)
  /// Forward: the last day after rolling; overdue, and parties' rights, go by this one (Q1). Backward and
  /// fixed date: the target shown to the party; the last lawful day is due_raw (Q2).
  Date due_effective;
  bool provisional;  ///< a day was looked up in a year without an official notice: the dates may still change
                     ///< (3.1.11)
  friend bool operator==(const Due&, const Due&) = default;
};

/// The same-numbered day so many months (or years) later; the last day of the month where there is none
/// (3.1.6, CC 202). 2028-02-29 and five years: 2033-02-28.
Date add_months(Date start, std::chrono::months count);

/// Days off and make-up working days of one year.
struct CalendarYear {
  bool official;       ///< by a published notice; otherwise the statutory days only
  std::string source;  ///< title, 文号 and date of the notice, for people
  std::map<std::chrono::sys_days, std::string> off;  ///< with the holiday's name; weekends within it included
  std::set<std::chrono::sys_days> make_up;           ///< Saturdays and Sundays on which people work
};

/// Reads one year's file; `file` is only a name for messages. Errors: Malformed `base.toml.syntax`,
/// `base.toml.content`, with every fault in the detail: a day both off and made up or given twice, a day
/// outside the year, a make-up day that is not a Saturday or Sunday, and what TomlReader finds.
Result<std::pair<std::chrono::year, CalendarYear>> parse_calendar_year(std::string_view text,
                                                                       const std::string& file);

class WorkCalendar {
 public:
  /// Longest period; a century is more than any in the law. A count outside 1 to this is a broken invariant
  /// (std::out_of_range).
  static constexpr int kMaxPeriodDays = 36500;
  static constexpr int kMaxPeriodMonths = 1200;

  /// Reads every .toml file of the folder, each named after its year. Errors: NotFound
  /// `base.calendar.missing` (no such folder, or no year in it); Malformed `base.calendar.data`, with every
  /// fault of every file in the detail, as parse_calendar_year() finds them.
  static Result<WorkCalendar> load(const std::filesystem::path& folder);
  /// The same but for that year.
  WorkCalendar with_year(std::chrono::year year, CalendarYear days) const;

  /// Years without a file have weekends only.
  bool is_working_day(Date date) const;
  /// Null when there is no file for it.
  const CalendarYear* find_year(std::chrono::year year) const;
  /// Those with a file, in order.
  const std::map<std::chrono::year, CalendarYear>& years() const { return years_; }

  /// The last of so many working days after `start`; suspended days are not counted.
  Due after(Date start, WorkingDays period, std::span<const Suspension> suspensions = {}) const;
  /// Rolled to the next working day when the last day is none (3.1.4, CC 203, Q1).
  Due after(Date start, CalendarDays period) const;
  /// As above, for periods in months and years (3.1.6).
  Due after(Date start, std::chrono::months period) const;
  /// "…日前": the day `end` itself is not counted; the target is the previous working day when the last day
  /// is none, and never a later day (3.1.7, Q2).
  Due before(Date end, CalendarDays period) const;
  Due before(Date end, WorkingDays period) const;
  /// A period of no days: due on that day itself, through 24:00; no roll, no earlier target.
  static Due on(Date last_day);
  /// "1月15日前": lawful through that day; the target is the day before; no rolling (3.1.8, Q2).
  static Due fixed(Date last_day);

  /// How many working days lie after `after`, through `through` (0 when none do): what is used up of a
  /// period, or left of it.
  int working_days_between(Date after, Date through) const;

 private:
  class Walk;
  bool is_official(std::chrono::year year) const;

  std::map<std::chrono::year, CalendarYear> years_;
};

/// Gives the calendar that a program counts with now. Another takes its place when officers confirm a notice
/// (docs/decisions/0034): who counts takes it once, counts, and lets it go.
using CalendarInForce = std::function<std::shared_ptr<const WorkCalendar>()>;

}  // namespace yinxin::base
