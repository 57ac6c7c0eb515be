// The client's side of the socket: a thread that sends requests as they come and hands answers back by
// request number.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

#include "signer/message.hpp"
#include "signer/unix_socket.hpp"

namespace yinxin::signer {

class Link {
 public:
  /// The body of a good answer, or the error: the daemon's own, or Unavailable `signer.unreachable`.
  /// Called once, on the link's thread; must not block.
  using Handler = std::function<void(base::Result<base::Bytes>)>;
  static constexpr std::size_t kMaxQueuedBytes =
      64 * 1024 * 1024;  // not yet sent; over it: TooMany `signer.queue_full`

  explicit Link(std::string socket_path);
  /// Completes whatever is unanswered as unreachable.
  ~Link();
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  /// Never blocks on the socket. `body` is wiped once it is sent when it holds a secret; so is what was read
  /// from the socket once the answer is out of it.
  void submit(MessageType type, base::Bytes body, Handler done);
  /// Waits for the answer. Not from a handler.
  base::Result<base::Bytes> call(MessageType type, base::Bytes body);
  /// As call(), and says under which request number it went.
  base::Result<base::Bytes> call(MessageType type, base::Bytes body, std::uint64_t& number);

 private:
  struct Request {
    MessageType type = MessageType::Status;
    std::uint64_t number = 0;
    base::Bytes frame;
    std::size_t sent = 0;
    Handler done;
    std::optional<base::Error> refused;  // before it was sent
  };

  std::uint64_t enqueue(MessageType type, base::Bytes body, Handler done);
  void run();
  bool collect();
  bool send_some();
  bool receive_some();
  bool take_answers();
  void wait() const;
  void answer(std::uint64_t number, base::Result<base::Bytes> result);
  void disconnect(const std::string& why);

  const std::string path_;
  Fd wake_;  // eventfd
  std::mutex mutex_;
  std::deque<Request> submitted_;  // guarded by mutex_
  std::size_t queued_bytes_ = 0;   // guarded by mutex_
  std::uint64_t next_number_ = 1;  // guarded by mutex_
  bool stopping_ = false;          // guarded by mutex_

  // Only the thread touches these.
  Fd socket_;
  std::deque<Request> outgoing_;
  std::map<std::uint64_t, Request> waiting_;
  base::Bytes input_;

  std::thread thread_;
};

}  // namespace yinxin::signer
