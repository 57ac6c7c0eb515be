#include "crypto/sm2_encryption.hpp"

#include <gtest/gtest.h>

#include "asn1/der_writer.hpp"
#include "crypto/random.hpp"
#include "vectors/read_vectors.hpp"

namespace yinxin::crypto {
namespace {

using base::Bytes;
using base::ByteView;
using base::ErrorKind;

/// The parts of an SM2Cipher, to be spoiled one at a time.
struct Parts {
  Bytes x;
  Bytes y;
  Bytes hash;
  Bytes octets;
  Bytes der() const {
    asn1::DerWriter out;
    out.sequence([&](asn1::DerWriter& w) {
      w.unsigned_integer(x).unsigned_integer(y).octet_string(hash).octet_string(octets);
    });
    return std::move(out).take();
  }
};

Parts parts_of(ByteView der) {
  const auto read = [&]() -> base::Result<Parts> {
    asn1::DerReader outer(der);
    YX_TRY(asn1::DerReader in, outer.enter());
    YX_TRY(const ByteView x, in.unsigned_integer());
    YX_TRY(const ByteView y, in.unsigned_integer());
    YX_TRY(const ByteView hash, in.octet_string());
    YX_TRY(const ByteView octets, in.octet_string());
    return Parts{base::to_bytes(x), base::to_bytes(y), base::to_bytes(hash), base::to_bytes(octets)};
  };
  return read().value();
}

void expect_refused(const Sm2PrivateKey& key, ByteView der, ErrorKind kind, const std::string& why) {
  const auto message = sm2_decrypt(key, der);
  ASSERT_FALSE(message) << why;
  EXPECT_EQ(message.error().code, "crypto.sm2.cipher") << why;
  EXPECT_EQ(message.error().kind, kind) << why;
}

TEST(Sm2Encryption, TheStandardsExampleOpens) {
  for (const vectors::Record& record : vectors::read("sm2_encryption.txt")) {
    const auto key = Sm2PrivateKey::from_scalar(base::SecretBytes::copy_of(record.bytes("scalar")));
    ASSERT_TRUE(key);
    EXPECT_EQ(base::to_hex(key->public_key().point()), record.text("point"));
    const Bytes c1 = record.bytes("c1");
    const Parts parts{Bytes(c1.begin() + 1, c1.begin() + 33), Bytes(c1.begin() + 33, c1.end()),
                      record.bytes("c3"), record.bytes("c2")};
    const auto message = sm2_decrypt(*key, parts.der());
    ASSERT_TRUE(message) << base::describe(message.error());
    EXPECT_TRUE(base::equal(message->reveal(), record.bytes("message")));
  }
}

TEST(Sm2Encryption, EveryLengthComesBack) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  for (const std::size_t size : {1U, 2U, 31U, 32U, 33U, 64U, 255U, 256U, 1023U, 1024U}) {
    const Bytes message = random_bytes(size);
    const auto der = sm2_encrypt(key.public_key(), message);
    ASSERT_TRUE(der) << size;
    EXPECT_LE(der->size(), sm2_cipher_bytes(size));
    EXPECT_NE(sm2_encrypt(key.public_key(), message).value(), *der) << "randomised";
    const auto back = sm2_decrypt(key, *der);
    ASSERT_TRUE(back) << size;
    EXPECT_TRUE(base::equal(back->reveal(), message)) << size;
  }
}

/// With one octet the key stream is 0 once in 256 times: GB/T 32918.4 6.1 A5 has k drawn again then.
TEST(Sm2Encryption, TheMessageNeverStandsThereInClear) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  for (int i = 0; i < 1500; ++i) {
    const auto der = sm2_encrypt(key.public_key(), Bytes{0x5A});
    ASSERT_TRUE(der);
    EXPECT_NE(parts_of(*der).octets, Bytes{0x5A});
  }
}

TEST(Sm2Encryption, MessagesOutOfRangeAreRefused) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  for (const std::size_t size : {std::size_t{0}, kMaxSm2MessageBytes + 1}) {
    const auto der = sm2_encrypt(key.public_key(), Bytes(size));
    ASSERT_FALSE(der);
    EXPECT_EQ(der.error().code, "crypto.sm2.cipher");
    EXPECT_EQ(der.error().kind, ErrorKind::Refused);
  }
}

TEST(Sm2Encryption, GarbageIsMalformed) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const Bytes good = sm2_encrypt(key.public_key(), random_bytes(32)).value();
  const Parts parts = parts_of(good);
  const auto spoilt = [&](auto change) {
    Parts copy = parts;
    change(copy);
    return copy.der();
  };
  Bytes indefinite = good;
  indefinite[1] = 0x80;
  Bytes trailing = good;
  trailing.push_back(0);
  asn1::DerWriter negative;
  negative.sequence([&](asn1::DerWriter& w) {
    w.small_integer(-5).unsigned_integer(parts.y).octet_string(parts.hash).octet_string(parts.octets);
  });
  asn1::DerWriter fifth;
  fifth.sequence([&](asn1::DerWriter& w) {
    w.unsigned_integer(parts.x).unsigned_integer(parts.y).octet_string(parts.hash);
    w.octet_string(parts.octets).null();
  });
  const struct {
    const char* why;
    Bytes der;
  } kBad[] = {
      {"nothing", {}},
      {"noise", random_bytes(140)},
      {"zeros", Bytes(140)},
      {"an empty sequence", {0x30, 0}},
      {"indefinite length", indefinite},
      {"an octet after it", trailing},
      {"a negative coordinate", negative.bytes()},
      {"a fifth part", fifth.bytes()},
      {"x = 0", spoilt([](Parts& p) { p.x = {0}; })},
      {"y of 33 octets", spoilt([](Parts& p) { p.y = Bytes(33, 0x11); })},
      {"x above p", spoilt([](Parts& p) { p.x = Bytes(32, 0xFF); })},
      {"a point beside the curve", spoilt([](Parts& p) { p.y[31] ^= 1; })},
      {"a hash of 31 octets", spoilt([](Parts& p) { p.hash.pop_back(); })},
      {"no hash", spoilt([](Parts& p) { p.hash.clear(); })},
      {"no octets", spoilt([](Parts& p) { p.octets.clear(); })},
      {"1025 octets", spoilt([](Parts& p) { p.octets.resize(1025); })},
  };
  for (const auto& bad : kBad) expect_refused(key, bad.der, ErrorKind::Malformed, bad.why);
  for (std::size_t size = 0; size < good.size(); ++size) {
    expect_refused(key, ByteView(good).first(size), ErrorKind::Malformed, "cut to " + std::to_string(size));
  }
}

TEST(Sm2Encryption, ChangesAndOtherKeysAreRefused) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const Bytes good = sm2_encrypt(key.public_key(), random_bytes(32)).value();
  expect_refused(Sm2PrivateKey::generate(), good, ErrorKind::Refused, "another key");
  Parts parts = parts_of(good);
  for (Bytes* part : {&parts.hash, &parts.octets}) {
    for (std::uint8_t& octet : *part) {
      octet ^= 0x10;
      expect_refused(key, parts.der(), ErrorKind::Refused, "a changed octet");
      octet ^= 0x10;
    }
  }
  parts.octets.pop_back();
  expect_refused(key, parts.der(), ErrorKind::Refused, "shorter");
  parts = parts_of(good);
  const Parts other = parts_of(sm2_encrypt(key.public_key(), random_bytes(32)).value());
  parts.x = other.x;
  parts.y = other.y;
  expect_refused(key, parts.der(), ErrorKind::Refused, "another's point");
}

/// The message is the octets themselves only when the key stream is 0, which GB/T 32918.4 7.1 B4 refuses.
TEST(Sm2Encryption, AZeroKeyStreamIsRefused) {
  const vectors::Record record = vectors::read("sm2_encryption.txt").at(0);
  const auto key = Sm2PrivateKey::from_scalar(base::SecretBytes::copy_of(record.bytes("scalar")));
  const vectors::Record zero = vectors::read("sm2_zero_key_stream.txt").at(0);
  const Parts parts{zero.bytes("x"), zero.bytes("y"), zero.bytes("hash"), zero.bytes("octets")};
  expect_refused(*key, parts.der(), ErrorKind::Refused, "no key stream");
}

}  // namespace
}  // namespace yinxin::crypto
