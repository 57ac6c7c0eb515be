#include "ledger/tile_folder.hpp"

#include "base/files.hpp"

namespace yinxin::ledger {

namespace {
constexpr unsigned kPublicMode = 0644;
}

base::Result<base::Bytes> TileFolder::read(const proof::TileId& id) const {
  auto octets = base::read_file(folder_ / id.path(), proof::kMaxTileBytes);
  if (octets) return octets;
  // A partial tile is the beginning of the full one that has taken its place.
  proof::TileId full = id;
  full.width = proof::kTileWidth;
  octets = base::read_file(folder_ / full.path(), proof::kMaxTileBytes);
  if (!octets || octets->size() != proof::kMaxTileBytes) {
    return base::make_error(base::ErrorKind::NotFound, "ledger.tile", id.path());
  }
  octets->resize(id.width * crypto::kSm3Size);
  return octets;
}

base::Result<void> TileFolder::write(const proof::TileId& id, std::span<const proof::Hash> hashes) const {
  const std::filesystem::path file = folder_ / id.path();
  std::error_code failed;
  std::filesystem::create_directories(file.parent_path(), failed);
  if (failed) return base::make_error(base::ErrorKind::Internal, "ledger.tile.write", failed.message());
  base::Bytes octets;
  octets.reserve(hashes.size() * crypto::kSm3Size);
  for (const proof::Hash& hash : hashes) base::append(octets, hash);
  YX_CHECK(base::write_file_durably(file, octets, kPublicMode));
  if (id.width == proof::kTileWidth) std::filesystem::remove_all(file.string() + ".p", failed);
  return {};
}

void TileFolder::drop_partial(std::uint64_t size, std::uint64_t kept_size) const {
  for (unsigned level = 0; level < proof::kTileLevels; ++level) {
    const std::uint64_t index = (size >> (level * proof::kTileHeight)) / proof::kTileWidth;
    const unsigned width = proof::tile_width(level, index, size);
    if (width == 0 || proof::tile_width(level, index, kept_size) == width) continue;
    std::error_code ignored;  // one left over does no harm
    std::filesystem::remove(folder_ / proof::TileId{level, index, width}.path(), ignored);
  }
}

base::Result<void> TileFolder::write_checkpoint(std::string_view note) const {
  return base::write_file_durably(folder_ / "checkpoint", base::as_bytes(note), kPublicMode);
}

}  // namespace yinxin::ledger
