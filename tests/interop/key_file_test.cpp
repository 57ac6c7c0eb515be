// Key files against the openssl command and Botan 2. OpenSSL 3.0 does not know HMAC-SM3 in PBKDF2
// (standards.md 7.1, 17), so that the Gm form is opened step by step with Botan's own primitives; GmSSL's
// files are in tests/vectors/key_file.txt.
#include "crypto/key_file.hpp"

#include <botan/auto_rng.h>
#include <botan/cipher_mode.h>
#include <botan/data_src.h>
#include <botan/ecdsa.h>
#include <botan/pkcs8.h>
#include <botan/pwdhash.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "crypto/pbes2.hpp"
#include "interop/openssl_command.hpp"

namespace yinxin {
namespace {

using crypto::KeyFileForm;
using crypto::Sm2PrivateKey;
using interop::WorkFolder;
using testing::HasSubstr;

base::SecretBytes secret(std::string_view text) {
  return base::SecretBytes::copy_of(base::as_bytes(text));
}

/// The 91 octets of SubjectPublicKeyInfo end with the point.
void expect_public_key(const WorkFolder& folder, const std::string& file, const Sm2PrivateKey& key) {
  const base::Bytes info = folder.read(file);
  ASSERT_EQ(info.size(), 91U);
  EXPECT_TRUE(base::equal(base::ByteView(info).last(65), key.public_key().point()));
}

TEST(OpenSslKeyFile, ReadsOurPlainForm) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const WorkFolder folder;
  folder.write("key.pem", crypto::private_key_pem(key).reveal());
  folder.openssl("pkey -in key.pem -pubout -outform DER -out public.der");
  expect_public_key(folder, "public.der", key);
  EXPECT_THAT(folder.openssl("pkey -in key.pem -check -noout"), HasSubstr("Key is valid"));
  EXPECT_THAT(folder.openssl("pkey -in key.pem -text -noout"), HasSubstr("SM2"));
}

TEST(OpenSslKeyFile, ReadsOurOpenSslForm) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const WorkFolder folder;
  folder.write("key.pem", crypto::encrypted_key_pem(key, secret("secret"), KeyFileForm::OpenSsl));
  folder.openssl("pkey -in key.pem -passin pass:secret -pubout -outform DER -out public.der");
  expect_public_key(folder, "public.der", key);
  EXPECT_NE(folder.try_openssl("pkey -in key.pem -passin pass:wrong -noout").status, 0);
}

void expect_read(const WorkFolder& folder, const std::string& file, const std::string& password,
                 const Sm2PrivateKey& expected) {
  const auto key = crypto::read_private_key_pem(folder.read(file), secret(password));
  ASSERT_TRUE(key) << file << ": " << base::describe(key.error());
  EXPECT_TRUE(key->public_key() == expected.public_key()) << file;
}

TEST(OpenSslKeyFile, IsReadByUs) {
  const WorkFolder folder;
  folder.openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -out plain.pem");
  folder.openssl("pkey -in plain.pem -pubout -outform DER -out public.der");
  const auto key = crypto::read_private_key_pem(folder.read("plain.pem"), {});
  ASSERT_TRUE(key) << base::describe(key.error());
  expect_public_key(folder, "public.der", *key);
  folder.openssl("pkcs8 -topk8 -v2 sm4-cbc -passout pass:secret -in plain.pem -out pkcs8.pem");
  folder.openssl(
      "pkcs8 -topk8 -v2 sm4-cbc -iter 5000 -passout pass:secret -in plain.pem -out iterations.pem");
  folder.openssl("ec -in plain.pem -out sec1.pem");
  folder.openssl("pkcs8 -topk8 -nocrypt -in sec1.pem -out again.pem");
  folder.openssl("ec -in plain.pem -no_public -out private_only.pem");
  expect_read(folder, "pkcs8.pem", "secret", *key);
  expect_read(folder, "iterations.pem", "secret", *key);
  expect_read(folder, "sec1.pem", "", *key);
  expect_read(folder, "again.pem", "", *key);
  expect_read(folder, "private_only.pem", "", *key);
}

TEST(OpenSslKeyFile, SignaturesOfAKeyOpenSslMade) {
  const WorkFolder folder;
  folder.openssl("genpkey -algorithm SM2 -out key.pem");
  const auto key = crypto::read_private_key_pem(folder.read("key.pem"), {});
  ASSERT_TRUE(key) << base::describe(key.error());
  folder.write("message", "message digest");
  folder.write("signature", crypto::sm2_sign(*key, base::as_bytes("message digest"))->to_der());
  folder.openssl("pkey -in key.pem -pubout -out public.pem");
  folder.openssl("dgst -sm3 -verify public.pem -sigopt distid:1234567812345678 -signature signature message");
}

TEST(BotanKeyFile, OpensOurGmForm) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const std::string password = "口令 2026";
  const std::string pem = crypto::encrypted_key_pem(key, secret(password), KeyFileForm::Gm, 3000);
  const base::Bytes der = crypto::from_pem("ENCRYPTED PRIVATE KEY", pem).value();
  const auto info = crypto::read_encrypted_key_info(der);
  ASSERT_TRUE(info);
  const auto family = Botan::PasswordHashFamily::create_or_throw("PBKDF2(SM3)");
  Botan::secure_vector<std::uint8_t> cipher_key(16);
  family->from_iterations(info->iterations)
      ->derive_key(cipher_key.data(), 16, password.data(), password.size(), info->salt.data(),
                   info->salt.size());
  const auto cipher = Botan::Cipher_Mode::create_or_throw("SM4/CBC/PKCS7", Botan::DECRYPTION);
  cipher->set_key(cipher_key);
  cipher->start(info->iv.data(), info->iv.size());
  Botan::secure_vector<std::uint8_t> text(info->ciphertext.begin(), info->ciphertext.end());
  cipher->finish(text);
  const std::string plain = crypto::to_pem("PRIVATE KEY", text);
  EXPECT_EQ(plain, base::as_text(crypto::private_key_pem(key).reveal()));
}

TEST(BotanKeyFile, BothWaysInPlain) {
  Botan::AutoSeeded_RNG rng;
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const base::SecretBytes pem = crypto::private_key_pem(key);
  Botan::DataSource_Memory source(pem.reveal().data(), pem.size());
  const auto read = Botan::PKCS8::load_key(source);
  const auto* theirs = dynamic_cast<const Botan::EC_PrivateKey*>(read.get());
  ASSERT_NE(theirs, nullptr);
  EXPECT_TRUE(base::equal(Botan::BigInt::encode_1363(theirs->private_value(), 32), key.scalar().reveal()));
  const Botan::ECDSA_PrivateKey made(
      rng, Botan::EC_Group("sm2p256v1"));  // id-ecPublicKey, as SM2 keys are written
  const auto ours = crypto::read_private_key_pem(base::as_bytes(Botan::PKCS8::PEM_encode(made)), {});
  ASSERT_TRUE(ours) << base::describe(ours.error());
  EXPECT_TRUE(base::equal(Botan::BigInt::encode_1363(made.private_value(), 32), ours->scalar().reveal()));
}

}  // namespace
}  // namespace yinxin
