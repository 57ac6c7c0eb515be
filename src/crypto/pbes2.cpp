#include "crypto/pbes2.hpp"

#include <openssl/err.h>

#include "asn1/der_reader.hpp"
#include "asn1/der_writer.hpp"
#include "asn1/oids.hpp"
#include "crypto/openssl_handles.hpp"
#include "crypto/random.hpp"
#include "crypto/sm4_ctr.hpp"

namespace yinxin::crypto {
namespace {

namespace oids = asn1::oids;
using asn1::DerReader;
using asn1::DerWriter;

constexpr std::size_t kSaltSize = 16;     // RFC 8018 4.1 asks for 8 or more; GmSSL writes 16
constexpr std::size_t kMaxSaltSize = 64;  // GmSSL's limit; other tools write 8 to 32
constexpr std::size_t kMaxCiphertext =
    4096;  // a PrivateKeyInfo is 150 octets, and some more where it has attributes

base::Error malformed(const char* detail) {
  return base::make_error(base::ErrorKind::Malformed, "crypto.key_file.format", detail);
}

base::Error wrong_password(const char* detail) {
  return base::make_error(base::ErrorKind::Refused, "crypto.key_file.password", detail);
}

base::Result<void> expect_oid(DerReader& reader, const asn1::Oid& expected, const char* otherwise) {
  YX_TRY(const asn1::Oid found, reader.oid());
  if (found != expected) return malformed(otherwise);
  return {};
}

/// RFC 8018 appendix B.1.2 writes NULL beside these, GmSSL leaves it out.
base::Result<KeyFileForm> read_prf(DerReader prf) {
  YX_TRY(const asn1::Oid oid, prf.oid());
  if (!prf.at_end()) YX_CHECK(prf.null());
  YX_CHECK(prf.expect_end());
  if (oid == oids::kHmacSm3) return KeyFileForm::Gm;
  if (oid == oids::kHmacSha256) return KeyFileForm::OpenSsl;
  return malformed("PBKDF2 is not with HMAC-SM3 or HMAC-SHA-256");
}

/// PBKDF2-params (RFC 8018 appendix A.2). The default function, HMAC-SHA-1, is refused.
base::Result<void> read_pbkdf2(DerReader parameters, EncryptedKeyInfo& info) {
  YX_TRY(info.salt, parameters.octet_string());
  if (info.salt.empty() || info.salt.size() > kMaxSaltSize) return malformed("the length of the salt");
  YX_TRY(const std::int64_t iterations, parameters.small_integer());
  if (iterations < 1 || iterations > kMaxPbkdf2Iterations) return malformed("the number of iterations");
  info.iterations = static_cast<std::uint32_t>(iterations);
  if (parameters.peek() == asn1::kInteger) {
    YX_TRY(const std::int64_t key_size, parameters.small_integer());
    if (key_size != kSm4KeySize) return malformed("the key length is not that of SM4");
  }
  YX_TRY(const DerReader prf, parameters.enter());
  YX_TRY(info.form, read_prf(prf));
  return parameters.expect_end();
}

/// PBES2-params (RFC 8018 appendix A.4).
base::Result<void> read_pbes2(DerReader parameters, EncryptedKeyInfo& info) {
  YX_TRY(DerReader derivation, parameters.enter());
  YX_CHECK(expect_oid(derivation, oids::kPbkdf2, "not PBKDF2"));
  YX_TRY(const DerReader pbkdf2, derivation.enter());
  YX_CHECK(derivation.expect_end());
  YX_CHECK(read_pbkdf2(pbkdf2, info));
  YX_TRY(DerReader cipher, parameters.enter());
  YX_CHECK(parameters.expect_end());
  YX_CHECK(expect_oid(cipher, oids::kSm4Cbc, "not SM4-CBC"));
  YX_TRY(info.iv, cipher.octet_string());
  if (info.iv.size() != kSm4BlockSize) return malformed("the initial vector is not one block");
  return cipher.expect_end();
}

const EVP_MD* prf_digest(KeyFileForm form) {
  static const EVP_MD* const kSm3 = fetch_digest("SM3");
  static const EVP_MD* const kSha256 = fetch_digest("SHA256");
  return form == KeyFileForm::Gm ? kSm3 : kSha256;
}

base::SecretBytes derive_key(const EncryptedKeyInfo& info, const base::SecretBytes& password) {
  base::SecretBytes key(kSm4KeySize);
  const base::ByteView octets = password.reveal();
  require(PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(octets.data()), static_cast<int>(octets.size()),
                            info.salt.data(), static_cast<int>(info.salt.size()),
                            static_cast<int>(info.iterations), prf_digest(info.form), kSm4KeySize,
                            key.writable().data()) == 1,
          "PKCS5_PBKDF2_HMAC");
  return key;
}

/// SM4-CBC with the padding of RFC 8018 6.1.1 step 4. `out` has room for one block more than `in`. Nothing:
/// wrong padding.
std::optional<std::size_t> sm4_cbc(bool encrypt, const EncryptedKeyInfo& info,
                                   const base::SecretBytes& password, base::ByteView in,
                                   std::span<std::uint8_t> out) {
  static const EVP_CIPHER* const kCipher = fetch_cipher("SM4-CBC");
  const base::SecretBytes key = derive_key(info, password);
  const CipherContext context(EVP_CIPHER_CTX_new());
  require(context && EVP_CipherInit_ex2(context.get(), kCipher, key.reveal().data(), info.iv.data(),
                                        encrypt ? 1 : 0, nullptr) == 1,
          "EVP_CipherInit");
  int size = 0;
  int rest = 0;
  require(EVP_CipherUpdate(context.get(), out.data(), &size, in.data(), static_cast<int>(in.size())) == 1,
          "EVP_CipherUpdate");
  if (EVP_CipherFinal_ex(context.get(), out.data() + size, &rest) != 1) {
    ERR_clear_error();
    return std::nullopt;
  }
  return static_cast<std::size_t>(size + rest);
}

/// As GmSSL 3.1 and OpenSSL 3.0 write theirs; GmSSL refuses a NULL beside the function, OpenSSL's other
/// readers want it.
void write_pbkdf2(DerWriter& w, const EncryptedKeyInfo& info) {
  const bool gm = info.form == KeyFileForm::Gm;
  w.sequence([&](DerWriter& derivation) {
    derivation.oid(oids::kPbkdf2).sequence([&](DerWriter& parameters) {
      parameters.octet_string(info.salt).small_integer(info.iterations);
      if (gm) parameters.small_integer(kSm4KeySize);
      parameters.sequence([&](DerWriter& prf) {
        prf.oid(gm ? oids::kHmacSm3 : oids::kHmacSha256);
        if (!gm) prf.null();
      });
    });
  });
}

base::Bytes write(const EncryptedKeyInfo& info) {
  DerWriter writer;
  writer.sequence([&](DerWriter& w) {
    w.sequence([&](DerWriter& algorithm) {
      algorithm.oid(oids::kPbes2).sequence([&](DerWriter& parameters) {
        write_pbkdf2(parameters, info);
        parameters.sequence([&](DerWriter& cipher) { cipher.oid(oids::kSm4Cbc).octet_string(info.iv); });
      });
    });
    w.octet_string(info.ciphertext);
  });
  return std::move(writer).take();
}

}  // namespace

base::Result<EncryptedKeyInfo> read_encrypted_key_info(base::ByteView der) {
  DerReader reader(der);
  YX_TRY(DerReader outer, reader.enter());
  YX_CHECK(reader.expect_end());
  YX_TRY(DerReader algorithm, outer.enter());
  YX_CHECK(expect_oid(algorithm, oids::kPbes2, "not PBES2"));
  YX_TRY(const DerReader parameters, algorithm.enter());
  YX_CHECK(algorithm.expect_end());
  EncryptedKeyInfo info;
  YX_CHECK(read_pbes2(parameters, info));
  YX_TRY(info.ciphertext, outer.octet_string());
  YX_CHECK(outer.expect_end());
  const std::size_t size = info.ciphertext.size();
  if (size == 0 || size > kMaxCiphertext || size % kSm4BlockSize != 0)
    return malformed("the length of the ciphertext");
  return info;
}

base::Bytes encrypted_key_info(base::ByteView private_key_info, const base::SecretBytes& password,
                               KeyFileForm form, std::uint32_t iterations) {
  const base::Bytes salt = random_bytes(kSaltSize);
  const base::Bytes iv = random_bytes(kSm4BlockSize);
  EncryptedKeyInfo info{form, salt, iterations, iv, {}};
  base::Bytes ciphertext(private_key_info.size() + kSm4BlockSize);
  const std::optional<std::size_t> size = sm4_cbc(true, info, password, private_key_info, ciphertext);
  require(size.has_value(), "EVP_CipherFinal");
  info.ciphertext = base::ByteView(ciphertext).first(*size);
  return write(info);
}

base::Result<base::SecretBytes> decrypt_key_info(const EncryptedKeyInfo& info,
                                                 const base::SecretBytes& password) {
  if (password.empty()) return wrong_password("a password is needed");
  base::SecretBytes padded(info.ciphertext.size() + kSm4BlockSize);
  const std::optional<std::size_t> size = sm4_cbc(false, info, password, info.ciphertext, padded.writable());
  // A wrong password passes the padding once in 256 times, so what comes out must also look like a
  // PrivateKeyInfo.
  if (!size || !asn1::read_single(padded.reveal().first(*size), asn1::kSequence)) {
    return wrong_password("the password does not open the file");
  }
  return base::SecretBytes::copy_of(padded.reveal().first(*size));
}

}  // namespace yinxin::crypto
