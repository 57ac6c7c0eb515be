// An office that dies before or after each durable step of a tip, on both engines: after the restart the tip
// is there with its seal and its act, or not at all, and what was only sealed is swept.
#include <gtest/gtest.h>

#include "supervision_support/tip_world.hpp"

namespace yinxin::supervision::tip_world {
namespace {

using proof::ActCode;
using store::Fault;
using store::Moment;
using store::Operation;

constexpr int kMaxTipOperations = 10;  // more than any of these acts is

class TipsCrashTest : public TipsWorld {
 protected:
  /// Dies at each operation in turn, before it and after it, until there is none left to die at.
  void at_every_step(const std::function<void()>& before, const std::function<bool()>& act,
                     const std::function<void(bool went_through)>& check) {
    int died = 0;
    for (const Operation operation : {Operation::Begin, Operation::RunAll, Operation::Commit}) {
      for (const Moment moment : {Moment::Before, Moment::After}) {
        for (int countdown = 1; countdown <= kMaxTipOperations; ++countdown) {
          SCOPED_TRACE(std::to_string(static_cast<int>(operation)) + "/" + std::to_string(countdown) +
                       (moment == Moment::Before ? " before" : " after"));
          start_tips();
          before();
          start_tips(Fault{operation, countdown, moment});
          const bool went_through = act();
          start_tips();
          died += went_through ? 0 : 1;
          check(went_through);
          if (HasFatalFailure() || went_through) break;
        }
      }
    }
    EXPECT_GE(died, 4);
  }
  std::int64_t all(ActCode code) const {
    return number("SELECT count(*) FROM act_record WHERE act = $1", {static_cast<std::int64_t>(code)});
  }
  std::int64_t waiting() {
    clock.advance(kSealWaits + std::chrono::hours(2));
    return static_cast<std::int64_t>(granted(tips->sweep()));
  }
};
YX_BOTH_ENGINES(TipsCrashTest);

TEST_P(TipsCrashTest, ATipIsThereWithItsSealOrNotAtAll) {
  std::int64_t before = 0;
  at_every_step(
      [&] { before = count("tip"); },
      [&] { return submit(tip(reporter_key.public_key()), sender(reporter_key.public_key())).has_value(); },
      [&](bool went_through) {
        const std::int64_t made = count("tip") - before;
        EXPECT_LE(made, 1);
        if (went_through) EXPECT_EQ(made, 1);
        EXPECT_EQ(count("case_record"), count("tip"));
        EXPECT_EQ(all(ActCode::TipReceived), count("tip"));
        EXPECT_EQ(waiting(), 1 - made) << "what no tip names";
        EXPECT_EQ(seals(), count("tip"));
        for (const store::Row& row : rows("SELECT case_number FROM tip")) {
          const TipContent content = granted(look(row.text(0), handler("handler-b")));
          EXPECT_EQ(granted(read(content, handler_keys.at("handler-b"))).name, kReporter.name);
        }
      });
}

TEST_P(TipsCrashTest, NobodyIsGivenATipThatIsNotOnRecord) {
  std::string number;
  at_every_step([&] { number = reported(); }, [&] { return look(number, handler("handler-a")).has_value(); },
                [&](bool went_through) {
                  const auto listed = static_cast<std::int64_t>(
                      granted(tips->show(number, handler("handler-a"))).openings.size());
                  EXPECT_EQ(acts(ActCode::TipOpened, number), listed);
                  EXPECT_LE(listed, 1);
                  if (went_through) EXPECT_EQ(listed, 1);
                });
}

TEST_P(TipsCrashTest, AShareIsThereWithItsActOrNotAtAll) {
  std::string number;
  std::optional<SealWrap> wrap;
  int handlers = 0;
  at_every_step(
      [&] {
        number = reported();
        const TipContent content = granted(look(number, handler("handler-a")));
        const auto later = enrol_handler("later-" + std::to_string(++handlers), kYunnan);
        wrap = wrap_for(content, "handler-a", later.public_key());
      },
      [&] { return share(number, *wrap, handler("handler-a")).has_value(); },
      [&](bool went_through) {
        const std::int64_t shared =
            this->number("SELECT count(*) FROM tip_wrap WHERE case_number = $1", {number});
        EXPECT_EQ(acts(ActCode::TipShared, number), shared);
        if (went_through) EXPECT_EQ(shared, 1);
      });
}

TEST_P(TipsCrashTest, AKeyTakesThePlaceOfTheOneBeforeOrDoesNot) {
  crypto::Sm2PublicKey wanted;
  at_every_step(
      [&] {
        clock.advance(std::chrono::seconds(1));
        wanted = crypto::Sm2PrivateKey::generate().public_key();
      },
      [&] { return enrol(wanted, handler("handler-a")).has_value(); },
      [&](bool went_through) {
        EXPECT_EQ(number("SELECT count(*) FROM tip_key WHERE until IS NULL"), 2);
        EXPECT_EQ(all(ActCode::TipKeyEnrolled), count("tip_key"));
        const bool there = recipients().back() == wanted;
        if (went_through) EXPECT_TRUE(there);
      });
}

}  // namespace
}  // namespace yinxin::supervision::tip_world
