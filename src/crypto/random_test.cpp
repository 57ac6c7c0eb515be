#include "crypto/random.hpp"

#include <gtest/gtest.h>

#include <set>

namespace yinxin::crypto {
namespace {

TEST(Random, GivesWhatIsAskedAndNeverTheSame) {
  std::set<base::Bytes> seen;
  for (int i = 0; i < 1000; ++i) {
    const base::Bytes bytes = random_bytes(16);
    ASSERT_EQ(bytes.size(), 16U);
    EXPECT_TRUE(seen.insert(bytes).second);
    const base::SecretBytes secret = random_secret(16);
    ASSERT_EQ(secret.size(), 16U);
    EXPECT_TRUE(seen.insert(base::to_bytes(secret.reveal())).second);
  }
  EXPECT_TRUE(random_bytes(0).empty());
  EXPECT_TRUE(random_secret(0).empty());
}

TEST(Random, FillsEveryOctet) {
  std::array<std::uint8_t, 512> changed{};
  for (int round = 0; round < 20; ++round) {
    std::array<std::uint8_t, 512> octets{};
    random_bytes(octets);
    for (std::size_t i = 0; i < octets.size(); ++i)
      changed[i] = static_cast<std::uint8_t>(changed[i] | octets[i]);
  }
  for (const std::uint8_t octet : changed) EXPECT_NE(octet, 0);  // chance of a fault by luck: 512 / 2^160
}

}  // namespace
}  // namespace yinxin::crypto
