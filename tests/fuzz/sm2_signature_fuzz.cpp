// Signatures and public keys as strangers send them. What is accepted has one form only, so writing it again
// gives the same octets; and verifying never does more than answer.
#include <cstdlib>

#include "crypto/sm2.hpp"

namespace {

using namespace yinxin;

void require(bool fact) {
  if (!fact) std::abort();
}

const crypto::Sm2PublicKey& key() {
  static const crypto::Sm2PrivateKey kKey = crypto::Sm2PrivateKey::generate();
  return kKey.public_key();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const base::ByteView octets(data, size);
  if (const auto signature = crypto::Sm2Signature::from_der(octets)) {
    require(base::equal(signature->to_der(), octets));
    require(!crypto::sm2_verify(key(), octets, *signature));
  }
  if (const auto point = crypto::Sm2PublicKey::from_point(octets)) {
    require(base::equal(point->point(), octets));
    require(!crypto::sm2_verify(*point, octets, crypto::Sm2Signature()));
  }
  return 0;
}
