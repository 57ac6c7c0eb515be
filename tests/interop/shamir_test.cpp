// Threshold sharing against Botan's RTSS, which puts a header of 20 octets in front of a share (identifier,
// hash, threshold, length; draft-mcgrew-tss-03), then the index and the octets.
#include <botan/auto_rng.h>
#include <botan/tss.h>
#include <gtest/gtest.h>

#include "crypto/random.hpp"
#include "crypto/shamir.hpp"

namespace yinxin {
namespace {

using crypto::SecretShare;

constexpr std::size_t kIdBytes = 16;
constexpr std::size_t kHeaderBytes = 20;
const std::vector<std::uint8_t> kId(kIdBytes, 0x49);

Botan::RTSS_Share botan_share(const SecretShare& ours, unsigned threshold) {
  base::Bytes octets(kId);
  octets.push_back(0);  // no hash
  octets.push_back(static_cast<std::uint8_t>(threshold));
  base::append_u16(octets, static_cast<std::uint16_t>(ours.octets.size() + 1));
  octets.push_back(ours.index);
  base::append(octets, ours.octets.reveal());
  return Botan::RTSS_Share(octets.data(), octets.size());
}

SecretShare our_share(const Botan::RTSS_Share& theirs) {
  const base::ByteView octets(theirs.data());
  SecretShare share;
  share.index = theirs.share_id();
  EXPECT_EQ(share.index, octets[kHeaderBytes]);
  share.octets = base::SecretBytes::copy_of(octets.subspan(kHeaderBytes + 1));
  return share;
}

struct Plan {
  unsigned threshold;
  unsigned count;
  std::size_t size;
};
constexpr Plan kPlans[] = {{2, 2, 1},  {2, 3, 16},  {3, 5, 32},   {3, 5, 64},
                           {5, 9, 33}, {10, 10, 8}, {3, 254, 32}, {100, 200, 2}};

/// `count` numbers below `below`, spread over all of them and in no particular order.
std::vector<std::size_t> some_of(std::size_t below, std::size_t count) {
  std::vector<std::size_t> all(below);
  for (std::size_t i = 0; i < below; ++i) all[i] = i;
  for (std::size_t i = below; i-- > 1;) std::swap(all[i], all[crypto::random_bytes(1)[0] % (i + 1)]);
  all.resize(count);
  return all;
}

TEST(BotanShamir, CombinesWhatWeSplit) {
  for (const Plan& plan : kPlans) {
    const base::SecretBytes secret = crypto::random_secret(plan.size);
    const auto shares = crypto::split_secret(secret, plan.threshold, plan.count);
    std::vector<Botan::RTSS_Share> theirs;
    for (const std::size_t i : some_of(plan.count, plan.threshold))
      theirs.push_back(botan_share(shares[i], plan.threshold));
    const auto back = Botan::RTSS_Share::reconstruct(theirs);
    EXPECT_TRUE(base::equal(back, secret.reveal())) << plan.threshold << " of " << plan.count;
  }
}

TEST(BotanShamir, WeCombineWhatItSplits) {
  Botan::AutoSeeded_RNG random;
  for (const Plan& plan : kPlans) {
    const base::Bytes secret = crypto::random_bytes(plan.size);
    const auto theirs = Botan::RTSS_Share::split(
        static_cast<std::uint8_t>(plan.threshold), static_cast<std::uint8_t>(plan.count), secret.data(),
        static_cast<std::uint16_t>(secret.size()), kId, "None", random);
    ASSERT_EQ(theirs.size(), plan.count);
    std::vector<SecretShare> shares;
    for (const std::size_t i : some_of(plan.count, plan.threshold)) shares.push_back(our_share(theirs[i]));
    const auto back = crypto::combine_shares(shares);
    ASSERT_TRUE(back);
    EXPECT_TRUE(base::equal(back->reveal(), secret)) << plan.threshold << " of " << plan.count;
  }
}

}  // namespace
}  // namespace yinxin
