#include "base/files.hpp"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <system_error>
#include <utility>

namespace yinxin::base {
namespace {

namespace fs = std::filesystem;

/// Closes on the way out.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }
  bool open() const { return number_ >= 0; }

 private:
  int number_;
};

/// Removes a half-written file unless it was kept.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string path) : path_(std::move(path)) {}
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  const std::string& path() const { return path_; }
  void keep() { path_.clear(); }

 private:
  std::string path_;
};

Result<void> write_all(int descriptor, ByteView content, const fs::path& path) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return file_error(errno, "write", path);
    }
    content = content.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

/// After a failed fsync the kernel may have dropped the pages: it is never tried again.
Result<void> sync(int descriptor, const fs::path& path) {
  if (::fsync(descriptor) != 0) return file_error(errno, "sync", path);
  return {};
}

Result<void> sync_folder(const fs::path& folder) {
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened.open()) return file_error(errno, "open", folder);
  return sync(opened.number(), folder);
}

}  // namespace

Error file_error(int error_number, std::string_view doing, const fs::path& path) {
  std::string detail =
      std::string(doing) + " " + path.string() + ": " + std::generic_category().message(error_number);
  switch (error_number) {
    case ENOENT:
      return make_error(ErrorKind::NotFound, "base.file.missing", std::move(detail));
    case ENOSPC:
    case EDQUOT:
      return make_error(ErrorKind::Unavailable, "base.file.full", std::move(detail));
    default:
      return make_error(ErrorKind::Internal, "base.file.failed", std::move(detail));
  }
}

Result<Bytes> read_file(const fs::path& path, std::size_t max_bytes) {
  const Descriptor file(
      ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));  // a pipe must not hold us up
  if (!file.open()) return file_error(errno, "open", path);
  struct stat status = {};
  if (::fstat(file.number(), &status) != 0) return file_error(errno, "stat", path);
  if (!S_ISREG(status.st_mode)) return make_error(ErrorKind::Refused, "base.file.not_regular", path.string());

  // The size is a hint only: files grow, and those of /proc say 0.
  Bytes content;
  std::size_t room = std::min(max_bytes, static_cast<std::size_t>(status.st_size)) + 1;
  for (;;) {
    const std::size_t filled = content.size();
    content.resize(filled + room);
    const ssize_t got = ::read(file.number(), content.data() + filled, room);
    content.resize(filled + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return file_error(errno, "read", path);
    if (content.size() > max_bytes) {
      return make_error(ErrorKind::TooLarge, "base.file.too_large",
                        path.string() + " has more than " + std::to_string(max_bytes) + " octets");
    }
    if (got == 0) return content;
    room = std::min(max_bytes - content.size() + 1, std::size_t{64} * 1024);
  }
}

Result<void> write_file_durably(const fs::path& path, ByteView content, mode_t mode) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::string name = (folder / ("." + path.filename().string() + ".XXXXXX")).string();
  const Descriptor file(
      ::mkostemp(name.data(), O_CLOEXEC));  // made with 0600, so never wider open than asked
  if (!file.open()) return file_error(errno, "create", name);
  TemporaryFile temporary(std::move(name));

  YX_CHECK(write_all(file.number(), content, path));
  if (::fchmod(file.number(), mode) != 0) return file_error(errno, "set the mode of", path);
  YX_CHECK(sync(file.number(), path));
  if (::rename(temporary.path().c_str(), path.c_str()) != 0) return file_error(errno, "rename to", path);
  temporary.keep();
  return sync_folder(folder);
}

}  // namespace yinxin::base
