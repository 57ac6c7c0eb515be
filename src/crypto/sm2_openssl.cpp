// The engine over OpenSSL's EVP: what ours is tested against, and what crypto.engine = "openssl" selects.
// EVP_PKEY_sign and EVP_PKEY_verify without a digest work on the 32 octets of e (standards.md 7.1, 13).
#include "crypto/sm2_engine.hpp"

#include <openssl/err.h>
#include <openssl/obj_mac.h>

#include <algorithm>

#include "crypto/openssl_key.hpp"
#include "crypto/sm2_curve.hpp"

namespace yinxin::crypto {
namespace {

constexpr std::size_t kMaxSignatureDer = 72;  // 30 46, twice 02 21 00 and 32 octets

const EC_GROUP* curve() {
  static const EC_GROUP* const kGroup = EC_GROUP_new_by_curve_name(NID_sm2);
  require(kGroup != nullptr, "OpenSSL has no SM2 curve");
  return kGroup;
}

Sm2Point generator() {
  Sm2Point point{0x04};
  std::copy(sm2_curve::kGx.begin(), sm2_curve::kGx.end(), point.begin() + 1);
  std::copy(sm2_curve::kGy.begin(), sm2_curve::kGy.end(), point.begin() + 33);
  return point;
}

/// A key on our curve to copy: building the curve anew for each key costs seven times as much.
EVP_PKEY* template_key() {
  static EVP_PKEY* const kTemplate = import_key(generator(), {}).release();  // to the end of the process
  require(kTemplate != nullptr, "EVP_PKEY_fromdata");
  return kTemplate;
}

/// A context of its own for one call, from the one made ready with the key; saves looking up the algorithm.
KeyContext copy_of(const KeyContext& ready) {
  KeyContext context(EVP_PKEY_CTX_dup(ready.get()));
  require(context != nullptr, "EVP_PKEY_CTX_dup");
  return context;
}

class OpenSslVerifier final : public Sm2Verifier {
 public:
  explicit OpenSslVerifier(const Key& key) : ready_(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr)) {
    require(ready_ && EVP_PKEY_verify_init(ready_.get()) == 1, "EVP_PKEY_verify_init");
  }

  bool verify(const Sm3Digest& digest, const Sm2Signature& signature) const override {
    const base::Bytes der = signature.to_der();
    const bool valid =
        EVP_PKEY_verify(copy_of(ready_).get(), der.data(), der.size(), digest.data(), digest.size()) == 1;
    if (!valid) ERR_clear_error();
    return valid;
  }

 private:
  KeyContext ready_;  // holds the key; only copied after the constructor
};

// OpenSSL keeps its own copy of the scalar in ordinary memory, which we can neither lock nor exclude from
// core dumps; it wipes it when the key goes. An engine of our own holds the scalar in SecretBytes only.
class OpenSslSigner final : public Sm2Signer {
 public:
  explicit OpenSslSigner(const Key& key) : ready_(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr)) {
    require(ready_ && EVP_PKEY_sign_init(ready_.get()) == 1, "EVP_PKEY_sign_init");
  }

  base::Result<void> sign(std::span<const Sm3Digest> digests,
                          std::span<Sm2Signature> signatures) const override {
    for (std::size_t i = 0; i < digests.size(); ++i) {
      YX_TRY(signatures[i], sign_one(digests[i]));
    }
    return {};
  }

 private:
  base::Result<Sm2Signature> sign_one(const Sm3Digest& digest) const {
    std::array<std::uint8_t, kMaxSignatureDer> der;
    std::size_t size = der.size();
    if (EVP_PKEY_sign(copy_of(ready_).get(), der.data(), &size, digest.data(), digest.size()) != 1) {
      ERR_clear_error();
      return base::make_error(base::ErrorKind::Internal, "crypto.sm2.sign", "EVP_PKEY_sign");
    }
    return Sm2Signature::from_der({der.data(), size});
  }

  KeyContext ready_;  // holds the key; only copied after the constructor
};

class OpenSslEngine final : public Sm2Engine {
 public:
  std::string_view name() const override { return "openssl"; }
  std::unique_ptr<const Sm2Verifier> verifier(const Sm2Point& point) const override;
  std::unique_ptr<const Sm2Signer> signer(const base::SecretBytes& scalar,
                                          const Sm2Point& point) const override;
  Sm2Point base_multiple(const base::SecretBytes& scalar) const override;
};

std::unique_ptr<const Sm2Verifier> OpenSslEngine::verifier(const Sm2Point& point) const {
  const Key key(EVP_PKEY_dup(template_key()));
  require(key != nullptr, "EVP_PKEY_dup");
  if (EVP_PKEY_set1_encoded_public_key(key.get(), point.data(), point.size()) != 1) {
    ERR_clear_error();
    return nullptr;
  }
  return std::make_unique<OpenSslVerifier>(key);
}

std::unique_ptr<const Sm2Signer> OpenSslEngine::signer(const base::SecretBytes& scalar,
                                                       const Sm2Point& point) const {
  const BigNumber number(BN_bin2bn(scalar.reveal().data(), static_cast<int>(scalar.size()), nullptr));
  std::array<std::uint8_t, 32> native;
  require(number && BN_bn2nativepad(number.get(), native.data(), 32) == 32, "BN_bn2nativepad");
  const Key key = import_key(point, native);
  base::wipe(native);
  require(key != nullptr, "EVP_PKEY_fromdata");
  return std::make_unique<OpenSslSigner>(key);
}

Sm2Point OpenSslEngine::base_multiple(const base::SecretBytes& scalar) const {
  const BigNumber number(BN_secure_new());
  require(number && BN_bin2bn(scalar.reveal().data(), static_cast<int>(scalar.size()), number.get()),
          "BN_bin2bn");
  BN_set_flags(number.get(), BN_FLG_CONSTTIME);
  // A lone multiple of the generator takes OpenSSL's ladder, whose steps do not depend on the scalar.
  const CurvePoint point(EC_POINT_new(curve()));
  require(point && EC_POINT_mul(curve(), point.get(), number.get(), nullptr, nullptr, nullptr) == 1,
          "EC_POINT_mul");
  Sm2Point octets;
  require(EC_POINT_point2oct(curve(), point.get(), POINT_CONVERSION_UNCOMPRESSED, octets.data(),
                             octets.size(), nullptr) == octets.size(),
          "EC_POINT_point2oct");
  return octets;
}

}  // namespace

const Sm2Engine& openssl_sm2_engine() {
  static const OpenSslEngine kEngine;
  return kEngine;
}

}  // namespace yinxin::crypto
