// What the lane promises to each of many callers.
#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "store_support/lane_fixture.hpp"

namespace yinxin::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

base::Error lost_race() {
  return base::make_error(base::ErrorKind::TooLate, "test.lost_race");
}

class LaneTest : public LaneFixture {};
YX_BOTH_ENGINES(LaneTest);

TEST_P(LaneTest, WhatIsAnsweredIsThere) {
  lane_ = Lane::start(*database_).value();
  EXPECT_EQ(code_of(lane_->commit(inserting(1))), "ok");
  EXPECT_EQ(count(), 1);
  EXPECT_EQ(code_of(lane_->commit(WriteSet())), "ok") << "nothing to write";
}

TEST_P(LaneTest, ReturnedRowsComeOnePerReturningStatement) {
  start();
  WriteSet set;
  set.add_returning(2, lost_race(), "INSERT INTO things (id) VALUES ($1), ($2) RETURNING id",
                    {std::int64_t{4}, std::int64_t{5}})
      .add(kInsert, {std::int64_t{6}})
      .add_returning(0, lost_race(), "DELETE FROM things WHERE id = $1 RETURNING id", {std::int64_t{99}})
      .add_returning(1, lost_race(), "UPDATE counter SET n = n + 7 RETURNING n", {});
  const auto committed = lane_->commit(std::move(set));
  ASSERT_EQ(code_of(committed), "ok");
  ASSERT_EQ(committed->returned.size(), 3u);
  EXPECT_TRUE(committed->returned[0] == (Rows{Row({std::int64_t{4}}), Row({std::int64_t{5}})}));
  EXPECT_TRUE(committed->returned[1].empty());
  EXPECT_TRUE(committed->returned[2] == Rows{Row({std::int64_t{7}})});
}

TEST_P(LaneTest, AWrongNumberOfRowsUndoesTheSet) {
  start();
  const char* const update = "UPDATE counter SET n = n + 1 WHERE n = $1";
  const Values nobody{std::int64_t{99}};
  struct Case {
    WriteSet set;
    std::string code, detail;
  };
  const Case cases[] = {
      {inserting(1).add(update, nobody), "store.expected_rows", "0 rows instead of 1"},
      {inserting(1).add_expecting(1, lost_race(), update, nobody), "test.lost_race", "0 rows instead of 1"},
      {inserting(1).add_expecting(2, base::make_error(base::ErrorKind::Refused, "test.own", "own detail"),
                                  kInsert, {std::int64_t{2}}),
       "test.own", "own detail"},
      {inserting(1).add_returning(1, lost_race(), "UPDATE counter SET n = 5 WHERE n = 99 RETURNING n", {}),
       "test.lost_race", "0 rows instead of 1"},
      {inserting(1).add(kInsert, {std::int64_t{1}}), "store.constraint", ""},
      {inserting(1).add("INSERT INTO nowhere (id) VALUES (1)", {}), "store.failed", "nowhere"},
      {inserting(1).add("UPDATE counter SET n = length($1)", {std::string("\xff")}), "store.text", "$1"},
  };
  for (const Case& each : cases) {
    const auto result = lane_->commit(each.set);
    EXPECT_EQ(code_of(result), each.code);
    EXPECT_THAT(detail_of(result), HasSubstr(each.detail));
    EXPECT_EQ(count(), 0) << each.code;
  }
  EXPECT_EQ(code_of(lane_->commit(inserting(1).add_any(update, nobody))), "ok") << "any number will do";
}

TEST_P(LaneTest, WhatQueuedMeanwhileIsOneTransaction) {
  start_held();
  for (std::int64_t id = 1; id <= 500; ++id) submit(inserting(id));
  gate_->open();
  EXPECT_THAT(answers(), testing::Each("ok"));
  const Lane::Counts counts = lane_->counts();
  EXPECT_EQ(counts.commits, 2U);
  EXPECT_EQ(counts.sets, 501U);
  lane_.reset();
  EXPECT_EQ(times(Operation::Commit), 2);
  EXPECT_EQ(count(), 501);
}

TEST_P(LaneTest, ABatchHasALimit) {
  start_held();
  for (std::int64_t id = 1; id <= static_cast<std::int64_t>(Lane::kMaxBatchSets) + 1; ++id)
    submit(inserting(id));
  gate_->open();
  EXPECT_THAT(answers(), testing::Each("ok"));
  lane_.reset();
  EXPECT_EQ(times(Operation::Commit), 3);
}

TEST_P(LaneTest, OneCallerNeverFailsAnother) {
  start_held();
  std::vector<std::string> expected;
  for (std::int64_t id = 1; id <= 300; ++id) {
    const bool taken = id == 100;
    const bool late = id == 150 || id == 151 || id == 300;
    if (late)
      submit(inserting(id).add_expecting(1, lost_race(), "UPDATE counter SET n = 1 WHERE n = 99", {}));
    if (taken) submit(inserting(0));
    if (!late && !taken) submit(inserting(id));
    expected.push_back(late ? "test.lost_race" : taken ? "store.constraint" : "ok");
  }
  gate_->open();
  EXPECT_EQ(answers(), expected);
  lane_.reset();
  EXPECT_EQ(count(), 1 + 296);
  EXPECT_EQ(times(Operation::Commit), 4) << "the gate's, and the three stretches between those that fail";
}

TEST_P(LaneTest, AllOfThemFail) {
  start_held();
  for (int i = 0; i < 100; ++i) submit(inserting(0));
  gate_->open();
  EXPECT_THAT(answers(), testing::Each("store.constraint"));
  EXPECT_EQ(count(), 1);
}

TEST_P(LaneTest, SetsCommitInTheOrderTheyCame) {
  start_held();
  const auto turn = [](std::int64_t n) {
    WriteSet set;
    set.add("UPDATE counter SET n = n + 1 WHERE n = $1", {n});
    return set;
  };
  for (std::int64_t n = 0; n < 200; ++n) {
    submit(turn(n));
    if (n % 50 == 10) submit(turn(-1));  // fails, and must not put the others out of order
  }
  gate_->open();
  const auto codes = answers();
  EXPECT_EQ(std::count(codes.begin(), codes.end(), "ok"), 200);
  lane_.reset();
  EXPECT_TRUE(std::is_sorted(order_.begin(), order_.end()));
  EXPECT_EQ(number("SELECT n FROM counter"), 200);
}

TEST_P(LaneTest, BulkWaitsForInteractive) {
  start_held();
  constexpr std::int64_t kBulk = 2 * Lane::kMaxBulkBatchSets + 1;
  for (std::int64_t i = 0; i < kBulk; ++i) submit(inserting(1000 + i), Priority::Bulk);
  for (std::int64_t i = 0; i < 3; ++i) submit(inserting(1 + i));
  gate_->open();
  EXPECT_THAT(answers(), testing::Each("ok"));
  lane_.reset();
  EXPECT_EQ(times(Operation::Commit), 1 + 1 + 3) << "the gate's, the interactive, the bulk in parts";
  EXPECT_THAT(std::vector(order_.begin(), order_.begin() + 4), ElementsAre(kBulk, kBulk + 1, kBulk + 2, 0));
}

TEST_P(LaneTest, AFullQueueAnswersAtOnce) {
  start_held();
  for (std::size_t i = 1; i <= Lane::kMaxQueued; ++i) submit(inserting(static_cast<std::int64_t>(i)));
  const auto refused = lane_->commit(inserting(9999));  // the gate is still closed
  EXPECT_EQ(code_of(refused), "store.queue_full");
  EXPECT_EQ(refused.error().kind, base::ErrorKind::TooMany);
  submit(inserting(10'000), Priority::Bulk);  // has a queue of its own
  gate_->open();
  EXPECT_THAT(answers(), testing::Each("ok"));
  EXPECT_EQ(count(), static_cast<std::int64_t>(Lane::kMaxQueued) + 2);
}

TEST_P(LaneTest, ManyCallersAtOnce) {
  start();
  constexpr std::int64_t kThreads = 16;
  constexpr std::int64_t kEach = 100;
  std::vector<std::thread> threads;
  for (std::int64_t thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([this, thread] {
      for (std::int64_t i = 0; i < kEach; ++i) {
        WriteSet set = inserting(thread * kEach + i);
        set.add("UPDATE counter SET n = n + $1", {i});
        EXPECT_EQ(code_of(lane_->commit(std::move(set))), "ok");
        EXPECT_EQ(code_of(lane_->commit(inserting(thread * kEach + i))), "store.constraint");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(count(), kThreads * kEach);
  EXPECT_EQ(number("SELECT n FROM counter"), kThreads * kEach * (kEach - 1) / 2);
}

TEST_P(LaneTest, LanesBesideOneAnother) {
  constexpr std::int64_t kLanes = 3;
  constexpr std::int64_t kEach = 60;
  std::vector<std::thread> threads;
  for (std::int64_t i = 0; i < kLanes; ++i) {
    threads.emplace_back([this] {
      const auto lane = Lane::start(*database_).value();
      for (std::int64_t n = 0; n < kEach; ++n) {
        WriteSet set;
        set.add("UPDATE counter SET n = n + 1", {});
        EXPECT_EQ(code_of(lane->commit(std::move(set))), "ok");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(number("SELECT n FROM counter"), kLanes * kEach);
}

// A command-line tool beside a server that never rests gets its turn, though the lock is free for
// microseconds only.
TEST_P(LaneTest, ALaneBesideABusyOne) {
  start();
  std::atomic<bool> enough = false;
  std::vector<std::thread> server;
  for (std::int64_t caller = 0; caller < 8; ++caller) {
    server.emplace_back([&, caller] {
      for (std::int64_t id = 1000 + caller; !enough; id += 8)
        EXPECT_EQ(code_of(lane_->commit(inserting(id))), "ok");
    });
  }
  const auto tool = Lane::start(*database_).value();
  for (std::int64_t id = 0; id < 30; ++id) EXPECT_EQ(code_of(tool->commit(inserting(id))), "ok");
  enough = true;
  for (std::thread& caller : server) caller.join();
}

TEST_P(LaneTest, SaysWhenSomethingIsDurable) {
  start();
  std::atomic<int> calls = 0;
  lane_->on_durable([&] { ++calls; });
  EXPECT_EQ(code_of(lane_->commit(inserting(1))), "ok");
  EXPECT_EQ(code_of(lane_->commit(inserting(1))), "store.constraint");
  EXPECT_EQ(code_of(lane_->commit(inserting(2))), "ok");
  lane_->on_durable({});
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(code_of(lane_->commit(inserting(3))), "ok");
  EXPECT_EQ(calls, 2);
}

TEST_P(LaneTest, TheEndOfTheLaneCommitsWhatIsQueued) {
  start_held();
  for (std::int64_t id = 1; id <= 100; ++id)
    submit(inserting(id), id % 2 == 0 ? Priority::Interactive : Priority::Bulk);
  std::thread end([&] { lane_.reset(); });
  gate_->open();
  end.join();
  EXPECT_THAT(answers(), testing::Each("ok"));
  EXPECT_EQ(count(), 101);
}

TEST_P(LaneTest, AfterItsEndHasBegunTheLaneTakesNothing) {
  start_held();
  base::Waiter<Committed> late;
  Gate destroying;
  // Runs on the lane's thread while the destructor waits for it.
  lane_->submit(inserting(1), [&, lane = lane_.get()](const base::Result<Committed>&) {
    destroying.wait_here();
    lane->submit(inserting(2), late.completion());
    EXPECT_THROW(static_cast<void>(lane->commit(inserting(3))), std::logic_error);
  });
  gate_->open();
  destroying.wait_until_reached();
  Lane* const lane = lane_.get();
  std::thread end([&] { lane_.reset(); });
  const auto begun = std::make_shared<std::atomic<bool>>(false);
  while (!*begun) {
    const auto note = [begun](const base::Result<Committed>& result) {
      if (code_of(result) == "store.lane_stopped") *begun = true;
    };
    lane->submit(WriteSet(), note, Priority::Bulk);
    std::this_thread::yield();
  }
  destroying.open();
  end.join();
  EXPECT_EQ(code_of(late.wait()), "store.lane_stopped");
  EXPECT_EQ(count(), 2);
}

}  // namespace
}  // namespace yinxin::store
