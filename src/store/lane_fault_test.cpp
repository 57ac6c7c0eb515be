// The lane when the database under it fails.
#include <gmock/gmock.h>

#include <future>

#include "store_support/lane_fixture.hpp"

namespace yinxin::store {
namespace {

using testing::HasSubstr;

base::Error no_space() {
  return base::make_error(base::ErrorKind::Unavailable, "store.full");
}
base::Error unknown() {
  return base::make_error(base::ErrorKind::Internal, "store.failed", "injected");
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

class LaneFaultTest : public LaneFixture {};
YX_BOTH_ENGINES(LaneFaultTest);

std::vector<FaultCase> fault_cases() {
  const auto lost = base::make_error(base::ErrorKind::Unavailable, "store.busy");
  const std::string stopped = "store.lane_stopped";
  return {
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
}

TEST_P(LaneFaultTest, EveryStepFailsBeforeAndAfterItHappenedToACallerAlone) {
  for (const FaultCase& each : fault_cases()) {
    SCOPED_TRACE(each.name);
    run("DELETE FROM things");
    start(each.fault);
    EXPECT_EQ(code_of(lane_->commit(inserting(1))), each.alone);
    EXPECT_EQ(code_of(lane_->commit(inserting(2))), each.afterwards);
    lane_.reset();
    EXPECT_EQ(number("SELECT count(*) FROM things WHERE id = 1"), each.alone_rows);
    EXPECT_EQ(number("SELECT count(*) FROM things WHERE id = 2"), each.afterwards == "ok" ? 1 : 0);
  }
}

TEST_P(LaneFaultTest, EveryStepFailsBeforeAndAfterItHappenedToTenTogether) {
  for (const FaultCase& each : fault_cases()) {
    SCOPED_TRACE(each.name);
    run("DELETE FROM things");
    Fault second = each.fault;
    second.countdown = 2;  // the first transaction is the one that is held
    start_held(second);
    for (std::int64_t id = 1; id <= 10; ++id) submit(inserting(id));
    gate_->open();
    EXPECT_THAT(answers(), testing::Each(each.together));
    EXPECT_EQ(code_of(lane_->commit(inserting(99))), each.afterwards);
    lane_.reset();
    EXPECT_EQ(number("SELECT count(*) FROM things WHERE id BETWEEN 1 AND 10"), each.together_rows);
  }
}

TEST_P(LaneFaultTest, ACommitOfUnknownOutcomeStopsEverybodyBehindIt) {
  start_held(Fault{Operation::Commit, 1, Moment::After, unknown()});
  std::promise<std::string> told;
  lane_->on_stopped([&](const base::Error& error) { told.set_value(error.code); });
  for (std::int64_t id = 1; id <= 5; ++id)
    submit(inserting(id), id % 2 == 0 ? Priority::Bulk : Priority::Interactive);
  gate_->open();
  EXPECT_THAT(answers(), testing::Each("store.lane_stopped"));
  EXPECT_EQ(told.get_future().get(), "store.lane_stopped");
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
  gate_->open();
  EXPECT_EQ(answers(), expected);
  EXPECT_EQ(count(), 20);
}

}  // namespace
}  // namespace yinxin::store
