// Once-only, kept by an empty pointer.
#include "http/responder.hpp"

#include <stdexcept>

namespace yinxin::http {

Responder& Responder::operator=(Responder&& other) noexcept {
  if (this != &other) {
    drop();
    sink_ = std::move(other.sink_);
  }
  return *this;
}

std::shared_ptr<Responder::Sink> Responder::take() {
  if (!sink_) throw std::logic_error("a request was answered twice");
  return std::move(sink_);
}

void Responder::drop() noexcept {
  if (!sink_) return;
  const std::shared_ptr<Sink> sink = std::move(sink_);
  sink->fail(
      base::make_error(base::ErrorKind::Internal, "http.unanswered", "the handler ended without an answer"));
}

}  // namespace yinxin::http
