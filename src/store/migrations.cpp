// Forward only: numbered files, each applied once, in one transaction with the row that says so. Two programs
// that migrate at once take turns (BEGIN IMMEDIATE; an advisory lock), and every turn looks again at what is
// applied.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "store/backup.hpp"

namespace yinxin::store {
namespace {

namespace fs = std::filesystem;

struct Migration {
  std::int64_t number = 0;
  std::string name;  // the file's
  std::string text;
};

base::Error migration_error(std::string detail) {
  return base::make_error(base::ErrorKind::Internal, "store.schema", std::move(detail));
}

constexpr std::size_t kNumberDigits = 4;

/// The NNNN of NNNN_name.sql; 0 if the name is not of that form.
std::int64_t number_of(const std::string& name) {
  if (name.size() <= kNumberDigits || name[kNumberDigits] != '_') return 0;
  std::int64_t number = 0;
  for (const char digit : name.substr(0, kNumberDigits)) {
    if (digit < '0' || digit > '9') return 0;
    number = number * 10 + (digit - '0');
  }
  return number;
}

base::Result<Migration> read_file(const fs::path& path) {
  Migration migration{0, path.filename().string(), {}};
  migration.number = number_of(migration.name);
  if (migration.number == 0) return migration_error(migration.name + " is not named NNNN_name.sql");
  const std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();  // fails for an empty file as well
  if (!text) return migration_error(migration.name + " cannot be read or is empty");
  migration.text = text.str();
  return migration;
}

/// Numbers 1, 2, 3, … without a hole. Files that are not .sql are nobody's business here.
base::Result<std::vector<Migration>> read_folder(const std::string& folder) {
  std::error_code error;
  fs::directory_iterator entries(folder, error);
  std::vector<Migration> files;
  while (!error && entries != fs::directory_iterator()) {
    if (entries->path().extension() == ".sql") {
      YX_TRY(Migration migration, read_file(entries->path()));
      files.push_back(std::move(migration));
    }
    entries.increment(error);
  }
  if (error) return migration_error(folder + ": " + error.message());
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (files[i].number != static_cast<std::int64_t>(i) + 1) {
      return migration_error(files[i].name + " found where number " + std::to_string(i + 1) + " belongs");
    }
  }
  return files;
}

/// What one SQL text needs from PostgreSQL (decisions.md 6), and the table of what is applied.
base::Result<void> prepare_schema(Connection& connection) {
  if (connection.engine() == Engine::Postgres) {
    YX_CHECK(connection.query("SELECT pg_advisory_xact_lock(hashtext('yinxin.schema'))", {}));
    YX_TRY(const Rows blob, connection.query("SELECT to_regtype('blob') IS NULL", {}));
    if (blob.at(0).integer(0) != 0) YX_CHECK(connection.run_script("CREATE DOMAIN blob AS bytea"));
  }
  return connection.run_script(
      "CREATE TABLE IF NOT EXISTS schema_version (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, "
      "text TEXT "
      "NOT NULL)");
}

base::Result<void> check_applied(const Rows& applied, const std::vector<Migration>& files) {
  if (applied.size() > files.size()) {
    return base::make_error(base::ErrorKind::Refused, "store.schema.newer",
                            "the database is at schema " + std::to_string(applied.size()) +
                                ", this program knows " + std::to_string(files.size()) +
                                ": run the release that migrated it, or restore the backup made before");
  }
  for (std::size_t i = 0; i < applied.size(); ++i) {
    if (applied[i] != Row({files[i].number, files[i].name, files[i].text})) {
      return migration_error(files[i].name + " is not what was applied; put the released file back");
    }
  }
  return {};
}

base::Result<void> apply(Connection& connection, const Migration& file) {
  base::Result<void> ran = connection.run_script(file.text);
  if (!ran) {
    base::Error error = std::move(ran).error();
    error.detail = file.name + ": " + error.detail;
    return error;
  }
  YX_CHECK(connection.execute("INSERT INTO schema_version (number, name, text) VALUES ($1, $2, $3)",
                              {file.number, file.name, file.text}));
  return {};
}

/// Inside a transaction. True: applied one file; false: nothing was left to apply.
base::Result<bool> step(Connection& connection, const std::vector<Migration>& files) {
  YX_CHECK(prepare_schema(connection));
  YX_TRY(const Rows applied,
         connection.query("SELECT number, name, text FROM schema_version ORDER BY number", {}));
  YX_CHECK(check_applied(applied, files));
  if (applied.size() == files.size()) return false;
  YX_CHECK(apply(connection, files[applied.size()]));
  return true;
}

}  // namespace

base::Result<void> migrate_here(Connection& connection, const std::string& folder, std::int64_t up_to) {
  YX_TRY(std::vector<Migration> files, read_folder(folder));
  if (up_to > static_cast<std::int64_t>(files.size())) {
    return base::make_error(base::ErrorKind::Refused, "store.schema.newer",
                            "the backup is of schema " + std::to_string(up_to) + ", this program knows " +
                                std::to_string(files.size()) + ": restore with the release that made it");
  }
  if (up_to > 0) files.resize(static_cast<std::size_t>(up_to));
  for (bool more = true; more;) {
    YX_TRY(more, step(connection, files));
  }
  return {};
}

base::Result<void> migrate(Connection& connection, const std::string& folder) {
  YX_TRY(const std::vector<Migration> files, read_folder(folder));
  for (bool more = true; more;) {
    YX_CHECK(connection.begin());
    base::Result<bool> stepped = step(connection, files);
    base::Result<void> ended = stepped ? connection.commit() : connection.rollback();
    if (!stepped) return std::move(stepped).error();
    if (!ended) return ended;
    more = *stepped;
  }
  return {};
}

}  // namespace yinxin::store
