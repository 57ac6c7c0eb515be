// Owning handles for OpenSSL objects. For the .cpp files of this folder: no header that others read includes
// this one, so that an engine of our own can take OpenSSL's place behind them (architecture.md 6).
#pragma once

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

#include <memory>
#include <stdexcept>

namespace yinxin::crypto {

template <auto Free>
struct OpenSslDeleter {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};

using BigNumber = std::unique_ptr<BIGNUM, OpenSslDeleter<BN_clear_free>>;
using CurvePoint = std::unique_ptr<EC_POINT, OpenSslDeleter<EC_POINT_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, OpenSslDeleter<EVP_MD_CTX_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, OpenSslDeleter<EVP_CIPHER_CTX_free>>;
using Key = std::unique_ptr<EVP_PKEY, OpenSslDeleter<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, OpenSslDeleter<EVP_PKEY_CTX_free>>;

/// For calls that fail only without memory or without the default provider: a broken invariant.
inline void require(bool ok, const char* what) {
  if (!ok) throw std::runtime_error(what);
}

/// For a static of the caller's, kept to the end of the process: fetching looks through the providers under a
/// lock.
inline const EVP_MD* fetch_digest(const char* name) {
  const EVP_MD* digest = EVP_MD_fetch(nullptr, name, nullptr);
  require(digest != nullptr, "OpenSSL has no such digest");
  return digest;
}
inline const EVP_CIPHER* fetch_cipher(const char* name) {
  const EVP_CIPHER* cipher = EVP_CIPHER_fetch(nullptr, name, nullptr);
  require(cipher != nullptr, "OpenSSL has no such cipher");
  return cipher;
}

}  // namespace yinxin::crypto
