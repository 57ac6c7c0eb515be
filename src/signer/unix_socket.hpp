// Unix stream sockets as both ends use them: close-on-exec, non-blocking.
#pragma once

#include <string>
#include <utility>

#include "base/result.hpp"

namespace yinxin::signer {

/// Owns a file descriptor.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept;
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  ~Fd();

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

/// Errors: Unavailable `signer.unreachable` (nobody listens there, or its queue is full), with the reason.
base::Result<Fd> connect_unix(const std::string& path);

/// Listens at `path` with this mode. A socket that nobody answers is replaced; any other file there is not.
/// Errors: Unavailable `signer.socket` (path too long for sun_path, another daemon answers, the system
/// refuses).
base::Result<Fd> listen_unix(const std::string& path, unsigned mode);

/// "what: the text of errno", for details.
std::string with_errno(std::string_view what);

}  // namespace yinxin::signer
