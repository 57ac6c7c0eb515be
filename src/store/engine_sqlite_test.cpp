// What only SQLite can get wrong: the file, its settings, its locks, its limits.
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <fstream>

#include "store/write_set.hpp"
#include "store_support/test_database.hpp"

namespace yinxin::store {
namespace {

constexpr const char* kTable =
    "CREATE TABLE IF NOT EXISTS things (id BIGINT NOT NULL PRIMARY KEY, data blob)";
constexpr const char* kInsertThing = "INSERT INTO things (id, data) VALUES ($1, $2)";

class SqliteTest : public testing::Test {
 protected:
  std::string setting(Connection& connection, const std::string& pragma) const {
    const Row row = connection.query("PRAGMA " + pragma, {}).value().at(0);
    return pragma == "journal_mode" ? row.text(0) : std::to_string(row.integer(0));
  }
  static unsigned mode_of(const std::filesystem::path& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
  }

  TestDatabase test_database_{Engine::Sqlite};
};

TEST_F(SqliteTest, FilesAreClosedToOthers) {
  struct Case {
    mode_t umask;
    unsigned mode;
  };
  for (const Case& each : {Case{022, 0640}, Case{077, 0600}, Case{0, 0640}}) {
    const mode_t before = ::umask(each.umask);
    const TestDatabase test_database(Engine::Sqlite);
    const auto connection = test_database.connect();
    ASSERT_TRUE(connection->run_script(kTable));
    ::umask(before);
    for (const char* suffix : {"", "-wal", "-shm"}) {
      EXPECT_EQ(mode_of(test_database.file().string() + suffix), each.mode) << suffix;
    }
  }
}

TEST_F(SqliteTest, AnExistingFileKeepsItsMode) {
  std::ofstream(test_database_.file()).close();
  ASSERT_EQ(::chmod(test_database_.file().c_str(), 0600), 0);
  ASSERT_TRUE(test_database_.connect()->run_script(kTable));
  EXPECT_EQ(mode_of(test_database_.file()), 0600U);
}

TEST_F(SqliteTest, AnotherKindOfFileIsNotTouched) {
  const std::string text(4096, 'x');
  std::ofstream(test_database_.file()) << text;
  EXPECT_EQ(code_of(Database::open(test_database_.address())), "store.connect");
  EXPECT_EQ(std::filesystem::file_size(test_database_.file()), text.size());
}

TEST_F(SqliteTest, EveryConnectionIsDurableAndChecksForeignKeys) {
  const auto database = test_database_.open();
  const auto check = [&](Connection& connection) -> base::Result<void> {
    EXPECT_EQ(setting(connection, "journal_mode"), "wal");
    EXPECT_EQ(setting(connection, "synchronous"), "2");  // FULL
    EXPECT_EQ(setting(connection, "foreign_keys"), "1");
    return {};
  };
  EXPECT_TRUE(check(**database->connect()));
  EXPECT_TRUE(database->read(check));
}

TEST_F(SqliteTest, ParametersTooManyFail) {  // PostgreSQL does not mind these
  const auto connection = test_database_.connect();
  EXPECT_EQ(code_of(connection->query("SELECT $1", {std::int64_t{1}, std::int64_t{2}})), "store.failed");
  EXPECT_EQ(code_of(connection->query("SELECT ?", {std::int64_t{1}})), "store.failed")
      << "nor other ways to name them";
}

TEST_F(SqliteTest, OneWriterAtATimeAndReadersBeside) {
  const auto database = test_database_.open();
  const auto first = test_database_.connect();
  const auto second = test_database_.connect();
  ASSERT_TRUE(first->run_script(kTable));
  ASSERT_TRUE(second->run_script("PRAGMA busy_timeout=10"));
  ASSERT_TRUE(first->begin());
  const auto refused = second->begin();
  EXPECT_EQ(code_of(refused), "store.busy");
  EXPECT_EQ(refused.error().kind, base::ErrorKind::Unavailable);
  EXPECT_EQ(code_of(second->execute(kInsertThing, {std::int64_t{1}, kNull})), "store.busy");
  EXPECT_EQ(code_of(database->query("SELECT count(*) FROM things", {})), "ok");
  ASSERT_TRUE(first->commit());
  EXPECT_EQ(code_of(second->begin()), "ok");
}

TEST_F(SqliteTest, ProcessesThatMakeTheFileTogether) {
  std::vector<pid_t> children;
  for (std::int64_t id = 0; id < 8; ++id) {
    const pid_t child = ::fork();
    if (child == 0) {
      const auto database = Database::open(test_database_.address());
      if (!database) ::_exit(1);
      const auto connection = (*database)->connect();
      const bool done = connection && (*connection)->run_script(kTable) &&
                        (*connection)->execute(kInsertThing, {id, base::Bytes{1}});
      ::_exit(done ? 0 : 2);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = -1;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(test_database_.open()->query("SELECT count(*) FROM things", {}).value().at(0).integer(0), 8);
}

// max_page_count makes SQLite answer as it does when the file system is full (SQLITE_FULL).
TEST_F(SqliteTest, AFullDiskLosesNothingThatWasAcknowledged) {
  auto connection = test_database_.connect();
  ASSERT_TRUE(connection->run_script(std::string(kTable) + "; PRAGMA max_page_count=100"));
  std::vector<std::int64_t> stored;
  int full = 0;
  {
    const auto lane = Lane::start(std::move(connection));
    std::vector<base::Waiter<Committed>> waiters(200);
    for (std::size_t i = 0; i < waiters.size(); ++i) {
      WriteSet set;
      set.add(kInsertThing, {static_cast<std::int64_t>(i), base::Bytes(10'000)});
      lane->submit(std::move(set), waiters[i].completion());
    }
    for (std::size_t i = 0; i < waiters.size(); ++i) {
      const auto result = waiters[i].wait();
      if (result) stored.push_back(static_cast<std::int64_t>(i));
      if (result) continue;
      ++full;
      EXPECT_EQ(code_of(result), "store.full");
      EXPECT_EQ(result.error().kind, base::ErrorKind::Unavailable);
    }
    WriteSet room;
    room.add("DELETE FROM things WHERE id = $1", {stored.back()});
    EXPECT_EQ(code_of(lane->commit(std::move(room))), "ok") << "the lane goes on";
    stored.pop_back();
  }
  EXPECT_GT(stored.size(), 10u);
  EXPECT_GT(full, 10);
  std::vector<std::int64_t> found;
  const auto rows = test_database_.open()->query("SELECT id FROM things ORDER BY id", {});
  for (const Row& row : *rows) found.push_back(row.integer(0));
  EXPECT_EQ(found, stored);
  EXPECT_EQ(test_database_.connect()->query("PRAGMA integrity_check", {}).value().at(0).text(0), "ok");
}

}  // namespace
}  // namespace yinxin::store
