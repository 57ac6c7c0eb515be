// How a handler answers: once, from any thread, now or later (decisions.md 4: no thread waits for a commit or
// a signature).
#pragma once

#include <memory>

#include "base/completion.hpp"
#include "http/message.hpp"

namespace yinxin::http {

/// The right and the duty to answer one request. Move only. Answering hands it back: a second answer through
/// the same Responder is a broken invariant (throws std::logic_error). One that is dropped unanswered answers
/// Internal `http.unanswered`, so that no client waits for nothing. Thread safe in that any one thread may
/// use it.
class Responder {
 public:
  /// Where answers go; the server has one for each request. Both calls may come from any thread, and do not
  /// throw.
  class Sink {
   public:
    virtual ~Sink() = default;
    virtual void answer(Response response) noexcept = 0;
    virtual void fail(base::Error error) noexcept = 0;
  };

  explicit Responder(std::shared_ptr<Sink> sink) : sink_(std::move(sink)) {}
  Responder(Responder&&) noexcept = default;
  Responder& operator=(Responder&& other) noexcept;
  Responder(const Responder&) = delete;
  Responder& operator=(const Responder&) = delete;
  ~Responder() { drop(); }

  /// Sends this response. The request it belongs to must not be touched afterwards.
  void answer(Response response) { take()->answer(std::move(response)); }
  /// Sends the problem document for this error (problem.hpp). An Internal error is logged with the request's
  /// id.
  void fail(base::Error error) { take()->fail(std::move(error)); }

 private:
  std::shared_ptr<Sink> take();
  void drop() noexcept;

  std::shared_ptr<Sink> sink_;
};

/// Turns a responder into the completion that stores, signers and the like expect: an error becomes its
/// problem document, a value goes through `to_response`, which must not block. If that throws, the answer is
/// Internal `http.unanswered`.
template <class T, class ToResponse>
base::Completion<T> completion(Responder responder, ToResponse to_response) {
  auto held = std::make_shared<Responder>(
      std::move(responder));  // std::function wants copies; the first call answers
  return [held, to_response = std::move(to_response)](base::Result<T> result) mutable {
    Responder mine = std::move(*held);
    if (!result) return mine.fail(std::move(result).error());
    try {
      if constexpr (std::is_void_v<T>) {
        mine.answer(to_response());
      } else {
        mine.answer(to_response(std::move(result).value()));
      }
    } catch (...) {
      // `mine` was not used up: its end answers.
    }
  };
}

}  // namespace yinxin::http
