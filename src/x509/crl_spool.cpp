#include "x509/crl_spool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace yinxin::x509 {
namespace {

base::Error failed(const char* step) {
  return base::make_error(base::ErrorKind::Internal, "x509.crl.spool",
                          std::string(step) + ": " + std::generic_category().message(errno));
}

}  // namespace

base::Result<Spool> Spool::open(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor < 0) return failed("open");
  return Spool(descriptor);
}

Spool::Spool(Spool&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_) {}

Spool::~Spool() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

base::Result<void> Spool::append(base::ByteView octets) {
  std::uint64_t at = size_;
  while (!octets.empty()) {
    const ssize_t written = ::pwrite(descriptor_, octets.data(), octets.size(), static_cast<off_t>(at));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return failed("write");
    octets = octets.subspan(static_cast<std::size_t>(written));
    at += static_cast<std::uint64_t>(written);
  }
  size_ = at;
  return {};
}

base::Result<void> Spool::read(const ChunkSink& sink) const {
  base::Bytes chunk(static_cast<std::size_t>(std::min<std::uint64_t>(kCrlChunkBytes, size_)));
  for (std::uint64_t at = 0; at < size_;) {
    const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(chunk.size(), size_ - at));
    const ssize_t got = ::pread(descriptor_, chunk.data(), wanted, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return failed("read");
    YX_CHECK(sink(base::ByteView(chunk).first(static_cast<std::size_t>(got))));
    at += static_cast<std::uint64_t>(got);
  }
  return {};
}

}  // namespace yinxin::x509
