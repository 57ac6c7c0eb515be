// Everything under one mutex; what is called under it (building a problem, a log line, a post to the
// connection's thread) takes no lock of a caller.
#include "http/exchange.hpp"

namespace yinxin::http {

void Exchange::settle(Response response) {
  answered_ = true;
  response_ = std::move(response);
  if (wake_) std::exchange(wake_, nullptr)();
}

void Exchange::answer(Response response) noexcept {
  const std::lock_guard lock(mutex_);
  if (!closed_ && !answered_) settle(std::move(response));
}

void Exchange::fail(base::Error error) noexcept {
  const std::lock_guard lock(mutex_);
  if (closed_ || answered_) return;
  if (error.kind == base::ErrorKind::Internal) {
    log_.error("http.internal", {{"request_id", request_.id}, {"error", error}});
  }
  settle(problem(error, texts_, request_.id));
}

std::optional<Response> Exchange::take_or(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  if (!response_) wake_ = std::move(wake);
  return std::exchange(response_, std::nullopt);
}

void Exchange::close() {
  std::function<void()> wake;  // destroyed outside the lock: it holds the connection, which may hold this
  const std::lock_guard lock(mutex_);
  closed_ = true;
  wake.swap(wake_);
}

}  // namespace yinxin::http
