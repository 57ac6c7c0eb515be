#include "crypto/key_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>

#include "asn1/der_writer.hpp"
#include "asn1/oids.hpp"
#include "crypto/pbes2.hpp"
#include "crypto/random.hpp"
#include "vectors/read_vectors.hpp"

namespace yinxin::crypto {
namespace {

namespace oids = asn1::oids;
using asn1::DerWriter;
using testing::HasSubstr;

constexpr std::uint32_t kFewIterations = 10;

base::SecretBytes secret(std::string_view text) {
  return base::SecretBytes::copy_of(base::as_bytes(text));
}

base::Result<Sm2PrivateKey> read(std::string_view pem, std::string_view password = {}) {
  return read_private_key_pem(base::as_bytes(pem), secret(password));
}

std::string code_of(const base::Result<Sm2PrivateKey>& key) {
  return key ? "read" : key.error().code;
}

TEST(KeyFile, ReadsTheVectors) {
  for (const vectors::Record& record : vectors::read("key_file.txt")) {
    const base::Bytes der = base::from_base64(record.text("base64")).value();
    const auto key = read(to_pem(record.text("label"), der), record.text_or("password", ""));
    if (record.has("scalar")) {
      ASSERT_TRUE(key) << record.text("name") << ": " << base::describe(key.error());
      EXPECT_EQ(base::to_hex(key->scalar().reveal()), record.text("scalar")) << record.text("name");
    } else {
      ASSERT_FALSE(key) << record.text("name");
      EXPECT_EQ(key.error().code, "crypto.key_file.format") << record.text("name");
      EXPECT_THAT(key.error().detail, HasSubstr(record.text_or("refused", ""))) << record.text("name");
    }
  }
}

TEST(KeyFile, TheWrongPasswordIsRefused) {
  for (const vectors::Record& record : vectors::read("key_file.txt")) {
    if (!record.has("scalar") || !record.has("password")) continue;
    const std::string pem = to_pem(record.text("label"), base::from_base64(record.text("base64")).value());
    for (const std::string& wrong : {record.text("password") + " ", std::string("x"), std::string()}) {
      const auto key = read(pem, wrong);
      ASSERT_FALSE(key);
      EXPECT_EQ(key.error().code, "crypto.key_file.password");
      EXPECT_EQ(key.error().kind, base::ErrorKind::Refused);
    }
  }
}

TEST(KeyFile, AWrongPasswordThatPassesThePaddingIsStillRefused) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const std::string pem = encrypted_key_pem(key, secret("right"), KeyFileForm::Gm, 1);
  for (int i = 0; i < 2000; ++i) {  // the padding looks right about eight times
    EXPECT_EQ(code_of(read(pem, "wrong " + std::to_string(i))), "crypto.key_file.password");
  }
}

TEST(KeyFile, WhatIsWrittenIsRead) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const base::SecretBytes plain = private_key_pem(key);
  const auto from_plain = read_private_key_pem(plain.reveal(), {});
  ASSERT_TRUE(from_plain);
  EXPECT_TRUE(base::equal(from_plain->scalar().reveal(), key.scalar().reveal()));
  EXPECT_TRUE(from_plain->public_key() == key.public_key());
  for (const KeyFileForm form : {KeyFileForm::Gm, KeyFileForm::OpenSsl}) {
    const std::string pem = encrypted_key_pem(key, secret("口令 12"), form, kFewIterations);
    const auto again = read(pem, "口令 12");
    ASSERT_TRUE(again) << base::describe(again.error());
    EXPECT_TRUE(base::equal(again->scalar().reveal(), key.scalar().reveal()));
    EXPECT_NE(pem,
              encrypted_key_pem(key, secret("口令 12"), form, kFewIterations));  // salt and vector are fresh
  }
}

TEST(KeyFile, TheDefaultIsAsManyIterationsAsGmSslUses) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const std::string pem = encrypted_key_pem(key, secret("p"), KeyFileForm::Gm);
  const base::Bytes der = from_pem("ENCRYPTED PRIVATE KEY", pem).value();
  EXPECT_EQ(read_encrypted_key_info(der)->iterations, 65536U);
  EXPECT_TRUE(read(pem, "p"));
}

/// Opens the octets of a file by EVP alone.
base::Bytes decrypt_by_evp(const EncryptedKeyInfo& info, std::string_view password, const EVP_MD* digest) {
  base::Bytes key(16);
  EXPECT_EQ(PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), info.salt.data(),
                              static_cast<int>(info.salt.size()), static_cast<int>(info.iterations), digest,
                              16, key.data()),
            1);
  base::Bytes plain(info.ciphertext.size() + 16);
  int size = 0;
  int rest = 0;
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
  EXPECT_EQ(EVP_DecryptInit_ex(context, EVP_sm4_cbc(), nullptr, key.data(), info.iv.data()), 1);
  EXPECT_EQ(EVP_DecryptUpdate(context, plain.data(), &size, info.ciphertext.data(),
                              static_cast<int>(info.ciphertext.size())),
            1);
  EXPECT_EQ(EVP_DecryptFinal_ex(context, plain.data() + size, &rest), 1);
  EVP_CIPHER_CTX_free(context);
  plain.resize(static_cast<std::size_t>(size) + static_cast<std::size_t>(rest));
  return plain;
}

TEST(KeyFile, BothFormsOpenByTheirNamedAlgorithms) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const base::Bytes plain = from_pem("PRIVATE KEY", base::as_text(private_key_pem(key).reveal())).value();
  for (const KeyFileForm form : {KeyFileForm::Gm, KeyFileForm::OpenSsl}) {
    const std::string pem = encrypted_key_pem(key, secret("password"), form, kFewIterations);
    const base::Bytes der = from_pem("ENCRYPTED PRIVATE KEY", pem).value();
    const auto info = read_encrypted_key_info(der);
    ASSERT_TRUE(info);
    EXPECT_EQ(info->form, form);
    EXPECT_EQ(info->salt.size(), 16U);
    EXPECT_EQ(info->iterations, kFewIterations);
    const EVP_MD* digest = form == KeyFileForm::Gm ? EVP_sm3() : EVP_sha256();
    EXPECT_EQ(decrypt_by_evp(*info, "password", digest), plain);
  }
}

TEST(KeyFile, GmFormHasTheOctetsGmSslWrites) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const std::string pem = encrypted_key_pem(key, secret("p"), KeyFileForm::Gm);
  const base::Bytes ours = from_pem("ENCRYPTED PRIVATE KEY", pem).value();
  base::Bytes theirs = base::from_base64(vectors::read("key_file.txt").front().text("base64")).value();
  ASSERT_EQ(ours.size(), theirs.size());
  const auto take_ours = [&](std::size_t at, std::size_t size) {
    std::copy_n(ours.begin() + static_cast<std::ptrdiff_t>(at), size,
                theirs.begin() + static_cast<std::ptrdiff_t>(at));
  };
  take_ours(36, 16);    // salt
  take_ours(87, 16);    // initial vector
  take_ours(106, 160);  // ciphertext
  EXPECT_EQ(ours, theirs);
}

TEST(KeyFile, RefusesToWriteWhatNobodyReads) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  EXPECT_THROW(encrypted_key_pem(key, {}, KeyFileForm::Gm), std::invalid_argument);
  EXPECT_THROW(encrypted_key_pem(key, secret("p"), KeyFileForm::Gm, 0), std::invalid_argument);
  EXPECT_THROW(encrypted_key_pem(key, secret("p"), KeyFileForm::Gm, kMaxPbkdf2Iterations + 1),
               std::invalid_argument);
}

/// PrivateKeyInfo with one thing made otherwise.
struct Plain {
  std::int64_t version = 0;
  asn1::Oid algorithm = oids::kEcPublicKey;
  asn1::Oid curve = oids::kSm2Curve;
  std::int64_t inner_version = 1;
  std::size_t scalar_size = 32;
  std::optional<asn1::Oid> inner_curve;
  bool point = true;
  bool other_point = false;
  bool attributes = false;
  bool inner_rest = false;
  bool rest = false;
};

base::Bytes ec_private_key(const Plain& plain) {
  static const Sm2PrivateKey kKey = Sm2PrivateKey::generate();
  static const Sm2PrivateKey kOther = Sm2PrivateKey::generate();
  base::Bytes scalar = base::to_bytes(kKey.scalar().reveal());
  scalar.resize(plain.scalar_size);
  DerWriter writer;
  writer.sequence([&](DerWriter& w) {
    w.small_integer(plain.inner_version).octet_string(scalar);
    if (plain.inner_curve) w.nested(asn1::context(0, true), [&](DerWriter& c) { c.oid(*plain.inner_curve); });
    const Sm2PublicKey& point = (plain.other_point ? kOther : kKey).public_key();
    if (plain.point) w.nested(asn1::context(1, true), [&](DerWriter& p) { p.bit_string(point.point()); });
    if (plain.inner_rest) w.null();
  });
  return std::move(writer).take();
}

base::Bytes private_key_info(const Plain& plain) {
  DerWriter writer;
  writer.sequence([&](DerWriter& w) {
    w.small_integer(plain.version);
    w.sequence([&](DerWriter& a) { a.oid(plain.algorithm).oid(plain.curve); });
    w.octet_string(ec_private_key(plain));
    if (plain.attributes)
      w.nested(asn1::context(0, true), [](DerWriter& set) { set.sequence([](DerWriter&) {}); });
    if (plain.rest) w.null();
  });
  return std::move(writer).take();
}

TEST(KeyFile, PlainFormsThatAreRead) {
  Plain accepted[4];
  accepted[1].point = false;
  accepted[2].inner_curve = oids::kSm2Curve;
  accepted[3].attributes = true;
  for (const Plain& plain : accepted) {
    const auto key = read(to_pem("PRIVATE KEY", private_key_info(plain)));
    EXPECT_TRUE(key) << base::describe(key.error());
  }
  EXPECT_TRUE(read(to_pem("EC PRIVATE KEY", ec_private_key(accepted[2]))));
}

TEST(KeyFile, PlainFormsThatAreRefused) {
  Plain refused[10];
  refused[0].version = 1;
  refused[1].algorithm = oids::kSm2Sign;
  refused[2].curve = asn1::Oid::literal("1.2.840.10045.3.1.7");
  refused[3].inner_version = 2;
  refused[4].scalar_size = 31;
  refused[5].scalar_size = 33;
  refused[6].inner_curve = asn1::Oid::literal("1.2.840.10045.3.1.7");
  refused[7].other_point = true;
  refused[8].inner_rest = true;
  refused[9].rest = true;
  for (std::size_t i = 0; i < std::size(refused); ++i) {
    EXPECT_EQ(code_of(read(to_pem("PRIVATE KEY", private_key_info(refused[i])))), "crypto.key_file.format")
        << i;
  }
  EXPECT_EQ(code_of(read(to_pem("EC PRIVATE KEY", ec_private_key(Plain{})))),
            "crypto.key_file.format");  // no curve
  base::Bytes longer = private_key_info(Plain{});
  longer.push_back(0);
  EXPECT_EQ(code_of(read(to_pem("PRIVATE KEY", longer))), "crypto.key_file.format");
}

TEST(KeyFile, EveryShorterFileIsRefused) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const std::string encrypted = encrypted_key_pem(key, secret("p"), KeyFileForm::Gm, 1);
  const base::Bytes der = from_pem("ENCRYPTED PRIVATE KEY", encrypted).value();
  for (std::size_t size = 1; size < der.size(); ++size) {
    EXPECT_EQ(code_of(read(to_pem("ENCRYPTED PRIVATE KEY", base::ByteView(der).first(size)), "p")),
              "crypto.key_file.format");
  }
}

/// EncryptedPrivateKeyInfo with one thing made otherwise.
struct Encrypted {
  asn1::Oid scheme = oids::kPbes2;
  asn1::Oid derivation = oids::kPbkdf2;
  std::size_t salt_size = 8;
  std::int64_t iterations = 1;
  std::optional<std::int64_t> key_size;
  std::optional<asn1::Oid> function = oids::kHmacSm3;
  bool null_beside_function = false;
  bool rest_beside_function = false;
  asn1::Oid cipher = oids::kSm4Cbc;
  std::size_t iv_size = 16;
  std::size_t ciphertext_size = 160;
};

base::Bytes encrypted_info(const Encrypted& e) {
  const auto derivation = [&](DerWriter& w) {
    w.oid(e.derivation).sequence([&](DerWriter& p) {
      p.octet_string(base::Bytes(e.salt_size)).small_integer(e.iterations);
      if (e.key_size) p.small_integer(*e.key_size);
      if (!e.function) return;
      p.sequence([&](DerWriter& f) {
        f.oid(*e.function);
        if (e.null_beside_function) f.null();
        if (e.rest_beside_function) f.octet_string({});
      });
    });
  };
  const auto scheme = [&](DerWriter& w) {
    w.oid(e.scheme).sequence([&](DerWriter& p) {
      p.sequence(derivation);
      p.sequence([&](DerWriter& c) { c.oid(e.cipher).octet_string(base::Bytes(e.iv_size)); });
    });
  };
  DerWriter writer;
  writer.sequence([&](DerWriter& w) { w.sequence(scheme).octet_string(base::Bytes(e.ciphertext_size)); });
  return std::move(writer).take();
}

TEST(KeyFile, EncryptedFormsThatAreReadUpToThePassword) {
  Encrypted understood[7];
  understood[1].key_size = 16;
  understood[2].null_beside_function = true;
  understood[3].function = oids::kHmacSha256;
  understood[4].salt_size = 64;
  understood[5].iterations = 2;
  understood[6].ciphertext_size = 4096;
  for (std::size_t i = 0; i < std::size(understood); ++i) {
    EXPECT_EQ(code_of(read(to_pem("ENCRYPTED PRIVATE KEY", encrypted_info(understood[i])), "p")),
              "crypto.key_file.password")
        << i;
  }
  Encrypted most;
  most.iterations = kMaxPbkdf2Iterations;
  EXPECT_TRUE(read_encrypted_key_info(encrypted_info(most)));
}

TEST(KeyFile, EncryptedFormsThatAreRefused) {
  Encrypted refused[15];
  refused[0].scheme = oids::kPbkdf2;
  refused[1].derivation = oids::kPbes2;
  refused[2].salt_size = 0;
  refused[3].salt_size = 65;
  refused[4].iterations = 0;
  refused[5].iterations = std::int64_t{kMaxPbkdf2Iterations} + 1;
  refused[6].iterations = INT64_MAX;
  refused[7].key_size = 32;
  refused[8].function = std::nullopt;  // HMAC-SHA-1
  refused[9].function = oids::kSm3;
  refused[10].rest_beside_function = true;
  refused[11].cipher = asn1::Oid::literal("1.2.156.10197.1.104.1");
  refused[12].iv_size = 12;
  refused[13].ciphertext_size = 0;
  refused[14].ciphertext_size = 4112;
  for (std::size_t i = 0; i < std::size(refused); ++i) {
    const auto key = read(to_pem("ENCRYPTED PRIVATE KEY", encrypted_info(refused[i])), "p");
    EXPECT_EQ(code_of(key), "crypto.key_file.format") << i;
  }
  Encrypted uneven;
  uneven.ciphertext_size = 161;
  EXPECT_EQ(code_of(read(to_pem("ENCRYPTED PRIVATE KEY", encrypted_info(uneven)), "p")),
            "crypto.key_file.format");
}

TEST(KeyFile, TextWithoutAKeyIsRefused) {
  for (const std::string_view text : {"", "-----BEGIN PRIVATE KEY-----",
                                      "-----BEGIN CERTIFICATE-----\nAAAA\n"
                                      "-----END CERTIFICATE-----\n",
                                      "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n"}) {
    const auto key = read(text);
    EXPECT_EQ(code_of(key), "crypto.key_file.format") << text;
  }
}

TEST(KeyFile, PassesOverWhatStandsAround) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const std::string pem(base::as_text(private_key_pem(key).reveal()));
  EXPECT_TRUE(read("-----BEGIN EC PARAMETERS-----\nBggqgRzPVQGCLQ==\n-----END EC PARAMETERS-----\n" + pem +
                   "and on"));
}

}  // namespace
}  // namespace yinxin::crypto
