// The sealed files of a bundle: SM4 and HMAC-SM3 under a key of the bundle's own, each bound to its name.
#pragma once

#include "crypto/random.hpp"
#include "crypto/sm2_encryption.hpp"
#include "crypto/sm4.hpp"
#include "proof/handover_bundle.hpp"

namespace yinxin::handover {

class BundleSealer {
 public:
  BundleSealer() : secret_(crypto::random_secret(crypto::kSealKeySize)), key_(secret_) {}
  base::Bytes seal(const std::string& name, base::ByteView content) const {
    return key_.seal(content, proof::handover_place(name));
  }
  /// Errors: those of crypto::sm2_encrypt.
  base::Result<base::Bytes> key_for(const crypto::Sm2PublicKey& taker) const {
    return crypto::sm2_encrypt(taker, secret_);
  }

 private:
  const base::SecretBytes secret_;
  const crypto::SealKey key_;
};

}  // namespace yinxin::handover
