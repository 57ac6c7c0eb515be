// The tables of a database as octets that either engine reads back (BACKUP.md). Knows no table by name: what
// there is, the database is asked.
#pragma once

#include "store/connection.hpp"

namespace yinxin::store {

/// A part ends with the row that brings it to this size, so that neither side holds a table in memory; ours.
inline constexpr std::size_t kRowsPartBytes = std::size_t{16} << 20;
/// No table of ours comes near.
inline constexpr std::size_t kMaxColumns = 256;
inline constexpr std::size_t kMaxIdentifier = 63;  // PostgreSQL: NAMEDATALEN - 1

struct TableShape {
  std::string name;
  std::vector<std::string> columns;  // in the order of the schema
  std::vector<std::string> key;      // of the primary key
  std::vector<std::string> parents;  // tables that it refers to, itself excepted
  std::string own_parent;            // column that refers to `own_key` of the same table; empty: none
  std::string own_key;
};

/// Every table but schema_version, each after those that it refers to. Errors: those of Connection; Internal
/// `store.backup.schema` (tables that refer to each other in a circle, a table without a primary key).
base::Result<std::vector<TableShape>> all_tables(Connection& connection);
/// The number of the newest migration applied; 0: none.
base::Result<std::int64_t> schema_number(Connection& connection);
/// migrate(), but inside the caller's transaction, and no further than number `up_to` when that is not 0:
/// rows of an older backup are loaded into the schema that they were written from, and then migrated like any
/// others. Errors: those of migrate(); Refused `store.schema.newer` when there is no number `up_to` (with
/// instructions).
base::Result<void> migrate_here(Connection& connection, const std::string& folder, std::int64_t up_to);
/// A table that has rows; empty: none has. Errors: those of Connection.
base::Result<std::string> filled_table(Connection& connection);

/// Rows of one table, encoded.
struct RowsPart {
  std::string name;  // "<table>/000000.rows"
  std::int64_t rows = 0;
  base::Bytes octets;
};
/// The whole table by its primary key (one that refers to itself: parents first), at least one part. One
/// transaction must surround the calls for all tables. Errors: those of Connection; TooLarge `store.value`;
/// whatever `on_part` returns.
base::Result<void> dump_table(Connection& connection, const TableShape& table,
                              const std::function<base::Result<void>(RowsPart)>& on_part);

/// What a part says of itself before its rows.
struct RowsHeader {
  std::string table;
  std::vector<std::string> columns;
};
/// Reads one part; rows come as they were. Errors: Malformed `store.backup.rows`; whatever `on_row` returns.
/// Gives the number of rows.
base::Result<std::int64_t> read_rows(base::ByteView octets,
                                     const std::function<base::Result<void>(const RowsHeader&)>& on_header,
                                     const std::function<base::Result<void>(Values)>& on_row);

/// Inserts the rows of one part, inside the caller's transaction. Errors: those of read_rows() and
/// Connection; Malformed `store.backup.rows` when the part names another table, or columns that this one has
/// not.
base::Result<std::int64_t> load_part(Connection& connection, const TableShape& table, base::ByteView octets);

}  // namespace yinxin::store
