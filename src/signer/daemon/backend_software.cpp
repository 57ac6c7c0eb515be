#include "signer/daemon/backend_software.hpp"

#include "crypto/sm2_encryption.hpp"

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
  auto key = crypto::Sm2PrivateKey::from_scalar(base::SecretBytes::copy_of(secret.reveal()));
  if (!key) return make_error(ErrorKind::Internal, "signer.key_file", "not a private scalar");
  const crypto::Sm2PublicKey public_key = key->public_key();
  Loaded loaded{std::move(*key), nullptr};
  loaded.signer = crypto::Sm2Signer::prepare(loaded.key.scalar().reveal(), public_key.point());
  keys_.insert_or_assign(id, std::move(loaded));
  return public_key;
}

Result<std::vector<crypto::Sm2Signature>> SoftwareBackend::sign(const std::string& id,
                                                                std::span<const crypto::Sm3Digest> digests) {
  const auto key = keys_.find(id);
  if (key == keys_.end()) return make_error(ErrorKind::Internal, "signer.backend", "no such key is loaded");
  std::vector<crypto::Sm2Signature> signatures;
  signatures.reserve(digests.size());
  for (const crypto::Sm3Digest& digest : digests) {
    const auto signature = key->second.signer->sign(digest);
    if (!signature) return make_error(ErrorKind::Internal, "signer.backend", signature.error().code);
    signatures.push_back(*signature);
  }
  return signatures;
}

Result<base::SecretBytes> SoftwareBackend::unwrap(const std::string& id, base::ByteView wrapped) {
  const auto key = keys_.find(id);
  if (key == keys_.end()) return make_error(ErrorKind::Internal, "signer.backend", "no such key is loaded");
  return crypto::sm2_decrypt(key->second.key, wrapped);
}

}  // namespace yinxin::signer
