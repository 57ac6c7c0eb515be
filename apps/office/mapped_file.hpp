// A file as memory.
#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

#include "base/files.hpp"
#include "signer/unix_socket.hpp"

namespace yinxin::office {

/// Read-only: a backup or a handover bundle may be larger than what there is of memory. Errors: those of
/// base::file_error().
class MappedFile {
 public:
  static base::Result<MappedFile> open(const std::filesystem::path& path) {
    const signer::Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return base::file_error(errno, "opening", path);
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) return base::file_error(errno, "reading", path);
    MappedFile mapped;
    mapped.size_ = static_cast<std::size_t>(status.st_size);
    if (mapped.size_ == 0) return mapped;
    void* at = ::mmap(nullptr, mapped.size_, PROT_READ, MAP_PRIVATE, file.get(), 0);
    if (at == MAP_FAILED) return base::file_error(errno, "reading", path);
    mapped.at_ = static_cast<const std::uint8_t*>(at);
    return mapped;
  }
  MappedFile(MappedFile&& other) noexcept : at_(std::exchange(other.at_, nullptr)), size_(other.size_) {}
  MappedFile& operator=(MappedFile&&) = delete;
  ~MappedFile() {
    if (at_ != nullptr) ::munmap(const_cast<std::uint8_t*>(at_), size_);
  }
  base::ByteView octets() const { return {at_, at_ == nullptr ? 0 : size_}; }

 private:
  MappedFile() = default;
  const std::uint8_t* at_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace yinxin::office
