// SM4 (GB/T 32907-2016) for stored data: counter mode, then HMAC-SM3 over everything (encrypt-then-MAC).
#pragma once

#include "base/bytes.hpp"
#include "base/secret_bytes.hpp"

namespace yinxin::crypto {

inline constexpr std::size_t kSealKeySize = 32;  // expanded by HKDF into an SM4 key and a MAC key
/// version octet || 16-octet nonce || 32-octet tag
inline constexpr std::size_t kSealOverhead = 49;

/// version 01 || nonce || SM4-CTR(plaintext) || HMAC-SM3(associated-length || associated || version || nonce || ciphertext).
/// `key` is kSealKeySize octets. `associated` is bound but not stored (table, column, row id).
base::Bytes seal(const base::SecretBytes& key, base::ByteView plaintext, base::ByteView associated);
/// Errors: Refused `crypto.seal.tag` (wrong key, wrong associated data or changed octets), Malformed `crypto.seal.format`.
base::Result<base::SecretBytes> open(const base::SecretBytes& key, base::ByteView sealed, base::ByteView associated);

}  // namespace yinxin::crypto
