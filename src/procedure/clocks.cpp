// Which clocks run, and until when (requirements 3.1: the start day is not counted, the last day ends at
// 24:00 in Beijing).
#include <algorithm>

#include "procedure/engine.hpp"
#include "procedure/history.hpp"

namespace yinxin::procedure {

namespace {

using base::Result;
using std::chrono::days;
using std::chrono::hours;

constexpr std::string_view kState = "state:";
constexpr std::string_view kField = "field:";
constexpr std::int64_t kHoursOfDay = 24;

bool enters_value(const Past& past, std::string_view id) {
  return past.by != nullptr && std::any_of(past.by->inputs.begin(), past.by->inputs.end(),
                                           [&](const Input& input) { return input.id == id; });
}

/// What was undone starts nothing; being in a state is a fact all the same.
bool starts(const Clock& clock, const Past& past) {
  const std::string_view word = clock.starts;
  if (word.substr(0, kState.size()) == kState)
    return past.entered && past.by->to == word.substr(kState.size());
  if (past.undone) return false;
  if (word.substr(0, kField.size()) == kField) return enters_value(past, word.substr(kField.size()));
  return past.what->event == word;
}

bool ends(const Clock& clock, const Past& past) {
  const std::string& event = past.what->event;
  return contains(clock.met_by, event) || contains(clock.cancelled_by, event) || clock.on_expiry == event;
}

/// The event that set it going since it last ended. Saying it again while it runs does not put the end off.
const Happened* started(const Clock& clock, const std::vector<Past>& pasts) {
  const Happened* start = nullptr;
  for (const Past& past : pasts) {
    if (ends(clock, past)) start = nullptr;
    if (start == nullptr && starts(clock, past)) start = past.what;
  }
  return start;
}

Result<std::int64_t> length_of(const Clock& clock, const Values& settings) {
  if (clock.length_setting.empty()) return clock.length;
  const std::int64_t longest =
      base::WorkCalendar::kMaxPeriodDays * (clock.unit == Clock::Unit::Hours ? kHoursOfDay : 1);
  const auto found = settings.find(clock.length_setting);
  const auto* length = found == settings.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
  if (length != nullptr && *length >= 1 && *length <= longest) return *length;
  return base::make_error(
      base::ErrorKind::NotFound, "procedure.setting",
      clock.length_setting + " is not there, or not a number from 1 to " + std::to_string(longest));
}

base::Due count(const Clock& clock, base::Date start, std::int64_t length,
                const base::WorkCalendar& calendar) {
  const int number = static_cast<int>(length);
  if (clock.unit == Clock::Unit::WorkingDays) {
    const base::WorkingDays period{number};
    return clock.backward ? calendar.before(start, period) : calendar.after(start, period);
  }
  const base::CalendarDays period{number};
  return clock.backward ? calendar.before(start, period) : calendar.after(start, period);
}

base::Time end_of_day(base::Date date) {
  constexpr hours kBeijingAhead{8};
  return std::chrono::sys_days(date) + days(1) - kBeijingAhead;
}

Running run_hours(const Clock& clock, base::Time start, std::int64_t length) {
  const base::Time at = start + hours(length);
  const base::Date last = base::beijing_date(at);
  return Running{
      &clock, {base::beijing_date(start), "hours:" + std::to_string(length), last, last, false}, at};
}

Running run_days(const Clock& clock, base::Date start, std::int64_t length,
                 const base::WorkCalendar& calendar) {
  base::Due due = count(clock, start, length, calendar);
  const bool raw = clock.backward || !clock.rolled;  // counted back, the last lawful day is the raw one (Q2)
  const base::Time at = end_of_day(raw ? due.due_raw : due.due_effective);
  return Running{&clock, std::move(due), at};
}

/// The date that a field clock counts from; of other clocks the day it was set going.
std::optional<base::Date> start_date(const Clock& clock, const Happened& start, const Values& values) {
  const std::string_view word = clock.starts;
  if (word.substr(0, kField.size()) != kField) return base::beijing_date(start.at);
  const auto found = values.find(word.substr(kField.size()));
  const auto* date = found == values.end() ? nullptr : std::get_if<base::Date>(&found->second);
  return date == nullptr ? std::nullopt : std::optional(*date);
}

}  // namespace

Result<std::vector<Running>> running(const Procedure& procedure, const Case& current, const Values& settings,
                                     const base::WorkCalendar& calendar) {
  const std::vector<Past> pasts = replay(procedure, current);
  std::vector<Running> found;
  for (const Clock& clock : procedure.clocks) {
    const Happened* start = started(clock, pasts);
    if (start == nullptr) continue;
    const std::optional<base::Date> from = start_date(clock, *start, current.values);
    if (!from) continue;
    YX_TRY(const std::int64_t length, length_of(clock, settings));
    found.push_back(clock.unit == Clock::Unit::Hours ? run_hours(clock, start->at, length)
                                                     : run_days(clock, *from, length, calendar));
  }
  return found;
}

}  // namespace yinxin::procedure
