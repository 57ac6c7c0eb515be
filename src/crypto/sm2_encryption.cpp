// By OpenSSL's EVP, which reads and writes SM2Cipher; the form is checked here first, so that what is
// accepted does not depend on the engine.
#include "crypto/sm2_encryption.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <bit>

#include "asn1/der_reader.hpp"
#include "crypto/openssl_key.hpp"

namespace yinxin::crypto {
namespace {

using base::ErrorKind;
using base::Result;

constexpr std::size_t kCoordinateSize = 32;

base::Error bad_cipher(ErrorKind kind, const char* detail) {
  return base::make_error(kind, "crypto.sm2.cipher", detail);
}

KeyContext context_of(const Key& key) {
  KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
  require(context != nullptr, "EVP_PKEY_CTX_new_from_pkey");
  return context;
}

/// The coordinate as 32 octets behind what is there.
Result<void> append_coordinate(base::Bytes& point, base::ByteView magnitude) {
  if (magnitude.size() > kCoordinateSize) return bad_cipher(ErrorKind::Malformed, "a coordinate");
  point.resize(point.size() + kCoordinateSize - magnitude.size());
  base::append(point, magnitude);
  return {};
}

/// SM2Cipher's CipherText, once its form and its point are right.
Result<base::ByteView> read_cipher(base::ByteView der) {
  const auto read = [&]() -> Result<base::ByteView> {
    YX_TRY(const asn1::Element whole, asn1::read_single(der, asn1::kSequence));
    YX_TRY(asn1::DerReader in, asn1::DerReader(whole.whole).enter());
    base::Bytes point{0x04};
    for (int coordinate = 0; coordinate < 2; ++coordinate) {
      YX_TRY(const base::ByteView magnitude, in.unsigned_integer());
      YX_CHECK(append_coordinate(point, magnitude));
    }
    YX_TRY(const Sm2PublicKey on_curve, Sm2PublicKey::from_point(point));
    static_cast<void>(on_curve);
    YX_TRY(const base::ByteView hash, in.octet_string());
    YX_TRY(const base::ByteView octets, in.octet_string());
    YX_CHECK(in.expect_end());
    if (hash.size() != kSm3Size || octets.empty() || octets.size() > kMaxSm2MessageBytes)
      return bad_cipher(ErrorKind::Malformed, "lengths");
    return octets;
  };
  auto octets = read();
  if (!octets) return bad_cipher(ErrorKind::Malformed, "not an SM2Cipher");
  return octets;
}

Result<base::Bytes> encrypt_once(const Key& key, base::ByteView message) {
  const KeyContext context = context_of(key);
  base::Bytes der(sm2_cipher_bytes(message.size()));
  std::size_t size = der.size();
  if (EVP_PKEY_encrypt_init(context.get()) != 1 ||
      EVP_PKEY_encrypt(context.get(), der.data(), &size, message.data(), message.size()) != 1) {
    ERR_clear_error();
    return bad_cipher(ErrorKind::Internal, "EVP_PKEY_encrypt");
  }
  der.resize(size);
  return der;
}

}  // namespace

Result<base::Bytes> sm2_encrypt(const Sm2PublicKey& key, base::ByteView message) {
  if (message.empty() || message.size() > kMaxSm2MessageBytes)
    return bad_cipher(ErrorKind::Refused, "a message of 1 to 1024 octets");
  const Key imported = import_key(key.point(), {});
  while (true) {
    YX_TRY(base::Bytes der, encrypt_once(imported, message));
    YX_TRY(const base::ByteView octets, read_cipher(der));
    // GB/T 32918.4 6.1 step A5: where the key stream is all zeros, another k is drawn; OpenSSL 3.0 does not.
    if (!base::equal_constant_time(octets, message)) return der;
  }
}

Result<base::SecretBytes> sm2_decrypt(const Sm2PrivateKey& key, base::ByteView der) {
  YX_TRY(const base::ByteView octets, read_cipher(der));
  static_assert(std::endian::native == std::endian::little);
  base::SecretBytes native(key.scalar().size());
  std::copy(key.scalar().reveal().rbegin(), key.scalar().reveal().rend(), native.writable().begin());
  const Key imported = import_key(key.public_key().point(), native.writable());
  const KeyContext context = context_of(imported);
  base::SecretBytes message(octets.size());
  std::size_t size = message.size();
  if (EVP_PKEY_decrypt_init(context.get()) != 1 ||
      EVP_PKEY_decrypt(context.get(), message.writable().data(), &size, der.data(), der.size()) != 1 ||
      size != message.size() || base::equal_constant_time(message.reveal(), octets)) {  // step B4 of 7.1
    ERR_clear_error();
    return bad_cipher(ErrorKind::Refused, "made for another key, or changed");
  }
  return message;
}

Result<base::Bytes> sm2_encrypt(const Sm2PublicKey& key, const base::SecretBytes& secret) {
  return sm2_encrypt(key, secret.reveal());
}

}  // namespace yinxin::crypto
