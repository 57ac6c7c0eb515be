#include "base/in_flight.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace yinxin::base {
namespace {

TEST(InFlight, WaitsForEveryToken) {
  InFlight under_way;
  std::atomic<int> finished = 0;
  std::thread worker([first = under_way.begin(), second = under_way.begin(), &finished]() mutable {
    ++finished;
    first.reset();
    ++finished;
    second.reset();
  });
  under_way.wait();
  EXPECT_EQ(finished, 2);
  worker.join();
}

TEST(InFlight, CopiesCountOnce) {
  InFlight under_way;
  {
    const InFlight::Token token = under_way.begin();
    const InFlight::Token copy = token;
    EXPECT_EQ(copy, token);
  }
  under_way.wait();
}

TEST(InFlight, NothingUnderWayWaitsForNothing) {
  InFlight under_way;
  under_way.wait();
}

}  // namespace
}  // namespace yinxin::base
