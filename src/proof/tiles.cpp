#include "proof/tiles.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace yinxin::proof {
namespace {

using base::ErrorKind;
using base::Result;

base::Error bad_path() {
  return base::make_error(ErrorKind::Malformed, "proof.tile.path");
}

/// Decimal without sign or leading zeros, at most `limit`.
Result<std::uint64_t> read_number(std::string_view text, std::uint64_t limit) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value > limit) return bad_path();
  if (text.size() > 1 && text.front() == '0') return bad_path();
  return value;
}

std::string index_path(std::uint64_t index) {
  std::string path;
  for (bool last = true;; last = false) {
    std::string group = std::to_string(index % 1000);
    group.insert(0, 3 - group.size(), '0');
    path.insert(0, last ? group : "x" + group + "/");
    index /= 1000;
    if (index == 0) return path;
  }
}

Result<std::uint64_t> read_index(std::string_view path) {
  std::uint64_t index = 0;
  while (true) {
    const bool last = path.size() == 3;
    if (!last && (path.size() < 5 || path[0] != 'x' || path[4] != '/')) return bad_path();
    for (const char c : path.substr(last ? 0 : 1, 3)) {
      if (c < '0' || c > '9' || index > kMaxTreeSize / 10) return bad_path();
      index = index * 10 + static_cast<std::uint64_t>(c - '0');
    }
    if (last) return index;
    path.remove_prefix(5);
  }
}

/// Splits the content of a tile into hashes.
Result<std::vector<Hash>> read_hashes(const TileReader& read, const TileId& tile) {
  YX_TRY(const base::Bytes content, read(tile));
  if (content.size() != tile.width * crypto::kSm3Size) {
    return base::make_error(ErrorKind::Malformed, "proof.tile.size", tile.path());
  }
  std::vector<Hash> hashes(tile.width);
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    std::copy_n(content.begin() + static_cast<std::ptrdiff_t>(i * crypto::kSm3Size), crypto::kSm3Size,
                hashes[i].begin());
  }
  return hashes;
}

/// Root of a power of two of hashes.
Hash perfect_root(std::span<const Hash> hashes) {
  std::vector<Hash> row(hashes.begin(), hashes.end());
  for (; row.size() > 1; row.resize(row.size() / 2)) {
    for (std::size_t i = 0; i < row.size() / 2; ++i) row[i] = node_hash(row[2 * i], row[2 * i + 1]);
  }
  return row.front();
}

}  // namespace

std::string TileId::path() const {
  std::string text = "tile/" + std::to_string(level) + "/" + index_path(index);
  return width == kTileWidth ? text : text + ".p/" + std::to_string(width);
}

Result<TileId> TileId::parse(std::string_view path) {
  const std::string_view whole = path;
  if (!path.starts_with("tile/")) return bad_path();
  path.remove_prefix(5);
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return bad_path();
  TileId tile;
  YX_TRY(const std::uint64_t level, read_number(path.substr(0, slash), kTileLevels - 1));
  path.remove_prefix(slash + 1);
  const std::size_t partial = path.find(".p/");
  if (partial != std::string_view::npos) {
    YX_TRY(const std::uint64_t width, read_number(path.substr(partial + 3), kTileWidth - 1));
    if (width == 0) return bad_path();
    tile.width = static_cast<unsigned>(width);
    path = path.substr(0, partial);
  }
  YX_TRY(tile.index, read_index(path));
  tile.level = static_cast<unsigned>(level);
  if (tile.path() != whole) return bad_path();  // "x000/001" for "001"
  return tile;
}

unsigned tile_width(unsigned level, std::uint64_t index, std::uint64_t size) {
  if (level >= kTileLevels) return 0;
  const std::uint64_t hashes = size >> (level * kTileHeight);
  if (index > hashes / kTileWidth) return 0;
  return static_cast<unsigned>(std::min<std::uint64_t>(kTileWidth, hashes - index * kTileWidth));
}

std::vector<TileId> changed_tiles(std::uint64_t old_size, std::uint64_t new_size) {
  std::vector<TileId> tiles;
  for (unsigned level = 0; level < kTileLevels; ++level) {
    const std::uint64_t had = old_size >> (level * kTileHeight);
    const std::uint64_t has = new_size >> (level * kTileHeight);
    if (has <= had) break;
    for (std::uint64_t index = had / kTileWidth; index * kTileWidth < has; ++index) {
      TileId tile;
      tile.level = level;
      tile.index = index;
      tile.width = tile_width(level, index, new_size);
      tiles.push_back(tile);
    }
  }
  return tiles;
}

NodeReader nodes_from_tiles(TileReader read, std::uint64_t size) {
  return [read = std::move(read), size](unsigned level, std::uint64_t index) -> Result<Hash> {
    const unsigned inside = level % kTileHeight;  // levels above the tile's own hashes
    TileId tile;
    tile.level = level / kTileHeight;
    tile.index = index >> (kTileHeight - inside);
    tile.width = tile_width(tile.level, tile.index, size);
    const std::size_t first = (index & ((1U << (kTileHeight - inside)) - 1)) << inside;
    const std::size_t count = std::size_t{1} << inside;
    if (first + count > tile.width)
      return base::make_error(ErrorKind::Malformed, "proof.merkle.range", "node");
    YX_TRY(const std::vector<Hash> hashes, read_hashes(read, tile));
    return perfect_root(std::span(hashes).subspan(first, count));
  };
}

Result<TileWriter> TileWriter::resume(std::uint64_t size, const TileReader& read, Sink sink) {
  if (size > kMaxTreeSize) return base::make_error(ErrorKind::Malformed, "proof.merkle.range", "size");
  TileWriter writer(std::move(sink));
  writer.size_ = size;
  for (unsigned level = 0; level < kTileLevels; ++level) {
    const std::uint64_t hashes = size >> (level * kTileHeight);
    TileId tile;
    tile.level = level;
    tile.index = hashes / kTileWidth;
    tile.width = static_cast<unsigned>(hashes % kTileWidth);
    writer.levels_[level].index = tile.index;
    if (tile.width == 0) continue;
    YX_TRY(writer.levels_[level].hashes, read_hashes(read, tile));
  }
  return writer;
}

Result<void> TileWriter::append(const Hash& leaf) {
  if (size_ >= kMaxTreeSize) throw std::logic_error("proof: the tree is full");
  ++size_;
  return push(0, leaf);
}

Result<void> TileWriter::push(unsigned level, const Hash& hash) {
  Level& at = levels_[level];
  at.hashes.push_back(hash);
  at.grown = true;
  if (at.hashes.size() < kTileWidth) return {};
  TileId tile;
  tile.level = level;
  tile.index = at.index;
  YX_CHECK(sink_(tile, at.hashes));
  const Hash root = perfect_root(at.hashes);
  at.hashes.clear();
  at.grown = false;
  ++at.index;
  return push(level + 1, root);
}

Result<void> TileWriter::flush() {
  for (unsigned level = 0; level < kTileLevels; ++level) {
    Level& at = levels_[level];
    if (!at.grown) continue;
    TileId tile;
    tile.level = level;
    tile.index = at.index;
    tile.width = static_cast<unsigned>(at.hashes.size());
    YX_CHECK(sink_(tile, at.hashes));
    at.grown = false;
  }
  return {};
}

}  // namespace yinxin::proof
