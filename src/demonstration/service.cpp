#include "demonstration/service.hpp"

#include <mutex>

#include "demonstration/clock_table.hpp"
#include "x509/certificate.hpp"

namespace yinxin::demonstration {

using base::ErrorKind;
using base::make_error;
using base::Result;
using std::chrono::hours;
using std::chrono::microseconds;

namespace {

const std::string kObject = "demonstration/clock";

/// Without a certificate that is valid then nobody could move, renew or authorise any more.
Result<void> check_certificate(const officers::Actor& actor, base::Time then) {
  YX_TRY(const x509::Certificate own, x509::Certificate::parse(actor.certificate));
  if (then <= own.tbs().validity.not_after) return {};
  return make_error(ErrorKind::Refused, "demonstration.clock.certificate",
                    base::format_utc(own.tbs().validity.not_after));
}

ledger::Act act_of(const Move& move, const officers::Actor& actor) {
  ledger::Act act;
  act.code = proof::ActCode::DemonstrationClockMoved;
  act.object = kObject;
  act.record = ledger::facts({{"actor", actor.id},
                              {"actor.signature_base", base::as_text(actor.signature_base)},
                              {"actor.signature", base::as_text(actor.signature)},
                              {"number", std::to_string(move.number)},
                              {"from_microseconds", std::to_string(move.from.count())},
                              {"to_microseconds", std::to_string(move.to.count())}});
  return act;
}

}  // namespace

Result<microseconds> moved_so_far(store::Database& database) {
  YX_TRY(const Move last, last_move(database));
  return last.to;
}

Result<void> refuse_moved(store::Database& database) {
  YX_TRY(const microseconds ahead, moved_so_far(database));
  if (ahead == microseconds(0)) return {};
  return make_error(ErrorKind::Refused, "demonstration.clock.moved", base::format_span_en(ahead));
}

Result<microseconds> clock_of_signer(signer::Client& signer, microseconds at_least) {
  auto answered = signer.move_clock(at_least);
  const bool fixed = !answered && answered.error().code == "signer.refused";
  if (fixed && at_least == microseconds(0)) return microseconds(0);
  return answered;
}

struct Service::State {
  explicit State(House house_of) : house(house_of) {}

  /// The move is durable.
  void carry_out(const Move& move) {
    house.clock.move_to(move.to);
    const std::lock_guard lock(mutex);
    if (moved) moved();
  }

  const House house;
  mutable std::mutex mutex;
  std::function<void()> moved;  // guarded by mutex; called under it, so that on_moved({}) waits for it
  microseconds settled{0};      // guarded by mutex; where upkeep's last whole round found the clock
};

Service::Service(std::shared_ptr<State> state) : state_(std::move(state)) {}

Result<std::unique_ptr<Service>> Service::open(House house) {
  YX_TRY(const microseconds stored, moved_so_far(house.database));
  YX_TRY(const microseconds ahead, clock_of_signer(house.signer, stored));
  house.clock.move_to(ahead);
  return std::unique_ptr<Service>(new Service(std::make_shared<State>(house)));
}

void Service::move(hours forward, const officers::Actor& actor, const store::Remember<Move>& remember,
                   const base::Completion<Move>& done) {
  const House& house = state_->house;
  const auto plan = [&]() -> Result<Move> {
    YX_CHECK(officers::require_role(actor, officers::Role::SystemAdministrator));
    if (forward < hours(1) || forward > kMostAtOnce)
      return make_error(ErrorKind::Malformed, "demonstration.clock.forward");
    YX_TRY(const Move last, last_move(house.database));
    const microseconds from = std::max(last.to, house.clock.ahead());
    const Move move{last.number + 1, from, from + forward};
    if (move.to > base::MovableClock::kMostAhead)
      return make_error(ErrorKind::TooLate, "demonstration.clock.most", base::format_span_en(from));
    YX_CHECK(check_certificate(actor, house.clock.now() + forward));
    return move;
  };
  const auto move = plan();
  if (!move) return done(move.error());
  const base::Time at = house.clock.now();
  store::WriteSet set;
  insert_move(set, *move, at, actor.id);
  house.recorder.add(set, act_of(*move, actor), at);
  if (remember) remember(set, *move);
  house.lane.submit(std::move(set), [state = state_, move = *move, done](Result<store::Committed> stored) {
    if (!stored) return done(std::move(stored).error());
    // Whatever the signer says, the clock has been moved; what it was not told now, upkeep tells it.
    state->house.signer.move_clock(move.to, [state, move, done](const Result<microseconds>&) {
      state->carry_out(move);
      done(move);
    });
  });
}

const base::MovableClock& Service::clock() const {
  return state_->house.clock;
}

bool Service::caught_up() const {
  const std::lock_guard lock(state_->mutex);
  return state_->settled >= state_->house.clock.ahead();
}

void Service::on_moved(std::function<void()> call) {
  const std::lock_guard lock(state_->mutex);
  state_->moved = std::move(call);
}

Result<microseconds> Service::begin_round() const {
  const microseconds ahead = state_->house.clock.ahead();
  if (ahead > microseconds(0)) YX_CHECK(state_->house.signer.move_clock(ahead));
  return ahead;
}

void Service::end_round(microseconds ahead) {
  const std::lock_guard lock(state_->mutex);
  state_->settled = std::max(state_->settled, ahead);
}

}  // namespace yinxin::demonstration
