// What a restored database does not have of its own tree (docs/decisions/0007): heads that cover more than
// the backup were signed, so those entries stand in the tree for ever, and the tiles still have their leaf
// hashes.
#pragma once

#include "ledger/leaves.hpp"
#include "proof/tiles.hpp"

namespace yinxin::ledger {

/// The entries that were lost: all in [from, to), the first and the last of it among them. None: from == to
/// == 0.
struct Loss {
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::int64_t lost = 0;
};

/// A head of the tree: how many entries, and the root.
struct TreeState {
  std::int64_t size = 0;
  proof::Hash root{};
};

/// Roots of the numbered entries at each of these sizes (ascending), from their rows. Errors: those of the
/// store; Refused `ledger.rows` when numbers have a hole or end before the last size.
base::Result<std::vector<proof::Hash>> roots_at(store::Connection& connection,
                                                const std::vector<std::int64_t>& sizes);

/// Fills the tree up to `last`, the newest head that was signed, inside the caller's transaction: records
/// that had no number yet get the one their leaf has in the tiles, and what is left becomes rows of
/// lost_entry. Errors: those of the store; Refused `ledger.rows`; Unavailable `restore.tiles` (a tile is
/// missing, or the tiles do not give that root over these rows).
base::Result<Loss> fill_tree(store::Connection& connection, const proof::TileReader& tiles,
                             const TreeState& last);

}  // namespace yinxin::ledger
