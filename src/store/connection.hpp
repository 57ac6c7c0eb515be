// One SQL text, two engines (decisions.md 6): parameters are $1, $2, … bound by name; BIGINT, TEXT and blob only.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "store/value.hpp"

namespace yinxin::store {

enum class Engine { Sqlite, Postgres };

/// A database connection; used by one thread at a time. Statements are prepared once and kept.
/// Errors of every call: Conflict `store.constraint` (unique, check, foreign key; detail names the constraint),
/// Unavailable `store.busy` (lock, serialization, connection lost before anything was sent), Unavailable `store.full`
/// (disk full), Internal `store.failed` (anything else; for a commit: state unknown).
class Connection {
 public:
  virtual ~Connection() = default;
  virtual Engine engine() const = 0;

  /// All rows of a SELECT, or of an INSERT/UPDATE/DELETE with RETURNING.
  virtual base::Result<Rows> query(std::string_view sql, const Values& values) = 0;
  /// Rows one at a time, never all in memory; an error from `on_row` stops and is returned.
  virtual base::Result<void> query_each(std::string_view sql, const Values& values,
                                        const std::function<base::Result<void>(const Row&)>& on_row) = 0;
  /// The number of rows changed.
  virtual base::Result<std::int64_t> execute(std::string_view sql, const Values& values) = 0;
  /// Several statements separated by semicolons, no parameters: migrations.
  virtual base::Result<void> run_script(std::string_view sql) = 0;

  /// SQLite: BEGIN IMMEDIATE. On return of commit() the transaction is on disk (synchronous=FULL, synchronous_commit=on).
  virtual base::Result<void> begin() = 0;
  virtual base::Result<void> commit() = 0;
  virtual base::Result<void> rollback() = 0;
};

/// A database by its address: "sqlite:/path/to/file" or "postgres:<libpq conninfo>".
class Database {
 public:
  /// Opens nothing yet beyond a first connection, which must work. Errors: Malformed `store.address`, Unavailable `store.connect`.
  static base::Result<std::shared_ptr<Database>> open(const std::string& address);
  virtual ~Database() = default;
  virtual Engine engine() const = 0;
  virtual base::Result<std::unique_ptr<Connection>> connect() = 0;

  /// Runs `read` on a pooled connection inside one read-only snapshot transaction. At most kMaxReaders at a time; further callers wait.
  static constexpr std::size_t kMaxReaders = 8;
  base::Result<void> read(const std::function<base::Result<void>(Connection&)>& read);
  /// One SELECT on a pooled connection.
  base::Result<Rows> query(std::string_view sql, const Values& values);

 protected:
  Database();

 private:
  struct Pool;
  std::shared_ptr<Pool> pool_;
};

/// Brings the schema up to the newest numbered file of `folder` (schema/NNNN_name.sql), each in a transaction of its own.
/// Errors: Refused `store.schema.newer` when the database is ahead of the folder (with instructions), Internal `store.schema`
/// when a file already applied has changed (its SM3 is stored) or numbers have a hole.
base::Result<void> migrate(Connection& connection, const std::string& folder);

}  // namespace yinxin::store
