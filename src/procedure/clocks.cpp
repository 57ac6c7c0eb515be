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

constexpr std::string_view kStateStart = "state:";
constexpr std::string_view kFieldStart = "field:";

bool enters_value(const Past& past, std::string_view id) {
  return past.by != nullptr && std::any_of(past.by->inputs.begin(), past.by->inputs.end(),
                                           [&](const Input& input) { return input.id == id; });
}

bool about(const Past& past, std::string_view item) {
  return past.what->item.empty() || past.what->item == item;
}

/// What was undone starts nothing; being in a state is a fact all the same.
bool starts(const Clock& clock, const Past& past) {
  const std::string_view word = clock.starts;
  if (word.substr(0, kStateStart.size()) == kStateStart)
    return past.entered && past.by->to == word.substr(kStateStart.size());
  if (past.undone) return false;
  if (word.substr(0, kFieldStart.size()) == kFieldStart)
    return enters_value(past, word.substr(kFieldStart.size()));
  return past.what->event == word;
}

bool ends(const Clock& clock, const Past& past) {
  const std::string& event = past.what->event;
  return contains(clock.met_by, event) || contains(clock.cancelled_by, event) || clock.on_expiry == event;
}

/// The event that set it going since it last ended. Saying it again while it runs does not put the end off;
/// what revives it lets it run on from where it last began.
const Happened* started(const Clock& clock, const std::vector<Past>& pasts, std::string_view item) {
  const Happened* start = nullptr;
  const Happened* last = nullptr;
  for (const Past& past : pasts) {
    if (!about(past, item)) continue;
    if (ends(clock, past)) start = nullptr;
    if (start == nullptr && starts(clock, past)) start = last = past.what;
    if (start == nullptr && contains(clock.revived_by, past.what->event)) start = last;
  }
  return start;
}

Result<std::int64_t> length_of(const Clock& clock, const Values& values, const Values& settings) {
  if (clock.length_setting.empty() && clock.length_field.empty()) return clock.length;
  const bool by_field = !clock.length_field.empty();
  const std::string& name = by_field ? clock.length_field : clock.length_setting;
  const Values& from = by_field ? values : settings;
  const std::int64_t longest = longest_of(clock.unit);
  const auto found = from.find(name);
  const auto* length = found == from.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
  if (length != nullptr && *length >= 1 && *length <= longest) return *length;
  return base::make_error(base::ErrorKind::NotFound, "procedure.setting",
                          name + " is not there, or not a number from 1 to " + std::to_string(longest));
}

/// When it stood still since it was set going; `open`: it stands still now, which is not among them.
struct Pauses {
  std::vector<base::Suspension> ended;
  bool open = false;
};

Pauses pauses_of(const Clock& clock, const std::vector<Past>& pasts, const Happened* start,
                 std::string_view item) {
  Pauses pauses;
  for (const Pause& pause : clock.pauses) {
    std::optional<base::Date> from;
    bool running = false;
    for (const Past& past : pasts) {
      running = running || past.what == start;
      if (!running || past.undone || !about(past, item)) continue;
      if (past.what->event == pause.from && !from) from = day_of(*past.what);
      if (past.what->event != pause.until || !from) continue;
      const base::Date to = day_of(*past.what);
      if (to >= *from) pauses.ended.push_back({*from, to});
      from.reset();
    }
    pauses.open = pauses.open || from.has_value();
  }
  return pauses;
}

base::Due count(const Clock& clock, base::Date start, std::int64_t length, const Pauses& pauses,
                const base::WorkCalendar& calendar) {
  const int number = static_cast<int>(length);
  if (number == 0) return clock.backward ? base::WorkCalendar::fixed(start) : base::WorkCalendar::on(start);
  if (clock.unit == Clock::Unit::WorkingDays) {
    const base::WorkingDays period{number};
    return clock.backward ? calendar.before(start, period) : calendar.after(start, period, pauses.ended);
  }
  if (clock.unit == Clock::Unit::Months) return calendar.after(start, std::chrono::months(number));
  if (clock.unit == Clock::Unit::Years)
    return calendar.after(start, std::chrono::months(number * kMonthsOfYear));
  const base::CalendarDays period{number};
  return clock.backward ? calendar.before(start, period) : calendar.after(start, period);
}

base::Time end_of_day(base::Date date) {
  constexpr hours kBeijingAhead{8};
  return std::chrono::sys_days(date) + days(1) - kBeijingAhead;
}

Running run_hours(const Clock& clock, base::Time start, std::int64_t length) {
  Running running;
  running.clock = &clock;
  running.at = start + hours(length);
  const base::Date last = base::beijing_date(running.at);
  running.due = {base::beijing_date(start), "hours:" + std::to_string(length), last, last, false};
  return running;
}

Running run_days(const Clock& clock, base::Date start, std::int64_t length, const Pauses& pauses,
                 const base::WorkCalendar& calendar) {
  Running running;
  running.clock = &clock;
  running.due = count(clock, start, length, pauses, calendar);
  // Counted back, or on a day itself, the last lawful day is the raw one (Q2).
  const bool raw = clock.backward || !clock.rolled || length == 0;
  running.paused = pauses.open;
  running.at =
      pauses.open ? base::Time::max() : end_of_day(raw ? running.due.due_raw : running.due.due_effective);
  return running;
}

/// The date that a field clock counts from, nothing while its flag says no; of other clocks the day it was
/// set going.
std::optional<base::Date> start_date(const Clock& clock, const Happened& start, const Values& values) {
  const std::string_view word = clock.starts;
  if (word.substr(0, kFieldStart.size()) != kFieldStart) return day_of(start);
  const auto found = values.find(word.substr(kFieldStart.size()));
  if (found == values.end()) return std::nullopt;
  if (const auto* flag = std::get_if<bool>(&found->second))
    return *flag ? std::optional(day_of(start)) : std::nullopt;
  const auto* date = std::get_if<base::Date>(&found->second);
  return date == nullptr ? std::nullopt : std::optional(*date);
}

/// The kind of item that an event is about; empty: none.
std::string_view item_kind(const Procedure& procedure, const Clock& clock) {
  for (const Transition& transition : procedure.transitions) {
    const bool enters =
        clock.starts.substr(0, kFieldStart.size()) == kFieldStart &&
        std::any_of(transition.inputs.begin(), transition.inputs.end(),
                    [&](const Input& input) { return input.id == clock.starts.substr(kFieldStart.size()); });
    if (enters || transition.event == clock.starts) return transition.item;
  }
  return {};
}

/// One thing that clocks run for: the case, or an item of it.
struct Subject {
  std::string item;
  const Values& values;
};

class Runs {
 public:
  Runs(const Procedure& procedure, const Case& current, const Values& settings,
       const base::WorkCalendar& calendar)
      : pasts_(replay(procedure, current)), settings_(settings), calendar_(calendar) {}

  Result<void> add(const Clock& clock, const Subject& subject) {
    const Happened* start = started(clock, pasts_, subject.item);
    if (start == nullptr) return {};
    const std::optional<base::Date> from = start_date(clock, *start, subject.values);
    if (!from) return {};
    YX_TRY(const std::int64_t length, length_of(clock, subject.values, settings_));
    const Pauses pauses = pauses_of(clock, pasts_, start, subject.item);
    found_.push_back(clock.unit == Clock::Unit::Hours ? run_hours(clock, start->at, length)
                                                      : run_days(clock, *from, length, pauses, calendar_));
    found_.back().item = subject.item;
    found_.back().start = static_cast<std::size_t>(start - pasts_.front().what);
    return {};
  }

  std::vector<Running> take() { return std::move(found_); }

 private:
  std::vector<Past> pasts_;
  const Values& settings_;
  const base::WorkCalendar& calendar_;
  std::vector<Running> found_;
};

}  // namespace

Result<std::vector<Running>> running(const Procedure& procedure, const Case& current, const Values& settings,
                                     const base::WorkCalendar& calendar) {
  Runs runs(procedure, current, settings, calendar);
  for (const Clock& clock : procedure.clocks) {
    const std::string_view kind = item_kind(procedure, clock);
    if (kind.empty()) {
      YX_CHECK(runs.add(clock, Subject{"", current.values}));
      continue;
    }
    for (const auto& [id, item] : current.items) {
      if (item.kind == kind) YX_CHECK(runs.add(clock, Subject{id, item.values}));
    }
  }
  return runs.take();
}

}  // namespace yinxin::procedure
