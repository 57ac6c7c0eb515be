// What happens in a case without anybody asking: reminders, clocks that run out, dues that are counted again.
#include <algorithm>

#include "cases/acts.hpp"
#include "cases/plan.hpp"

namespace yinxin::cases {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

/// Statutory events of one case that are caught up at once: a yearly clock, a century; more is a clock that
/// starts itself without end.
constexpr std::size_t kMaxCaughtUp = 1000;
constexpr std::string_view kClockActor = "system/clock";

/// Nothing happens before what happened already: a clock whose due was moved back into the past.
base::Time not_before_last(const Case& the_case, base::Time at) {
  return the_case.steps.empty() ? at : std::max(at, the_case.steps.back().at);
}

}  // namespace

Result<std::size_t> Plan::catch_up(Dossier& dossier, base::Time until) {
  std::size_t done = 0;
  while (ClockRow* const row = next_wake(dossier.clocks, until, *dossier.procedure)) {
    if (++done > kMaxCaughtUp)
      return make_error(ErrorKind::Internal, "cases.rules", "clock " + row->note.clock + " never ends");
    YX_CHECK(wake(dossier, *row));
  }
  return done;
}

Result<void> Plan::wake(Dossier& dossier, ClockRow& row) {
  const procedure::Clock* clock = clock_named(*dossier.procedure, row.note.clock);
  if (clock == nullptr) return make_error(ErrorKind::Internal, "cases.stored", "clock " + row.note.clock);
  if (row.note.at > *row.wake_at) {
    remind(dossier, row, *clock);
    return {};
  }
  if (clock->on_expiry.empty() || is_leaders(dossier, clock->on_expiry)) {
    mark_overdue(dossier, row, *clock);
    return {};
  }
  return fire(dossier, {row.note.clock, row.note.item, row.note.start}, clock->on_expiry, row.note.at);
}

Result<void> Plan::fire(Dossier& dossier, const ClockKey& key, const std::string& event, base::Time at) {
  Event due;
  due.attempt.event = event;
  due.attempt.actor = kClockActor;
  due.attempt.origin = procedure::Origin::Timer;
  due.attempt.at = not_before_last(dossier.the_case, at);
  due.fired = key;
  const auto takes_item = dossier.procedure->find(event, dossier.the_case.state());
  if (takes_item != nullptr && !takes_item->item.empty()) due.attempt.item = key.item;
  auto step = decide(dossier, due);
  if (step) return settle(dossier, due, *std::move(step));
  // Gate or guard say that it does not happen: then the clock is overdue, and says so.
  if (step.error().kind != ErrorKind::Refused && step.error().kind != ErrorKind::NotYet) return step.error();
  const auto row = std::find_if(dossier.clocks.begin(), dossier.clocks.end(),
                                [&](const ClockRow& one) { return is_of(one.note, key); });
  mark_overdue(dossier, *row, *clock_named(*dossier.procedure, key.clock));
  return {};
}

void Plan::remind(Dossier& dossier, ClockRow& row, const procedure::Clock& clock) {
  const base::Time moment = *row.wake_at;
  for (const std::int64_t days : clock.reminders) {
    if (reminder_moment(clock, row.note, days, *calendar_) == moment) send(dossier, row, clock, days, moment);
  }
  row.reminded_to = moment;
  row.changed = true;
  dossier.reminded = true;
  set_wake(row, clock, *calendar_);
}

void Plan::send(Dossier& dossier, const ClockRow& row, const procedure::Clock& clock,
                std::optional<std::int64_t> days, base::Time at) {
  for (std::string& role : reminded_roles(*dossier.procedure, clock, dossier.the_case.state())) {
    Dossier::Message message;
    message.start = row.note.start;
    message.reminder.clock = row.note.clock;
    message.reminder.item = row.note.item;
    message.reminder.last_day = last_day(row.note);
    message.reminder.days = days;
    message.reminder.role = std::move(role);
    message.reminder.at = at;
    dossier.messages.push_back(std::move(message));
  }
}

void Plan::mark_overdue(Dossier& dossier, ClockRow& row, const procedure::Clock& clock) {
  row.note.overdue_at = now_;
  row.changed = true;
  dossier.changed = true;
  set_wake(row, clock, *calendar_);
  send(dossier, row, clock, std::nullopt, row.note.at);
  desk_.house.recorder.add(acts_, act_of_overdue(dossier.the_case, row.note), now_);
}

Result<std::size_t> Plan::recount(Dossier& dossier, const std::string& reason) {
  const Case& the_case = dossier.the_case;
  YX_TRY(const procedure::Values settings, desk_.settings(*dossier.procedure, the_case, {}));
  YX_TRY(const auto running, procedure::running(*dossier.procedure, the_case.played, settings, *calendar_));
  const auto moved = cases::recount(dossier.clocks, running, now_, *dossier.procedure, *calendar_);
  for (const Moved& one : moved) {
    note_move(dossier, one.before, dossier.clocks[one.row].note, reason);
  }
  return moved.size();
}

void Plan::note_move(Dossier& dossier, const ClockNote& before, const ClockNote& after,
                     const std::string& reason) {
  const ClockMove move{after.clock,
                       after.item,
                       after.start,
                       now_,
                       reason,
                       before.due.due_raw,
                       before.due.due_effective,
                       after.due.due_raw,
                       after.due.due_effective};
  desk_.house.recorder.add(acts_, act_of_move(dossier.the_case, move), now_);
  dossier.moves.push_back(move);
  dossier.changed = true;
}

bool Plan::is_leaders(const Dossier& dossier, const std::string& event) const {
  if (dossier.the_case.led_by.empty()) return false;
  const auto led = desk_.options.led.find(dossier.the_case.procedure);
  return led != desk_.options.led.end() && led->second.told.count(event) > 0;
}

}  // namespace yinxin::cases
