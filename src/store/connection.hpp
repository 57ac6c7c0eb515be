// One SQL text, two engines (decisions.md 6): parameters are $1, $2, … bound by name; BIGINT, TEXT and blob
// only. PostgreSQL needs, and SQLite does not mind: CAST(sum(x) AS BIGINT); CAST($1 AS BIGINT) where a
// parameter that may be NULL stands alone ($1 IS NULL). SQLite needs, and PostgreSQL does not mind: NOT NULL
// beside PRIMARY KEY. SQLite is told, so that both agree: LIKE minds case, "x" is never a string, text is
// well-formed UTF-8, a failed transaction can only be rolled back.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "store/value.hpp"

namespace yinxin::store {

enum class Engine { Sqlite, Postgres };

/// One statement of a run_all. What it points to outlives the call.
struct Command {
  std::string_view sql;
  const Values* values = nullptr;
  bool returning = false;  // keep the rows
};

/// What a statement did.
struct Outcome {
  std::int64_t changed = 0;  // rows inserted, updated or deleted; cascades and triggers not counted
  Rows rows;
};

/// A database connection; used by one thread at a time. Statements are prepared once and kept.
/// Errors of every call: Conflict `store.constraint` (unique, check, foreign key; detail names the
/// constraint, never the values), Unavailable `store.busy` (lock, serialization, connection lost when nothing
/// can have been committed), Unavailable `store.connect` (the lost connection cannot be made again),
/// Unavailable `store.full` (disk full), Malformed `store.text` and TooLarge `store.value` (see
/// check_values), Internal `store.failed` (anything else; for a commit, or for a write outside a transaction:
/// state unknown).
class Connection {
 public:
  virtual ~Connection() = default;
  virtual Engine engine() const = 0;

  /// All rows of a SELECT, or of an INSERT/UPDATE/DELETE with RETURNING.
  virtual base::Result<Rows> query(std::string_view sql, const Values& values) = 0;
  /// Rows one at a time, never all in memory; an error from `on_row` stops and is returned. `on_row` may not
  /// use this connection (throws std::logic_error).
  virtual base::Result<void> query_each(std::string_view sql, const Values& values,
                                        const std::function<base::Result<void>(const Row&)>& on_row) = 0;
  /// The number of rows changed; 0 for a statement that changes none by its nature.
  virtual base::Result<std::int64_t> execute(std::string_view sql, const Values& values) = 0;
  /// Several statements separated by semicolons, no parameters: migrations.
  virtual base::Result<void> run_script(std::string_view sql) = 0;
  /// Inside a transaction: all commands in order, in one round trip where the engine can. Each that succeeded
  /// before the first failure leaves its outcome, so outcomes.size() names the one that failed.
  virtual base::Result<void> run_all(std::span<const Command> commands, std::vector<Outcome>& outcomes) = 0;

  /// SQLite: BEGIN IMMEDIATE. A connection lost while idle is made again here. After an error inside the
  /// transaction only rollback() may follow.
  virtual base::Result<void> begin() = 0;
  /// On return the transaction is on disk (synchronous=FULL, synchronous_commit=on). Conflict and
  /// Unavailable: certainly not committed, rollback() must follow. Internal: nobody knows.
  virtual base::Result<void> commit() = 0;
  /// On return no transaction is open; also right after a failed or lost one.
  virtual base::Result<void> rollback() = 0;
};

/// A database by its address: "sqlite:/path/to/file" (absolute) or "postgres:<libpq conninfo>" (encoding
/// UTF8, text ordered by code point: LC_COLLATE C). A new SQLite file gets mode 0640 less the umask. Safe to
/// use from many threads.
class Database {
 public:
  /// Opens nothing yet beyond a first connection, which must work. Errors: Malformed `store.address`,
  /// Unavailable `store.connect`.
  static base::Result<std::shared_ptr<Database>> open(const std::string& address);
  virtual ~Database() = default;
  virtual Engine engine() const = 0;
  /// A connection of the caller's own. Errors: Unavailable `store.connect`.
  virtual base::Result<std::unique_ptr<Connection>> connect() = 0;

  /// Runs `read` on a pooled connection inside one read-only snapshot transaction, which is taken with its
  /// first statement. At most kMaxReaders at a time; further callers wait. What the same thread reads inside
  /// `read` by read() and query() joins in: a read apart costs more than most of what it brings.
  static constexpr std::size_t kMaxReaders = 8;
  base::Result<void> read(const std::function<base::Result<void>(Connection&)>& read);
  /// One SELECT on a pooled connection; tried once more when the connection was lost.
  base::Result<Rows> query(std::string_view sql, const Values& values);

 protected:
  Database();
  /// A connection whose transactions are snapshots and which refuses to write.
  virtual base::Result<std::unique_ptr<Connection>> connect_reader() = 0;

 private:
  struct Pool;
  class Lease;
  std::shared_ptr<Pool> pool_;
};

/// Brings the schema up to the newest numbered file of `folder` (schema/NNNN_name.sql), each in a transaction
/// of its own. Errors: Refused `store.schema.newer` when the database is ahead of the folder (with
/// instructions), Internal `store.schema` when a file already applied has changed (its text is stored and
/// compared), numbers have a hole or a file cannot be read; those of Connection, with the file's name in the
/// detail, when a file does not run: the schema then stands at the one before.
base::Result<void> migrate(Connection& connection, const std::string& folder);

}  // namespace yinxin::store
