#include "proof/tiles.hpp"

#include <gtest/gtest.h>

#include <map>

#include "proof/frontier.hpp"

namespace yinxin::proof {
namespace {

TileId tile_id(unsigned level, std::uint64_t index, unsigned width) {
  TileId tile;
  tile.level = level;
  tile.index = index;
  tile.width = width;
  return tile;
}

Hash tile_leaf(std::uint64_t i) {
  return leaf_hash(base::as_bytes("leaf " + std::to_string(i)));
}

/// Tiles in memory, as a folder would hold them, and the order in which they came.
struct Shelf {
  std::map<std::string, base::Bytes> content;
  std::vector<TileId> arrived;

  TileWriter::Sink sink() {
    return [this](const TileId& tile, std::span<const Hash> hashes) -> base::Result<void> {
      EXPECT_EQ(tile.width, hashes.size());
      base::Bytes octets;
      for (const Hash& hash : hashes) base::append(octets, hash);
      content[tile.path()] = octets;
      arrived.push_back(tile);
      return {};
    };
  }
  TileReader reader() const {
    return [this](const TileId& tile) -> base::Result<base::Bytes> {
      const auto at = content.find(tile.path());
      if (at == content.end()) return base::make_error(base::ErrorKind::NotFound, "test.tile", tile.path());
      return at->second;
    };
  }
};

TEST(TileId, PathsAreThoseOfTlogTiles) {
  EXPECT_EQ(tile_id(0, 0, 256).path(), "tile/0/000");
  EXPECT_EQ(tile_id(0, 1234067, 256).path(), "tile/0/x001/x234/067");  // the example of C2SP tlog-tiles
  EXPECT_EQ(tile_id(2, 999, 13).path(), "tile/2/999.p/13");
  EXPECT_EQ(tile_id(7, 1000, 255).path(), "tile/7/x001/000.p/255");
  for (const TileId& tile :
       {tile_id(0, 0, 256), tile_id(3, 1234067, 1), tile_id(7, kMaxTreeSize, 256), tile_id(1, 1000000, 9)}) {
    EXPECT_EQ(TileId::parse(tile.path()).value(), tile) << tile.path();
  }
}

TEST(TileId, OtherPathsAreRefused) {
  for (const char* path : {"",
                           "tile",
                           "tile/",
                           "tile/0",
                           "tile/0/",
                           "tile/8/000",
                           "tile/00/000",
                           "tile/-1/000",
                           "tile/0/0",
                           "tile/0/00a",
                           "tile/0/0000",
                           "tile/0/x000/001",
                           "tile/0/x001/x234",
                           "tile/0/001/002",
                           "tile/0/x001/x234/067/",
                           "tile/0/000.p/0",
                           "tile/0/000.p/256",
                           "tile/0/000.p/01",
                           "tile/0/000.p/",
                           "tile/0/000.p/1/2",
                           "tile/0/000/",
                           "/tile/0/000",
                           "tile/0/../000",
                           "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
                           "tile/entries/000",
                           "tile/0/ 00"}) {
    EXPECT_EQ(TileId::parse(path).error().code, "proof.tile.path") << path;
  }
}

TEST(Tiles, WriterHandsOnExactlyTheChangedTiles) {
  for (const auto& [from, to] : std::vector<std::pair<std::uint64_t, std::uint64_t>>{{0, 0},
                                                                                     {0, 1},
                                                                                     {0, 255},
                                                                                     {0, 256},
                                                                                     {0, 257},
                                                                                     {255, 256},
                                                                                     {255, 257},
                                                                                     {256, 257},
                                                                                     {300, 300},
                                                                                     {300, 301},
                                                                                     {1, 66000},
                                                                                     {65535, 65536},
                                                                                     {65536, 65537},
                                                                                     {65000, 65792}}) {
    Shelf shelf;
    TileWriter writer(shelf.sink());
    for (std::uint64_t i = 0; i < from; ++i) ASSERT_TRUE(writer.append(tile_leaf(i)));
    ASSERT_TRUE(writer.flush());
    shelf.arrived.clear();
    for (std::uint64_t i = from; i < to; ++i) ASSERT_TRUE(writer.append(tile_leaf(i)));
    ASSERT_TRUE(writer.flush());
    const auto order = [](const TileId& a, const TileId& b) {
      return std::pair(a.level, a.index) < std::pair(b.level, b.index);
    };
    std::sort(shelf.arrived.begin(), shelf.arrived.end(), order);
    EXPECT_EQ(shelf.arrived, changed_tiles(from, to)) << from << " to " << to;
  }
  EXPECT_TRUE(changed_tiles(9, 3).empty());
}

TEST(Tiles, WidthsFollowTheSize) {
  EXPECT_EQ(tile_width(0, 272, 70000), 256U);
  EXPECT_EQ(tile_width(0, 273, 70000), 112U);
  EXPECT_EQ(tile_width(0, 274, 70000), 0U);
  EXPECT_EQ(tile_width(1, 1, 70000), 17U);
  EXPECT_EQ(tile_width(2, 0, 70000), 1U);
  EXPECT_EQ(tile_width(3, 0, 70000), 0U);
  EXPECT_EQ(tile_width(0, 1, 256), 0U);
  EXPECT_EQ(tile_width(8, 0, kMaxTreeSize), 0U);
}

TEST(Tiles, ProveWhatTheTreeProves) {
  constexpr std::uint64_t kSize = 66000;
  Shelf shelf;
  TileWriter writer(shelf.sink());
  Frontier frontier;
  for (std::uint64_t i = 0; i < kSize; ++i) {
    ASSERT_TRUE(writer.append(tile_leaf(i)));
    frontier.append(tile_leaf(i));
  }
  ASSERT_TRUE(writer.flush());
  const NodeReader nodes = nodes_from_tiles(shelf.reader(), kSize);
  EXPECT_EQ(tree_root(nodes, kSize).value(), frontier.root());
  for (const std::uint64_t index : {0U, 1U, 255U, 256U, 40000U, 65535U, 65536U, 65999U}) {
    const HashPath path = inclusion_proof(nodes, index, kSize).value();
    EXPECT_TRUE(verify_inclusion(tile_leaf(index), index, kSize, path, frontier.root())) << index;
  }
  EXPECT_EQ(nodes(0, kSize).error().code, "proof.merkle.range");
  EXPECT_EQ(nodes(17, 0).error().code, "proof.merkle.range");
  EXPECT_EQ(nodes(64, 0).error().code, "proof.merkle.range");
}

TEST(Tiles, WriterResumesFromItsOwnTiles) {
  for (const std::uint64_t stop : {0U, 1U, 255U, 256U, 300U, 65536U, 65700U}) {
    Shelf whole;
    Shelf parts;
    TileWriter first(parts.sink());
    for (std::uint64_t i = 0; i < stop; ++i) ASSERT_TRUE(first.append(tile_leaf(i)));
    ASSERT_TRUE(first.flush());
    TileWriter second = TileWriter::resume(stop, parts.reader(), parts.sink()).value();
    TileWriter straight(whole.sink());
    for (std::uint64_t i = 0; i < stop + 600; ++i) {
      ASSERT_TRUE(straight.append(tile_leaf(i)));
      if (i >= stop) {
        ASSERT_TRUE(second.append(tile_leaf(i)));
      }
    }
    ASSERT_TRUE(straight.flush());
    ASSERT_TRUE(second.flush());
    EXPECT_EQ(second.size(), stop + 600);
    for (const auto& [path, content] : whole.content)
      EXPECT_EQ(parts.content[path], content) << path << " after " << stop;
  }
}

TEST(Tiles, ShortOrMissingTilesAreErrors) {
  Shelf shelf;
  TileWriter writer(shelf.sink());
  for (std::uint64_t i = 0; i < 300; ++i) ASSERT_TRUE(writer.append(tile_leaf(i)));
  ASSERT_TRUE(writer.flush());
  shelf.content["tile/0/001.p/44"].pop_back();
  EXPECT_EQ(tree_root(nodes_from_tiles(shelf.reader(), 300), 300).error().code, "proof.tile.size");
  EXPECT_EQ(TileWriter::resume(300, shelf.reader(), shelf.sink()).error().code, "proof.tile.size");
  shelf.content.erase("tile/0/001.p/44");
  EXPECT_EQ(tree_root(nodes_from_tiles(shelf.reader(), 300), 300).error().code, "test.tile");
  EXPECT_EQ(TileWriter::resume(kMaxTreeSize + 1, shelf.reader(), shelf.sink()).error().code,
            "proof.merkle.range");
}

TEST(Tiles, TheErrorOfTheSinkIsHandedOn) {
  TileWriter writer([](const TileId&, std::span<const Hash>) -> base::Result<void> {
    return base::make_error(base::ErrorKind::Unavailable, "test.disk");
  });
  for (std::uint64_t i = 0; i < 255; ++i) ASSERT_TRUE(writer.append(tile_leaf(i)));
  EXPECT_EQ(writer.append(tile_leaf(255)).error().code, "test.disk");
  TileWriter other([](const TileId&, std::span<const Hash>) -> base::Result<void> {
    return base::make_error(base::ErrorKind::Unavailable, "test.disk");
  });
  ASSERT_TRUE(other.append(tile_leaf(0)));
  EXPECT_EQ(other.flush().error().code, "test.disk");
}

}  // namespace
}  // namespace yinxin::proof
