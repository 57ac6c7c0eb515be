#include "proof/frontier.hpp"

#include <gtest/gtest.h>

#include <bit>

namespace yinxin::proof {
namespace {

Hash leaf(std::uint64_t i) {
  return leaf_hash(base::as_bytes("leaf " + std::to_string(i)));
}

TEST(Frontier, GoesOnAfterBeingStored) {
  Frontier whole;
  Frontier stored;
  for (std::uint64_t i = 0; i < 300; ++i) {
    whole.append(leaf(i));
    stored = Frontier::parse(stored.to_bytes()).value();
    stored.append(leaf(i));
    ASSERT_EQ(stored.root(), whole.root()) << i;
    ASSERT_EQ(stored.size(), i + 1);
    ASSERT_EQ(whole.to_bytes().size(), 8 + 32 * static_cast<std::size_t>(std::popcount(i + 1)));
  }
}

TEST(Frontier, WithoutLeavesHasTheEmptyRoot) {
  EXPECT_EQ(Frontier().root(), crypto::sm3({}));
  EXPECT_EQ(Frontier().to_bytes(), base::Bytes(8, 0));
}

TEST(Frontier, RefusesOctetsThatDoNotFitTheSize) {
  Frontier three;
  for (std::uint64_t i = 0; i < 3; ++i) three.append(leaf(i));
  const base::Bytes good = three.to_bytes();
  base::Bytes longer = good;
  longer.push_back(0);
  base::Bytes other_size = good;
  other_size[7] = 7;  // three bits, two hashes
  base::Bytes huge = good;
  huge[0] = 0x80;
  for (const base::Bytes& bad :
       {base::Bytes(), base::Bytes(7), base::Bytes(good.begin(), good.end() - 1), longer, other_size, huge}) {
    EXPECT_EQ(Frontier::parse(bad).error().code, "proof.frontier") << base::to_hex(bad);
  }
}

TEST(Frontier, AFullTreeTakesNoMore) {
  base::Bytes stored;
  base::append_u64(stored, kMaxTreeSize);
  stored.resize(8 + 63 * 32);
  Frontier full = Frontier::parse(stored).value();
  EXPECT_THROW(full.append(leaf(0)), std::logic_error);
}

}  // namespace
}  // namespace yinxin::proof
