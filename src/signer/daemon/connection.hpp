// One peer's socket: octets in, whole frames out of them, answers out. Never blocks.
#pragma once

#include "signer/message.hpp"
#include "signer/unix_socket.hpp"

namespace yinxin::signer {

class Connection {
 public:
  /// No further request is taken while so many octets of answers wait for the peer to read them.
  static constexpr std::size_t kMaxUnsentBytes = 1024 * 1024;

  Connection(Fd fd, std::uint64_t id);
  ~Connection();
  Connection(Connection&&) noexcept = default;
  Connection& operator=(Connection&&) = delete;

  int fd() const { return fd_.get(); }
  std::uint64_t id() const { return id_; }
  bool over() const { return over_; }
  bool wants_to_read() const { return !has_room_problem() && used_ < buffer_.size(); }
  bool wants_to_write() const { return !unsent_.empty(); }

  /// Takes what the socket has. A peer that went away makes it over().
  void receive();
  /// The next whole frame, valid until release(). Nothing while answers pile up. Errors: Malformed
  /// `signer.message`.
  base::Result<std::optional<Frame>> next() const;
  /// The frame is dealt with: its octets, which may hold a credential, are wiped.
  void release(const Frame& frame);
  /// Copies it; what was sent is wiped.
  void queue(base::ByteView answer);
  /// Sends what the socket takes.
  void flush();
  /// After a flush(), the connection ends.
  void end() { over_ = true; }

 private:
  bool has_room_problem() const { return unsent_.size() > kMaxUnsentBytes; }

  Fd fd_;
  std::uint64_t id_;
  bool over_ = false;
  base::Bytes buffer_;  // room for one frame of the largest size; never moves, so that nothing is left behind
  std::size_t used_ = 0;  // of buffer_
  base::Bytes unsent_;
};

}  // namespace yinxin::signer
