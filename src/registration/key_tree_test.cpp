#include "registration/key_tree.hpp"

#include <gtest/gtest.h>

namespace yinxin::registration {
namespace {

TEST(KeyTree, EveryKeyOfEveryTreeHasItsPlace) {
  for (const std::size_t size : {1U, 2U, 3U, 7U, 8U, 100U, 5000U}) {
    std::vector<crypto::Sm3Digest> keys;
    for (std::size_t i = 0; i < size; ++i) keys.push_back(crypto::sm3(base::as_bytes(std::to_string(i))));
    const KeyTree tree(keys);
    const std::size_t step = size > 100 ? 499 : 1;
    for (std::size_t i = 0; i < size; i += step) {
      const base::Bytes octets = tree.place(i);
      EXPECT_LE(octets.size(), signer::kMaxActPlaceBytes);
      const auto place = signer::decode_act_place(octets);
      ASSERT_TRUE(place) << size << " " << i;
      EXPECT_EQ(place->index, i);
      EXPECT_TRUE(proof::verify_inclusion(proof::leaf_hash(keys[i]), i, size, place->path, tree.root()));
    }
  }
}

}  // namespace
}  // namespace yinxin::registration
