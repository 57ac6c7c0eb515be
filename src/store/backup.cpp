#include "store/backup.hpp"

#include <algorithm>

#include "store/backup_rows.hpp"

namespace yinxin::store {

namespace {

using base::ErrorKind;
using base::make_error;
using base::Result;

/// How each engine is asked for its own schema; $1 is a table.
struct Catalogue {
  std::string_view tables;   // name
  std::string_view columns;  // name
  std::string_view key;      // column
  std::string_view parents;  // table, column here, column there
};

constexpr Catalogue kSqlite{
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    "SELECT name FROM pragma_table_info($1) ORDER BY cid",
    "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk",
    "SELECT \"table\", \"from\", \"to\" FROM pragma_foreign_key_list($1) ORDER BY id, seq"};

#define YX_TABLE_OID \
  "(SELECT c.oid FROM pg_class c WHERE c.relname = $1 AND c.relnamespace = current_schema()::regnamespace)"
constexpr Catalogue kPostgres{
    "SELECT CAST(relname AS TEXT) FROM pg_class WHERE relkind = 'r' AND relnamespace = "
    "current_schema()::regnamespace ORDER BY CAST(relname AS TEXT) COLLATE \"C\"",
    "SELECT CAST(attname AS TEXT) FROM pg_attribute WHERE attrelid = " YX_TABLE_OID
    " AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
    "SELECT CAST(a.attname AS TEXT) FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS "
    "k(attnum, place) JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum WHERE "
    "i.indisprimary "
    "AND i.indrelid = " YX_TABLE_OID " ORDER BY k.place",
    "SELECT CAST(p.relname AS TEXT), CAST(here.attname AS TEXT), CAST(there.attname AS TEXT) FROM "
    "pg_constraint f "
    "JOIN pg_class p ON p.oid = f.confrelid "
    "JOIN pg_attribute here ON here.attrelid = f.conrelid AND here.attnum = f.conkey[1] "
    "JOIN pg_attribute there ON there.attrelid = f.confrelid AND there.attnum = f.confkey[1] "
    "WHERE f.contype = 'f' AND f.conrelid = " YX_TABLE_OID " ORDER BY f.conname"};
#undef YX_TABLE_OID

constexpr std::string_view kVersions = "schema_version";

base::Error schema_error(std::string detail) {
  return make_error(ErrorKind::Internal, "store.backup.schema", std::move(detail));
}

Result<std::vector<std::string>> names(Connection& connection, std::string_view sql, const Values& values) {
  YX_TRY(const Rows rows, connection.query(sql, values));
  std::vector<std::string> found;
  for (const Row& row : rows) {
    if (!is_identifier(row.text(0))) return schema_error(row.text(0));
    found.push_back(row.text(0));
  }
  return found;
}

Result<TableShape> shape_of(Connection& connection, const Catalogue& catalogue, const std::string& name) {
  TableShape table;
  table.name = name;
  YX_TRY(table.columns, names(connection, catalogue.columns, {name}));
  YX_TRY(table.key, names(connection, catalogue.key, {name}));
  if (table.key.empty() || table.columns.size() >= kMaxColumns) return schema_error(name);
  YX_TRY(const Rows parents, connection.query(catalogue.parents, {name}));
  for (const Row& row : parents) {
    if (row.text(0) != name) {
      table.parents.push_back(row.text(0));
      continue;
    }
    table.own_parent = row.text(1);
    table.own_key = row.text(2);
  }
  return table;
}

std::string quoted(const std::vector<std::string>& columns, std::string_view of = "") {
  std::string text;
  for (const std::string& column : columns) {
    text += text.empty() ? "" : ", ";
    text += of;
    text += '"' + column + '"';
  }
  return text;
}

std::string select(const TableShape& table) {
  const std::string name = '"' + table.name + '"';
  if (table.own_parent.empty()) {
    return "SELECT " + quoted(table.columns) + " FROM " + name + " ORDER BY " + quoted(table.key);
  }
  const std::string parent = '"' + table.own_parent + '"';
  const std::string key = '"' + table.own_key + '"';
  return "WITH RECURSIVE ranked (id, depth) AS (SELECT " + key + ", 0 FROM " + name + " WHERE " + parent +
         " IS NULL UNION ALL SELECT t." + key + ", r.depth + 1 FROM " + name + " t JOIN ranked r ON t." +
         parent + " = r.id) SELECT " + quoted(table.columns, "t.") + " FROM " + name +
         " t JOIN ranked r ON t." + key + " = r.id ORDER BY r.depth, " + quoted(table.key, "t.");
}

std::string insert(const std::string& table, const std::vector<std::string>& columns) {
  std::string places;
  for (std::size_t i = 1; i <= columns.size(); ++i) {
    places += (i == 1 ? "$" : ", $") + std::to_string(i);
  }
  return "INSERT INTO \"" + table + "\" (" + quoted(columns) + ") VALUES (" + places + ")";
}

/// Collects rows and hands them on part by part.
class Parts {
 public:
  Parts(const TableShape& table, const std::function<Result<void>(RowsPart)>& on_part)
      : table_(table), on_part_(on_part) {
    start();
  }

  Result<void> add(const Row& row) {
    append_row(part_.octets, row.values());
    ++part_.rows;
    ++total_;
    if (part_.octets.size() < kRowsPartBytes) return {};
    YX_CHECK(hand_on());
    start();
    return {};
  }
  Result<std::int64_t> finish() {
    if (part_.rows > 0 || number_ == 0) YX_CHECK(hand_on());
    return total_;
  }

 private:
  void start() {
    part_ = RowsPart();
    part_.octets = rows_header(table_);
  }
  Result<void> hand_on() {
    constexpr std::size_t kDigits = 6;
    std::string number = std::to_string(number_++);
    number.insert(0, kDigits - std::min(kDigits, number.size()), '0');
    part_.name = table_.name + "/" + number + ".rows";
    append_end(part_.octets, part_.rows);
    return on_part_(std::move(part_));
  }

  const TableShape& table_;
  const std::function<Result<void>(RowsPart)>& on_part_;
  RowsPart part_;
  std::int64_t total_ = 0;
  std::size_t number_ = 0;
};

/// Inserts rows, many in one round trip.
class Inserts {
 public:
  Inserts(Connection& connection, std::string sql) : connection_(connection), sql_(std::move(sql)) {}

  Result<void> add(Values values) {
    for (const Value& value : values) {
      if (const auto* text = std::get_if<std::string>(&value)) waiting_octets_ += text->size();
      if (const auto* blob = std::get_if<base::Bytes>(&value)) waiting_octets_ += blob->size();
    }
    waiting_.push_back(std::move(values));
    if (waiting_.size() < kAtOnce && waiting_octets_ < kRowsPartBytes) return {};
    return flush();
  }
  Result<void> flush() {
    std::vector<Command> commands;
    for (const Values& values : waiting_) commands.push_back({sql_, &values, false});
    std::vector<Outcome> outcomes;
    if (!commands.empty()) YX_CHECK(connection_.run_all(commands, outcomes));
    waiting_.clear();
    waiting_octets_ = 0;
    return {};
  }

 private:
  static constexpr std::size_t kAtOnce = 256;
  Connection& connection_;
  const std::string sql_;
  std::vector<Values> waiting_;
  std::size_t waiting_octets_ = 0;
};

}  // namespace

Result<std::vector<TableShape>> all_tables(Connection& connection) {
  const Catalogue& catalogue = connection.engine() == Engine::Sqlite ? kSqlite : kPostgres;
  YX_TRY(const auto all, names(connection, catalogue.tables, {}));
  std::vector<TableShape> waiting;
  for (const std::string& name : all) {
    if (name == kVersions) continue;
    YX_TRY(TableShape table, shape_of(connection, catalogue, name));
    waiting.push_back(std::move(table));
  }
  std::vector<TableShape> ordered;
  const auto placed = [&](const std::string& name) {
    return std::any_of(ordered.begin(), ordered.end(),
                       [&](const TableShape& one) { return one.name == name; });
  };
  while (!waiting.empty()) {
    const auto next = std::find_if(waiting.begin(), waiting.end(), [&](const TableShape& one) {
      return std::all_of(one.parents.begin(), one.parents.end(), placed);
    });
    if (next == waiting.end()) return schema_error(waiting.front().name + " refers to itself through others");
    ordered.push_back(std::move(*next));
    waiting.erase(next);
  }
  return ordered;
}

Result<std::int64_t> schema_number(Connection& connection) {
  const Catalogue& catalogue = connection.engine() == Engine::Sqlite ? kSqlite : kPostgres;
  YX_TRY(const auto all, names(connection, catalogue.tables, {}));
  if (std::find(all.begin(), all.end(), kVersions) == all.end()) return 0;
  YX_TRY(const Rows rows, connection.query("SELECT COALESCE(MAX(number), 0) FROM schema_version", {}));
  return rows.at(0).integer(0);
}

Result<std::string> filled_table(Connection& connection) {
  YX_TRY(const auto tables, all_tables(connection));
  for (const TableShape& table : tables) {
    YX_TRY(const Rows rows, connection.query("SELECT 1 FROM \"" + table.name + "\" LIMIT 1", {}));
    if (!rows.empty()) return table.name;
  }
  return std::string();
}

Result<void> dump_table(Connection& connection, const TableShape& table,
                        const std::function<Result<void>(RowsPart)>& on_part) {
  YX_TRY(const Rows counted, connection.query("SELECT count(*) FROM \"" + table.name + "\"", {}));
  Parts parts(table, on_part);
  YX_CHECK(connection.query_each(select(table), {}, [&](const Row& row) { return parts.add(row); }));
  YX_TRY(const std::int64_t rows, parts.finish());
  if (rows != counted.at(0).integer(0)) return schema_error(table.name + ": rows that no parent leads to");
  return {};
}

Result<std::int64_t> load_part(Connection& connection, const TableShape& table, base::ByteView octets) {
  std::optional<Inserts> inserts;
  const auto on_header = [&](const RowsHeader& header) -> Result<void> {
    const bool known =
        std::all_of(header.columns.begin(), header.columns.end(), [&](const std::string& column) {
          return std::find(table.columns.begin(), table.columns.end(), column) != table.columns.end();
        });
    if (header.table != table.name || !known)
      return make_error(ErrorKind::Malformed, "store.backup.rows", "not of the table " + table.name);
    inserts.emplace(connection, insert(header.table, header.columns));
    return {};
  };
  YX_TRY(const std::int64_t rows,
         read_rows(octets, on_header, [&](Values values) { return inserts->add(std::move(values)); }));
  YX_CHECK(inserts->flush());
  return rows;
}

}  // namespace yinxin::store
