// How a finished piece of work is handed back without a thread waiting for it (decisions.md 4). http/ adapts
// it to Asio; command-line tools and tests wait on it with Waiter.
#pragma once

#include <functional>
#include <future>
#include <memory>

#include "base/result.hpp"

namespace yinxin::base {

/// Called exactly once, on a thread of the component that finished the work; must not block and must not
/// throw. std::function needs copyable targets: move-only state goes behind a shared_ptr.
template <class T>
using Completion = std::function<void(Result<T>)>;

/// Turns a completion into a blocking wait. Not for server threads.
template <class T>
class Waiter {
 public:
  Completion<T> completion() {
    return [promise = promise_](Result<T> result) { promise->set_value(std::move(result)); };
  }
  Result<T> wait() { return promise_->get_future().get(); }

 private:
  std::shared_ptr<std::promise<Result<T>>> promise_ = std::make_shared<std::promise<Result<T>>>();
};

}  // namespace yinxin::base
