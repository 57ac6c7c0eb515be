// SM2 encryption (GB/T 32918.4-2016, C1 || C3 || C2 with SM3) in the form of GM/T 0009-2012 7.2: how data
// keys are wrapped for the signer (decisions.md 1).
#pragma once

#include "crypto/sm2.hpp"

namespace yinxin::crypto {

inline constexpr std::size_t kMaxSm2MessageBytes = 1024;  // keys and short records; more is SM4's work
/// SM2Cipher of a message of `size` octets is at most this long.
constexpr std::size_t sm2_cipher_bytes(std::size_t size) {
  return size + 124;  // SEQUENCE 4, two INTEGERs of 35, HASH 34, OCTET STRING's head 4, and twelve to spare
}

/// SM2Cipher ::= SEQUENCE { XCoordinate INTEGER, YCoordinate INTEGER, HASH OCTET STRING, CipherText OCTET
/// STRING }, as DER. Randomised. Errors: Refused `crypto.sm2.cipher` (a message that is not 1 to
/// kMaxSm2MessageBytes octets), Internal `crypto.sm2.cipher` (the engine fails).
base::Result<base::Bytes> sm2_encrypt(const Sm2PublicKey& key, base::ByteView message);
/// The same for a secret, such as a data key to be wrapped.
base::Result<base::Bytes> sm2_encrypt(const Sm2PublicKey& key, const base::SecretBytes& secret);

/// Errors: Malformed `crypto.sm2.cipher` (not an SM2Cipher in strict DER, its point is not on the curve),
/// Refused `crypto.sm2.cipher` (made for another key, or changed).
base::Result<base::SecretBytes> sm2_decrypt(const Sm2PrivateKey& key, base::ByteView der);

}  // namespace yinxin::crypto
