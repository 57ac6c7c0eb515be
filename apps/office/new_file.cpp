#include "office/new_file.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/files.hpp"

namespace yinxin::office {

using base::Result;

NewFile::NewFile(NewFile&& other) noexcept
    : path_(std::move(other.path_)),
      unnamed_(std::exchange(other.unnamed_, "")),
      file_(std::move(other.file_)),
      size_(other.size_) {}

NewFile::~NewFile() {
  if (!unnamed_.empty()) ::unlink(unnamed_.c_str());
}

Result<NewFile> NewFile::start(const std::filesystem::path& path) {
  NewFile file;
  file.path_ = std::filesystem::absolute(path);
  std::string name = file.path_.string() + ".XXXXXX";
  file.file_ = signer::Fd(::mkostemp(name.data(), O_CLOEXEC));  // mode 0600
  if (!file.file_) return base::file_error(errno, "creating", path);
  file.unnamed_ = std::move(name);
  return file;
}

Result<void> NewFile::write(base::ByteView octets) {
  while (!octets.empty()) {
    const ssize_t written = ::write(file_.get(), octets.data(), octets.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return base::file_error(errno, "writing", path_);
    size_ += static_cast<std::uint64_t>(written);
    octets = octets.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> NewFile::keep() {
  if (::fsync(file_.get()) != 0) return base::file_error(errno, "syncing", path_);
  // link(2) never replaces a file.
  if (::link(unnamed_.c_str(), path_.c_str()) != 0) {
    if (errno == EEXIST)
      return base::make_error(base::ErrorKind::Conflict, "office.backup.exists", path_.string());
    return base::file_error(errno, "naming", path_);
  }
  ::unlink(unnamed_.c_str());
  unnamed_.clear();
  const signer::Fd folder(::open(path_.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder || ::fsync(folder.get()) != 0) return base::file_error(errno, "syncing", path_.parent_path());
  return {};
}

}  // namespace yinxin::office
