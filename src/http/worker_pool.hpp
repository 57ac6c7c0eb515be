// A fixed number of threads and a bounded queue before them: for handlers that read the database
// (decisions.md 4).
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace yinxin::http {

class WorkerPool {
 public:
  WorkerPool(std::size_t threads, std::size_t max_queued);
  ~WorkerPool() { stop(); }

  /// False, and nothing happens, when the queue is full or the pool has stopped. `job` must not throw.
  bool submit(std::function<void()> job);
  /// Drops what is queued, waits for what runs. Safe to call twice, not from a worker.
  void stop();
  std::size_t queued() const;

 private:
  void work();

  const std::size_t max_queued_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;  // guarded by mutex_
  bool stopping_ = false;                    // guarded by mutex_
  std::vector<std::thread> threads_;         // only the owner touches this
};

}  // namespace yinxin::http
