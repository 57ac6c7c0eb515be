// The leaves of the tree as the database has them: of act records, and of entries whose records were lost
// (schema/0008_lost_entries.sql).
#pragma once

#include <functional>

#include "proof/leaf.hpp"
#include "store/connection.hpp"

namespace yinxin::ledger {

/// How many entries are numbered, lost ones included: the next number. One SQL expression, for use in others.
inline constexpr std::string_view kNumberedSql =
    "(SELECT COALESCE(MAX(highest) + 1, 0) FROM (SELECT MAX(seq) AS highest FROM act_record "
    "UNION ALL SELECT MAX(seq) AS highest FROM lost_entry) AS ends)";

/// The octets of a column, or null: what Recorder::open() takes.
inline store::Value value_at(const store::Row& row, std::size_t column) {
  if (row.is_null(column)) return store::kNull;
  return row.blob(column);
}

/// The leaf of a row: at, act, object, commitment, fingerprint from column `first` on. Errors: those of
/// proof::act_code() and proof::to_hash().
base::Result<proof::Leaf> to_leaf(const store::Row& row, std::size_t first);

/// Leaf hashes of the entries [from, to) by seq, as they come; a hole is not noticed. Errors: those of the
/// store and of to_leaf(); whatever `on_leaf` returns.
base::Result<void> each_leaf_hash(
    store::Connection& connection, std::int64_t from, std::int64_t to,
    const std::function<base::Result<void>(std::int64_t seq, const proof::Hash&)>& on_leaf);

}  // namespace yinxin::ledger
