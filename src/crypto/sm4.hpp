// SM4 (GB/T 32907-2016) for stored data: counter mode, then HMAC-SM3 over everything (encrypt-then-MAC).
#pragma once

#include "base/bytes.hpp"
#include "base/secret_bytes.hpp"

namespace yinxin::crypto {

inline constexpr std::size_t kSealKeySize = 32;  // expanded by HKDF into an SM4 key and a MAC key
/// version octet || 16-octet nonce || 32-octet tag
inline constexpr std::size_t kSealOverhead = 49;

/// version 01 || nonce || SM4-CTR(plaintext) || tag, where tag = HMAC-SM3(length of associated in 8 octets ||
/// associated || version || nonce || ciphertext). The keys are HKDF-Expand(key, "yinxin seal 1 sm4-ctr", 16)
/// and (key, "yinxin seal 1 hmac-sm3", 32). `key` is kSealKeySize octets. `associated` is bound but not
/// stored (table, column, row id).
class SealKey {
 public:
  /// Throws std::invalid_argument for a key of another size.
  explicit SealKey(const base::SecretBytes& key);

  base::Bytes seal(base::ByteView plaintext, base::ByteView associated) const;
  /// Errors: Refused `crypto.seal.tag` (wrong key, wrong associated data or changed octets), Malformed
  /// `crypto.seal.format`.
  base::Result<base::SecretBytes> open(base::ByteView sealed, base::ByteView associated) const;

 private:
  base::SecretBytes cipher_key_;
  base::SecretBytes mac_key_;
};

/// The same with a key that is used once: expanding it costs more than sealing a short text.
base::Bytes seal(const base::SecretBytes& key, base::ByteView plaintext, base::ByteView associated);
base::Result<base::SecretBytes> open(const base::SecretBytes& key, base::ByteView sealed,
                                     base::ByteView associated);

}  // namespace yinxin::crypto
