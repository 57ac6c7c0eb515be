// An unnamed file for octets that must be held until their number is known, and are too many for memory.
#pragma once

#include "x509/crl.hpp"

namespace yinxin::x509 {

/// Appends, then reads all of it from the start as often as wanted. The kernel frees the file with the last
/// descriptor, so that a crash leaves nothing behind.
class Spool {
 public:
  /// Errors: Internal `x509.crl.spool`.
  static base::Result<Spool> open(const std::string& folder);
  Spool(Spool&& other) noexcept;
  Spool& operator=(Spool&&) = delete;
  ~Spool();

  std::uint64_t size() const { return size_; }
  /// Errors: Internal `x509.crl.spool` (disk full). What was appended before stays.
  base::Result<void> append(base::ByteView octets);
  /// Passes everything to `sink`, at most kCrlChunkBytes a call. Errors: Internal `x509.crl.spool`; those of
  /// `sink`.
  base::Result<void> read(const ChunkSink& sink) const;

 private:
  explicit Spool(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
  std::uint64_t size_ = 0;
};

}  // namespace yinxin::x509
