#include "crypto/key_file.hpp"

#include <algorithm>
#include <stdexcept>

#include "asn1/der_reader.hpp"
#include "asn1/oids.hpp"
#include "crypto/pbes2.hpp"

namespace yinxin::crypto {
namespace {

namespace oids = asn1::oids;
using asn1::DerReader;

constexpr std::string_view kPlainLabel = "PRIVATE KEY";
constexpr std::string_view kEncryptedLabel = "ENCRYPTED PRIVATE KEY";
constexpr std::array<std::string_view, 2> kSec1Labels = {
    "EC PRIVATE KEY",    // RFC 5915 section 4
    "SM2 PRIVATE KEY"};  // what OpenSSL 3.0 calls the same
constexpr std::size_t kScalarSize = 32;

// PrivateKeyInfo of an SM2 key has one length, so it is put together from fixed octets: a writer that grows
// would leave pieces of the key behind it. The curve stands twice: RFC 5915 section 3 wants it inside too,
// and GmSSL insists.
constexpr std::array<std::uint8_t, 36> kBeforeScalar = {
    0x30, 0x81, 0x93,                                            // PrivateKeyInfo
    0x02, 0x01, 0x00,                                            //   version v1
    0x30, 0x13,                                                  //   AlgorithmIdentifier
    0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,        //     id-ecPublicKey
    0x06, 0x08, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x01, 0x82, 0x2D,  //     the SM2 curve
    0x04, 0x79, 0x30, 0x77,                                      //   ECPrivateKey (RFC 5915)
    0x02, 0x01, 0x01,                                            //     ecPrivkeyVer1
    0x04, 0x20};                                                 //     the scalar
constexpr std::array<std::uint8_t, 17> kBeforePoint = {0xA0, 0x0A, 0x06, 0x08, 0x2A, 0x81, 0x1C,
                                                       0xCF, 0x55, 0x01, 0x82, 0x2D,  //     [0] the SM2 curve
                                                       0xA1, 0x44, 0x03, 0x42, 0x00};  //     [1] the point
constexpr std::size_t kInfoSize =
    kBeforeScalar.size() + kScalarSize + kBeforePoint.size() + Sm2PublicKey::kPointSize;

base::SecretBytes private_key_info(const Sm2PrivateKey& key) {
  base::SecretBytes info(kInfoSize);
  auto at = info.writable().begin();
  const base::ByteView scalar = key.scalar().reveal();
  at = std::copy(kBeforeScalar.begin(), kBeforeScalar.end(), at);
  at = std::copy(scalar.begin(), scalar.end(), at);
  at = std::copy(kBeforePoint.begin(), kBeforePoint.end(), at);
  std::copy(key.public_key().point().begin(), key.public_key().point().end(), at);
  return info;
}

base::Error malformed(std::string detail) {
  return base::make_error(base::ErrorKind::Malformed, "crypto.key_file.format", std::move(detail));
}

base::Result<void> expect_sm2_curve(DerReader& reader) {
  YX_TRY(const asn1::Oid curve, reader.oid());
  if (curve != oids::kSm2Curve) return malformed("the key is not on the SM2 curve");
  return {};
}

/// ECPrivateKey (RFC 5915 section 3). `named` says that the curve was named outside, so that it may be left
/// out here.
base::Result<Sm2PrivateKey> read_ec_private_key(base::ByteView der, bool named) {
  DerReader outer(der);
  YX_TRY(DerReader reader, outer.enter());
  YX_CHECK(outer.expect_end());
  YX_TRY(const std::int64_t version, reader.small_integer());
  if (version != 1) return malformed("the version of ECPrivateKey is not 1");
  YX_TRY(const base::ByteView scalar, reader.octet_string());
  YX_TRY(const std::optional<asn1::Element> parameters, reader.optional(asn1::context(0, true)));
  if (!parameters && !named) return malformed("the curve is not named");
  if (parameters) {
    YX_TRY(DerReader curve, reader.inside(*parameters));
    YX_CHECK(expect_sm2_curve(curve));
    YX_CHECK(curve.expect_end());
  }
  YX_TRY(Sm2PrivateKey key, Sm2PrivateKey::from_scalar(base::SecretBytes::copy_of(scalar)));
  YX_TRY(const std::optional<asn1::Element> point, reader.optional(asn1::context(1, true)));
  if (point) {
    YX_TRY(DerReader inside, reader.inside(*point));
    YX_TRY(const base::ByteView octets, inside.bit_string_octets());
    YX_CHECK(inside.expect_end());
    if (!base::equal(octets, key.public_key().point())) return malformed("the public key is another key's");
  }
  YX_CHECK(reader.expect_end());
  return key;
}

/// PrivateKeyInfo, version 0 (RFC 5958 section 2; version 1 puts the public key outside, which EC writers do
/// not); attributes are passed over.
base::Result<Sm2PrivateKey> read_private_key_info(base::ByteView der) {
  DerReader outer(der);
  YX_TRY(DerReader reader, outer.enter());
  YX_CHECK(outer.expect_end());
  YX_TRY(const std::int64_t version, reader.small_integer());
  if (version != 0) return malformed("the version of PrivateKeyInfo is not 0");
  YX_TRY(DerReader algorithm, reader.enter());
  YX_TRY(const asn1::Oid oid, algorithm.oid());
  if (oid != oids::kEcPublicKey) return malformed("not an elliptic-curve key");
  YX_CHECK(expect_sm2_curve(algorithm));
  YX_CHECK(algorithm.expect_end());
  YX_TRY(const base::ByteView inner, reader.octet_string());
  YX_CHECK(reader.optional(asn1::context(0, true)));
  YX_CHECK(reader.expect_end());
  return read_ec_private_key(inner, true);
}

/// The octets of one block, wiped when they go.
base::Result<base::SecretBytes> secret_block(std::string_view label, base::ByteView pem) {
  YX_TRY(base::Bytes octets, from_pem(label, base::as_text(pem)));
  base::SecretBytes secret = base::SecretBytes::copy_of(octets);
  base::wipe(octets);
  return secret;
}

base::Result<Sm2PrivateKey> read_encrypted(base::ByteView der, const base::SecretBytes& password) {
  YX_TRY(const EncryptedKeyInfo info, read_encrypted_key_info(der));
  YX_TRY(const base::SecretBytes plain, decrypt_key_info(info, password));
  return read_private_key_info(plain.reveal());
}

bool has_block(base::ByteView pem, std::string_view label) {
  const std::string line = "-----BEGIN " + std::string(label) + "-----";
  return base::as_text(pem).find(line) != std::string_view::npos;
}

base::Result<Sm2PrivateKey> read_key(base::ByteView pem, const base::SecretBytes& password) {
  if (has_block(pem, kEncryptedLabel)) {
    YX_TRY(const base::Bytes der, from_pem(kEncryptedLabel, base::as_text(pem)));
    return read_encrypted(der, password);
  }
  for (const std::string_view label : kSec1Labels) {
    if (!has_block(pem, label)) continue;
    YX_TRY(const base::SecretBytes der, secret_block(label, pem));
    return read_ec_private_key(der.reveal(), false);
  }
  YX_TRY(const base::SecretBytes der, secret_block(kPlainLabel, pem));
  return read_private_key_info(der.reveal());
}

}  // namespace

base::SecretBytes private_key_pem(const Sm2PrivateKey& key) {
  std::string text = to_pem(kPlainLabel, private_key_info(key).reveal());
  base::SecretBytes secret = base::SecretBytes::copy_of(base::as_bytes(text));
  base::wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
  return secret;
}

std::string encrypted_key_pem(const Sm2PrivateKey& key, const base::SecretBytes& password, KeyFileForm form,
                              std::uint32_t iterations) {
  if (password.empty() || iterations == 0 || iterations > kMaxPbkdf2Iterations) {
    throw std::invalid_argument(
        "encrypted_key_pem: no password, or a number of iterations nobody would read");
  }
  return to_pem(kEncryptedLabel,
                encrypted_key_info(private_key_info(key).reveal(), password, form, iterations));
}

base::Result<Sm2PrivateKey> read_private_key_pem(base::ByteView pem, const base::SecretBytes& password) {
  base::Result<Sm2PrivateKey> key = read_key(pem, password);
  if (!key && key.error().kind != base::ErrorKind::Refused) return malformed(key.error().detail);
  return key;
}

}  // namespace yinxin::crypto
