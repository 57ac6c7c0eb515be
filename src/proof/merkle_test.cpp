// The tree against vectors of another implementation, against the RFC's recursive definition, and against
// corruption of every octet.
#include "proof/merkle.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "proof/frontier.hpp"
#include "proof/tiles.hpp"

namespace yinxin::proof {
namespace {

/// MTH of RFC 9162 2.1.1 as written: slow, and sharing nothing with the code under test but the two hash
/// functions.
class SlowTree {
 public:
  void add(std::string_view leaf) { leaves_.push_back(leaf_hash(base::as_bytes(leaf))); }
  Hash mth(std::uint64_t begin, std::uint64_t end) const {
    if (begin == end) return empty_root();
    if (end - begin == 1) return leaves_[begin];
    std::uint64_t k = 1;
    while (k * 2 < end - begin) k *= 2;
    return node_hash(mth(begin, begin + k), mth(begin + k, end));
  }
  const Hash& leaf(std::uint64_t index) const { return leaves_[index]; }
  NodeReader nodes() const {
    return [this](unsigned level, std::uint64_t index) -> base::Result<Hash> {
      EXPECT_LE((index + 1) << level, leaves_.size()) << "asked for a subtree that is not there";
      return mth(index << level, (index + 1) << level);
    };
  }
  static SlowTree of(std::uint64_t size) {
    SlowTree tree;
    for (std::uint64_t i = 0; i < size; ++i) tree.add("leaf " + std::to_string(i));
    return tree;
  }

 private:
  std::vector<Hash> leaves_;
};

Hash hash_from(const std::string& hex) {
  return to_hash(base::from_hex(hex).value()).value();
}

HashPath path_from(const std::string& text) {
  HashPath path;
  std::istringstream in(text == "-" ? "" : text);
  for (std::string hex; std::getline(in, hex, ',');) path.push_back(hash_from(hex));
  return path;
}

std::vector<std::vector<std::string>> vectors(const std::string& kind) {
  std::ifstream file(YX_SOURCE_DIR "/tests/vectors/merkle_sm3.txt");
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    std::istringstream in(line);
    std::vector<std::string> words;
    for (std::string word; in >> word;) words.push_back(word);
    if (!words.empty() && words[0] == kind) rows.push_back(words);
  }
  EXPECT_FALSE(rows.empty()) << kind;
  return rows;
}

TEST(Merkle, RootsEqualTheVectors) {
  Frontier frontier;
  for (const auto& row : vectors("root")) {
    const std::uint64_t size = std::stoull(row[1]);
    while (frontier.size() < size)
      frontier.append(leaf_hash(base::as_bytes("leaf " + std::to_string(frontier.size()))));
    EXPECT_EQ(frontier.root(), hash_from(row[2])) << size;
    if (size <= 1000) {
      EXPECT_EQ(tree_root(SlowTree::of(size).nodes(), size).value(), hash_from(row[2])) << size;
    }
  }
}

TEST(Merkle, InclusionProofsEqualTheVectors) {
  for (const auto& row : vectors("inclusion")) {
    const std::uint64_t index = std::stoull(row[1]);
    const std::uint64_t size = std::stoull(row[2]);
    const SlowTree tree = SlowTree::of(size);
    const HashPath path = path_from(row[3]);
    EXPECT_EQ(inclusion_proof(tree.nodes(), index, size).value(), path) << index << " of " << size;
    EXPECT_TRUE(verify_inclusion(tree.leaf(index), index, size, path, tree.mth(0, size)))
        << index << " of " << size;
  }
}

TEST(Merkle, ConsistencyProofsEqualTheVectors) {
  for (const auto& row : vectors("consistency")) {
    const std::uint64_t old_size = std::stoull(row[1]);
    const std::uint64_t new_size = std::stoull(row[2]);
    const SlowTree tree = SlowTree::of(new_size);
    const HashPath path = path_from(row[3]);
    EXPECT_EQ(consistency_proof(tree.nodes(), old_size, new_size).value(), path)
        << old_size << " to " << new_size;
    EXPECT_TRUE(verify_consistency(old_size, tree.mth(0, old_size), new_size, tree.mth(0, new_size), path));
  }
}

TEST(Merkle, TilesEqualTheVectors) {
  std::map<std::string, Hash> digests;
  TileWriter writer([&](const TileId& tile, std::span<const Hash> hashes) -> base::Result<void> {
    base::Bytes content;
    for (const Hash& hash : hashes) base::append(content, hash);
    digests[tile.path()] = crypto::sm3(content);
    return {};
  });
  for (int i = 0; i < 70000; ++i)
    ASSERT_TRUE(writer.append(leaf_hash(base::as_bytes("leaf " + std::to_string(i)))));
  ASSERT_TRUE(writer.flush());
  EXPECT_EQ(digests.size(), 273U + 1 + 1 + 1 + 1);  // the example of C2SP tlog-tiles, "Partial Tiles"
  for (const auto& row : vectors("tile")) {
    TileId tile;
    tile.level = static_cast<unsigned>(std::stoul(row[2]));
    tile.index = std::stoull(row[3]);
    tile.width = static_cast<unsigned>(std::stoul(row[4]));
    EXPECT_EQ(digests[tile.path()], hash_from(row[5])) << tile.path();
  }
}

TEST(Merkle, EveryProofOfSmallTreesVerifiesAndOnlyWhereItBelongs) {
  const SlowTree tree = SlowTree::of(34);
  for (std::uint64_t size = 1; size <= 34; ++size) {
    const Hash root = tree.mth(0, size);
    for (std::uint64_t index = 0; index < size; ++index) {
      const HashPath path = inclusion_proof(tree.nodes(), index, size).value();
      for (std::uint64_t other = 0; other < size; ++other) {
        EXPECT_EQ(verify_inclusion(tree.leaf(index), other, size, path, root), other == index)
            << index << '/' << size;
      }
    }
    for (std::uint64_t old_size = 0; old_size <= size; ++old_size) {
      const HashPath path = consistency_proof(tree.nodes(), old_size, size).value();
      EXPECT_TRUE(verify_consistency(old_size, tree.mth(0, old_size), size, root, path))
          << old_size << '/' << size;
      if (old_size > 0 && old_size < size) {
        EXPECT_FALSE(verify_consistency(old_size, tree.mth(0, old_size - 1), size, root, path));
        EXPECT_FALSE(verify_consistency(old_size, tree.mth(0, old_size), size, tree.mth(0, size - 1), path));
      }
    }
  }
}

TEST(Merkle, RandomTreesAgreeWithTheSlowTwin) {
  std::mt19937_64 random(20261122);
  for (int round = 0; round < 60; ++round) {
    const std::uint64_t size = 1 + random() % 700;
    const SlowTree tree = SlowTree::of(size);
    const Hash root = tree.mth(0, size);
    EXPECT_EQ(tree_root(tree.nodes(), size).value(), root);
    const std::uint64_t index = random() % size;
    EXPECT_TRUE(verify_inclusion(tree.leaf(index), index, size,
                                 inclusion_proof(tree.nodes(), index, size).value(), root));
    const std::uint64_t old_size = random() % (size + 1);
    const HashPath path = consistency_proof(tree.nodes(), old_size, size).value();
    EXPECT_TRUE(verify_consistency(old_size, tree.mth(0, old_size), size, root, path));
  }
}

TEST(Merkle, AProofChangedInAnyOctetFails) {
  const SlowTree tree = SlowTree::of(13);
  const Hash root = tree.mth(0, 13);
  for (std::uint64_t index = 0; index < 13; ++index) {
    const HashPath good = inclusion_proof(tree.nodes(), index, 13).value();
    for (std::size_t i = 0; i < good.size() * crypto::kSm3Size; ++i) {
      HashPath bad = good;
      bad[i / crypto::kSm3Size][i % crypto::kSm3Size] ^= 0x40;
      EXPECT_FALSE(verify_inclusion(tree.leaf(index), index, 13, bad, root)) << index << " octet " << i;
    }
  }
  for (std::uint64_t old_size = 1; old_size < 13; ++old_size) {
    const HashPath good = consistency_proof(tree.nodes(), old_size, 13).value();
    for (std::size_t i = 0; i < good.size() * crypto::kSm3Size; ++i) {
      HashPath bad = good;
      bad[i / crypto::kSm3Size][i % crypto::kSm3Size] ^= 1;
      EXPECT_FALSE(verify_consistency(old_size, tree.mth(0, old_size), 13, root, bad))
          << old_size << " octet " << i;
    }
  }
}

TEST(Merkle, AProofTooShortOrTooLongFails) {
  const SlowTree tree = SlowTree::of(13);
  const Hash root = tree.mth(0, 13);
  for (std::uint64_t at = 1; at < 13; ++at) {
    HashPath inclusion = inclusion_proof(tree.nodes(), at, 13).value();
    HashPath consistency = consistency_proof(tree.nodes(), at, 13).value();
    inclusion.push_back(root);
    consistency.push_back(root);
    EXPECT_FALSE(verify_inclusion(tree.leaf(at), at, 13, inclusion, root));
    EXPECT_FALSE(verify_consistency(at, tree.mth(0, at), 13, root, consistency));
    inclusion.resize(inclusion.size() - 2);
    consistency.resize(consistency.size() - 2);
    EXPECT_FALSE(verify_inclusion(tree.leaf(at), at, 13, inclusion, root));
    EXPECT_FALSE(verify_consistency(at, tree.mth(0, at), 13, root, consistency));
  }
}

TEST(Merkle, SizesThatMakeNoSenseAreRefused) {
  const SlowTree tree = SlowTree::of(3);
  EXPECT_EQ(inclusion_proof(tree.nodes(), 3, 3).error().code, "proof.merkle.range");
  EXPECT_EQ(inclusion_proof(tree.nodes(), 0, kMaxTreeSize + 1).error().code, "proof.merkle.range");
  EXPECT_EQ(consistency_proof(tree.nodes(), 3, 2).error().code, "proof.merkle.range");
  EXPECT_EQ(tree_root(tree.nodes(), kMaxTreeSize + 1).error().code, "proof.merkle.range");
  EXPECT_FALSE(verify_inclusion(tree.leaf(0), 3, 3, {}, tree.mth(0, 3)));
  EXPECT_FALSE(verify_inclusion(tree.leaf(0), 0, 0, {}, empty_root()));
  EXPECT_FALSE(verify_consistency(3, tree.mth(0, 3), 2, tree.mth(0, 2), {}));
  EXPECT_FALSE(verify_consistency(0, tree.mth(0, 1), 3, tree.mth(0, 3), {}));
  EXPECT_FALSE(verify_consistency(0, empty_root(), 0, tree.mth(0, 3), {}));
  EXPECT_FALSE(verify_consistency(3, tree.mth(0, 3), 3, tree.mth(0, 2), {}));
  EXPECT_EQ(to_hash(base::Bytes(31)).error().code, "proof.hash");
}

TEST(Merkle, TheErrorOfTheSourceIsHandedOn) {
  const NodeReader broken = [](unsigned, std::uint64_t) -> base::Result<Hash> {
    return base::make_error(base::ErrorKind::Unavailable, "test.source");
  };
  EXPECT_EQ(tree_root(broken, 5).error().code, "test.source");
  EXPECT_EQ(inclusion_proof(broken, 1, 5).error().code, "test.source");
  EXPECT_EQ(consistency_proof(broken, 3, 5).error().code, "test.source");
}

}  // namespace
}  // namespace yinxin::proof
