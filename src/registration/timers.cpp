// What happens without anybody asking: clocks that run out, certificates that gave way to another, intents
// that were left behind.
#include "registration/state.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::Result;

namespace {

constexpr std::int64_t kAtOnce = 256;  // of one round of upkeep; the rest waits for the next
/// After that an interrupted intent is given up, its serial goes on the CRL (decisions.md 3).
constexpr std::chrono::minutes kIntentLives{10};

}  // namespace

bool Round::note(const Result<void>& outcome) {
  if (outcome) {
    ++count_;
    return true;
  }
  const base::Error& error = outcome.error();
  if (error.kind == ErrorKind::Conflict)
    return true;  // somebody acted at the same moment: the next round looks again
  if (!first_) first_ = error;
  return error.kind != ErrorKind::Unavailable;
}

Result<std::size_t> Round::outcome() const {
  if (first_) return *first_;
  return count_;
}

Result<void> Service::State::fire(const DueRow& due) {
  base::Waiter<Application> waiter;
  const auto attempt = std::make_shared<Attempt>();
  attempt->deed.number = due.number;
  attempt->deed.event = due.event;
  attempt->actor = officers::system_actor("clock");
  attempt->origin = procedure::Origin::Timer;
  attempt->token = under_way.begin();
  attempt->done = waiter.completion();
  perform(attempt);
  YX_TRY(const Application fired, waiter.wait());
  return {};
}

Result<void> Service::State::fire_clocks(Round& round) {
  YX_TRY(const auto due, find_due(house.database, house.clock.now(), kAtOnce));
  for (const DueRow& one : due) {
    if (!round.note(fire(one))) break;
  }
  return {};
}

Result<void> Service::State::end_all_replaced(Round& round) {
  YX_TRY(const auto ends, find_ends(house.database, kAtOnce));
  for (const EndsRow& one : ends) {
    base::Waiter<void> waiter;
    end_replaced(one.successor, one.replaced, waiter.completion());
    if (!round.note(waiter.wait())) break;
  }
  return {};
}

Result<void> Service::State::abandon_intents(Round& round) {
  YX_TRY(const auto intents, house.authority.interrupted(kIntentLives));
  for (const authority::CertificateRecord& intent : intents) {
    base::Waiter<void> waiter;
    house.authority.abandon(intent, "not finished within 10 minutes", waiter.completion());
    if (!round.note(waiter.wait())) break;
  }
  return {};
}

Result<std::size_t> Service::fire_due() {
  Round round;
  YX_CHECK(state_->fire_clocks(round));
  YX_CHECK(state_->end_all_replaced(round));
  YX_CHECK(state_->abandon_intents(round));
  return round.outcome();
}

}  // namespace yinxin::registration
