// The tree as files: tiles of up to 256 hashes, 8 levels high, named as in C2SP tlog-tiles. A full tile never
// changes; partial tiles stand at the right edge of each level.
#pragma once

#include <span>
#include <string>

#include "proof/merkle.hpp"

namespace yinxin::proof {

inline constexpr unsigned kTileHeight = 8;
inline constexpr unsigned kTileWidth = 1U << kTileHeight;
inline constexpr unsigned kTileLevels = 8;  // of 8 bits each: enough for kMaxTreeSize
inline constexpr std::size_t kMaxTileBytes = kTileWidth * crypto::kSm3Size;

/// One tile. Its i-th hash is node (level * 8, index * 256 + i) of the tree; its content is the hashes one
/// after another.
struct TileId {
  unsigned level = 0;
  std::uint64_t index = 0;
  unsigned width = kTileWidth;  // 1 to 256 hashes

  /// "tile/0/x001/x234/067", and "….p/13" when the width is below 256.
  std::string path() const;
  /// Only the form that path() writes. Errors: Malformed `proof.tile.path`.
  static base::Result<TileId> parse(std::string_view path);
  friend bool operator==(const TileId&, const TileId&) = default;
};

/// How many hashes this tile has in the tree of `size` leaves: 0 (no such tile) to 256.
unsigned tile_width(unsigned level, std::uint64_t index, std::uint64_t size);
/// Every tile that is new, or wider, when the tree grows: level by level, from the left. Empty unless
/// old_size < new_size.
std::vector<TileId> changed_tiles(std::uint64_t old_size, std::uint64_t new_size);

/// Content of a tile, its octets unchecked. Fails as its storage fails.
using TileReader = std::function<base::Result<base::Bytes>(const TileId&)>;
/// A NodeReader for the tree of `size` leaves over its tiles (full ones, and the partial ones of that very
/// size). Its errors: the reader's own; Malformed `proof.tile.size` for content of another length; Malformed
/// `proof.merkle.range`.
NodeReader nodes_from_tiles(TileReader read, std::uint64_t size);

/// Makes tiles from leaf hashes as they come, holding at most one unfinished tile a level.
class TileWriter {
 public:
  /// Takes a tile; the same partial tile comes again when it has grown. Must make it durable before it
  /// returns, if the caller relies on that.
  using Sink = std::function<base::Result<void>(const TileId&, std::span<const Hash>)>;

  explicit TileWriter(Sink sink) : sink_(std::move(sink)) {}
  /// Goes on after `size` leaves, of which the tiles (partial ones as well) are read back.
  static base::Result<TileWriter> resume(std::uint64_t size, const TileReader& read, Sink sink);

  /// `leaf` is a leaf hash. Hands on every tile that this fills. After an error of the sink: throw the writer
  /// away.
  base::Result<void> append(const Hash& leaf);
  /// Hands on the partial tiles that have grown since the last flush. The writer can go on afterwards.
  base::Result<void> flush();
  std::uint64_t size() const { return size_; }

 private:
  struct Level {
    std::uint64_t index = 0;
    std::vector<Hash> hashes;
    bool grown = false;
  };
  base::Result<void> push(unsigned level, const Hash& hash);

  Sink sink_;
  std::uint64_t size_ = 0;
  std::vector<Level> levels_ = std::vector<Level>(kTileLevels);
};

}  // namespace yinxin::proof
