#include "ledger/losses.hpp"

#include <map>

#include "proof/frontier.hpp"

namespace yinxin::ledger {

using base::ErrorKind;
using base::make_error;
using base::Result;
using proof::Hash;

namespace {

base::Error rows_error(std::int64_t seq) {
  return make_error(ErrorKind::Refused, "ledger.rows", "entry " + std::to_string(seq) + " is missing");
}

base::Error tiles_error(std::string detail) {
  return make_error(ErrorKind::Unavailable, "restore.tiles", std::move(detail));
}

Result<std::int64_t> numbered(store::Connection& connection) {
  YX_TRY(const auto rows, connection.query("SELECT " + std::string(kNumberedSql), {}));
  return rows.at(0).integer(0);
}

/// Appends the entries [0, end) to `tree`; `at` is called before the first and after each.
Result<void> grow(store::Connection& connection, std::int64_t end, proof::Frontier& tree,
                  const std::function<void()>& at) {
  at();
  YX_CHECK(each_leaf_hash(connection, 0, end, [&](std::int64_t seq, const Hash& hash) -> Result<void> {
    if (seq != static_cast<std::int64_t>(tree.size()))
      return rows_error(static_cast<std::int64_t>(tree.size()));
    tree.append(hash);
    at();
    return {};
  }));
  if (static_cast<std::int64_t>(tree.size()) != end)
    return rows_error(static_cast<std::int64_t>(tree.size()));
  return {};
}

/// Records without a number, by their leaf hash. They are those of the last second before the backup.
Result<std::map<Hash, base::Bytes>> waiting_records(store::Connection& connection) {
  std::map<Hash, base::Bytes> waiting;
  YX_CHECK(connection.query_each(
      "SELECT id, at, act, object, commitment, fingerprint FROM act_record WHERE seq IS NULL", {},
      [&](const store::Row& row) -> Result<void> {
        YX_TRY(const proof::Leaf leaf, to_leaf(row, 1));
        waiting.emplace(proof::leaf_hash(leaf.to_bytes()), row.blob(0));
        return {};
      }));
  return waiting;
}

/// Leaf hashes of the tile that entry `seq` is in, in the tree of `size`.
Result<std::vector<Hash>> leaf_tile(const proof::TileReader& tiles, std::uint64_t seq, std::uint64_t size) {
  proof::TileId id;
  id.index = seq / proof::kTileWidth;
  id.width = proof::tile_width(0, id.index, size);
  const auto octets = tiles(id);
  if (!octets) return tiles_error(id.path() + " is needed");
  if (octets->size() != id.width * crypto::kSm3Size) return tiles_error(id.path() + " has another length");
  std::vector<Hash> hashes;
  for (std::size_t i = 0; i < id.width; ++i) {
    YX_TRY(const Hash hash,
           proof::to_hash(base::ByteView(*octets).subspan(i * crypto::kSm3Size, crypto::kSm3Size)));
    hashes.push_back(hash);
  }
  return hashes;
}

}  // namespace

Result<std::vector<Hash>> roots_at(store::Connection& connection, const std::vector<std::int64_t>& sizes) {
  std::vector<Hash> roots;
  proof::Frontier tree;
  YX_TRY(const std::int64_t end, numbered(connection));
  YX_CHECK(grow(connection, end, tree, [&] {
    while (roots.size() < sizes.size() && sizes[roots.size()] == static_cast<std::int64_t>(tree.size()))
      roots.push_back(tree.root());
  }));
  if (roots.size() < sizes.size()) return rows_error(end);
  return roots;
}

Result<Loss> fill_tree(store::Connection& connection, const proof::TileReader& tiles, const TreeState& last) {
  proof::Frontier tree;
  YX_TRY(const std::int64_t end, numbered(connection));
  YX_CHECK(grow(connection, end, tree, [] {}));
  YX_TRY(auto waiting, waiting_records(connection));
  Loss loss;
  std::vector<Hash> tile;
  for (std::int64_t seq = end; seq < last.size; ++seq) {
    const auto at = static_cast<std::uint64_t>(seq);
    if (tile.empty() || at % proof::kTileWidth == 0) {
      YX_TRY(tile, leaf_tile(tiles, at, static_cast<std::uint64_t>(last.size)));
    }
    const Hash& hash = tile.at(at % proof::kTileWidth);
    tree.append(hash);
    const auto known = waiting.find(hash);
    if (known != waiting.end()) {
      YX_CHECK(connection.execute("UPDATE act_record SET seq = $2 WHERE id = $1", {known->second, seq}));
      waiting.erase(known);
      continue;
    }
    YX_CHECK(connection.execute("INSERT INTO lost_entry (seq, leaf_hash) VALUES ($1, $2)",
                                {seq, base::to_bytes(hash)}));
    if (loss.lost == 0) loss.from = seq;
    loss.to = seq + 1;
    ++loss.lost;
  }
  if (end < last.size && tree.root() != last.root)
    return tiles_error("the tiles do not continue the records of the backup up to the last signed head");
  return loss;
}

}  // namespace yinxin::ledger
