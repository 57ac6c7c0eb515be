// Dues counted again with another calendar: what was moved, from what, and why; and whether a start brought
// another one.
#include <algorithm>

#include "base/ids.hpp"
#include "cases/acts.hpp"
#include "cases/calendar_table.hpp"

namespace yinxin::cases {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::int64_t kAtOnce = 256;
constexpr std::string_view kCalendarActor = "calendar";
constexpr int kTries = 3;  // of a case that somebody acts upon meanwhile

Result<std::size_t> recount_one(Desk& desk, const std::string& number, const base::Bytes& recalculation,
                                const std::string& reason) {
  Plan plan(desk);
  YX_TRY(Dossier* const dossier, plan.bring(number));
  YX_TRY(const std::size_t moved, plan.recount(*dossier, reason));
  if (moved == 0) return moved;
  YX_TRY(store::WriteSet set, plan.write(recalculation));
  YX_TRY(const store::Committed stored, desk.house.lane.commit(std::move(set)));
  return moved;
}

}  // namespace

Recalculation Desk::fresh_recalculation(const std::string& reason, const officers::Actor& actor) const {
  Recalculation fresh;
  fresh.id = base::to_bytes(house.ids.next<struct RecalculationTag>().bytes());
  fresh.reason = reason;
  fresh.actor = actor.id;
  fresh.at = house.clock.now();
  return fresh;
}

Result<void> Desk::begin_recalculation(const Recalculation& fresh, const officers::Actor& actor,
                                       const base::WorkCalendar& counted_with) {
  store::WriteSet set;
  insert_recalculation(set, fresh);
  replace_counted_years(set, years_of(counted_with));
  house.recorder.add(set, act_of_recalculation(fresh, actor), fresh.at);
  YX_TRY(const store::Committed stored, house.lane.commit(std::move(set)));
  calendar_is_kept = true;
  return {};
}

Result<void> Desk::take_calendar() {
  const std::lock_guard lock(recounting);
  if (calendar_is_kept) return {};
  YX_CHECK(adopt_notices());  // what was kept was counted with them
  const Calendar::Held held = calendar.now();
  YX_TRY(const CountedYears before, find_counted_years(house.database));
  const std::string reason = reason_of_change(before, *held);
  if (!before.empty() && !reason.empty()) {
    const officers::Actor actor = officers::system_actor(kCalendarActor);
    return begin_recalculation(fresh_recalculation(reason, actor), actor, *held);
  }
  if (before.empty()) {
    store::WriteSet set;
    replace_counted_years(set, years_of(*held));
    YX_TRY(const store::Committed stored, house.lane.commit(std::move(set)));
  }
  calendar_is_kept = true;
  return {};
}

Result<std::size_t> Desk::recount_all(const base::Bytes& recalculation, const std::string& reason) {
  Round round;
  std::string after;
  while (true) {
    YX_TRY(const auto waiting, find_with_clocks(house.database, after, kAtOnce));
    if (waiting.empty()) break;
    for (const std::string& number : waiting) {
      auto moved = recount_one(*this, number, recalculation, reason);
      for (int tries = 1; tries < kTries && !moved && moved.error().kind == ErrorKind::Conflict; ++tries)
        moved = recount_one(*this, number, recalculation, reason);
      if (!moved && moved.error().kind == ErrorKind::Conflict)
        moved = make_error(ErrorKind::Unavailable, "store.busy", "a case that never rests");
      if (!round.note(moved)) return round.outcome();
    }
    after = waiting.back();
  }
  YX_TRY(const std::size_t moved, round.outcome());
  store::WriteSet done;
  finish_recalculation(done, recalculation, house.clock.now());
  YX_TRY(const store::Committed stored, house.lane.commit(std::move(done)));
  return moved;
}

Result<void> Desk::finish_recalculations() {
  const std::lock_guard lock(recounting);
  YX_TRY(const auto unfinished, find_unfinished(house.database));
  YX_CHECK(adopt_notices());  // after: those whose recalculations these are
  for (const Recalculation& one : unfinished) {
    YX_TRY([[maybe_unused]] const std::size_t moved, recount_all(one.id, one.reason));
  }
  return {};
}

Result<std::size_t> Service::recalculate(std::shared_ptr<const base::WorkCalendar> calendar,
                                         const std::string& reason, const officers::Actor& actor) {
  if (!is_reason(reason)) return make_error(ErrorKind::Malformed, "cases.reason");
  const std::lock_guard lock(desk_->recounting);
  const Recalculation fresh = desk_->fresh_recalculation(reason, actor);
  YX_CHECK(desk_->begin_recalculation(fresh, actor, *calendar));
  desk_->calendar.change(std::move(calendar));
  return desk_->recount_all(fresh.id, reason);
}

}  // namespace yinxin::cases
