// An office that dies before or after each durable step of a move of its clock, on both engines: after the
// restart the move is there with its act or not at all, server and signer show the same time, and the next
// move goes on from there (docs/decisions/0026).
#include "demonstration/service.hpp"

#include "crypto/sm4.hpp"
#include "house_support/provider_world.hpp"

namespace yinxin::demonstration {
namespace {

using house_support::need;
using std::chrono::hours;
using std::chrono::microseconds;
using store::Fault;
using store::Moment;
using store::Operation;

constexpr int kMaxOperations = 10;  // more than a move is
constexpr hours kForward{24 * 20};

class DemonstrationClockCrashTest : public house_support::ProviderWorld {
 protected:
  void TearDown() override {
    service.reset();
    ProviderWorld::TearDown();
  }
  /// A new program on the same database; what fails is what its lane meets.
  void start(std::optional<Fault> fault = {}) {
    service.reset();
    start_lane(std::move(fault));
    moving = std::make_unique<base::MovableClock>(clock);
    service = need(Service::open({*database_, *lane, *signer->client, recorder, *moving}));
  }
  base::Result<Move> move() {
    officers::Actor actor = officers::system_actor("test");
    actor.id = "officer/sys-1";
    actor.roles = {officers::Role::SystemAdministrator};
    actor.certificate = base::to_bytes(issuing_certificate().der());
    base::Waiter<Move> waiter;
    service->move(kForward, actor, {}, waiter.completion());
    return waiter.wait();
  }
  /// How often it was moved: by the rows and by the acts.
  std::int64_t moves() const {
    const std::int64_t rows = number("SELECT count(*) FROM demonstration_clock");
    EXPECT_EQ(records(proof::ActCode::DemonstrationClockMoved, "demonstration/clock"), rows);
    return rows;
  }
  /// Of the signer, which is asked for nothing more.
  microseconds at_signer() { return need(signer->client->move_clock(microseconds(0))); }

  std::unique_ptr<base::MovableClock> moving;
  std::unique_ptr<Service> service;
};
YX_BOTH_ENGINES(DemonstrationClockCrashTest);

TEST_P(DemonstrationClockCrashTest, AMoveIsThereWholeOrNotAtAll) {
  int died = 0;
  std::int64_t made = 0;
  for (const Operation operation : {Operation::Begin, Operation::RunAll, Operation::Commit}) {
    for (const Moment moment : {Moment::Before, Moment::After}) {
      for (int countdown = 1; countdown <= kMaxOperations; ++countdown) {
        SCOPED_TRACE(std::to_string(static_cast<int>(operation)) + "/" + std::to_string(countdown) +
                     (moment == Moment::Before ? " before" : " after"));
        start(Fault{operation, countdown, moment});
        const bool went_through = move().has_value();
        start();
        died += went_through ? 0 : 1;
        const std::int64_t there = moves();
        EXPECT_GE(there, made + (went_through ? 1 : 0));
        EXPECT_LE(there, made + 1);
        made = there;
        EXPECT_EQ(moving->ahead(), kForward * made);
        EXPECT_EQ(at_signer(), kForward * made);
        if (HasFatalFailure() || went_through) break;
      }
    }
  }
  EXPECT_GE(died, 4);
  ASSERT_TRUE(move());
  EXPECT_EQ(moves(), made + 1);
}

TEST_P(DemonstrationClockCrashTest, ASignerThatWasNotToldIsToldAtTheNextStart) {
  start();
  signer->stop();
  ASSERT_TRUE(move()) << "durable, whatever the signer says";
  EXPECT_EQ(moving->ahead(), kForward);
  EXPECT_FALSE(service->caught_up());
  EXPECT_FALSE(service->begin_round());
  signer->start();
  EXPECT_EQ(need(service->begin_round()), kForward) << "or by upkeep";
  EXPECT_EQ(at_signer(), kForward);
  service->end_round(kForward);
  EXPECT_TRUE(service->caught_up());
  signer->stop();
  ASSERT_TRUE(move());
  signer->start();
  start();
  EXPECT_EQ(at_signer(), 2 * kForward);
}

TEST_P(DemonstrationClockCrashTest, ADatabaseFromBeforeAMoveFollowsTheSigner) {
  start();
  ASSERT_TRUE(move());
  need(connect()->execute("DELETE FROM demonstration_clock", {}));  // as a restored backup leaves it
  start();
  EXPECT_EQ(moving->ahead(), kForward);
  const Move next = need(move());
  EXPECT_EQ(next.from, kForward);
  EXPECT_EQ(next.to, 2 * kForward);
  EXPECT_EQ(at_signer(), 2 * kForward);
}

TEST_P(DemonstrationClockCrashTest, OfTwoMovesAtOnceOneIsRefused) {
  start();
  service.reset();
  bool came_between = false;
  start_lane({}, [&](Operation operation, store::Connection&) {
    if (operation != Operation::Begin || std::exchange(came_between, true)) return;
    need(
        connect()->execute("INSERT INTO demonstration_clock (number, ahead, moved_at, moved_by) VALUES (1, "
                           "1, 1, 'officer/other')",
                           {}));
  });
  service = need(Service::open({*database_, *lane, *signer->client, recorder, *moving}));
  EXPECT_EQ(store::code_of(move()), "demonstration.clock.meanwhile");
  EXPECT_EQ(number("SELECT count(*) FROM demonstration_clock"), 1);
  EXPECT_EQ(moving->ahead(), microseconds(0));
  EXPECT_EQ(records(proof::ActCode::DemonstrationClockMoved, "demonstration/clock"), 0);
  ASSERT_TRUE(move()) << "the next one goes on from there";
  EXPECT_EQ(moving->ahead(), kForward + microseconds(1));
}

}  // namespace
}  // namespace yinxin::demonstration
