#include "signer/unix_socket.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>

namespace yinxin::signer {
namespace {

using base::ErrorKind;
using base::make_error;

constexpr int kBacklog = 64;

std::optional<sockaddr_un> address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof(address.sun_path)) return std::nullopt;
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

base::Error socket_error(std::string detail) {
  return make_error(ErrorKind::Unavailable, "signer.socket", std::move(detail));
}

base::Result<void> remove_stale(const std::string& path) {
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0) return {};
  if (!S_ISSOCK(info.st_mode)) return socket_error("another file is at the socket's path");
  if (connect_unix(path)) return socket_error("another daemon answers at the socket's path");
  if (unlink(path.c_str()) != 0) return socket_error(with_errno("removing the stale socket"));
  return {};
}

}  // namespace

Fd& Fd::operator=(Fd&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

Fd::~Fd() {
  if (fd_ >= 0) close(fd_);
}

std::string with_errno(std::string_view what) {
  return std::string(what) + ": " + std::generic_category().message(errno);
}

base::Result<Fd> connect_unix(const std::string& path) {
  const auto unreachable = [](std::string why) {
    return make_error(ErrorKind::Unavailable, "signer.unreachable", std::move(why));
  };
  const auto address = address_of(path);
  if (!address) return unreachable("socket path empty or too long");
  Fd fd(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd) return unreachable(with_errno("socket"));
  if (connect(fd.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof(*address)) != 0) {
    return unreachable(with_errno("connect"));
  }
  return fd;
}

base::Result<Fd> listen_unix(const std::string& path, unsigned mode) {
  const auto address = address_of(path);
  if (!address) return socket_error("socket path empty or too long");
  YX_CHECK(remove_stale(path));
  Fd fd(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd) return socket_error(with_errno("socket"));
  const mode_t before = umask(0777);  // nobody connects until the mode is what it should be
  const int bound = bind(fd.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof(*address));
  umask(before);
  if (bound != 0) return socket_error(with_errno("bind"));
  if (chmod(path.c_str(), static_cast<mode_t>(mode)) != 0) return socket_error(with_errno("chmod"));
  if (listen(fd.get(), kBacklog) != 0) return socket_error(with_errno("listen"));
  return fd;
}

}  // namespace yinxin::signer
