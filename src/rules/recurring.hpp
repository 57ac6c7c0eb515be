// Duties that come again: on which days they open a case by themselves (requirements 3.4, rules-format
// "recurring duties").
#pragma once

#include <optional>

#include "rules/book.hpp"

namespace yinxin::rules {

/// One case to be opened.
struct Opening {
  const Duty* duty = nullptr;  // into the book
  base::Date on;
  /// The period it is for, "2026" or "2026-03": with the duty's id it names the case, so that it is opened
  /// once.
  std::string period;
};

/// Every opening after the day `after`, through `through`, in the order of days: a program that was down
/// catches up with all of them. Duties whose work comes in a later slice open nothing. None before the rules
/// are in force.
std::vector<Opening> openings(const Book& book, base::Date after, base::Date through);

/// What an opening enters of itself where its procedure asks for it.
inline constexpr std::string_view kPeriodInput = "period";
inline constexpr std::string_view kLastDayInput = "last_day";
/// The period's name; and the last day: of the duty's fixed yearly period, else of the calendar year.
procedure::Values inputs_of(const Book& book, const Opening& opening, const procedure::Transition& asked);

/// The last_day of the yearly duty that this procedure does, in the year that opens the period ("2026");
/// nothing: there is no such duty, or no such year.
std::optional<base::Date> last_day_of(const Book& book, std::string_view procedure,
                                      const std::string& period);

/// The last day of a fixed yearly period ("01-15") that belongs to an opening: the next one on or after it.
base::Date fixed_day(const std::string& day, base::Date from);

}  // namespace yinxin::rules
