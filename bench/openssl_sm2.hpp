// OpenSSL's EVP as its manual shows it for SM2: what our figures stand beside.
#pragma once

#include <openssl/evp.h>

#include <memory>
#include <thread>

#include "crypto/sm2.hpp"
#include "report.hpp"

namespace yinxin::bench {

/// A key in OpenSSL's hands, and the usual id.
class RawOpenSsl {
 public:
  /// The key crosses as an encrypted file: the only form in which the house lets one out.
  explicit RawOpenSsl(const crypto::Sm2PrivateKey& key);
  /// From a SubjectPublicKeyInfo: verifies only.
  static RawOpenSsl from_info(base::ByteView info);
  base::Bytes public_key_info() const;

  base::Bytes sign(base::ByteView message) const;
  bool verify(base::ByteView message, base::ByteView signature) const;

 private:
  RawOpenSsl() = default;
  template <auto Free>
  struct Deleter {
    template <class T>
    void operator()(T* object) const {
      Free(object);
    }
  };
  struct Context {
    std::unique_ptr<EVP_PKEY_CTX, Deleter<EVP_PKEY_CTX_free>> key;
    std::unique_ptr<EVP_MD_CTX, Deleter<EVP_MD_CTX_free>> digest;
  };
  Context make_context() const;

  std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>> key_;
};

/// CPU seconds of one call, with all cores at it at once, as under load.
struct Sm2Costs {
  double sign = 0;
  double verify = 0;          ///< the key loaded before
  double verify_new_key = 0;  ///< the key read from its SubjectPublicKeyInfo
};
Sm2Costs measure_sm2_costs();
/// The mean: before a run and after it.
Sm2Costs between(const Sm2Costs& before, const Sm2Costs& after);

}  // namespace yinxin::bench
