// A file that has no name until it is whole.
#pragma once

#include <filesystem>

#include "base/bytes.hpp"
#include "signer/unix_socket.hpp"

namespace yinxin::office {

/// Written under a name of its own beside the final one, readable by its owner only; that one goes when this
/// ends without keep().
class NewFile {
 public:
  /// Errors of all: those of base::file_error().
  static base::Result<NewFile> start(const std::filesystem::path& path);
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;
  ~NewFile();

  base::Result<void> write(base::ByteView octets);
  std::uint64_t size() const { return size_; }
  /// Durable under its final name on return. Errors: also Conflict `office.backup.exists`.
  base::Result<void> keep();

 private:
  NewFile() = default;
  std::filesystem::path path_;
  std::string unnamed_;  // where it is meanwhile; empty: nowhere
  signer::Fd file_;
  std::uint64_t size_ = 0;
};

}  // namespace yinxin::office
