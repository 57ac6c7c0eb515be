// A database of a test's own, on either engine, gone when the test ends. PostgreSQL: a schema in the database
// that tests/with_postgres names in YINXIN_TEST_POSTGRES; without it those tests are skipped.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "store/connection.hpp"

namespace yinxin::store {

class TestDatabase {
 public:
  explicit TestDatabase(Engine engine) : engine_(engine), name_(next_name()) {
    if (engine == Engine::Sqlite) {
      folder_ = std::filesystem::temp_directory_path() / name_;
      std::filesystem::create_directory(folder_);
    } else if (available(engine)) {
      on_server("CREATE SCHEMA " + name_);
    }
  }
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;
  ~TestDatabase() {
    if (engine_ == Engine::Sqlite) {
      std::error_code ignored;
      std::filesystem::remove_all(folder_, ignored);
    } else if (available(engine_)) {
      on_server("DROP SCHEMA " + name_ + " CASCADE");
    }
  }

  static bool available(Engine engine) { return engine == Engine::Sqlite || !server().empty(); }

  std::string address() const {
    if (engine_ == Engine::Sqlite) return "sqlite:" + file().string();
    return "postgres:" + server() + " options='-c search_path=" + name_ + "'";
  }
  /// SQLite only.
  std::filesystem::path file() const { return folder_ / "test.db"; }

  std::shared_ptr<Database> open() const {
    auto database = Database::open(address());
    if (!database) throw std::runtime_error(describe(database.error()));
    return *database;
  }
  std::unique_ptr<Connection> connect() const {
    auto connection = open()->connect();
    if (!connection) throw std::runtime_error(describe(connection.error()));
    return *std::move(connection);
  }

 private:
  static std::string server() {
    const char* conninfo = std::getenv("YINXIN_TEST_POSTGRES");
    return conninfo == nullptr ? "" : conninfo;
  }
  static std::string next_name() {
    static int count = 0;
    return "yx_test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
  }
  static void on_server(const std::string& sql) {
    auto database = Database::open("postgres:" + server());
    if (!database) throw std::runtime_error(describe(database.error()));
    auto connection = (*database)->connect();
    if (!connection || !(*connection)->run_script(sql)) throw std::runtime_error(sql);
  }

  const Engine engine_;
  const std::string name_;
  std::filesystem::path folder_;
};

/// A suite that runs on both engines. `database` is empty; PostgreSQL has the domain blob already.
class BothEngines : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    if (!TestDatabase::available(GetParam()))
      GTEST_SKIP() << "YINXIN_TEST_POSTGRES is not set: use tests/with_postgres";
    test_database_ = std::make_unique<TestDatabase>(GetParam());
    database_ = test_database_->open();
    if (GetParam() == Engine::Postgres) run("CREATE DOMAIN blob AS bytea");
  }
  void TearDown() override {
    database_.reset();
    test_database_.reset();
  }

  std::unique_ptr<Connection> connect() const {
    auto connection = database_->connect();
    if (!connection) throw std::runtime_error(describe(connection.error()));
    return *std::move(connection);
  }
  void run(const std::string& script) const {
    const auto ran = connect()->run_script(script);
    ASSERT_TRUE(ran) << describe(ran.error());
  }
  Rows rows(std::string_view sql, const Values& values = {}) const {
    auto found = database_->query(sql, values);
    if (!found) throw std::runtime_error(describe(found.error()));
    return *found;
  }
  std::int64_t number(std::string_view sql, const Values& values = {}) const {
    return rows(sql, values).at(0).integer(0);
  }

  std::unique_ptr<TestDatabase> test_database_;
  std::shared_ptr<Database> database_;
};

inline std::string engine_name(const testing::TestParamInfo<Engine>& info) {
  return info.param == Engine::Sqlite ? "Sqlite" : "Postgres";
}

#define YX_BOTH_ENGINES(suite)                                                                             \
  INSTANTIATE_TEST_SUITE_P(                                                                                \
      Engines, suite, testing::Values(::yinxin::store::Engine::Sqlite, ::yinxin::store::Engine::Postgres), \
      ::yinxin::store::engine_name)

/// "ok" or the code of the error.
template <class T>
std::string code_of(const base::Result<T>& result) {
  return result ? "ok" : result.error().code;
}
template <class T>
std::string detail_of(const base::Result<T>& result) {
  return result ? "" : result.error().detail;
}

}  // namespace yinxin::store
