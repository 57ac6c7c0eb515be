// Private keys as files: PKCS#8 (RFC 5958) in PEM (RFC 7468), plain or encrypted with PBES2 (RFC 8018).
#pragma once

#include <string>

#include "crypto/sm2.hpp"

namespace yinxin::crypto {

/// Which reader the encrypted file is meant for (standards.md 7.1, 18).
enum class KeyFileForm {
  Gm,       ///< PBKDF2 with HMAC-SM3, SM4-CBC: what GmSSL-style tools read
  OpenSsl,  ///< PBKDF2 with HMAC-SHA-256, SM4-CBC: what OpenSSL 3.0 reads
};

inline constexpr std::uint32_t kPbkdf2Iterations = 65536;
/// A hostile file may not hold us for minutes.
inline constexpr std::uint32_t kMaxPbkdf2Iterations = 10'000'000;

/// "PRIVATE KEY", unencrypted. The text holds the key: for demonstrations and for pipes only.
base::SecretBytes private_key_pem(const Sm2PrivateKey& key);
/// "ENCRYPTED PRIVATE KEY". `password` is not empty and `iterations` is in [1, kMaxPbkdf2Iterations].
std::string encrypted_key_pem(const Sm2PrivateKey& key, const base::SecretBytes& password, KeyFileForm form,
                              std::uint32_t iterations = kPbkdf2Iterations);

/// Reads either form; `password` may be empty for an unencrypted one. Also reads SEC1 "EC PRIVATE KEY" (RFC
/// 5915). Errors: Malformed `crypto.key_file.format`, Refused `crypto.key_file.password`.
base::Result<Sm2PrivateKey> read_private_key_pem(base::ByteView pem, const base::SecretBytes& password);

/// PEM with any label (RFC 7468 strict form on output; lax white space on input).
std::string to_pem(std::string_view label, base::ByteView der);
/// The first block with this label. Errors: Malformed `crypto.pem`.
base::Result<base::Bytes> from_pem(std::string_view label, std::string_view text);

}  // namespace yinxin::crypto
