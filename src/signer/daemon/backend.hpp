// Where private keys live and are used. The software backend is one; a module behind SDF or PKCS#11 is
// another.
#pragma once

#include <string>

#include "crypto/sm2.hpp"

namespace yinxin::signer {

/// What a backend hands out once, when a key is made. `secret` is whatever it needs to have the key again at
/// a later start (the software backend: the scalar); the key store seals it and gives it back through load().
struct MadeKey {
  crypto::Sm2PublicKey public_key;
  base::SecretBytes secret;
};

class Backend {
 public:
  virtual ~Backend() = default;
  virtual base::Result<MadeKey> generate() = 0;
  /// Makes a key usable and gives its public half. Errors: Internal `signer.key_file` (not a secret of this
  /// backend's).
  virtual base::Result<crypto::Sm2PublicKey> load(const std::string& id, const base::SecretBytes& secret) = 0;
  /// Signs digests e = SM3(ZA || M) (GM/T 0009 8.2), in order, all or nothing. Checks nothing: the desk has.
  /// Errors: Internal `signer.backend` (no such key loaded, the engine fails).
  virtual base::Result<std::vector<crypto::Sm2Signature>> sign(
      const std::string& id, std::span<const crypto::Sm3Digest> digests) = 0;
  /// Decrypts an SM2Cipher (crypto/sm2_encryption.hpp). Checks nothing: the desk has. Errors: Internal
  /// `signer.backend` (no such key loaded), Malformed or Refused `crypto.sm2.cipher`.
  virtual base::Result<base::SecretBytes> unwrap(const std::string& id, base::ByteView wrapped) = 0;
};

}  // namespace yinxin::signer
