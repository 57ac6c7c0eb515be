#include "signer/daemon/connection.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace yinxin::signer {

Connection::Connection(Fd fd, std::uint64_t id)
    : fd_(std::move(fd)), id_(id), buffer_(kLengthBytes + kMaxFrameBytes) {}

Connection::~Connection() {
  base::wipe(buffer_);
  base::wipe(unsent_);
}

void Connection::receive() {
  while (used_ < buffer_.size()) {
    const ssize_t got = recv(fd_.get(), buffer_.data() + used_, buffer_.size() - used_, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) {
      over_ = true;
      return;
    }
    used_ += static_cast<std::size_t>(got);
  }
}

base::Result<std::optional<Frame>> Connection::next() const {
  if (has_room_problem()) return std::optional<Frame>();
  return next_frame(base::ByteView(buffer_).first(used_));
}

void Connection::release(const Frame& frame) {
  const auto whole = static_cast<std::ptrdiff_t>(frame.whole_bytes);
  const auto used = static_cast<std::ptrdiff_t>(used_);
  std::copy(buffer_.begin() + whole, buffer_.begin() + used, buffer_.begin());
  used_ -= frame.whole_bytes;
  base::wipe(std::span(buffer_).subspan(used_, frame.whole_bytes));
}

void Connection::queue(base::ByteView answer) {
  append_in_place(unsent_, answer);
}

void Connection::flush() {
  std::size_t done = 0;
  while (done < unsent_.size()) {
    const ssize_t put = send(fd_.get(), unsent_.data() + done, unsent_.size() - done, MSG_NOSIGNAL);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0 && errno == EAGAIN) break;
    if (put < 0) {
      over_ = true;
      break;
    }
    done += static_cast<std::size_t>(put);
  }
  remove_front(unsent_, done);
}

}  // namespace yinxin::signer
