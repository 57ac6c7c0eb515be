// An office that dies before or after each durable step of a draw, on both engines: after the restart each
// step is there with its act or not at all, the draw goes on, and an outsider finds it whole.
#include "supervision_support/draw_world.hpp"

namespace yinxin::supervision {
namespace {

using store::Fault;
using store::Moment;
using store::Operation;

constexpr int kMaxOperations = 10;  // more than any of these acts is

class DrawsCrashTest : public DrawsWorld {
 protected:
  /// Dies at each operation in turn, before it and after it, until there is none left to die at.
  void at_every_step(DrawState from, const std::function<bool(const std::string&)>& act,
                     const std::function<void(const std::string&, bool went_through)>& check) {
    int died = 0;
    for (const Operation operation : {Operation::Begin, Operation::RunAll, Operation::Commit}) {
      for (const Moment moment : {Moment::Before, Moment::After}) {
        for (int countdown = 1; countdown <= kMaxOperations; ++countdown) {
          SCOPED_TRACE(std::to_string(static_cast<int>(operation)) + "/" + std::to_string(countdown) +
                       (moment == Moment::Before ? " before" : " after"));
          start();
          const std::string id = play(from);
          start(Fault{operation, countdown, moment});
          const bool went_through = act(id);
          start();
          died += went_through ? 0 : 1;
          expect_whole(id);
          check(id, went_through);
          if (HasFatalFailure() || went_through) break;
        }
      }
    }
    EXPECT_GE(died, 4);
  }
  /// As many acts as the rows say.
  void expect_whole(const std::string& id) {
    const Draw draw = need(draws->find(id));
    const std::string object = "draw/" + id;
    std::int64_t committed = 0, opened = 0;
    for (const Drawer& drawer : draw.drawers) {
      committed += drawer.note.empty() ? 0 : 1;
      opened += drawer.share ? 1 : 0;
    }
    EXPECT_EQ(acts(ActCode::DrawStated, object), 1);
    EXPECT_EQ(acts(ActCode::DrawCommitted, object), committed);
    EXPECT_EQ(acts(ActCode::DrawRevealed, object), opened);
    EXPECT_EQ(acts(ActCode::Drawn, object), draw.seed ? 1 : 0);
    EXPECT_EQ(acts(ActCode::DrawReplaced, object), draw.state == DrawState::Redrawn ? 1 : 0);
    if (draw.state != DrawState::Redrawn) {
      EXPECT_EQ(draw.state >= DrawState::Committed, committed == 2);
      EXPECT_EQ(draw.state >= DrawState::Revealed, opened >= 1);
      EXPECT_EQ(draw.state == DrawState::Drawn, opened == 2);
    }
  }
  void finish(const std::string& id) {
    for (const char* account : {"li-2", "zhang-1"}) (void)commit(id, account);
    for (const char* account : {"li-2", "zhang-1"}) (void)open(id, account);
    EXPECT_EQ(state_of(id), DrawState::Drawn);
    cover();
    EXPECT_TRUE(audit(id).pass()) << audit(id).to_text();
  }
};
YX_BOTH_ENGINES(DrawsCrashTest);

TEST_P(DrawsCrashTest, ACommitmentIsThereWholeOrNotAtAll) {
  at_every_step(
      DrawState::Pooled, [&](const std::string& id) { return commit(id, "li-2").has_value(); },
      [&](const std::string& id, bool went_through) {
        if (went_through) {
          EXPECT_FALSE(need(draws->find(id)).drawers[0].note.empty());
        }
        finish(id);
      });
}

TEST_P(DrawsCrashTest, TheSecondShareDrawsOrIsNotThere) {
  at_every_step(
      DrawState::Revealed, [&](const std::string& id) { return open(id, "li-2").has_value(); },
      [&](const std::string& id, bool went_through) {
        if (went_through) {
          EXPECT_EQ(state_of(id), DrawState::Drawn);
        }
        finish(id);
      });
}

TEST_P(DrawsCrashTest, ARedrawTakesThePlaceOrLeavesTheFirst) {
  at_every_step(
      DrawState::Drawn, [&](const std::string& id) { return redraw(id).has_value(); },
      [&](const std::string& id, bool went_through) {
        const auto following = rows("SELECT id FROM draw WHERE replaces = $1", {id});
        if (went_through) {
          EXPECT_EQ(following.size(), 1U);
        }
        EXPECT_EQ(following.size(), state_of(id) == DrawState::Redrawn ? 1U : 0U);
        const std::string second = following.empty() ? need(redraw(id)).statement.draw : following[0].text(0);
        expect_whole(second);
        finish(second);
      });
}

}  // namespace
}  // namespace yinxin::supervision
