// What only PostgreSQL can get wrong: settings of the site, locks, and connections that are lost at every
// point.
#include <gmock/gmock.h>

#include "store/write_set.hpp"
#include "store_support/faulty_connection.hpp"
#include "store_support/test_database.hpp"

namespace yinxin::store {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kInsertId = "INSERT INTO things (id) VALUES ($1)";

class PostgresTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!TestDatabase::available(Engine::Postgres)) {
      GTEST_SKIP() << "YINXIN_TEST_POSTGRES is not set: use tests/with_postgres";
    }
    test_database_ = std::make_unique<TestDatabase>(Engine::Postgres);
    database_ = test_database_->open();
    other_ = test_database_->connect();
    ASSERT_TRUE(other_->run_script("CREATE TABLE things (id BIGINT NOT NULL PRIMARY KEY)"));
    connection_ = test_database_->connect();
    pid_ = pid_of(*connection_);
  }
  void TearDown() override {
    connection_.reset();
    other_.reset();
    database_.reset();
    test_database_.reset();
  }

  static std::int64_t pid_of(Connection& connection) {
    return connection.query("SELECT pg_backend_pid()", {}).value().at(0).integer(0);
  }
  /// The backend is gone when this returns (the function waits up to so many milliseconds).
  void terminate(std::int64_t pid) const {
    const auto gone = other_->query("SELECT pg_terminate_backend(CAST($1 AS INTEGER), 60000)", {pid});
    ASSERT_EQ(gone.value().at(0).integer(0), 1);
  }
  base::Result<std::int64_t> insert(std::int64_t id) const { return connection_->execute(kInsertId, {id}); }
  std::int64_t count() const {
    return other_->query("SELECT count(*) FROM things", {}).value().at(0).integer(0);
  }

  std::unique_ptr<TestDatabase> test_database_;
  std::shared_ptr<Database> database_;
  std::unique_ptr<Connection> other_;
  std::unique_ptr<Connection> connection_;  // the one that is lost
  std::int64_t pid_ = 0;
};

TEST_F(PostgresTest, CommitsAreDurableWhateverTheSiteSays) {
  std::string address = test_database_->address();
  address.insert(address.find("-c search_path"),
                 "-c synchronous_commit=off -c default_transaction_read_only=on ");
  const auto connection = (*Database::open(address))->connect();
  EXPECT_EQ((*connection)->query("SHOW synchronous_commit", {}).value().at(0).text(0), "on");
  ASSERT_TRUE((*connection)->begin());
  EXPECT_TRUE((*connection)->execute(kInsertId, {std::int64_t{1}}));
  EXPECT_TRUE((*connection)->commit());
}

TEST_F(PostgresTest, ADatabaseOfAnotherEncodingIsRefused) {
  const std::string name = "yx_latin_" + std::to_string(::getpid());
  ASSERT_TRUE(other_->run_script("CREATE DATABASE " + name +
                                 " TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"));
  const auto opened = Database::open(test_database_->address() + " dbname=" + name);
  EXPECT_EQ(code_of(opened), "store.connect");
  EXPECT_THAT(detail_of(opened), HasSubstr("UTF8"));
  ASSERT_TRUE(other_->run_script("DROP DATABASE " + name + " WITH (FORCE)"));
}

TEST_F(PostgresTest, DataExceptionsQuoteNothing) {
  const auto cast = connection_->query("SELECT CAST(CAST($1 AS TEXT) AS BIGINT)", {"110101199003070000x"s});
  EXPECT_EQ(code_of(cast), "store.failed");
  EXPECT_THAT(detail_of(cast), HasSubstr("SQLSTATE 22P02"));
  EXPECT_THAT(detail_of(cast), Not(HasSubstr("110101")));
}

TEST_F(PostgresTest, SmallTypesOfTheServerAreIntegers) {
  const auto found = connection_->query(
      "SELECT CAST(-2 AS SMALLINT), CAST(-3 AS INTEGER), true, false, pg_advisory_lock_shared(1)", {});
  ASSERT_EQ(code_of(found), "ok");
  EXPECT_TRUE(found->at(0) ==
              Row({std::int64_t{-2}, std::int64_t{-3}, std::int64_t{1}, std::int64_t{0}, kNull}));
}

TEST_F(PostgresTest, AHeldLockIsBusy) {
  ASSERT_TRUE(insert(1));
  ASSERT_TRUE(other_->begin());
  ASSERT_TRUE(other_->execute("UPDATE things SET id = 2", {}));
  ASSERT_TRUE(connection_->run_script("SET lock_timeout = 10"));
  ASSERT_TRUE(connection_->begin());
  const auto refused = connection_->execute("UPDATE things SET id = 3", {});
  EXPECT_EQ(code_of(refused), "store.busy");
  EXPECT_EQ(refused.error().kind, base::ErrorKind::Unavailable);
  ASSERT_TRUE(connection_->rollback());
  ASSERT_TRUE(other_->rollback());
}

TEST_F(PostgresTest, AnIdleConnectionThatWasLostIsMadeAgain) {
  ASSERT_TRUE(insert(1));  // prepared on the session that goes away
  terminate(pid_);
  EXPECT_EQ(code_of(insert(2)), "ok") << "outside a transaction";
  terminate(pid_of(*connection_));
  EXPECT_EQ(code_of(connection_->begin()), "ok");
  EXPECT_EQ(code_of(insert(3)), "ok");
  EXPECT_EQ(code_of(connection_->commit()), "ok");
  terminate(pid_of(*connection_));
  EXPECT_EQ(code_of(connection_->run_script("DELETE FROM things")), "ok");
  EXPECT_EQ(count(), 0);
}

TEST_F(PostgresTest, LostInsideATransactionNothingHappened) {
  const std::function<std::string()> acts[] = {
      [&] { return code_of(insert(2)); },
      [&] { return code_of(connection_->query("SELECT 1", {})); },
      [&] { return code_of(connection_->run_script("SELECT 1")); },
      [&] {
        return code_of(
            connection_->query_each("SELECT 1", {}, [](const Row&) { return base::Result<void>(); }));
      },
      [&] { return code_of(connection_->commit()); },
  };
  for (const auto& act : acts) {
    ASSERT_TRUE(connection_->begin());
    ASSERT_TRUE(insert(1));
    terminate(pid_of(*connection_));
    EXPECT_EQ(act(), "store.busy");
    EXPECT_EQ(code_of(insert(3)), "store.busy") << "never a new session in the middle of a transaction";
    EXPECT_EQ(code_of(connection_->rollback()), "ok");
  }
  EXPECT_EQ(count(), 0);
  EXPECT_EQ(code_of(insert(4)), "ok");
}

TEST_F(PostgresTest, LostWhileAStatementRuns) {
  const char* const suicide = "SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(60)";
  EXPECT_EQ(code_of(connection_->query(suicide, {})), "store.failed") << "a write might have been committed";
  ASSERT_TRUE(connection_->begin());
  EXPECT_EQ(code_of(connection_->query(suicide, {})), "store.busy") << "not inside a transaction";
  EXPECT_EQ(code_of(connection_->rollback()), "ok");
  EXPECT_EQ(code_of(database_->query(suicide, {})), "store.busy") << "nor on a reader";
  EXPECT_EQ(code_of(insert(1)), "ok");
}

TEST_F(PostgresTest, LostInTheMiddleOfTheRows) {
  const auto outcome =
      connection_->query_each("SELECT generate_series(1, 10000000)", {}, [&](const Row& row) {
        if (row.integer(0) == 5) terminate(pid_);
        return base::Result<void>();
      });
  EXPECT_EQ(code_of(outcome), "store.failed");
  EXPECT_EQ(code_of(insert(1)), "ok");
}

TEST_F(PostgresTest, ReadersThatWereLostAreReplaced) {
  const char* const who = "SELECT pg_backend_pid()";
  const std::int64_t reader = database_->query(who, {}).value().at(0).integer(0);
  terminate(reader);
  EXPECT_NE(database_->query(who, {}).value().at(0).integer(0), reader);
  terminate(database_->query(who, {}).value().at(0).integer(0));
  EXPECT_EQ(code_of(database_->read([](Connection& connection) -> base::Result<void> {
              YX_CHECK(connection.query("SELECT count(*) FROM things", {}));
              return {};
            })),
            "ok");
}

class PostgresLaneTest : public PostgresTest {
 protected:
  static WriteSet inserting(std::int64_t id) {
    WriteSet set;
    set.add(kInsertId, {id});
    return set;
  }
};

TEST_F(PostgresLaneTest, TheLaneOutlivesALostConnection) {
  struct Case {
    Operation lost_before;
    std::string answer;
  };
  for (const Case& each :
       {Case{Operation::Begin, "ok"}, Case{Operation::RunAll, "store.busy"},
        Case{Operation::Commit, "store.busy"}, Case{Operation::Rollback, "store.constraint"}}) {
    bool lose = true;
    const auto before = [&](Operation operation, Connection& inner) {
      if (operation == Operation::Begin) pid_ = pid_of(inner);
      if (lose && operation == each.lost_before) terminate(pid_);
      lose = lose && operation != each.lost_before;
    };
    ASSERT_TRUE(other_->run_script("DELETE FROM things; INSERT INTO things (id) VALUES (7)"));
    const auto lane =
        Lane::start(std::make_unique<FaultyConnection>(test_database_->connect(), std::nullopt, before));
    const auto first = lane->commit(inserting(each.lost_before == Operation::Rollback ? 7 : 1));
    EXPECT_EQ(code_of(first), each.answer);
    EXPECT_EQ(count(), first ? 2 : 1);
    EXPECT_EQ(code_of(lane->commit(inserting(2))), "ok");
  }
}

TEST_F(PostgresLaneTest, ACommitThatIsLostStopsTheLane) {
  // A deferred trigger runs inside COMMIT: the server dies after COMMIT was sent and before it is answered.
  ASSERT_TRUE(other_->run_script(
      "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM "
      "pg_terminate_backend(pg_backend_pid());"
      " PERFORM pg_sleep(60); RETURN NULL; END $$;"
      "CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON things DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
      " WHEN (NEW.id = 13) EXECUTE FUNCTION die()"));
  const auto lane = Lane::start(*database_).value();
  EXPECT_EQ(code_of(lane->commit(inserting(1))), "ok");
  const auto stopped = lane->commit(inserting(13));
  EXPECT_EQ(code_of(stopped), "store.lane_stopped");
  EXPECT_EQ(stopped.error().kind, base::ErrorKind::Unavailable);
  EXPECT_EQ(code_of(lane->commit(inserting(2))), "store.lane_stopped");
  EXPECT_EQ(count(), 1);
}

}  // namespace
}  // namespace yinxin::store
