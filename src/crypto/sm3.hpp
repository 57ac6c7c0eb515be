// SM3 (GB/T 32905-2016, GM/T 0004-2012) and HMAC-SM3 (RFC 2104 with SM3).
#pragma once

#include <array>
#include <memory>
#include <span>

#include "base/bytes.hpp"
#include "base/secret_bytes.hpp"

namespace yinxin::crypto {

inline constexpr std::size_t kSm3Size = 32;
using Sm3Digest = std::array<std::uint8_t, kSm3Size>;

/// One stream of input; reset by finish(). What it held of the input is wiped by finish() and by the
/// destructor.
class Sm3 {
 public:
  Sm3();
  Sm3(Sm3&&) noexcept;
  Sm3& operator=(Sm3&&) noexcept;
  ~Sm3();
  Sm3& update(base::ByteView bytes);
  /// The digest of all that was given since the start or the last finish().
  Sm3Digest finish();

 private:
  static constexpr std::size_t kBlockSize = 64;
  struct OpenSsl;
  void start();
  void pad();

  std::array<std::uint32_t, 8> state_;
  std::array<std::uint8_t, kBlockSize> pending_;  // size_ % kBlockSize octets of it
  std::uint64_t size_ = 0;
  std::unique_ptr<OpenSsl> openssl_;  // where engine.hpp says so; then it has all the rest
};

Sm3Digest sm3(base::ByteView bytes);
/// digests[i] = sm3(messages[i]), several at once; both the same length.
void sm3_batch(std::span<const base::ByteView> messages, std::span<Sm3Digest> digests);
/// digests[i] = sm3(heads[i] || messages[i]).
void sm3_batch(std::span<const base::ByteView> heads, std::span<const base::ByteView> messages,
               std::span<Sm3Digest> digests);

Sm3Digest hmac_sm3(base::ByteView key, base::ByteView message);
Sm3Digest hmac_sm3(const base::SecretBytes& key, base::ByteView message);

/// HKDF-Expand (RFC 5869 2.3) over HMAC-SM3; `size` at most 255 * 32.
base::SecretBytes hkdf_expand_sm3(const base::SecretBytes& key, base::ByteView info, std::size_t size);

/// Digests that others put in OCSP CertIDs and in requests. Not for anything of ours.
std::array<std::uint8_t, 20> sha1(base::ByteView bytes);
std::array<std::uint8_t, 32> sha256(base::ByteView bytes);

}  // namespace yinxin::crypto
