// Many statements in one round trip: Connection::run_all on both engines.
#include <gtest/gtest.h>

#include "store_support/test_database.hpp"

namespace yinxin::store {
namespace {

using namespace std::string_literals;

class RunAllTest : public BothEngines {
 protected:
  void SetUp() override {
    BothEngines::SetUp();
    if (IsSkipped()) return;
    run("CREATE TABLE things (id BIGINT NOT NULL PRIMARY KEY, text TEXT)");
    connection_ = connect();
  }
  void TearDown() override {
    connection_.reset();
    BothEngines::TearDown();
  }
  /// INSERTs of these ids, every other one RETURNING.
  base::Result<void> insert_all(const std::vector<std::int64_t>& ids) {
    values_.clear();
    for (const std::int64_t id : ids) values_.push_back(Values{id});
    std::vector<Command> commands;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      commands.push_back(
          i % 2 == 0 ? Command{"INSERT INTO things (id) VALUES ($1)", &values_[i], false}
                     : Command{"INSERT INTO things (id) VALUES ($1) RETURNING id", &values_[i], true});
    }
    return connection_->run_all(commands, outcomes_);
  }

  std::unique_ptr<Connection> connection_;
  std::vector<Values> values_;
  std::vector<Outcome> outcomes_;
};
YX_BOTH_ENGINES(RunAllTest);

TEST_P(RunAllTest, OutcomesComeInOrder) {
  ASSERT_TRUE(connection_->begin());
  ASSERT_EQ(code_of(insert_all({5, 3, 9, 1})), "ok");
  ASSERT_TRUE(connection_->commit());
  ASSERT_EQ(outcomes_.size(), 4u);
  for (const Outcome& outcome : outcomes_) EXPECT_EQ(outcome.changed, 1);
  EXPECT_TRUE(outcomes_[0].rows.empty());
  EXPECT_TRUE(outcomes_[1].rows == Rows{Row({std::int64_t{3}})});
  EXPECT_TRUE(outcomes_[3].rows == Rows{Row({std::int64_t{1}})});
}

TEST_P(RunAllTest, NothingToDo) {
  ASSERT_TRUE(connection_->begin());
  EXPECT_EQ(code_of(insert_all({})), "ok");
  EXPECT_TRUE(connection_->commit());
}

TEST_P(RunAllTest, TheFailureIsTheOneAfterTheOutcomes) {
  ASSERT_TRUE(connection_->begin());
  EXPECT_EQ(code_of(insert_all({1, 2, 3, 2, 4})), "store.constraint");
  EXPECT_EQ(outcomes_.size(), 3u);
  ASSERT_TRUE(connection_->rollback());
  ASSERT_TRUE(connection_->begin());
  EXPECT_EQ(code_of(insert_all({1, 2, 3, 4})), "ok")
      << "statements that were never prepared are prepared now";
  ASSERT_TRUE(connection_->commit());
}

TEST_P(RunAllTest, FailuresOfEveryKindNameTheirPlace) {
  const Values good{std::int64_t{1}};
  const Values bad_text{std::int64_t{2}, "\xff"s};
  const Command insert{"INSERT INTO things (id) VALUES ($1)", &good, false};
  const Values none;
  struct Case {
    Command command;
    std::string code;
  };
  const Case cases[] = {
      {Command{"INSERT INTO things (id, text) VALUES ($1, $2)", &bad_text, false}, "store.text"},
      {Command{"INSERT INTO nowhere (id) VALUES ($1)", &good, false}, "store.failed"},
      {Command{"SELECT 1.5", &none, true}, "store.failed"},
  };
  for (const Case& each : cases) {
    ASSERT_TRUE(connection_->begin());
    const Command commands[] = {insert, each.command, insert};
    EXPECT_EQ(code_of(connection_->run_all(commands, outcomes_)), each.code);
    EXPECT_EQ(outcomes_.size(), 1u);
    ASSERT_TRUE(connection_->rollback());
  }
  EXPECT_EQ(number("SELECT count(*) FROM things"), 0);
}

TEST_P(RunAllTest, MoreThanAnyBufferHolds) {  // both ends have megabytes to say before either has listened
  const Values values{base::Bytes(20'000, 0x5a)};
  const std::vector<Command> commands(2'000, Command{"SELECT CAST($1 AS blob)", &values, true});
  ASSERT_TRUE(connection_->begin());
  ASSERT_EQ(code_of(connection_->run_all(commands, outcomes_)), "ok");
  ASSERT_EQ(outcomes_.size(), commands.size());
  EXPECT_TRUE(outcomes_.back().rows == Rows{Row(values)});
  EXPECT_TRUE(connection_->commit());
}

}  // namespace
}  // namespace yinxin::store
