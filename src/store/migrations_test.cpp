#include <gmock/gmock.h>

#include <array>
#include <fstream>
#include <thread>

#include "store_support/test_database.hpp"

namespace yinxin::store {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr const char* kFirst =
    "CREATE TABLE people (id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, photo blob);\n";
constexpr const char* kSecond =
    "CREATE TABLE pets (id BIGINT NOT NULL PRIMARY KEY, owner BIGINT NOT NULL REFERENCES people (id));\n"
    "INSERT INTO people (id, name) VALUES (1, '张三; it''s -- a name');\n";

class MigrationsTest : public BothEngines {
 protected:
  void SetUp() override {
    BothEngines::SetUp();
    if (IsSkipped()) return;
    if (GetParam() == Engine::Postgres) run("DROP DOMAIN blob");  // migrate makes it
    std::string pattern = (fs::temp_directory_path() / "yx_schema_XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
    BothEngines::TearDown();
  }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  base::Result<void> migrate_now() const { return migrate(*connect(), folder_.string()); }
  std::int64_t version() const { return number("SELECT count(*) FROM schema_version"); }

  fs::path folder_;
};
YX_BOTH_ENGINES(MigrationsTest);

TEST_P(MigrationsTest, FreshThenAgainThenOneMore) {
  write("0001_people.sql", kFirst);
  EXPECT_EQ(code_of(migrate_now()), "ok");
  EXPECT_EQ(version(), 1);
  EXPECT_EQ(code_of(migrate_now()), "ok");
  EXPECT_EQ(version(), 1);
  write("0002_pets.sql", kSecond);
  EXPECT_EQ(code_of(migrate_now()), "ok");
  EXPECT_TRUE(rows("SELECT number, name, text FROM schema_version WHERE number = 2") ==
              Rows{Row({std::int64_t{2}, std::string("0002_pets.sql"), std::string(kSecond)})});
  EXPECT_EQ(rows("SELECT name FROM people").at(0).text(0), "张三; it's -- a name");
  const auto stored = connect()->execute("UPDATE people SET photo = $1", {base::Bytes{0, 1}});
  EXPECT_EQ(stored.value(), 1) << "the domain blob holds octets";
}

TEST_P(MigrationsTest, AnEmptyFolderIsVersionNought) {
  write("README.md", "not a migration");
  EXPECT_EQ(code_of(migrate_now()), "ok");
  EXPECT_EQ(version(), 0);
}

TEST_P(MigrationsTest, ANewerDatabaseIsRefusedWithInstructions) {
  write("0001_people.sql", kFirst);
  write("0002_pets.sql", kSecond);
  ASSERT_EQ(code_of(migrate_now()), "ok");
  fs::remove(folder_ / "0002_pets.sql");
  const auto migrated = migrate_now();
  ASSERT_EQ(code_of(migrated), "store.schema.newer");
  EXPECT_EQ(migrated.error().kind, base::ErrorKind::Refused);
  EXPECT_THAT(detail_of(migrated), HasSubstr("schema 2"));
  EXPECT_THAT(detail_of(migrated), HasSubstr("knows 1"));
  EXPECT_THAT(detail_of(migrated), HasSubstr("restore the backup"));
}

TEST_P(MigrationsTest, AChangedFileIsRefusedAndNothingElseApplied) {
  write("0001_people.sql", kFirst);
  ASSERT_EQ(code_of(migrate_now()), "ok");
  write("0001_people.sql", std::string(kFirst) + "-- one more remark\n");
  write("0002_pets.sql", kSecond);
  const auto changed = migrate_now();
  ASSERT_EQ(code_of(changed), "store.schema");
  EXPECT_EQ(changed.error().kind, base::ErrorKind::Internal);
  EXPECT_THAT(detail_of(changed), HasSubstr("0001_people.sql"));
  EXPECT_EQ(version(), 1);
  write("0001_people.sql", kFirst);
  fs::rename(folder_ / "0001_people.sql", folder_ / "0001_persons.sql");
  EXPECT_EQ(code_of(migrate_now()), "store.schema") << "a changed name is a changed file";
}

TEST_P(MigrationsTest, FoldersThatMakeNoSenseAreRefusedBeforeAnythingRuns) {
  const std::vector<std::string> cases[] = {
      {"0002_pets.sql"},                        // does not begin at 1
      {"0001_people.sql", "0003_pets.sql"},     // hole
      {"0001_people.sql", "0001_persons.sql"},  // twice
      {"0001_people.sql", "0000_zero.sql"},     // nought
      {"0001_people.sql", "2_pets.sql"},        // digits
      {"0001_people.sql", "00002_pets.sql"},    // digits
      {"0001_people.sql", "0002-pets.sql"},     // dash
      {"0001_people.sql", "000x_pets.sql"},
      {"0001_people.sql", "0002.sql"},
      {"0001_people.sql", "pets.sql"},
  };
  for (const auto& names : cases) {
    for (const auto& entry : fs::directory_iterator(folder_)) fs::remove(entry.path());
    for (const std::string& name : names) write(name, kFirst);
    EXPECT_EQ(code_of(migrate_now()), "store.schema") << names.back();
  }
  EXPECT_EQ(code_of(database_->query("SELECT number FROM schema_version", {})), "store.failed")
      << "no table yet";
}

TEST_P(MigrationsTest, FilesThatCannotBeReadAreNamed) {
  write("0001_people.sql", "");
  EXPECT_THAT(detail_of(migrate_now()), HasSubstr("0001_people.sql"));
  fs::remove(folder_ / "0001_people.sql");
  fs::create_directory(folder_ / "0001_people.sql");
  EXPECT_EQ(code_of(migrate_now()), "store.schema");
  fs::remove(folder_ / "0001_people.sql");
  fs::create_symlink("nowhere", folder_ / "0001_people.sql");
  EXPECT_EQ(code_of(migrate_now()), "store.schema");
  EXPECT_EQ(code_of(migrate(*connect(), (folder_ / "missing").string())), "store.schema");
}

TEST_P(MigrationsTest, AFailureInTheMiddleLeavesTheVersionBefore) {
  write("0001_people.sql", kFirst);
  write("0002_pets.sql", std::string(kSecond) + "INSERT INTO nowhere (id) VALUES (1);\n");
  write("0003_more.sql", "CREATE TABLE more (id BIGINT);\n");
  const auto migrated = migrate_now();
  EXPECT_EQ(code_of(migrated), "store.failed");
  EXPECT_THAT(detail_of(migrated), HasSubstr("0002_pets.sql: "));
  EXPECT_EQ(version(), 1);
  EXPECT_EQ(number("SELECT count(*) FROM people"), 0) << "what ran before the failure is undone";
  EXPECT_EQ(code_of(database_->query("SELECT id FROM pets", {})), "store.failed") << "tables too";
  write("0002_pets.sql", kSecond);
  EXPECT_EQ(code_of(migrate_now()), "ok") << "a file that never applied may be mended";
  EXPECT_EQ(version(), 3);
}

TEST_P(MigrationsTest, ProgramsThatStartTogetherTakeTurns) {
  write("0001_people.sql", kFirst);
  write("0002_pets.sql", kSecond);
  std::array<std::thread, 6> programs;
  for (std::thread& program : programs)
    program = std::thread([&] { EXPECT_EQ(code_of(migrate_now()), "ok"); });
  for (std::thread& program : programs) program.join();
  EXPECT_EQ(version(), 2);
  EXPECT_EQ(number("SELECT count(*) FROM people"), 1);
}

}  // namespace
}  // namespace yinxin::store
