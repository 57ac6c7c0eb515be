#include "http/rate_limit.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace yinxin::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class RateLimitTest : public ::testing::Test {
 protected:
  base::ManualClock clock_{base::Time(seconds(1'000'000))};
  RateLimiter limiter_{clock_, {{"query", {2, 4}}, {"slow", {0.1, 1}}}, 3};
};

TEST_F(RateLimitTest, AllowsABurstThenTheRate) {
  for (int i = 0; i < 4; ++i) EXPECT_EQ(limiter_.take("192.0.2.1", "query").count(), 0) << i;
  EXPECT_EQ(limiter_.take("192.0.2.1", "query").count(), 1);
  clock_.advance(milliseconds(499));
  EXPECT_EQ(limiter_.take("192.0.2.1", "query").count(), 1);
  clock_.advance(milliseconds(1));
  EXPECT_EQ(limiter_.take("192.0.2.1", "query").count(), 0);
  EXPECT_EQ(limiter_.take("192.0.2.1", "query").count(), 1);
  clock_.advance(seconds(3600));  // no more than the burst is saved up
  for (int i = 0; i < 4; ++i) EXPECT_EQ(limiter_.take("192.0.2.1", "query").count(), 0) << i;
  EXPECT_EQ(limiter_.take("192.0.2.1", "query").count(), 1);
}

TEST_F(RateLimitTest, SaysHowLongToWait) {
  EXPECT_EQ(limiter_.take("192.0.2.1", "slow").count(), 0);
  EXPECT_EQ(limiter_.take("192.0.2.1", "slow").count(), 10);
  clock_.advance(milliseconds(8500));
  EXPECT_EQ(limiter_.take("192.0.2.1", "slow").count(), 2);
}

TEST_F(RateLimitTest, KeepsClientsAndClassesApart) {
  EXPECT_EQ(limiter_.take("192.0.2.1", "slow").count(), 0);
  EXPECT_EQ(limiter_.take("192.0.2.2", "slow").count(), 0);
  EXPECT_EQ(limiter_.take("192.0.2.1", "query").count(), 0);
  EXPECT_GT(limiter_.take("192.0.2.1", "slow").count(), 0);
}

TEST_F(RateLimitTest, ForgetsTheOneUsedLongestAgo) {
  for (const char* address : {"192.0.2.1", "192.0.2.2", "192.0.2.3"})
    EXPECT_EQ(limiter_.take(address, "slow").count(), 0);
  EXPECT_GT(limiter_.take("192.0.2.1", "slow").count(), 0);  // used just now
  EXPECT_EQ(limiter_.take("192.0.2.4", "slow").count(), 0);  // pushes out .2
  EXPECT_GT(limiter_.take("192.0.2.1", "slow").count(), 0);
  EXPECT_GT(limiter_.take("192.0.2.3", "slow").count(), 0);
  EXPECT_EQ(limiter_.take("192.0.2.2", "slow").count(), 0);
}

TEST_F(RateLimitTest, AClockThatGoesBackTakesNothing) {
  EXPECT_EQ(limiter_.take("192.0.2.1", "slow").count(), 0);
  clock_.set(base::Time(seconds(1)));
  EXPECT_EQ(limiter_.take("192.0.2.1", "slow").count(), 10);
  clock_.set(base::Time(seconds(1'000'010)));
  EXPECT_EQ(limiter_.take("192.0.2.1", "slow").count(), 0);
}

TEST_F(RateLimitTest, CountsAnIpv6SubscriberAsOne) {
  EXPECT_EQ(client_key("2001:db8:1:2::1"), client_key("2001:db8:1:2:ffff::9"));
  EXPECT_NE(client_key("2001:db8:1:2::1"), client_key("2001:db8:1:3::1"));
  EXPECT_NE(client_key("::ffff:192.0.2.1"), client_key("::ffff:192.0.2.2"));
  EXPECT_EQ(client_key("192.0.2.1"), "192.0.2.1");
}

TEST_F(RateLimitTest, RefusesFaultyClasses) {
  EXPECT_TRUE(limiter_.knows("slow"));
  EXPECT_FALSE(limiter_.knows("fast"));
  EXPECT_THROW((void)limiter_.take("192.0.2.1", "fast"), std::out_of_range);
  EXPECT_THROW(RateLimiter(clock_, {{"a", {0, 1}}}), std::invalid_argument);
  EXPECT_THROW(RateLimiter(clock_, {{"a", {1, 0}}}), std::invalid_argument);
}

}  // namespace
}  // namespace yinxin::http
