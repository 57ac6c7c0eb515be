// SM2 signatures (GB/T 32918.2-2016, GM/T 0003.2, recommended curve of 32918.5). The arithmetic under them is
// an engine's (engine.hpp).
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "crypto/sm3.hpp"

namespace yinxin::crypto {

/// The distinguishing id of GM/T 0009-2012 chapter 10, used for certificates, requests, CRLs, OCSP and all of
/// ours.
inline constexpr std::string_view kDefaultSm2Id = "1234567812345678";

/// r and s, 32 octets each, big-endian.
struct Sm2Signature {
  std::array<std::uint8_t, 32> r{};
  std::array<std::uint8_t, 32> s{};

  /// SEQUENCE { r INTEGER, s INTEGER } (GM/T 0009 7.3), minimal DER.
  base::Bytes to_der() const;
  /// Strict DER; 1 <= r, s < 2^256 (the range below n is checked by verify). Errors: Malformed
  /// `crypto.sm2.signature`.
  static base::Result<Sm2Signature> from_der(base::ByteView der);
  friend bool operator==(const Sm2Signature&, const Sm2Signature&) = default;
};

/// A point on the curve, never infinity.
class Sm2PublicKey {
 public:
  static constexpr std::size_t kPointSize = 65;  // 04 || X || Y

  /// Accepts exactly 04 || X || Y with both coordinates below p and the point on the curve (cofactor 1: in
  /// the group). Errors: Malformed `crypto.sm2.public_key`.
  static base::Result<Sm2PublicKey> from_point(base::ByteView point);

  const std::array<std::uint8_t, kPointSize>& point() const { return point_; }
  friend bool operator==(const Sm2PublicKey& a, const Sm2PublicKey& b) { return a.point_ == b.point_; }

 private:
  friend class Sm2PrivateKey;
  friend struct Sm2Access;
  std::array<std::uint8_t, kPointSize> point_{};
  std::shared_ptr<const void> engine_;  // the engine's prepared form
};

/// d in [1, n-2], in locked memory. Move only.
class Sm2PrivateKey {
 public:
  static Sm2PrivateKey generate();
  /// From the 32-octet big-endian scalar. Errors: Malformed `crypto.sm2.private_key` when not in [1, n-2].
  static base::Result<Sm2PrivateKey> from_scalar(base::SecretBytes scalar);

  const Sm2PublicKey& public_key() const { return public_key_; }
  /// The scalar, for key files only.
  const base::SecretBytes& scalar() const { return scalar_; }

 private:
  friend struct Sm2Access;
  Sm2PrivateKey() = default;
  base::SecretBytes scalar_;
  Sm2PublicKey public_key_;
  std::shared_ptr<const void> engine_;
};

/// ZA || M preprocessing (GM/T 0009 8.1, 8.2): e = SM3(SM3(ENTL || id || a || b || G || key) || message).
Sm3Digest sm2_digest(const Sm2PublicKey& key, base::ByteView message, std::string_view id = kDefaultSm2Id);
/// result[i] for messages[i], default id.
std::vector<Sm3Digest> sm2_digest_batch(const Sm2PublicKey& key, std::span<const base::ByteView> messages);
/// A stream that has taken ZA for the default id; what follows is the message, and finish() gives e.
Sm3 sm2_digest_stream(const Sm2PublicKey& key);

/// Signs `message` (not a digest). Randomised: two calls give two signatures. Errors: Internal
/// `crypto.sm2.sign`.
base::Result<Sm2Signature> sm2_sign(const Sm2PrivateKey& key, base::ByteView message,
                                    std::string_view id = kDefaultSm2Id);
/// One key, many messages, in order; all or nothing.
base::Result<std::vector<Sm2Signature>> sm2_sign_batch(const Sm2PrivateKey& key,
                                                       std::span<const base::ByteView> messages,
                                                       std::string_view id = kDefaultSm2Id);

/// The same over e (steps A3 to A7), for who has the digests of messages that passed.
base::Result<std::vector<Sm2Signature>> sm2_sign_digests(const Sm2PrivateKey& key,
                                                         std::span<const Sm3Digest> digests);

/// True when the signature is valid. False is an answer, not an error.
bool sm2_verify(const Sm2PublicKey& key, base::ByteView message, const Sm2Signature& signature,
                std::string_view id = kDefaultSm2Id);

/// The same over e = `digest`.
bool sm2_verify_digest(const Sm2PublicKey& key, const Sm3Digest& digest, const Sm2Signature& signature);

struct Sm2VerifyItem {
  const Sm2PublicKey* key;
  base::ByteView message;
  const Sm2Signature* signature;
};
/// result[i] for items[i], default id.
std::vector<bool> sm2_verify_batch(std::span<const Sm2VerifyItem> items);

}  // namespace yinxin::crypto
