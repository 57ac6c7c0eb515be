// The arithmetic under sm2.hpp, on digests. ZA, encodings and ranges are not here. One engine is chosen when
// the process first uses SM2 (engine.hpp); tests take several side by side.
#pragma once

#include "crypto/sm2.hpp"

namespace yinxin::crypto {

using Sm2Point = std::array<std::uint8_t, Sm2PublicKey::kPointSize>;

/// One public key made ready. Used by several threads at once.
class Sm2Verifier {
 public:
  virtual ~Sm2Verifier() = default;
  /// GB/T 32918.2 verification, steps B5 to B7, over e = `digest`; r and s are in [1, n-1] and r + s is not
  /// n.
  virtual bool verify(const Sm3Digest& digest, const Sm2Signature& signature) const = 0;
};

/// One private key made ready. Used by several threads at once.
class Sm2Signer {
 public:
  virtual ~Sm2Signer() = default;
  /// GB/T 32918.2 signature, steps A3 to A7, over e = digests[i]: all or nothing, both of the same length.
  /// Errors: Internal `crypto.sm2.sign`.
  virtual base::Result<void> sign(std::span<const Sm3Digest> digests,
                                  std::span<Sm2Signature> signatures) const = 0;
};

/// A verifier of the same engine, and what it is to verify.
struct Sm2Check {
  const Sm2Verifier* verifier;
  Sm3Digest digest;
  const Sm2Signature* signature;
  bool valid = false;  // the answer
};

class Sm2Engine {
 public:
  virtual ~Sm2Engine() = default;
  virtual std::string_view name() const = 0;
  /// `point` is 04 || X || Y with X, Y < p. Nothing when it is not on the curve.
  virtual std::unique_ptr<const Sm2Verifier> verifier(const Sm2Point& point) const = 0;
  /// `scalar` is in [1, n-2] and `point` belongs to it.
  virtual std::unique_ptr<const Sm2Signer> signer(const base::SecretBytes& scalar,
                                                  const Sm2Point& point) const = 0;
  /// [scalar] G in time that does not depend on the scalar, which is in [1, n-2].
  virtual Sm2Point base_multiple(const base::SecretBytes& scalar) const = 0;
  /// Answers all of them.
  virtual void verify(std::span<Sm2Check> checks) const;
};

enum class Sm2EngineKind { OpenSsl, Plain, Bmi2, Ifma };

/// Null where the processor lacks what the engine uses.
const Sm2Engine* find_sm2_engine(Sm2EngineKind kind);
/// The one in use.
const Sm2Engine& sm2_engine();

}  // namespace yinxin::crypto
