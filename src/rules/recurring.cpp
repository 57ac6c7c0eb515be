#include "rules/recurring.hpp"

#include <algorithm>

namespace yinxin::rules {
namespace {

using std::chrono::sys_days;

/// "01-15" of that year, "05" of that month.
base::Date day_in(int year, unsigned month, const std::string& day) {
  const std::string text =
      day.size() == 2 ? (month < 10 ? "0" : "") + std::to_string(month) + "-" + day : day;
  const auto found = base::parse_date(std::to_string(year) + "-" + text);
  return found ? *found : base::Date();
}

std::string period_of(const Duty& duty, base::Date on) {
  const std::string text = base::format_date(on);
  return duty.recurs == "yearly" ? text.substr(0, 4) : text.substr(0, 7);
}

/// Of the duty's fixed yearly period, else of the calendar year.
base::Date last_day(const Book& book, const Duty& duty, base::Date on) {
  constexpr const char* kLastOfTheYear = "12-31";
  const StatutoryClock* clock = find_by(book.clocks, &StatutoryClock::id, duty.clock);
  return fixed_day(clock != nullptr && !clock->day.empty() ? clock->day : kLastOfTheYear, on);
}

void add(const Book& book, const Duty& duty, base::Date on, base::Date after, base::Date through,
         std::vector<Opening>& found) {
  const sys_days day(on);
  if (day > sys_days(after) && day <= sys_days(through) && day >= sys_days(book.in_force_from))
    found.push_back(Opening{&duty, on, period_of(duty, on)});
}

}  // namespace

std::vector<Opening> openings(const Book& book, base::Date after, base::Date through) {
  constexpr unsigned kMonths = 12;
  std::vector<Opening> found;
  for (const Duty& duty : book.duties) {
    if (duty.recurs.empty() || duty.not_yet != 0) continue;
    for (int year = static_cast<int>(after.year()); year <= static_cast<int>(through.year()); ++year) {
      if (duty.recurs == "yearly") {
        add(book, duty, day_in(year, 1, duty.opens), after, through, found);
        continue;
      }
      for (unsigned month = 1; month <= kMonths; ++month)
        add(book, duty, day_in(year, month, duty.opens), after, through, found);
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Opening& a, const Opening& b) { return sys_days(a.on) < sys_days(b.on); });
  return found;
}

procedure::Values inputs_of(const Book& book, const Opening& opening, const procedure::Transition& asked) {
  procedure::Values values;
  for (const procedure::Input& input : asked.inputs) {
    if (input.id == kPeriodInput) values.insert_or_assign(input.id, opening.period);
    if (input.id == kLastDayInput)
      values.insert_or_assign(input.id, last_day(book, *opening.duty, opening.on));
  }
  return values;
}

std::optional<base::Date> last_day_of(const Book& book, std::string_view procedure,
                                      const std::string& period) {
  const auto year = base::parse_date(period + "-01-01");
  if (!year) return std::nullopt;
  for (const Duty& duty : book.duties) {
    if (duty.recurs == "yearly" && duty.done_by_procedure == procedure)
      return last_day(book, duty, day_in(static_cast<int>(year->year()), 1, duty.opens));
  }
  return std::nullopt;
}

base::Date fixed_day(const std::string& day, base::Date from) {
  const base::Date same_year = day_in(static_cast<int>(from.year()), 1, day);
  if (sys_days(same_year) >= sys_days(from)) return same_year;
  return day_in(static_cast<int>(from.year()) + 1, 1, day);
}

}  // namespace yinxin::rules
