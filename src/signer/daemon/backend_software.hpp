// Keys in this process's locked memory.
#pragma once

#include <map>

#include "signer/daemon/backend.hpp"

namespace yinxin::signer {

class SoftwareBackend final : public Backend {
 public:
  base::Result<MadeKey> generate() override;
  base::Result<crypto::Sm2PublicKey> load(const std::string& id, const base::SecretBytes& secret) override;
  base::Result<std::vector<crypto::Sm2Signature>> sign(const std::string& id,
                                                       std::span<const crypto::Sm3Digest> digests) override;
  base::Result<base::SecretBytes> unwrap(const std::string& id, base::ByteView wrapped) override;

 private:
  std::map<std::string, crypto::Sm2PrivateKey, std::less<>> keys_;
};

}  // namespace yinxin::signer
