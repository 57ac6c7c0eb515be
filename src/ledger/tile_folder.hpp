// The tree's tiles on disk, in a folder that an outsider may mirror as it stands.
#pragma once

#include <filesystem>

#include "proof/tiles.hpp"

namespace yinxin::ledger {

class TileFolder {
 public:
  explicit TileFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// A partial tile whose full form is there already is cut from that. Errors: NotFound `ledger.tile`.
  base::Result<base::Bytes> read(const proof::TileId& id) const;
  /// Durable on return. When a tile is full its partial forms are dropped.
  base::Result<void> write(const proof::TileId& id, std::span<const proof::Hash> hashes) const;
  /// Removes the partial tiles of the tree of `size`, except those that the tree of `kept_size` has too.
  void drop_partial(std::uint64_t size, std::uint64_t kept_size) const;
  /// Writes the newest signed head as `checkpoint`, durably.
  base::Result<void> write_checkpoint(std::string_view note) const;

  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

}  // namespace yinxin::ledger
