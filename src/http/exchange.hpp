// One request and the place where its answer arrives, from whatever thread, also when the connection or the
// whole server is gone by then. Inside http only.
#pragma once

#include <functional>
#include <mutex>
#include <optional>

#include "base/log.hpp"
#include "http/problem.hpp"
#include "http/responder.hpp"

namespace yinxin::http {

class Exchange final : public Responder::Sink {
 public:
  /// Both are used only until close(), so that a late answer touches nothing of a server that has gone.
  Exchange(const ErrorTexts& texts, const base::Log& log) : texts_(texts), log_(log) {}

  /// The connection's thread fills it before the handler runs; nobody changes it afterwards.
  Request& request() { return request_; }

  /// The first answer stands.
  void answer(Response response) noexcept override;
  /// Logs an Internal error with the request's id, then answers with the problem document.
  void fail(base::Error error) noexcept override;

  /// The answer, if it is there. Otherwise remembers `wake`, which is called once, on the thread that
  /// answers.
  std::optional<Response> take_or(std::function<void()> wake);
  /// Ends it: later answers are dropped.
  void close();

 private:
  void settle(Response response);

  const ErrorTexts& texts_;
  const base::Log& log_;
  Request request_;
  std::mutex mutex_;
  bool closed_ = false;               // guarded by mutex_
  bool answered_ = false;             // guarded by mutex_
  std::optional<Response> response_;  // guarded by mutex_
  std::function<void()> wake_;        // guarded by mutex_; called under it, so that close() waits for it
};

}  // namespace yinxin::http
