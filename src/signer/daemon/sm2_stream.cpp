#include "signer/daemon/sm2_stream.hpp"

#include "crypto/sm2_curve.hpp"
#include "crypto/sm2_engine.hpp"

namespace yinxin::signer {

crypto::Sm3 start_sm2_digest(const crypto::Sm2PublicKey& key) {
  namespace curve = crypto::sm2_curve;
  constexpr std::uint16_t kIdBits = crypto::kDefaultSm2Id.size() * 8;
  base::Bytes entl;
  base::append_u16(entl, kIdBits);
  crypto::Sm3 identity;
  identity.update(entl).update(base::as_bytes(crypto::kDefaultSm2Id));
  identity.update(curve::kA).update(curve::kB).update(curve::kGx).update(curve::kGy);
  identity.update(base::ByteView(key.point()).subspan(1));
  crypto::Sm3 stream;
  stream.update(identity.finish());
  return stream;
}

bool verify_sm2_digest(const crypto::Sm2PublicKey& key, const crypto::Sm3Digest& digest,
                       const crypto::Sm2Signature& signature) {
  const auto verifier = crypto::Sm2Verifier::prepare(key.point());
  return verifier != nullptr && verifier->verify(digest, signature);
}

}  // namespace yinxin::signer
