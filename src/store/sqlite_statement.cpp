#include "store/sqlite_statement.hpp"

#include "store/engine.hpp"

namespace yinxin::store {
namespace {

struct BindVisitor {
  sqlite3_stmt* statement;
  int index;

  int operator()(std::monostate) const { return sqlite3_bind_null(statement, index); }
  int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, index, value); }
  int operator()(const std::string& value) const {
    return sqlite3_bind_text64(statement, index, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  int operator()(const base::Bytes& value) const {
    // A null pointer would bind NULL, and an empty vector may have one.
    if (value.empty()) return sqlite3_bind_zeroblob(statement, index, 0);
    return sqlite3_bind_blob64(statement, index, value.data(), value.size(), SQLITE_STATIC);
  }
};

base::Result<Value> column_value(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
      return Value(kNull);
    case SQLITE_INTEGER:
      return Value(std::int64_t{sqlite3_column_int64(statement, column)});
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      return Value(std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))));
    }
    case SQLITE_BLOB: {
      const auto* blob = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement, column));
      return Value(base::Bytes(blob, blob + sqlite3_column_bytes(statement, column)));
    }
    default:
      return failed("column " + std::to_string(column) + " is not BIGINT, TEXT or blob");
  }
}

}  // namespace

base::Error sqlite_error(sqlite3* database, int code) {
  // SQLite's messages name tables, columns and constraints, never values.
  std::string detail = std::string(sqlite3_errmsg(database)) + " (sqlite " + std::to_string(code) + ")";
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      return base::make_error(base::ErrorKind::Conflict, "store.constraint", std::move(detail));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return busy(std::move(detail));
    case SQLITE_FULL:
      return base::make_error(base::ErrorKind::Unavailable, "store.full", std::move(detail));
    default:
      return failed(std::move(detail));
  }
}

base::Result<SqlitePrepared> sqlite_prepare(sqlite3* database, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, &rest);
  SqlitePrepared prepared{SqliteStatement(statement), {}};
  if (code != SQLITE_OK) return sqlite_error(database, code);
  const std::string_view tail(rest, static_cast<std::size_t>(sql.data() + sql.size() - rest));
  if (statement == nullptr || tail.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
    return failed("not exactly one statement");
  }
  const int count = sqlite3_bind_parameter_count(statement);
  for (int i = 1; i <= count; ++i) {
    const std::string name = "$" + std::to_string(i);
    const int index = sqlite3_bind_parameter_index(statement, name.c_str());
    if (index == 0) return failed("the statement has no parameter " + name);
    prepared.parameters.push_back(index);
  }
  return prepared;
}

base::Result<void> sqlite_bind(const SqlitePrepared& prepared, const Values& values) {
  sqlite3_stmt* const statement = prepared.statement.get();
  if (prepared.parameters.size() != values.size()) {
    return failed("the statement has " + std::to_string(prepared.parameters.size()) + " parameters, " +
                  std::to_string(values.size()) + " given");
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int code = std::visit(BindVisitor{statement, prepared.parameters[i]}, values[i]);
    if (code != SQLITE_OK) return sqlite_error(sqlite3_db_handle(statement), code);
  }
  return {};
}

base::Result<Row> sqlite_row(sqlite3_stmt* statement) {
  Values values;
  const int columns = sqlite3_column_count(statement);
  values.reserve(static_cast<std::size_t>(columns));
  for (int column = 0; column < columns; ++column) {
    YX_TRY(Value value, column_value(statement, column));
    values.push_back(std::move(value));
  }
  return Row(std::move(values));
}

}  // namespace yinxin::store
