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
  crypto::Sm2PublicKey public_key = key->public_key();
  keys_.insert_or_assign(id, std::move(*key));
  return public_key;
}

Result<std::vector<crypto::Sm2Signature>> SoftwareBackend::sign(const std::string& id,
                                                                std::span<const crypto::Sm3Digest> digests) {
  const auto key = keys_.find(id);
  if (key == keys_.end()) return make_error(ErrorKind::Internal, "signer.backend", "no such key is loaded");
  auto signatures = crypto::sm2_sign_digests(key->second, digests);
  if (!signatures) return make_error(ErrorKind::Internal, "signer.backend", signatures.error().code);
  return signatures;
}

Result<base::SecretBytes> SoftwareBackend::unwrap(const std::string& id, base::ByteView wrapped) {
  const auto key = keys_.find(id);
  if (key == keys_.end()) return make_error(ErrorKind::Internal, "signer.backend", "no such key is loaded");
  return crypto::sm2_decrypt(key->second, wrapped);
}

}  // namespace yinxin::signer
