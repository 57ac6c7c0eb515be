// e = SM3(ZA || M) for a message that is hashed as it passes (GM/T 0009 8.1, 8.2), default distinguishing id.
#pragma once

#include "crypto/sm2.hpp"

namespace yinxin::signer {

/// An SM3 stream that has taken ZA of this key; what follows is M, and finish() gives e.
crypto::Sm3 start_sm2_digest(const crypto::Sm2PublicKey& key);

/// Whether `signature` is valid over e = `digest`.
bool verify_sm2_digest(const crypto::Sm2PublicKey& key, const crypto::Sm3Digest& digest,
                       const crypto::Sm2Signature& signature);

}  // namespace yinxin::signer
