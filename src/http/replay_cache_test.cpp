#include "http/replay_cache.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace yinxin::http {
namespace {

base::Time at(int seconds) {
  return base::Time(std::chrono::seconds(seconds));
}

std::string code(const base::Result<void>& result) {
  return result ? "" : result.error().code;
}

TEST(ReplayCache, TakesANonceOnceForEachKey) {
  ReplayCache cache;
  EXPECT_EQ(code(cache.use("a", "n", at(10), at(0))), "");
  EXPECT_EQ(code(cache.use("a", "n", at(20), at(1))), "http.signature.replayed");
  EXPECT_EQ(code(cache.use("b", "n", at(10), at(1))), "");
  EXPECT_EQ(code(cache.use("a", "m", at(10), at(1))), "");
}

TEST(ReplayCache, ForgetsOnlyAfterTheEnd) {
  ReplayCache cache;
  EXPECT_TRUE(cache.use("a", "n", at(10), at(0)));
  EXPECT_EQ(code(cache.use("a", "n", at(30), at(10))), "http.signature.replayed");
  EXPECT_TRUE(cache.use("a", "n", at(30), at(11)));
}

TEST(ReplayCache, AFullOneRefusesAndDoesNotForget) {
  ReplayCache cache(3, 2);
  EXPECT_TRUE(cache.use("a", "1", at(10), at(0)));
  EXPECT_TRUE(cache.use("a", "2", at(20), at(0)));
  EXPECT_EQ(code(cache.use("a", "3", at(20), at(0))), "http.signature.replay_full");  // this key's share
  EXPECT_TRUE(cache.use("b", "1", at(20), at(0)));
  const auto full = cache.use("c", "1", at(20), at(0));
  EXPECT_EQ(code(full), "http.signature.replay_full");
  EXPECT_EQ(full.error().kind, base::ErrorKind::TooMany);
  EXPECT_EQ(code(cache.use("a", "1", at(20), at(0))), "http.signature.replayed");
  EXPECT_TRUE(cache.use("a", "3", at(20), at(11)));  // "1" has ended and made room
}

TEST(ReplayCache, OfManyThreadsOneWins) {
  ReplayCache cache;
  std::atomic<int> accepted{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int nonce = 0; nonce < 200; ++nonce) {
        if (cache.use("a", std::to_string(nonce), at(10), at(0))) ++accepted;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(accepted, 200);
}

}  // namespace
}  // namespace yinxin::http
