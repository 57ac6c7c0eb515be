// Key material in memory: locked pages, wiped on the way out, no copies.
#pragma once

#include <cstddef>

#include "base/bytes.hpp"

namespace yinxin::base {

/// Owns secret octets. Pages are locked with mlock (decisions.md 11: never mlockall) and excluded from core
/// dumps; `locked()` says whether the kernel allowed it. Move only. The octets are read through reveal():
/// searching for that word finds every reader (tools/check_layers allows it in crypto, signer and privacy
/// only).
class SecretBytes {
 public:
  SecretBytes() = default;
  /// `size` zero octets, to be filled through writable().
  explicit SecretBytes(std::size_t size);
  /// Copies `from`; wiping the source is the caller's affair (see wipe()).
  static SecretBytes copy_of(ByteView from);

  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  SecretBytes(SecretBytes&& other) noexcept;
  SecretBytes& operator=(SecretBytes&& other) noexcept;
  ~SecretBytes();

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  bool locked() const { return locked_; }
  ByteView reveal() const { return {data_, size_}; }
  std::span<std::uint8_t> writable() { return {data_, size_}; }

 private:
  void release() noexcept;

  std::uint8_t* data_ = nullptr;  // in locked pages that hold nothing but secrets
  std::size_t size_ = 0;
  bool locked_ = false;
};

/// Overwrites in a way the compiler may not drop.
void wipe(std::span<std::uint8_t> bytes);

}  // namespace yinxin::base
