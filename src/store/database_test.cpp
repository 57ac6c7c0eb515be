// Addresses and the pool of readers.
#include <gmock/gmock.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "store_support/test_database.hpp"

namespace yinxin::store {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(DatabaseAddress, WhatIsNotAnAddressIsMalformed) {
  for (const char* address :
       {"", "sqlite", "sqlite:", "sqlite:relative.db", "sqlite::memory:", "sqlite:file:/tmp/x", "/tmp/x",
        "mysql:host=x", "SQLITE:/tmp/x", "postgres:secret", "postgres:no_such_key=secret"}) {
    const auto opened = Database::open(address);
    ASSERT_EQ(code_of(opened), "store.address") << address;
    EXPECT_EQ(opened.error().kind, base::ErrorKind::Malformed);
    EXPECT_THAT(detail_of(opened), Not(HasSubstr("secret")));
  }
  EXPECT_EQ(code_of(Database::open(std::string("sqlite:/tmp/a\0b", 15))), "store.address");
}

TEST(DatabaseAddress, WhatDoesNotAnswerIsUnavailable) {
  for (const char* address : {"sqlite:/nonexistent/folder/x.db", "sqlite:/dev/null", "sqlite:/tmp",
                              "postgres:host=/nonexistent user=x password=secret"}) {
    const auto opened = Database::open(address);
    ASSERT_EQ(code_of(opened), "store.connect") << address;
    EXPECT_EQ(opened.error().kind, base::ErrorKind::Unavailable);
    EXPECT_THAT(detail_of(opened), Not(HasSubstr("secret")));
    EXPECT_NE(detail_of(opened), "");
  }
}

class DatabaseTest : public BothEngines {
 protected:
  void SetUp() override {
    BothEngines::SetUp();
    if (IsSkipped()) return;
    run("CREATE TABLE things (id BIGINT NOT NULL PRIMARY KEY); INSERT INTO things (id) VALUES (1)");
  }
  static std::int64_t count(Connection& connection) {
    return connection.query("SELECT count(*) FROM things", {}).value().at(0).integer(0);
  }
};
YX_BOTH_ENGINES(DatabaseTest);

TEST_P(DatabaseTest, KnowsItsEngine) {
  EXPECT_EQ(database_->engine(), GetParam());
  EXPECT_EQ(connect()->engine(), GetParam());
}

TEST_P(DatabaseTest, AReadSeesOneMoment) {
  const auto outcome = database_->read([&](Connection& reader) -> base::Result<void> {
    EXPECT_EQ(count(reader), 1);
    run("INSERT INTO things (id) VALUES (2)");
    EXPECT_EQ(count(reader), 1);
    return {};
  });
  EXPECT_EQ(code_of(outcome), "ok");
  EXPECT_EQ(number("SELECT count(*) FROM things"), 2) << "the next read sees what came since";
}

TEST_P(DatabaseTest, WhatIsReadInsideAReadJoinsIt) {
  const auto counted = [&] {
    return database_->query("SELECT count(*) FROM things", {}).value().at(0).integer(0);
  };
  // More of them than there are readers: each takes no other.
  const auto inner = [&](Connection& reader) -> base::Result<void> {
    for (std::size_t i = 0; i <= Database::kMaxReaders; ++i) EXPECT_EQ(count(reader), counted());
    return {};
  };
  const auto outcome = database_->read([&](Connection& reader) -> base::Result<void> {
    EXPECT_EQ(counted(), 1);
    run("INSERT INTO things (id) VALUES (2)");
    EXPECT_EQ(counted(), 1) << "one snapshot";
    return database_->read([&](Connection& again) {
      EXPECT_EQ(&again, &reader);
      return inner(again);
    });
  });
  EXPECT_EQ(code_of(outcome), "ok");
  EXPECT_EQ(counted(), 2);
}

TEST_P(DatabaseTest, OtherThreadsAndDatabasesDoNotJoin) {
  const auto other = test_database_->open();
  EXPECT_EQ(code_of(database_->read([&](Connection& reader) -> base::Result<void> {
              EXPECT_EQ(count(reader), 1);
              run("INSERT INTO things (id) VALUES (2)");
              EXPECT_EQ(other->query("SELECT count(*) FROM things", {}).value().at(0).integer(0), 2);
              std::thread([&] { EXPECT_EQ(number("SELECT count(*) FROM things"), 2); }).join();
              EXPECT_EQ(count(reader), 1);
              return {};
            })),
            "ok");
}

TEST_P(DatabaseTest, ReadersCannotWrite) {
  const char* const writes[] = {"INSERT INTO things (id) VALUES (7)", "DELETE FROM things",
                                "CREATE TABLE other (id BIGINT)"};
  for (const char* sql : writes) {
    EXPECT_NE(code_of(database_->query(sql, {})), "ok") << sql;
    EXPECT_NE(code_of(database_->read([&](Connection& reader) -> base::Result<void> {
                YX_CHECK(reader.execute(sql, {}));
                return {};
              })),
              "ok")
        << sql;
  }
  EXPECT_EQ(number("SELECT count(*) FROM things"), 1);
}

TEST_P(DatabaseTest, AnErrorOfTheReaderComesBack) {
  for (std::size_t i = 0; i < 2 * Database::kMaxReaders; ++i) {
    EXPECT_EQ(code_of(database_->read([](Connection&) -> base::Result<void> {
                return base::make_error(base::ErrorKind::NotFound, "test.nothing");
              })),
              "test.nothing");
    EXPECT_EQ(code_of(database_->query("SELECT nothing", {})), "store.failed");
  }
  EXPECT_EQ(number("SELECT count(*) FROM things"), 1);
}

TEST_P(DatabaseTest, AnExceptionGivesTheReaderBack) {
  for (std::size_t i = 0; i < 2 * Database::kMaxReaders; ++i) {
    EXPECT_THROW(static_cast<void>(database_->read([](Connection& reader) -> base::Result<void> {
                   static_cast<void>(reader.query("SELECT id FROM things", {}).value().at(0).text(0));
                   return {};
                 })),
                 std::bad_variant_access);
  }
  EXPECT_EQ(number("SELECT count(*) FROM things"), 1);
}

TEST_P(DatabaseTest, SoManyReadersAndNoMore) {
  constexpr std::size_t kThreads = 3 * Database::kMaxReaders;
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t inside = 0;
  std::size_t most = 0;
  std::atomic<std::int64_t> sum = 0;
  const auto read = [&](Connection& reader) -> base::Result<void> {
    std::unique_lock lock(mutex);
    most = std::max(most, ++inside);
    changed.notify_all();
    // The first eight wait for one another: all of them must be let in at once.
    changed.wait(lock, [&] { return most >= Database::kMaxReaders; });
    lock.unlock();
    sum += count(reader);
    lock.lock();
    --inside;
    return {};
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < kThreads; ++i)
    threads.emplace_back([&] { EXPECT_EQ(code_of(database_->read(read)), "ok"); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(most, Database::kMaxReaders);
  EXPECT_EQ(sum, static_cast<std::int64_t>(kThreads));
}

}  // namespace
}  // namespace yinxin::store
