// What the lane promises to each of many callers.
#include <gmock/gmock.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "store/write_set.hpp"
#include "store_support/faulty_connection.hpp"
#include "store_support/test_database.hpp"

namespace yinxin::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kInsert = "INSERT INTO things (id) VALUES ($1)";

base::Error lost_race() {
  return base::make_error(base::ErrorKind::TooLate, "test.lost_race");
}
base::Error no_space() {
  return base::make_error(base::ErrorKind::Unavailable, "store.full");
}
base::Error unknown() {
  return base::make_error(base::ErrorKind::Internal, "store.failed", "injected");
}

WriteSet inserting(std::int64_t id) {
  WriteSet set;
  set.add(kInsert, {id});
  return set;
}

/// Holds the lane in its first begin until the test has queued what it wants to see together.
class Gate {
 public:
  void wait_here() {
    std::unique_lock lock(mutex_);
    reached_ = true;
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_; });
  }
  void wait_until_reached() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return reached_; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool reached_ = false;
  bool open_ = false;
};

class LaneTest : public BothEngines {
 protected:
  void SetUp() override {
    BothEngines::SetUp();
    if (IsSkipped()) return;
    run("CREATE TABLE things (id BIGINT NOT NULL PRIMARY KEY); CREATE TABLE counter (n BIGINT NOT NULL);"
        " INSERT INTO counter (n) VALUES (0)");
  }
  void TearDown() override {
    gate_.open();
    lane_.reset();
    BothEngines::TearDown();
  }

  void start(std::optional<Fault> fault = {}) {
    lane_ = Lane::start(std::make_unique<FaultyConnection>(
        connect(), std::move(fault),
        [this](Operation operation, Connection&) { operations_.push_back(operation); }));
  }
  /// A lane that is at work on set 0 and stands at the gate.
  void start_held(std::optional<Fault> fault = {}) {
    lane_ = Lane::start(std::make_unique<FaultyConnection>(connect(), std::move(fault),
                                                           [this](Operation operation, Connection&) {
                                                             operations_.push_back(operation);
                                                             if (operations_.size() == 1) gate_.wait_here();
                                                           }));
    lane_->submit(inserting(0), [](const base::Result<Committed>&) {});
    gate_.wait_until_reached();
  }
  void submit(WriteSet set, Priority priority = Priority::Interactive) {
    const std::size_t which = waiters_.size();
    waiters_.emplace_back();
    lane_->submit(
        std::move(set),
        [this, which, done = waiters_.back().completion()](base::Result<Committed> result) {
          order_.push_back(which);
          done(std::move(result));
        },
        priority);
  }
  /// The answers to submit(), in its order.
  std::vector<std::string> answers() {
    std::vector<std::string> codes;
    for (auto& waiter : waiters_) codes.push_back(code_of(waiter.wait()));
    waiters_.clear();
    return codes;
  }
  std::int64_t count() const { return number("SELECT count(*) FROM things"); }
  /// After the lane's end.
  std::int64_t times(Operation operation) const {
    return std::count(operations_.begin(), operations_.end(), operation);
  }

  Gate gate_;
  std::vector<Operation> operations_;  // the lane's thread writes it
  std::vector<std::size_t> order_;     // of completion; likewise
  std::vector<base::Waiter<Committed>> waiters_;
  std::unique_ptr<Lane> lane_;
};
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
  gate_.open();
  EXPECT_THAT(answers(), testing::Each("ok"));
  lane_.reset();
  EXPECT_EQ(times(Operation::Commit), 2);
  EXPECT_EQ(count(), 501);
}

TEST_P(LaneTest, ABatchHasALimit) {
  start_held();
  for (std::int64_t id = 1; id <= static_cast<std::int64_t>(Lane::kMaxBatchSets) + 1; ++id)
    submit(inserting(id));
  gate_.open();
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
  gate_.open();
  EXPECT_EQ(answers(), expected);
  lane_.reset();
  EXPECT_EQ(count(), 1 + 296);
  EXPECT_EQ(times(Operation::Commit), 4) << "the gate's, and the three stretches between those that fail";
}

TEST_P(LaneTest, AllOfThemFail) {
  start_held();
  for (int i = 0; i < 100; ++i) submit(inserting(0));
  gate_.open();
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
  gate_.open();
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
  gate_.open();
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
  gate_.open();
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

TEST_P(LaneTest, TheEndOfTheLaneCommitsWhatIsQueued) {
  start_held();
  for (std::int64_t id = 1; id <= 100; ++id)
    submit(inserting(id), id % 2 == 0 ? Priority::Interactive : Priority::Bulk);
  std::thread end([&] { lane_.reset(); });
  gate_.open();
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
  gate_.open();
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

// Every step fails before and after it happened (exemplars.md 10, habit 8), for a caller alone and for ten
// together.
struct FaultCase {
  const char* name;
  Fault fault;
  std::string alone;        // the answer to a caller alone
  std::int64_t alone_rows;  // what is durable of it
  std::string together;     // the answer to each of ten
  std::int64_t together_rows;
  std::string afterwards;  // the answer to the next caller
};

class LaneFaultTest : public LaneTest {};
YX_BOTH_ENGINES(LaneFaultTest);

TEST_P(LaneFaultTest, EveryStepFailsBeforeAndAfterItHappened) {
  const auto lost = base::make_error(base::ErrorKind::Unavailable, "store.busy");
  const std::string stopped = "store.lane_stopped";
  const FaultCase cases[] = {
      {"begin, not done",
       {Operation::Begin, 1, Moment::Before, lost},
       "store.busy",
       0,
       "store.busy",
       0,
       "ok"},
      {"begin, done", {Operation::Begin, 1, Moment::After, lost}, "store.busy", 0, "store.busy", 0, "ok"},
      {"statements, not done", {Operation::RunAll, 1, Moment::Before, lost}, "store.busy", 0, "ok", 10, "ok"},
      {"statements, done", {Operation::RunAll, 1, Moment::After, lost}, "store.busy", 0, "ok", 10, "ok"},
      {"disk full at commit",
       {Operation::Commit, 1, Moment::Before, no_space()},
       "store.full",
       0,
       "ok",
       10,
       "ok"},
      {"commit unknown, not done",
       {Operation::Commit, 1, Moment::Before, unknown()},
       stopped,
       0,
       stopped,
       0,
       stopped},
      {"commit unknown, done",
       {Operation::Commit, 1, Moment::After, unknown()},
       stopped,
       1,
       stopped,
       10,
       stopped},
  };
  for (const FaultCase& each : cases) {
    SCOPED_TRACE(each.name);
    run("DELETE FROM things");
    operations_.clear();
    start(each.fault);
    EXPECT_EQ(code_of(lane_->commit(inserting(1))), each.alone);
    EXPECT_EQ(code_of(lane_->commit(inserting(2))), each.afterwards);
    lane_.reset();
    EXPECT_EQ(number("SELECT count(*) FROM things WHERE id = 1"), each.alone_rows);
    EXPECT_EQ(number("SELECT count(*) FROM things WHERE id = 2"), each.afterwards == "ok" ? 1 : 0);
  }
  for (const FaultCase& each : cases) {
    SCOPED_TRACE(each.name);
    run("DELETE FROM things");
    operations_.clear();
    Fault second = each.fault;
    second.countdown = 2;  // the first transaction is the gate's
    Gate gate;
    lane_ = Lane::start(std::make_unique<FaultyConnection>(connect(), second,
                                                           [&, first = true](Operation, Connection&) mutable {
                                                             if (first) gate.wait_here();
                                                             first = false;
                                                           }));
    lane_->submit(inserting(0), [](const base::Result<Committed>&) {});
    gate.wait_until_reached();
    for (std::int64_t id = 1; id <= 10; ++id) submit(inserting(id));
    gate.open();
    EXPECT_THAT(answers(), testing::Each(each.together));
    EXPECT_EQ(code_of(lane_->commit(inserting(99))), each.afterwards);
    lane_.reset();
    EXPECT_EQ(number("SELECT count(*) FROM things WHERE id BETWEEN 1 AND 10"), each.together_rows);
  }
}

TEST_P(LaneFaultTest, ACommitOfUnknownOutcomeStopsEverybodyBehindIt) {
  start_held(Fault{Operation::Commit, 1, Moment::After, unknown()});
  for (std::int64_t id = 1; id <= 5; ++id)
    submit(inserting(id), id % 2 == 0 ? Priority::Bulk : Priority::Interactive);
  gate_.open();
  EXPECT_THAT(answers(), testing::Each("store.lane_stopped"));
  const auto later = lane_->commit(inserting(6));
  EXPECT_EQ(code_of(later), "store.lane_stopped");
  EXPECT_EQ(later.error().kind, base::ErrorKind::Unavailable);
  EXPECT_THAT(detail_of(later), HasSubstr("injected"));
  lane_.reset();
  EXPECT_EQ(count(), 1) << "only the set whose commit was lost";
}

TEST_P(LaneFaultTest, ARollbackThatFailsStopsTheLane) {
  start(Fault{Operation::Rollback, 1, Moment::Before, unknown()});
  EXPECT_EQ(code_of(lane_->commit(inserting(1).add(kInsert, {std::int64_t{1}}))), "store.lane_stopped");
  EXPECT_EQ(code_of(lane_->commit(inserting(2))), "store.lane_stopped");
  lane_.reset();
  EXPECT_EQ(count(), 0);
}

TEST_P(LaneFaultTest, ADeferredConstraintFailsItsOwnSetOnly) {
  run("CREATE TABLE children (parent BIGINT REFERENCES things (id) DEFERRABLE INITIALLY DEFERRED)");
  start_held();
  std::vector<std::string> expected;
  for (std::int64_t id = 1; id <= 20; ++id) {
    WriteSet set = inserting(id);
    set.add("INSERT INTO children (parent) VALUES ($1)", {id == 7 ? std::int64_t{999} : id});
    submit(std::move(set));
    expected.push_back(id == 7 ? "store.constraint" : "ok");
  }
  gate_.open();
  EXPECT_EQ(answers(), expected);
  EXPECT_EQ(count(), 20);
}

}  // namespace
}  // namespace yinxin::store
