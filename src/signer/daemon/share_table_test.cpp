#include "signer/daemon/share_table.hpp"

#include <gtest/gtest.h>

#include "crypto/random.hpp"
#include "signer/daemon/test_desk.hpp"

namespace yinxin::signer {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

class ShareTableTest : public testing::Test {
 protected:
  base::Result<void> add(std::size_t which, base::Time now) {
    KeyShare copy;
    copy.set = shares[which].set;
    copy.share.index = shares[which].share.index;
    copy.share.octets = base::SecretBytes::copy_of(shares[which].share.octets.reveal());
    return table.add(std::move(copy), now);
  }

  const base::SecretBytes credential = crypto::random_secret(32);
  std::vector<KeyShare> shares = share_credential(credential, 3, 5);
  const base::Time start = test_time();
  ShareTable table;
};

TEST_F(ShareTableTest, GivesTheSecretOnce) {
  for (const std::size_t which : {0U, 3U, 4U}) ASSERT_TRUE(add(which, start));
  EXPECT_EQ(table.count(), 3U);
  const auto secret = table.take();
  ASSERT_TRUE(secret);
  EXPECT_TRUE(base::equal(secret->reveal(), credential.reveal()));
  EXPECT_EQ(table.count(), 0U);
  EXPECT_EQ(code_of(table.take()), "crypto.shamir.shares");
}

TEST_F(ShareTableTest, ARepeatedIndexTakesThePlace) {
  shares[1].share.index = 1;
  ASSERT_TRUE(add(0, start));
  ASSERT_TRUE(add(1, start));
  EXPECT_EQ(table.count(), 1U);
  EXPECT_TRUE(base::equal(table.take()->reveal(), shares[1].share.octets.reveal()))
      << "one share alone is its own value";
}

TEST_F(ShareTableTest, EachIsKeptTenMinutes) {
  ASSERT_TRUE(add(0, start));
  ASSERT_TRUE(add(1, start + minutes(6)));
  table.drop_old(start + minutes(10));
  EXPECT_EQ(table.count(), 2U);
  table.drop_old(start + minutes(10) + seconds(1));
  EXPECT_EQ(table.count(), 1U);
  ASSERT_TRUE(add(2, start + minutes(17)));
  EXPECT_EQ(table.count(), 1U) << "the second is gone when the third comes";
}

TEST_F(ShareTableTest, AClockSetBackWipesThem) {
  ASSERT_TRUE(add(0, start));
  table.drop_old(start - seconds(1));
  EXPECT_EQ(table.count(), 0U);
}

TEST_F(ShareTableTest, OneSetAtATime) {
  ASSERT_TRUE(add(0, start));
  shares[1].set.id[0] ^= 1;
  EXPECT_EQ(code_of(add(1, start)), "signer.refused");
  shares[2].set.threshold = 2;
  EXPECT_EQ(code_of(add(2, start)), "signer.refused");
  EXPECT_EQ(table.count(), 1U);
  table.drop_old(start + minutes(11));
  EXPECT_TRUE(add(1, start + minutes(11))) << "once the others are gone";
}

}  // namespace
}  // namespace yinxin::signer
