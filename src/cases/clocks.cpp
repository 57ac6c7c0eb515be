#include "cases/clocks.hpp"

#include <algorithm>
#include <set>

namespace yinxin::cases {

using Outcome = ClockNote::Outcome;

namespace {

constexpr std::chrono::hours kBeijingAhead{8};

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool runs(const ClockRow& row) {
  return row.note.outcome == Outcome::Running;
}

bool same(const ClockNote& note, const procedure::Running& running) {
  return note.clock == running.clock->id && note.item == running.item &&
         note.start == static_cast<std::int64_t>(running.start);
}

Outcome outcome_of(const ClockNote& note, const ClockStep& step, const procedure::Clock* clock) {
  if (step.fired && is_of(note, *step.fired)) return Outcome::Fired;
  return clock != nullptr && contains(clock->met_by, step.event) ? Outcome::Met : Outcome::Cancelled;
}

void end(ClockRow& row, Outcome outcome, base::Time at) {
  row.note.outcome = outcome;
  row.note.ended_at = at;
  row.wake_at.reset();
  row.changed = true;
}

/// False: it says what it said.
bool take_over(ClockNote& note, const procedure::Running& running) {
  if (note.due == running.due && note.paused == running.paused && note.at == running.at) return false;
  note.due = running.due;
  note.paused = running.paused;
  note.at = running.at;
  return true;
}

ClockRow new_row(const procedure::Running& running, base::Time at) {
  ClockRow row;
  row.note.clock = running.clock->id;
  row.note.item = running.item;
  row.note.start = static_cast<std::int64_t>(running.start);
  take_over(row.note, running);
  row.reminded_to = at;
  row.changed = true;
  return row;
}

std::size_t order_of(const procedure::Procedure& procedure, const ClockRow& row) {
  const auto found = std::find_if(procedure.clocks.begin(), procedure.clocks.end(),
                                  [&](const procedure::Clock& clock) { return clock.id == row.note.clock; });
  return static_cast<std::size_t>(found - procedure.clocks.begin());
}

}  // namespace

bool is_of(const ClockNote& note, const ClockKey& key) {
  return note.clock == key.clock && note.item == key.item && note.start == key.start;
}

const procedure::Clock* clock_named(const procedure::Procedure& procedure, std::string_view id) {
  const auto found = std::find_if(procedure.clocks.begin(), procedure.clocks.end(),
                                  [&](const procedure::Clock& clock) { return clock.id == id; });
  return found == procedure.clocks.end() ? nullptr : &*found;
}

void follow(std::vector<ClockRow>& rows, const std::vector<procedure::Running>& running,
            const ClockStep& step, const procedure::Procedure& procedure,
            const base::WorkCalendar& calendar) {
  for (ClockRow& row : rows) {
    if (!runs(row)) continue;
    const bool still = !step.ended && std::any_of(running.begin(), running.end(),
                                                  [&](const auto& one) { return same(row.note, one); });
    if (!still) end(row, outcome_of(row.note, step, clock_named(procedure, row.note.clock)), step.at);
  }
  if (step.ended) return;
  for (const procedure::Running& one : running) {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const ClockRow& row) { return same(row.note, one); });
    if (found == rows.end()) {
      rows.push_back(new_row(one, step.at));
      set_wake(rows.back(), *one.clock, calendar);
    } else if (!runs(*found)) {  // ended and revived before it was written
      const bool stored = found->stored;
      *found = new_row(one, step.at);
      found->stored = stored;
      set_wake(*found, *one.clock, calendar);
    } else if (const bool stood = found->note.paused; !found->told && take_over(found->note, one)) {
      found->changed = true;
      if (found->note.at > step.at) found->note.overdue_at.reset();  // the day was moved
      if (stood && !found->note.paused) found->reminded_to = std::max(found->reminded_to, step.at);
      set_wake(*found, *one.clock, calendar);
    }
  }
}

std::vector<Moved> recount(std::vector<ClockRow>& rows, const std::vector<procedure::Running>& running,
                           base::Time now, const procedure::Procedure& procedure,
                           const base::WorkCalendar& calendar) {
  std::vector<Moved> moved;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    ClockRow& row = rows[i];
    const auto found = std::find_if(running.begin(), running.end(),
                                    [&](const procedure::Running& one) { return same(row.note, one); });
    if (!runs(row) || row.told || found == running.end()) continue;
    const ClockNote before = row.note;
    if (!take_over(row.note, *found)) continue;
    row.changed = true;
    if (row.note.at > now) row.note.overdue_at.reset();
    set_wake(row, *clock_named(procedure, row.note.clock), calendar);
    moved.push_back({before, i});
  }
  return moved;
}

std::optional<ClockNote> set_told(ClockRow& row, const Leading::Day& day, base::Time now,
                                  const procedure::Clock& clock, const base::WorkCalendar& calendar) {
  if (clock.unit == procedure::Clock::Unit::Hours) return std::nullopt;
  const bool same_day = day.paused || (!row.note.paused && last_day(row.note) == day.last_day);
  if (day.paused == row.note.paused && same_day) return std::nullopt;
  const ClockNote before = row.note;
  row.note.due.due_raw = row.note.due.due_effective = day.last_day;
  row.note.paused = day.paused;
  row.note.at = day.paused ? base::Time::max()
                           : std::chrono::sys_days(day.last_day) + std::chrono::days(1) - kBeijingAhead;
  if (row.note.at > now) row.note.overdue_at.reset();
  if (before.paused && !day.paused) row.reminded_to = std::max(row.reminded_to, now);
  row.told = true;
  row.changed = true;
  set_wake(row, clock, calendar);
  return before;
}

ClockRow* next_wake(std::vector<ClockRow>& rows, base::Time until, const procedure::Procedure& procedure) {
  ClockRow* next = nullptr;
  const auto before = [&](const ClockRow& one, const ClockRow& other) {
    if (one.wake_at != other.wake_at) return one.wake_at < other.wake_at;
    return order_of(procedure, one) < order_of(procedure, other);
  };
  for (ClockRow& row : rows) {
    if (row.wake_at && *row.wake_at <= until && (next == nullptr || before(row, *next))) next = &row;
  }
  return next;
}

void set_wake(ClockRow& row, const procedure::Clock& clock, const base::WorkCalendar& calendar) {
  row.wake_at.reset();
  if (!runs(row) || row.note.paused || row.note.overdue_at) return;
  row.wake_at = row.note.at;
  for (const std::int64_t days : clock.reminders) {
    const base::Time moment = reminder_moment(clock, row.note, days, calendar);
    if (moment > row.reminded_to && moment < *row.wake_at) row.wake_at = moment;
  }
}

base::Date last_day(const ClockNote& note) {
  return base::beijing_date(note.at - std::chrono::microseconds(1));
}

base::Time reminder_moment(const procedure::Clock& clock, const ClockNote& note, std::int64_t days,
                           const base::WorkCalendar& calendar) {
  const int count = static_cast<int>(std::min<std::int64_t>(days, base::WorkCalendar::kMaxPeriodDays));
  if (clock.unit == procedure::Clock::Unit::Hours) return note.at - std::chrono::days(count);
  base::Date day = last_day(note);
  if (count > 0 && clock.unit == procedure::Clock::Unit::WorkingDays) {
    day = calendar.before(day, base::WorkingDays{count}).due_raw;
  } else {
    day = std::chrono::sys_days(day) - std::chrono::days(count);
  }
  return std::chrono::sys_days(day) - kBeijingAhead;
}

std::vector<std::string> reminded_roles(const procedure::Procedure& procedure, const procedure::Clock& clock,
                                        std::string_view state) {
  std::set<std::string> here;
  std::set<std::string> anywhere;
  for (const procedure::Transition& transition : procedure.transitions) {
    if (!contains(clock.met_by, transition.event)) continue;
    anywhere.insert(transition.roles.begin(), transition.roles.end());
    if (contains(transition.from, state)) here.insert(transition.roles.begin(), transition.roles.end());
  }
  const std::set<std::string>& roles = here.empty() ? anywhere : here;
  return {roles.begin(), roles.end()};
}

std::vector<ClockNote> running_clocks(const std::vector<ClockRow>& rows) {
  std::vector<ClockNote> notes;
  for (const ClockRow& row : rows) {
    if (runs(row)) notes.push_back(row.note);
  }
  return notes;
}

std::optional<base::Time> first_due(const std::vector<ClockRow>& rows) {
  std::optional<base::Time> first;
  for (const ClockRow& row : rows) {
    if (runs(row) && !row.note.paused && (!first || row.note.at < *first)) first = row.note.at;
  }
  return first;
}

}  // namespace yinxin::cases
