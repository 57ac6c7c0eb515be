#include "ledger/leaves.hpp"

namespace yinxin::ledger {

using base::Result;

namespace {

constexpr std::string_view kLeaves =
    "SELECT at, act, object, commitment, fingerprint, CAST(NULL AS blob) AS leaf_hash, seq FROM act_record "
    "WHERE seq >= $1 AND seq < $2 "
    "UNION ALL SELECT CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS TEXT), CAST(NULL AS blob), "
    "CAST(NULL AS blob), leaf_hash, seq FROM lost_entry WHERE seq >= $1 AND seq < $2 ORDER BY seq";

}  // namespace

Result<proof::Leaf> to_leaf(const store::Row& row, std::size_t first) {
  proof::Leaf leaf;
  leaf.time = base::from_micros(row.integer(first));
  YX_TRY(leaf.act, proof::act_code(static_cast<std::uint16_t>(row.integer(first + 1))));
  leaf.object = proof::object_hash(row.text(first + 2));
  YX_TRY(leaf.commitment, proof::to_hash(row.blob(first + 3)));
  if (!row.is_null(first + 4)) {
    YX_TRY(leaf.certificate, proof::to_hash(row.blob(first + 4)));
  }
  return leaf;
}

Result<void> each_leaf_hash(store::Connection& connection, std::int64_t from, std::int64_t to,
                            const std::function<Result<void>(std::int64_t, const proof::Hash&)>& on_leaf) {
  return connection.query_each(kLeaves, {from, to}, [&](const store::Row& row) -> Result<void> {
    if (!row.is_null(5)) {
      YX_TRY(const proof::Hash hash, proof::to_hash(row.blob(5)));
      return on_leaf(row.integer(6), hash);
    }
    YX_TRY(const proof::Leaf leaf, to_leaf(row, 0));
    return on_leaf(row.integer(6), proof::leaf_hash(leaf.to_bytes()));
  });
}

}  // namespace yinxin::ledger
