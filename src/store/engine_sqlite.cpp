// SQLite: one file, WAL, synchronous=FULL; one writer at a time (BEGIN IMMEDIATE), readers beside it. Other
// processes may use the file at the same time.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <unordered_map>

#include "store/engine.hpp"
#include "store/sqlite_statement.hpp"

namespace yinxin::store {
namespace {

constexpr int kRetryMilliseconds = 1;

/// Called by SQLite for every look at a lock that another holds; 0 gives up. SQLite's own handler comes to
/// sleep 100 ms between looks, and so misses nearly every gap between the commits of a lane that never rests.
int wait_for_lock(void*, int looks) {
  if (looks * kRetryMilliseconds >= kLockWaitMilliseconds) return 0;
  std::this_thread::sleep_for(std::chrono::milliseconds(kRetryMilliseconds));
  return 1;
}

/// Memory of pages that a connection takes at once, when it first needs any: all that its cache holds at
/// SQLite's own size of 2,000 KiB. Taken one by one they go back to the system, and come again, with every
/// snapshot. Under a sanitizer they are taken one by one, so that it sees where each of them ends.
#if defined(YX_SANITIZED)
constexpr int kPageMemoryKib = 0;
#else
constexpr int kPageMemoryKib = 2000;
#endif

/// Before the first connection, once a process: SQLite's count of its memory is a lock around every
/// allocation of every thread, and nobody asks for it.
void configure_library() {
  [[maybe_unused]] static const bool kDone = [] {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_PAGECACHE, nullptr, 0, -kPageMemoryKib);
    return true;
  }();
}

/// Lets a text be looked up without making a string of it.
struct SqlHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view sql) const { return std::hash<std::string_view>()(sql); }
};

/// Makes a missing file with mode 0640; SQLite would make it 0644, and gives -wal and -shm the mode of the
/// file. An existing file is not opened here: closing it again would drop every lock this process holds on it
/// (POSIX fcntl).
base::Result<void> create_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
  if (file >= 0) {
    ::close(file);
  } else if (errno != EEXIST) {
    return not_connected(path + ": " + std::generic_category().message(errno));
  }
  return {};
}

class SqliteConnection final : public Connection {
 public:
  static base::Result<std::unique_ptr<Connection>> open(const std::string& path, Access access) {
    YX_CHECK(create_file(path));
    configure_library();
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(
        path.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    std::unique_ptr<SqliteConnection> connection(new SqliteConnection(SqliteHandle(raw), access));
    if (code != SQLITE_OK) return not_connected(path + ": " + sqlite3_errstr(code));
    auto configured = connection->configure();
    if (!configured) return not_connected(path + ": " + configured.error().detail);
    return std::unique_ptr<Connection>(std::move(connection));
  }

  Engine engine() const override { return Engine::Sqlite; }

  base::Result<Rows> query(std::string_view sql, const Values& values) override {
    Rows rows;
    YX_CHECK(run(sql, values, [&](sqlite3_stmt* statement) -> base::Result<void> {
      YX_TRY(Row row, sqlite_row(statement));
      rows.push_back(std::move(row));
      return {};
    }));
    return rows;
  }

  base::Result<void> query_each(std::string_view sql, const Values& values,
                                const std::function<base::Result<void>(const Row&)>& on_row) override {
    return run(sql, values, [&](sqlite3_stmt* statement) -> base::Result<void> {
      YX_TRY(const Row row, sqlite_row(statement));
      return on_row(row);
    });
  }

  base::Result<std::int64_t> execute(std::string_view sql, const Values& values) override {
    // sqlite3_changes64 keeps the count of an earlier statement when this one changes nothing by its nature.
    const std::int64_t before = sqlite3_total_changes64(handle_.get());
    YX_CHECK(run(sql, values, [](sqlite3_stmt*) { return base::Result<void>(); }));
    const bool changed = sqlite3_total_changes64(handle_.get()) != before;
    return changed ? std::int64_t{sqlite3_changes64(handle_.get())} : 0;
  }

  base::Result<void> run_script(std::string_view sql) override {
    YX_CHECK(usable());
    return noted(exec(std::string(sql).c_str()));
  }

  base::Result<void> run_all(std::span<const Command> commands, std::vector<Outcome>& outcomes) override {
    outcomes.clear();
    for (const Command& command : commands) {
      Outcome outcome;
      if (command.returning) {
        YX_TRY(outcome.rows, query(command.sql, *command.values));
        outcome.changed = static_cast<std::int64_t>(outcome.rows.size());
      } else {
        YX_TRY(outcome.changed, execute(command.sql, *command.values));
      }
      outcomes.push_back(std::move(outcome));
    }
    return {};
  }

  base::Result<void> begin() override {
    YX_CHECK(usable());
    if (in_transaction_) return failed("a transaction is open already");
    YX_CHECK(exec_kept(access_ == Access::ReadOnly ? "BEGIN" : "BEGIN IMMEDIATE"));
    in_transaction_ = true;
    return {};
  }

  base::Result<void> commit() override {
    YX_CHECK(usable());
    if (!in_transaction_) return failed("no transaction is open");
    // A full disk leaves no commit frame in the WAL: SQLITE_FULL is certainly not committed. An error of
    // fsync is not certain, and comes as SQLITE_IOERR, hence Internal.
    YX_CHECK(noted(exec_kept("COMMIT")));
    in_transaction_ = false;
    return {};
  }

  base::Result<void> rollback() override {
    refuse_while_streaming();
    in_transaction_ = false;
    failed_ = false;
    // Some errors (SQLITE_FULL, SQLITE_IOERR) have rolled back already.
    if (sqlite3_get_autocommit(handle_.get()) != 0) return {};
    return exec_kept("ROLLBACK");
  }

 private:
  SqliteConnection(SqliteHandle handle, Access access) : handle_(std::move(handle)), access_(access) {}

  base::Result<void> configure() {
    sqlite3* db = handle_.get();
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    YX_CHECK(switch_to_wal());
    sqlite3_busy_handler(db, wait_for_lock, nullptr);
    YX_CHECK(exec("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA case_sensitive_like=ON"));
    return access_ == Access::ReadOnly ? exec("PRAGMA query_only=ON") : base::Result<void>();
  }

  /// Two processes that open a new file at once answer each other SQLITE_BUSY here without asking the busy
  /// handler.
  base::Result<void> switch_to_wal() {
    for (int looks = 0;; ++looks) {
      const auto mode = query("PRAGMA journal_mode=WAL", {});
      if (mode && mode->at(0).text(0) == "wal") return {};
      if (mode) return failed("the file system cannot hold a WAL");
      if (mode.error().code != "store.busy" || wait_for_lock(nullptr, looks) == 0) return mode.error();
    }
  }

  base::Result<void> exec(const char* sql) {
    const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return sqlite_error(handle_.get(), code);
    return {};
  }

  /// What comes again with every transaction, and so is kept prepared.
  base::Result<void> exec_kept(std::string_view sql) {
    return step_through(sql, {}, [](sqlite3_stmt*) { return base::Result<void>(); });
  }

  void refuse_while_streaming() const {
    if (streaming_) throw std::logic_error("connection used from on_row");
  }

  /// SQLite would go on after a failed statement, and, having rolled back by itself, would even commit what
  /// follows.
  base::Result<void> usable() const {
    refuse_while_streaming();
    if (failed_) return failed("the transaction has failed; roll back");
    return {};
  }

  base::Result<void> noted(base::Result<void> result) {
    if (!result && in_transaction_) failed_ = true;
    return result;
  }

  template <class OnRow>
  base::Result<void> run(std::string_view sql, const Values& values, const OnRow& on_row) {
    YX_CHECK(usable());
    return noted(step_through(sql, values, on_row));
  }

  template <class OnRow>
  base::Result<void> step_through(std::string_view sql, const Values& values, const OnRow& on_row) {
    YX_CHECK(check_values(values));
    YX_TRY(const SqlitePrepared* const kept, prepared(sql));
    sqlite3_stmt* const statement = kept->statement.get();
    struct Reset {
      SqliteConnection* connection;
      sqlite3_stmt* statement;
      ~Reset() {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
        connection->streaming_ = false;
      }
    } const reset{this, statement};
    YX_CHECK(sqlite_bind(*kept, values));
    streaming_ = true;
    for (;;) {
      const int code = sqlite3_step(statement);
      if (code == SQLITE_DONE) return {};
      if (code != SQLITE_ROW) return sqlite_error(handle_.get(), code);
      YX_CHECK(on_row(statement));
    }
  }

  base::Result<const SqlitePrepared*> prepared(std::string_view sql) {
    const auto found = statements_.find(sql);
    if (found != statements_.end()) return &found->second;
    if (statements_.size() >= kMaxStatements) statements_.clear();
    YX_TRY(SqlitePrepared statement, sqlite_prepare(handle_.get(), sql));
    return &statements_.emplace(std::string(sql), std::move(statement)).first->second;
  }

  SqliteHandle handle_;
  const Access access_;
  std::unordered_map<std::string, SqlitePrepared, SqlHash, std::equal_to<>> statements_;
  bool in_transaction_ = false;
  bool failed_ = false;  // a statement of the open transaction has failed
  bool streaming_ = false;
};

class SqliteDatabase final : public Database {
 public:
  explicit SqliteDatabase(std::string path) : path_(std::move(path)) {}
  Engine engine() const override { return Engine::Sqlite; }
  base::Result<std::unique_ptr<Connection>> connect() override {
    return SqliteConnection::open(path_, Access::ReadWrite);
  }

 protected:
  base::Result<std::unique_ptr<Connection>> connect_reader() override {
    return SqliteConnection::open(path_, Access::ReadOnly);
  }

 private:
  const std::string path_;
};

}  // namespace

base::Result<std::shared_ptr<Database>> open_sqlite(const std::string& path) {
  // Relative paths would depend on where a daemon stands, and ":memory:" would be another database for each
  // connection.
  if (path.empty() || path.front() != '/' || path.find('\0') != std::string::npos) {
    return base::make_error(base::ErrorKind::Malformed, "store.address", "sqlite: takes an absolute path");
  }
  return std::shared_ptr<Database>(std::make_shared<SqliteDatabase>(path));
}

}  // namespace yinxin::store
