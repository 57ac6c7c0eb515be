// The arithmetic under sm2.hpp, on digests: what an engine of our own replaces. ZA, encodings and ranges are
// not here.
#pragma once

#include "crypto/sm2.hpp"

namespace yinxin::crypto {

using Sm2Point = std::array<std::uint8_t, Sm2PublicKey::kPointSize>;

/// One public key made ready. Used by several threads at once.
class Sm2Verifier {
 public:
  /// `point` is 04 || X || Y with X, Y < p. Nothing when it is not on the curve.
  static std::unique_ptr<const Sm2Verifier> prepare(const Sm2Point& point);
  virtual ~Sm2Verifier() = default;
  /// GB/T 32918.2 verification, steps B1, B2 and B5 to B7, over e = `digest`.
  virtual bool verify(const Sm3Digest& digest, const Sm2Signature& signature) const = 0;
};

/// One private key made ready. Used by several threads at once.
class Sm2Signer {
 public:
  /// `scalar` is in [1, n-2] and `point` belongs to it.
  static std::unique_ptr<const Sm2Signer> prepare(base::ByteView scalar, const Sm2Point& point);
  virtual ~Sm2Signer() = default;
  /// GB/T 32918.2 signature, steps A3 to A7, over e = `digest`. Errors: Internal `crypto.sm2.sign`.
  virtual base::Result<Sm2Signature> sign(const Sm3Digest& digest) const = 0;
};

/// [scalar] G in time that does not depend on the scalar, which is in [1, n-2].
Sm2Point sm2_base_multiple(base::ByteView scalar);

}  // namespace yinxin::crypto
