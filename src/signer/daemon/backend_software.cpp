#include "signer/daemon/backend_software.hpp"

namespace yinxin::signer {

using base::ErrorKind;
using base::make_error;
using base::Result;

Result<MadeKey> SoftwareBackend::generate() {
  const crypto::Sm2PrivateKey key = crypto::Sm2PrivateKey::generate();
  MadeKey made;
  made.public_key = key.public_key();
  made.secret = base::SecretBytes::copy_of(key.scalar().reveal());
  return made;
}

Result<crypto::Sm2PublicKey> SoftwareBackend::load(const std::string& id, const base::SecretBytes& secret) {
  const auto key = crypto::Sm2PrivateKey::from_scalar(base::SecretBytes::copy_of(secret.reveal()));
  if (!key) return make_error(ErrorKind::Internal, "signer.key_file", "not a private scalar");
  keys_[id] = crypto::Sm2Signer::prepare(key->scalar().reveal(), key->public_key().point());
  return key->public_key();
}

Result<std::vector<crypto::Sm2Signature>> SoftwareBackend::sign(const std::string& id,
                                                                std::span<const crypto::Sm3Digest> digests) {
  const auto key = keys_.find(id);
  if (key == keys_.end()) return make_error(ErrorKind::Internal, "signer.backend", "no such key is loaded");
  std::vector<crypto::Sm2Signature> signatures;
  signatures.reserve(digests.size());
  for (const crypto::Sm3Digest& digest : digests) {
    const auto signature = key->second->sign(digest);
    if (!signature) return make_error(ErrorKind::Internal, "signer.backend", signature.error().code);
    signatures.push_back(*signature);
  }
  return signatures;
}

}  // namespace yinxin::signer
