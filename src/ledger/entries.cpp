#include "ledger/entries.hpp"

#include <algorithm>

#include "ledger/leaves.hpp"
#include "proof/tree_head.hpp"

namespace yinxin::ledger {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kEntries =
    "SELECT id, seq, at, act, object, commitment, fingerprint, record, opening, CAST(NULL AS blob) AS "
    "leaf_hash "
    "FROM act_record WHERE seq >= $1 AND seq < $2 UNION ALL SELECT CAST(NULL AS blob), seq, CAST(NULL AS "
    "BIGINT), "
    "CAST(NULL AS BIGINT), CAST(NULL AS TEXT), CAST(NULL AS blob), CAST(NULL AS blob), CAST(NULL AS blob), "
    "CAST(NULL AS blob), leaf_hash FROM lost_entry WHERE seq >= $1 AND seq < $2 ORDER BY seq";
constexpr std::string_view kOfObject =
    "SELECT id, seq, at, act, object, commitment, fingerprint, record, opening FROM act_record "
    "WHERE object = $1 AND seq < $2 ORDER BY seq";

Result<proof::LedgerEntry> to_entry(const store::Row& row, const Recorder& recorder) {
  YX_TRY(const proof::Leaf leaf, to_leaf(row, 2));
  proof::LedgerEntry entry;
  entry.seq = static_cast<std::uint64_t>(row.integer(1));
  entry.leaf = base::to_bytes(leaf.to_bytes());
  entry.object = row.text(4);
  auto opened = recorder.open(row.blob(0), value_at(row, 7), value_at(row, 8));
  if (opened) {
    entry.record = opened->record.to_bytes();
    entry.opening = base::to_bytes(opened->opening.reveal());
  } else if (opened.error().code != "ledger.record.destroyed") {
    return make_error(ErrorKind::Refused, "ledger.record.sealed", "seq " + std::to_string(entry.seq));
  }
  return entry;
}

}  // namespace

Result<void> each_entry(store::Connection& connection, const Recorder& recorder, std::int64_t from,
                        std::int64_t to,
                        const std::function<Result<void>(const proof::LedgerEntry&)>& on_entry,
                        const std::function<Result<void>(const proof::LostEntry&)>& on_lost) {
  return connection.query_each(kEntries, {from, to}, [&](const store::Row& row) -> Result<void> {
    if (!row.is_null(9)) {
      if (!on_lost) return {};
      proof::LostEntry lost;
      lost.seq = static_cast<std::uint64_t>(row.integer(1));
      YX_TRY(lost.hash, proof::to_hash(row.blob(9)));
      return on_lost(lost);
    }
    YX_TRY(const proof::LedgerEntry entry, to_entry(row, recorder));
    return on_entry(entry);
  });
}

Result<ProvedActs> proved_acts(store::Database& database, const Recorder& recorder, const TileFolder& tiles,
                               const std::vector<std::string>& objects) {
  YX_TRY(const auto heads, signed_heads(database));
  if (heads.empty()) return make_error(ErrorKind::NotYet, "ledger.head.none");
  ProvedActs proved;
  proved.head = heads.back();
  YX_TRY(const proof::SignedTreeHead head, proof::SignedTreeHead::parse(proved.head));
  const auto nodes =
      proof::nodes_from_tiles([&](const proof::TileId& id) { return tiles.read(id); }, head.head.size);
  for (const std::string& object : objects) {
    YX_TRY(const auto rows, database.query(kOfObject, {object, static_cast<std::int64_t>(head.head.size)}));
    for (const store::Row& row : rows) {
      proof::ProvedEntry& act = proved.acts.emplace_back();
      YX_TRY(act.entry, to_entry(row, recorder));
      YX_TRY(act.path, proof::inclusion_proof(nodes, act.entry.seq, head.head.size));
    }
  }
  std::sort(
      proved.acts.begin(), proved.acts.end(),
      [](const proof::ProvedEntry& a, const proof::ProvedEntry& b) { return a.entry.seq < b.entry.seq; });
  return proved;
}

Result<std::vector<std::string>> signed_heads(store::Database& database) {
  YX_TRY(const auto rows,
         database.query("SELECT note FROM tree_head WHERE note IS NOT NULL ORDER BY size", {}));
  std::vector<std::string> heads;
  for (const store::Row& row : rows) heads.push_back(row.text(0));
  return heads;
}

}  // namespace yinxin::ledger
