#include "signer/link.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>

#include "base/completion.hpp"

namespace yinxin::signer {
namespace {

base::Error unreachable(std::string why) {
  return base::make_error(base::ErrorKind::Unavailable, "signer.unreachable", std::move(why));
}

bool would_block() {
  return errno == EAGAIN || errno == EINTR;
}

}  // namespace

Link::Link(std::string socket_path)
    : path_(std::move(socket_path)), wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!wake_) throw std::runtime_error(with_errno("eventfd"));
  thread_ = std::thread([this] { run(); });
}

Link::~Link() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  eventfd_write(wake_.get(), 1);
  thread_.join();
}

std::uint64_t Link::enqueue(MessageType type, base::Bytes body, Handler done) {
  Request request;
  request.type = type;
  request.done = std::move(done);
  std::uint64_t number = 0;
  {
    const std::lock_guard lock(mutex_);
    number = request.number = next_number_++;
    if (body.size() + kFrameHeadBytes > kMaxFrameBytes) {
      request.refused =
          base::make_error(base::ErrorKind::TooLarge, "signer.message_size", "over 256 KiB in one message");
    } else if (queued_bytes_ + body.size() > kMaxQueuedBytes) {
      request.refused =
          base::make_error(base::ErrorKind::TooMany, "signer.queue_full", "too much waits to be sent");
    } else {
      request.frame = encode_frame(static_cast<std::uint8_t>(type), number, body);
      queued_bytes_ += request.frame.size();
    }
    submitted_.push_back(std::move(request));
  }
  if (asks_with_secret(type)) base::wipe(body);
  eventfd_write(wake_.get(), 1);
  return number;
}

void Link::submit(MessageType type, base::Bytes body, Handler done) {
  enqueue(type, std::move(body), std::move(done));
}

base::Result<base::Bytes> Link::call(MessageType type, base::Bytes body, std::uint64_t& number) {
  base::Waiter<base::Bytes> waiter;
  number = enqueue(type, std::move(body), waiter.completion());
  return waiter.wait();
}

base::Result<base::Bytes> Link::call(MessageType type, base::Bytes body) {
  std::uint64_t number = 0;
  return call(type, std::move(body), number);
}

void Link::run() {
  while (collect()) {
    if (!outgoing_.empty() && !socket_) {
      auto connected = connect_unix(path_);
      if (connected) {
        socket_ = std::move(connected).value();
      } else {
        disconnect(connected.error().detail);
      }
    }
    if (socket_ && !send_some()) disconnect(with_errno("send"));
    wait();
    if (socket_ && !receive_some()) disconnect("the daemon closed the connection");
  }
  disconnect("the client is closing");
}

/// Takes over what was submitted; false when the link is to end.
bool Link::collect() {
  std::deque<Request> fresh;
  bool going_on = true;
  {
    const std::lock_guard lock(mutex_);
    fresh.swap(submitted_);
    going_on = !stopping_;
  }
  for (Request& request : fresh) {
    if (request.refused) {
      request.done(*request.refused);
    } else {
      outgoing_.push_back(std::move(request));
    }
  }
  return going_on;
}

/// Sends until the socket takes no more; false when it is broken.
bool Link::send_some() {
  while (!outgoing_.empty()) {
    Request& request = outgoing_.front();
    const base::ByteView left = base::ByteView(request.frame).subspan(request.sent);
    const ssize_t sent = ::send(socket_.get(), left.data(), left.size(), MSG_NOSIGNAL);
    if (sent < 0) return would_block();
    request.sent += static_cast<std::size_t>(sent);
    if (request.sent < request.frame.size()) continue;
    {
      const std::lock_guard lock(mutex_);
      queued_bytes_ -= request.frame.size();
    }
    if (asks_with_secret(request.type)) base::wipe(request.frame);
    request.frame = {};
    const std::uint64_t number = request.number;
    waiting_.emplace(number, std::move(request));
    outgoing_.pop_front();
  }
  return true;
}

/// Waits for octets from the daemon, for room to send, or for a submission.
void Link::wait() const {
  std::array<pollfd, 2> fds{};
  fds[0] = {wake_.get(), POLLIN, 0};
  fds[1] = {socket_.get(), static_cast<short>(POLLIN | (outgoing_.empty() ? 0 : POLLOUT)),
            0};  // ignored when -1
  poll(fds.data(), fds.size(), -1);
  eventfd_t count = 0;
  eventfd_read(wake_.get(), &count);
}

/// Reads what is there and hands out whole answers; false when the connection is over.
bool Link::receive_some() {
  std::array<std::uint8_t, 64 * 1024> chunk;
  while (true) {
    const ssize_t got = recv(socket_.get(), chunk.data(), chunk.size(), 0);
    if (got == 0) return false;
    if (got < 0) return would_block();
    const auto fresh = std::span(chunk).first(static_cast<std::size_t>(got));
    append_in_place(input_, fresh);
    base::wipe(fresh);
    if (!take_answers()) return false;
  }
}

bool Link::take_answers() {
  std::size_t taken = 0;
  bool sound = true;
  while (sound) {
    const auto next = next_frame(base::ByteView(input_).subspan(taken));
    if (!next) return false;
    if (!next->has_value()) break;
    const Frame& frame = **next;
    taken += frame.whole_bytes;
    const auto request = waiting_.find(frame.number);
    sound = request != waiting_.end() &&
            (frame.type == kErrorAnswer || frame.type == answer_type(request->second.type));
    if (!sound) break;
    if (frame.type == kErrorAnswer) {
      answer(frame.number, decode_error(frame.body));
    } else {
      answer(frame.number, base::to_bytes(frame.body));
    }
  }
  remove_front(input_, taken);
  return sound;
}

void Link::answer(std::uint64_t number, base::Result<base::Bytes> result) {
  const auto request = waiting_.find(number);
  const Handler done = std::move(request->second.done);
  waiting_.erase(request);
  done(std::move(result));
}

/// Ends the connection; whatever has no answer yet gets none from it (asking again is safe: PROTOCOL.md).
void Link::disconnect(const std::string& why) {
  socket_ = Fd();
  remove_front(input_, input_.size());
  std::map<std::uint64_t, Request> unanswered;
  unanswered.swap(waiting_);
  std::size_t unsent_bytes = 0;
  for (Request& request : outgoing_) {
    unsent_bytes += request.frame.size();
    base::wipe(request.frame);
    const std::uint64_t number = request.number;
    unanswered.emplace(number, std::move(request));
  }
  outgoing_.clear();
  {
    const std::lock_guard lock(mutex_);
    queued_bytes_ -= unsent_bytes;
  }
  for (auto& [number, request] : unanswered) request.done(unreachable(why));
}

}  // namespace yinxin::signer
