// Counts work that ends on another thread, so that its owner can wait for all of it before it goes away.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>

namespace yinxin::base {

class InFlight {
 public:
  /// Held as long as a piece of work is under way; copies count once.
  using Token = std::shared_ptr<const void>;

  ~InFlight() { wait(); }

  /// Thread safe.
  Token begin() {
    const std::lock_guard lock(mutex_);
    ++count_;
    return Token(this, [this](const void*) { end(); });
  }
  /// Until every token is gone. Not from a thread that holds one.
  void wait() {
    std::unique_lock lock(mutex_);
    ended_.wait(lock, [this] { return count_ == 0; });
  }

 private:
  void end() {
    const std::lock_guard lock(mutex_);
    if (--count_ == 0) ended_.notify_all();  // under the lock: the waiter may destroy this at once
  }

  std::mutex mutex_;
  std::condition_variable ended_;
  std::size_t count_ = 0;  // guarded by mutex_
};

}  // namespace yinxin::base
