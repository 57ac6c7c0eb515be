// Values into sqlite3 statements and out of them; sqlite3 codes into errors. Private to store/.
#pragma once

#include <sqlite3.h>

#include <memory>

#include "store/connection.hpp"

namespace yinxin::store {

struct SqliteDeleter {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using SqliteHandle = std::unique_ptr<sqlite3, SqliteDeleter>;
using SqliteStatement = std::unique_ptr<sqlite3_stmt, SqliteDeleter>;

/// `code` is an extended result code just returned for `database`.
base::Error sqlite_error(sqlite3* database, int code);

/// A statement to be kept. SQLite numbers parameters by first appearance, which is not their number:
/// `parameters[i]` is its index of the one named $i+1.
struct SqlitePrepared {
  SqliteStatement statement;
  std::vector<int> parameters;
};

/// Exactly one statement, its parameters $1, $2, … without a hole. Errors: those of Connection.
base::Result<SqlitePrepared> sqlite_prepare(sqlite3* database, std::string_view sql);

/// Binds values[i] to the parameter named $i+1. The values must outlive the statement's run. Errors: those of
/// Connection.
base::Result<void> sqlite_bind(const SqlitePrepared& prepared, const Values& values);

/// The row the statement stands on.
base::Result<Row> sqlite_row(sqlite3_stmt* statement);

}  // namespace yinxin::store
