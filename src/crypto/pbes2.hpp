// Password-based encryption of a private key: EncryptedPrivateKeyInfo (RFC 5958 section 3) with PBES2, PBKDF2
// and SM4-CBC (RFC 8018 section 6.2, appendix A). Under key_file.hpp.
#pragma once

#include "crypto/key_file.hpp"

namespace yinxin::crypto {

/// Views into the file.
struct EncryptedKeyInfo {
  KeyFileForm form = KeyFileForm::Gm;
  base::ByteView salt;
  std::uint32_t iterations = 0;  // 1 to kMaxPbkdf2Iterations
  base::ByteView iv;             // 16 octets
  base::ByteView ciphertext;     // whole blocks, at least one
};

/// Errors: Malformed with whatever code the reader gives; the caller puts its own.
base::Result<EncryptedKeyInfo> read_encrypted_key_info(base::ByteView der);
base::Bytes encrypted_key_info(base::ByteView private_key_info, const base::SecretBytes& password,
                               KeyFileForm form, std::uint32_t iterations);
/// The octets of a PrivateKeyInfo: one DER SEQUENCE, not looked into. Errors: Refused
/// `crypto.key_file.password`.
base::Result<base::SecretBytes> decrypt_key_info(const EncryptedKeyInfo& info,
                                                 const base::SecretBytes& password);

}  // namespace yinxin::crypto
