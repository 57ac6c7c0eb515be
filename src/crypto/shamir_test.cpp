#include "crypto/shamir.hpp"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

#include "crypto/random.hpp"
#include "vectors/read_vectors.hpp"

namespace yinxin::crypto {
namespace {

using base::Bytes;
using base::SecretBytes;

SecretShare share_of(std::uint8_t index, base::ByteView octets) {
  SecretShare share;
  share.index = index;
  share.octets = SecretBytes::copy_of(octets);
  return share;
}

std::vector<SecretShare> chosen(const std::vector<SecretShare>& all, const std::vector<std::size_t>& which) {
  std::vector<SecretShare> some;
  for (const std::size_t i : which) some.push_back(share_of(all.at(i).index, all.at(i).octets.reveal()));
  return some;
}

Bytes combined(std::span<const SecretShare> shares) {
  const auto secret = combine_shares(shares);
  EXPECT_TRUE(secret);
  return secret ? base::to_bytes(secret->reveal()) : Bytes();
}

TEST(Shamir, SharesOfAnotherImplementationGiveTheirSecret) {
  for (const vectors::Record& record : vectors::read("shamir.txt")) {
    std::vector<SecretShare> shares;
    for (unsigned index = 1; index <= kMostShares; ++index) {
      const std::string name = "share" + std::to_string(index);
      if (record.has(name)) shares.push_back(share_of(static_cast<std::uint8_t>(index), record.bytes(name)));
    }
    EXPECT_EQ(combined(shares), record.bytes("secret"));
  }
}

TEST(Shamir, AnyThreeOfFive) {
  const SecretBytes secret = random_secret(32);
  const auto shares = split_secret(secret, 3, 5);
  ASSERT_EQ(shares.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(shares[i].index, i + 1);
    for (std::size_t j = i + 1; j < 5; ++j) {
      EXPECT_FALSE(base::equal(combined(chosen(shares, {i, j})), secret.reveal())) << "two are too few";
      for (std::size_t k = j + 1; k < 5; ++k) {
        EXPECT_TRUE(base::equal(combined(chosen(shares, {i, j, k})), secret.reveal()));
        EXPECT_TRUE(base::equal(combined(chosen(shares, {k, i, j})), secret.reveal())) << "in any order";
      }
    }
  }
  EXPECT_TRUE(base::equal(combined(shares), secret.reveal())) << "more than the threshold";
}

TEST(Shamir, EveryLengthAndTheLimits) {
  for (std::size_t size = 1; size <= kMaxSharedBytes; ++size) {
    const SecretBytes secret = random_secret(size);
    EXPECT_TRUE(base::equal(combined(chosen(split_secret(secret, 2, 2), {1, 0})), secret.reveal())) << size;
  }
  const SecretBytes secret = random_secret(4);
  EXPECT_TRUE(base::equal(combined(split_secret(secret, kMostShares, kMostShares)), secret.reveal()));
  const auto many = split_secret(secret, 2, kMostShares);
  EXPECT_EQ(many.back().index, 255);
  EXPECT_TRUE(base::equal(combined(chosen(many, {254, 17})), secret.reveal()));
}

TEST(Shamir, EverySecretOctetWithEveryIndex) {
  for (unsigned octet = 0; octet < 256; ++octet) {
    const SecretBytes secret = SecretBytes::copy_of(Bytes{static_cast<std::uint8_t>(octet)});
    const auto shares = split_secret(secret, 2, kMostShares);
    const std::size_t other = octet % 255;
    for (const std::size_t i : {std::size_t{0}, std::size_t{100}, std::size_t{254}}) {
      if (i != other) {
        EXPECT_EQ(combined(chosen(shares, {i, other})), Bytes{static_cast<std::uint8_t>(octet)});
      }
    }
  }
}

/// With one share less than the threshold every secret is as likely: over many splittings of one secret the
/// octet of a share takes each of its 256 values.
TEST(Shamir, AShareAloneSaysNothing) {
  const SecretBytes secret = SecretBytes::copy_of(Bytes{0});
  std::set<std::uint8_t> seen;
  for (int i = 0; i < 8192; ++i) seen.insert(split_secret(secret, 2, 2)[0].octets.reveal()[0]);
  EXPECT_EQ(seen.size(), 256U);
}

TEST(Shamir, BadSharesAreRefused) {
  const Bytes octets(32, 7);
  const struct {
    const char* why;
    std::vector<std::pair<std::uint8_t, Bytes>> shares;
  } kBad[] = {
      {"none", {}},
      {"index 0", {{0, octets}, {1, octets}}},
      {"an index twice", {{1, octets}, {2, octets}, {1, octets}}},
      {"lengths differ", {{1, octets}, {2, Bytes(31, 7)}}},
      {"empty", {{1, {}}, {2, {}}}},
      {"65 octets", {{1, Bytes(65, 7)}, {2, Bytes(65, 7)}}},
  };
  for (const auto& bad : kBad) {
    std::vector<SecretShare> shares;
    for (const auto& share : bad.shares) shares.push_back(share_of(share.first, share.second));
    const auto secret = combine_shares(shares);
    ASSERT_FALSE(secret) << bad.why;
    EXPECT_EQ(secret.error().code, "crypto.shamir.shares") << bad.why;
    EXPECT_EQ(secret.error().kind, base::ErrorKind::Malformed) << bad.why;
  }
}

TEST(Shamir, WhatCannotBeSplitThrows) {
  const SecretBytes secret = random_secret(32);
  EXPECT_THROW(split_secret(SecretBytes(), 2, 3), std::invalid_argument);
  EXPECT_THROW(split_secret(random_secret(65), 2, 3), std::invalid_argument);
  EXPECT_THROW(split_secret(secret, 1, 3), std::invalid_argument);
  EXPECT_THROW(split_secret(secret, 4, 3), std::invalid_argument);
  EXPECT_THROW(split_secret(secret, 2, 256), std::invalid_argument);
}

}  // namespace
}  // namespace yinxin::crypto
