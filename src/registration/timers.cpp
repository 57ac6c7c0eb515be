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

/// Somebody acted at the same moment: the next round looks again.
bool overtaken(const base::Error& error) {
  return error.kind == ErrorKind::Conflict;
}

}  // namespace

Result<bool> Service::State::fire(const DueRow& due) {
  base::Waiter<Application> waiter;
  const auto attempt = std::make_shared<Attempt>();
  attempt->deed.number = due.number;
  attempt->deed.event = due.event;
  attempt->actor = officers::system_actor("clock");
  attempt->origin = procedure::Origin::Timer;
  attempt->token = under_way.begin();
  attempt->done = waiter.completion();
  perform(attempt);
  const auto fired = waiter.wait();
  if (fired) return true;
  if (overtaken(fired.error())) return false;
  return fired.error();
}

Result<std::size_t> Service::State::fire_clocks() {
  YX_TRY(const auto due, find_due(house.database, house.clock.now(), kAtOnce));
  std::size_t count = 0;
  for (const DueRow& one : due) {
    YX_TRY(const bool fired, fire(one));
    if (fired) ++count;
  }
  return count;
}

Result<std::size_t> Service::State::end_all_replaced() {
  YX_TRY(const auto ends, find_ends(house.database, kAtOnce));
  std::size_t count = 0;
  for (const EndsRow& one : ends) {
    base::Waiter<void> waiter;
    end_replaced(one.successor, one.replaced, waiter.completion());
    const auto ended = waiter.wait();
    if (ended) {
      ++count;
    } else if (!overtaken(ended.error())) {
      return ended.error();
    }
  }
  return count;
}

Result<std::size_t> Service::State::abandon_intents() {
  YX_TRY(const auto intents, house.authority.interrupted(kIntentLives));
  std::size_t count = 0;
  for (const authority::CertificateRecord& intent : intents) {
    if (intent.application.empty()) continue;  // a certificate of our own: not of this department
    base::Waiter<void> waiter;
    house.authority.abandon(intent, "not finished within 10 minutes", waiter.completion());
    const auto given_up = waiter.wait();
    if (given_up) {
      ++count;
    } else if (!overtaken(given_up.error())) {
      return given_up.error();
    }
  }
  return count;
}

Result<std::size_t> Service::fire_due() {
  YX_TRY(const std::size_t fired, state_->fire_clocks());
  YX_TRY(const std::size_t ended, state_->end_all_replaced());
  YX_TRY(const std::size_t abandoned, state_->abandon_intents());
  return fired + ended + abandoned;
}

}  // namespace yinxin::registration
