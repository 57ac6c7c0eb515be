#include "http/worker_pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace yinxin::http {
namespace {

TEST(WorkerPool, RunsEverythingItTook) {
  std::atomic<int> ran{0};
  std::promise<void> all;
  WorkerPool pool(3, 1000);
  for (int i = 0; i < 500; ++i) {
    ASSERT_TRUE(pool.submit([&] {
      if (++ran == 500) all.set_value();
    }));
  }
  all.get_future().wait();
  EXPECT_EQ(ran, 500);
  EXPECT_EQ(pool.queued(), 0U);
}

TEST(WorkerPool, RefusesWhenTheQueueIsFull) {
  std::promise<void> started;
  std::promise<void> go;
  auto may_go = go.get_future().share();
  WorkerPool pool(1, 2);
  ASSERT_TRUE(pool.submit([&] {
    started.set_value();
    may_go.wait();
  }));
  started.get_future().wait();
  EXPECT_TRUE(pool.submit([] {}));
  EXPECT_TRUE(pool.submit([] {}));
  EXPECT_EQ(pool.queued(), 2U);
  EXPECT_FALSE(pool.submit([] {}));
  go.set_value();
}

TEST(WorkerPool, StopWaitsForWhatRunsAndDropsWhatWaits) {
  std::promise<void> started;
  std::promise<void> go;
  auto may_go = go.get_future().share();
  std::atomic<int> finished{0};
  const auto dropped = std::make_shared<int>(0);
  WorkerPool pool(1, 10);
  pool.submit([&] {
    started.set_value();
    may_go.wait();
    ++finished;
  });
  started.get_future().wait();
  pool.submit([dropped, &finished] { finished += 100; });
  EXPECT_EQ(dropped.use_count(), 2);
  std::thread stopper([&] { pool.stop(); });
  while (pool.queued() > 0) std::this_thread::yield();
  go.set_value();
  stopper.join();
  EXPECT_EQ(finished, 1);
  EXPECT_EQ(dropped.use_count(), 1);
  EXPECT_FALSE(pool.submit([] {}));
  pool.stop();
}

}  // namespace
}  // namespace yinxin::http
