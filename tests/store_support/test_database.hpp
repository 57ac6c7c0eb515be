// A database of a test's own, on either engine, gone when the test ends. PostgreSQL: on the server that
// tests/with_postgres names in YINXIN_TEST_POSTGRES, an empty schema or a copy of a database that was
// migrated once for all tests (its tables made anew cost more than most tests); without a server those are
// skipped.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "store/connection.hpp"

namespace yinxin::store {

enum class Contents : std::uint8_t { None, Schema };  // nothing, or every table of schema/

class TestDatabase {
 public:
  explicit TestDatabase(Engine engine, Contents contents = Contents::None)
      : engine_(engine), contents_(contents), name_(next_name()) {
    if (engine == Engine::Sqlite) {
      folder_ = std::filesystem::temp_directory_path() / name_;
      std::filesystem::create_directory(folder_);
      if (contents == Contents::Schema) migrate_all(*connect());
    } else if (available(engine) && contents == Contents::Schema) {
      make_template();
      on_server("CREATE DATABASE " + name_ + " TEMPLATE yx_migrated STRATEGY file_copy");
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
      on_server(contents_ == Contents::Schema ? "DROP DATABASE " + name_ + " WITH (FORCE)"
                                              : "DROP SCHEMA " + name_ + " CASCADE");
    }
  }

  static bool available(Engine engine) { return engine == Engine::Sqlite || !server().empty(); }

  std::string address() const {
    if (engine_ == Engine::Sqlite) return "sqlite:" + file().string();
    if (contents_ == Contents::Schema) return on_database(name_);
    return "postgres:" + server() + " options='-c search_path=" + name_ + "'";
  }
  /// SQLite only.
  std::filesystem::path file() const { return folder_ / "test.db"; }

  std::shared_ptr<Database> open() const {
    auto database = Database::open(address());
    if (!database) throw std::runtime_error(describe(database.error()));
    return *database;
  }
  std::unique_ptr<Connection> connect() const { return connect_to(address()); }

 private:
  static std::string server() {
    const char* conninfo = std::getenv("YINXIN_TEST_POSTGRES");
    return conninfo == nullptr ? "" : conninfo;
  }
  static std::string next_name() {
    static int count = 0;
    return "yx_test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
  }
  /// The later of two names of a database counts.
  static std::string on_database(const std::string& name) {
    return "postgres:" + server() + " dbname=" + name;
  }
  static std::unique_ptr<Connection> connect_to(const std::string& address) {
    auto database = Database::open(address);
    if (!database) throw std::runtime_error(describe(database.error()));
    auto connection = (*database)->connect();
    if (!connection) throw std::runtime_error(describe(connection.error()));
    return *std::move(connection);
  }
  static void on_server(const std::string& sql) {
    if (!connect_to("postgres:" + server())->run_script(sql)) throw std::runtime_error(sql);
  }
  static void migrate_all(Connection& connection) {
    const auto migrated = migrate(connection, std::string(YX_SOURCE_DIR) + "/schema");
    if (!migrated) throw std::runtime_error(describe(migrated.error()));
  }
  /// Once for a server; other processes wait.
  static void make_template() {
    const auto connection = connect_to("postgres:" + server());
    const auto locked = connection->query("SELECT pg_advisory_lock(hashtext('yinxin.template'))", {});
    const auto found =
        connection->query("SELECT count(*) FROM pg_database WHERE datname = 'yx_migrated'", {});
    if (!locked || !found) throw std::runtime_error("the template of tests");
    if (found->at(0).integer(0) != 0) return;
    on_server("DROP DATABASE IF EXISTS yx_migrating WITH (FORCE)");
    on_server("CREATE DATABASE yx_migrating");
    migrate_all(*connect_to(on_database("yx_migrating")));
    on_server("ALTER DATABASE yx_migrating RENAME TO yx_migrated");
  }

  const Engine engine_;
  const Contents contents_;
  const std::string name_;
  std::filesystem::path folder_;
};

/// A suite that runs on both engines. `database` is empty; PostgreSQL has the domain blob already.
class BothEngines : public testing::TestWithParam<Engine> {
 protected:
  virtual Contents contents() const { return Contents::None; }
  void SetUp() override {
    if (!TestDatabase::available(GetParam()))
      GTEST_SKIP() << "YINXIN_TEST_POSTGRES is not set: use tests/with_postgres";
    test_database_ = std::make_unique<TestDatabase>(GetParam(), contents());
    database_ = test_database_->open();
    if (GetParam() == Engine::Postgres && contents() == Contents::None) run("CREATE DOMAIN blob AS bytea");
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

/// The same, every table of schema/ being there.
class BothEnginesMigrated : public BothEngines {
 protected:
  Contents contents() const override { return Contents::Schema; }
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
