#include "crypto/sm2.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "vectors/read_vectors.hpp"

namespace yinxin::crypto {
namespace {

using vectors::Record;

Sm2Signature signature_of(const Record& record) {
  return {record.octets<32>("r"), record.octets<32>("s")};
}

std::string id_of(const Record& record) {
  return std::string(base::as_text(record.bytes("id")));
}

Sm2PrivateKey key_from(std::string_view scalar) {
  return Sm2PrivateKey::from_scalar(base::SecretBytes::copy_of(base::from_hex(scalar).value())).value();
}

const base::Bytes kMessage = base::to_bytes("message digest");

std::vector<Record> valid_signatures() {
  std::vector<Record> all = vectors::read("sm2_signature.txt");
  const std::vector<Record> edges = vectors::read("sm2_edge_signature.txt");
  all.insert(all.end(), edges.begin(), edges.end());
  return all;
}

TEST(Sm2, VerifiesTheVectors) {
  for (const Record& record : valid_signatures()) {
    const auto key = Sm2PublicKey::from_point(record.bytes("point"));
    ASSERT_TRUE(key) << record.text("point");
    const base::Bytes message = record.bytes("message");
    const Sm2Signature signature = signature_of(record);
    EXPECT_TRUE(sm2_verify(*key, message, signature, id_of(record))) << record.text("r");
    EXPECT_EQ(Sm2Signature::from_der(signature.to_der()).value(), signature);
    EXPECT_FALSE(sm2_verify(*key, message, signature, id_of(record) + "x"));
    base::Bytes longer = message;
    longer.push_back(0);
    EXPECT_FALSE(sm2_verify(*key, longer, signature, id_of(record)));
  }
}

TEST(Sm2, DigestOfTheStandardsExample) {
  const Record example = vectors::read("sm2_signature.txt").front();
  const auto key = Sm2PublicKey::from_point(example.bytes("point"));
  EXPECT_EQ(base::to_hex(sm2_digest(*key, kMessage)), example.text("e"));
  EXPECT_EQ(base::to_hex(sm2_digest(*key, kMessage, "1234567812345678")), example.text("e"));
  base::Bytes with_za = example.bytes("za");
  base::append(with_za, kMessage);
  EXPECT_EQ(sm2_digest(*key, kMessage), sm3(with_za));
  EXPECT_NE(sm2_digest(*key, kMessage, ""), sm2_digest(*key, kMessage));
}

TEST(Sm2, LongIdsCountInTwoOctets) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const std::string longest(8191, 'i');
  const auto signature = sm2_sign(key, kMessage, longest);
  ASSERT_TRUE(signature);
  EXPECT_TRUE(sm2_verify(key.public_key(), kMessage, *signature, longest));
  EXPECT_THROW(sm2_digest(key.public_key(), kMessage, longest + "i"), std::length_error);
}

TEST(Sm2, PublicPointsOfScalars) {
  for (const Record& record : vectors::read("sm2_key.txt")) {
    const Sm2PrivateKey key = key_from(record.text("scalar"));
    EXPECT_EQ(base::to_hex(key.public_key().point()), record.text("point"));
    EXPECT_EQ(base::to_hex(key.scalar().reveal()), record.text("scalar"));
    const auto signature = sm2_sign(key, kMessage);
    ASSERT_TRUE(signature);
    EXPECT_TRUE(sm2_verify(key.public_key(), kMessage, *signature));
  }
}

TEST(Sm2, ScalarsOutOfRangeAreRefused) {
  const char* const refused[] = {
      "",
      "01",
      "0000000000000000000000000000000000000000000000000000000000000000",    // 0
      "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54122",    // n - 1
      "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123",    // n
      "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54124",    // n + 1
      "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",    // 2^256 - 1
      "000000000000000000000000000000000000000000000000000000000000000001",  // 33 octets
      "00000000000000000000000000000000000000000000000000000000000001",      // 31 octets
  };
  for (const char* scalar : refused) {
    const auto key = Sm2PrivateKey::from_scalar(base::SecretBytes::copy_of(base::from_hex(scalar).value()));
    ASSERT_FALSE(key) << scalar;
    EXPECT_EQ(key.error().code, "crypto.sm2.private_key");
    EXPECT_EQ(key.error().kind, base::ErrorKind::Malformed);
  }
}

TEST(Sm2, PointsThatAreNoKeyAreRefused) {
  for (const Record& record : vectors::read("sm2_bad_point.txt")) {
    if (record.has("valid")) {
      EXPECT_TRUE(Sm2PublicKey::from_point(record.bytes("valid"))) << record.text("name");
      continue;
    }
    const auto key = Sm2PublicKey::from_point(record.bytes("point"));
    ASSERT_FALSE(key) << record.text("name");
    EXPECT_EQ(key.error().code, "crypto.sm2.public_key");
    EXPECT_EQ(key.error().kind, base::ErrorKind::Malformed);
  }
}

TEST(Sm2, EveryChangedBitOfAPointIsSeen) {
  const base::Bytes point = base::to_bytes(Sm2PrivateKey::generate().public_key().point());
  for (std::size_t bit = 0; bit < point.size() * 8; ++bit) {
    base::Bytes changed = point;
    changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ (1U << bit % 8));
    EXPECT_FALSE(Sm2PublicKey::from_point(changed)) << bit;
  }
}

TEST(Sm2, GeneratedKeysDifferAndWork) {
  const Sm2PrivateKey one = Sm2PrivateKey::generate();
  const Sm2PrivateKey two = Sm2PrivateKey::generate();
  EXPECT_FALSE(one.public_key() == two.public_key());
  const auto signature = sm2_sign(one, kMessage);
  ASSERT_TRUE(signature);
  EXPECT_TRUE(sm2_verify(one.public_key(), kMessage, *signature));
  EXPECT_FALSE(sm2_verify(two.public_key(), kMessage, *signature));
  const auto same = Sm2PublicKey::from_point(one.public_key().point());
  EXPECT_TRUE(sm2_verify(*same, kMessage, *signature));
}

TEST(Sm2, TwoSignaturesOfOneMessageDiffer) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const auto one = sm2_sign(key, kMessage);
  const auto two = sm2_sign(key, kMessage);
  ASSERT_TRUE(one && two);
  EXPECT_NE(one->r, two->r);
  EXPECT_NE(one->s, two->s);
  EXPECT_TRUE(sm2_verify(key.public_key(), kMessage, *one));
  EXPECT_TRUE(sm2_verify(key.public_key(), kMessage, *two));
}

TEST(Sm2, EveryChangedBitOfASignatureIsSeen) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const Sm2Signature signature = sm2_sign(key, kMessage).value();
  for (std::size_t bit = 0; bit < 512; bit += 3) {
    Sm2Signature changed = signature;
    std::uint8_t& octet = bit < 256 ? changed.r[bit / 8] : changed.s[bit / 8 - 32];
    octet = static_cast<std::uint8_t>(octet ^ (1U << bit % 8));
    EXPECT_FALSE(sm2_verify(key.public_key(), kMessage, changed)) << bit;
  }
}

TEST(Sm2, NumbersOutOfRangeAreFalse) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const Sm2Signature good = sm2_sign(key, kMessage).value();
  const Record zero = vectors::read("sm2_bad_digest_signature.txt").front();
  const auto number = [](std::string_view hex) {
    std::array<std::uint8_t, 32> out{};
    const base::Bytes octets = base::from_hex(hex).value();
    std::copy(octets.begin(), octets.end(), out.begin());
    return out;
  };
  for (const std::string_view bad : {"0000000000000000000000000000000000000000000000000000000000000000",
                                     "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123",
                                     "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54124",
                                     "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"}) {
    EXPECT_FALSE(sm2_verify(key.public_key(), kMessage, {number(bad), good.s})) << bad;
    EXPECT_FALSE(sm2_verify(key.public_key(), kMessage, {good.r, number(bad)})) << bad;
    EXPECT_FALSE(sm2_verify(key.public_key(), kMessage, {number(bad), number(bad)})) << bad;
  }
  EXPECT_FALSE(sm2_verify(key.public_key(), kMessage, signature_of(zero)));  // r + s = n
  EXPECT_FALSE(sm2_verify(key.public_key(), kMessage, {good.s, good.r}));
}

TEST(Sm2, RefusesWhatSatisfiesTheEquationOutOfRange) {
  for (const Record& record : vectors::read("sm2_bad_digest_signature.txt")) {
    const auto key = Sm2PublicKey::from_point(record.octets<65>("point"));
    ASSERT_TRUE(key);
    EXPECT_EQ(sm2_verify_digest(*key, record.octets<32>("e"), signature_of(record)), record.has("valid"))
        << record.text("name");
  }
}

TEST(Sm2, ADigestStreamHasTheDigestOfTheWholeMessage) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const base::Bytes message(1000, 0x5A);
  Sm3 stream = sm2_digest_stream(key.public_key());
  for (const std::uint8_t octet : message) stream.update({&octet, 1});
  const Sm3Digest digest = stream.finish();
  EXPECT_EQ(digest, sm2_digest(key.public_key(), message));
  const auto signature = sm2_sign(key, message);
  EXPECT_TRUE(sm2_verify_digest(key.public_key(), digest, *signature));
  Sm3Digest other = digest;
  other[0] ^= 1;
  EXPECT_FALSE(sm2_verify_digest(key.public_key(), other, *signature));
}

TEST(Sm2, BatchesEqualOneByOne) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  const Sm2PrivateKey other = Sm2PrivateKey::generate();
  std::vector<base::Bytes> owned;
  for (std::size_t i = 0; i < 17; ++i) owned.emplace_back(i * 50, static_cast<std::uint8_t>(i));
  const std::vector<base::ByteView> messages(owned.begin(), owned.end());
  const auto signatures = sm2_sign_batch(key, messages);
  ASSERT_TRUE(signatures);
  ASSERT_EQ(signatures->size(), messages.size());
  std::vector<Sm2VerifyItem> items;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    EXPECT_TRUE(sm2_verify(key.public_key(), messages[i], (*signatures)[i])) << i;
    const bool wrong_message = i % 3 == 1;
    const bool wrong_key = i % 5 == 2;
    items.push_back({wrong_key ? &other.public_key() : &key.public_key(), messages[wrong_message ? 0 : i],
                     &(*signatures)[i]});
  }
  const std::vector<bool> valid = sm2_verify_batch(items);
  ASSERT_EQ(valid.size(), items.size());
  for (std::size_t i = 0; i < items.size(); ++i) EXPECT_EQ(valid[i], i % 3 != 1 && i % 5 != 2) << i;
  EXPECT_TRUE(sm2_sign_batch(key, {}).value().empty());
  EXPECT_TRUE(sm2_verify_batch({}).empty());
  const auto with_id = sm2_sign_batch(key, messages, "ALICE123@YAHOO.COM");
  EXPECT_TRUE(sm2_verify(key.public_key(), messages[1], with_id->at(1), "ALICE123@YAHOO.COM"));
}

TEST(Sm2, KeysThatWereNeverMadeSignAndVerifyNothing) {
  Sm2PrivateKey key = Sm2PrivateKey::generate();
  const Sm2Signature signature = sm2_sign(key, kMessage).value();
  const Sm2PrivateKey moved = std::move(key);
  EXPECT_TRUE(sm2_sign(moved, kMessage));
  const auto refused = sm2_sign(key, kMessage);  // NOLINT(bugprone-use-after-move)
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "crypto.sm2.sign");
  EXPECT_EQ(refused.error().kind, base::ErrorKind::Internal);
  EXPECT_TRUE(key.scalar().empty());
  EXPECT_FALSE(sm2_verify(Sm2PublicKey(), kMessage, signature));
}

TEST(Sm2, APublicKeyOutlivesItsPrivateKey) {
  std::optional<Sm2PrivateKey> key = Sm2PrivateKey::generate();
  const Sm2PublicKey copy = key->public_key();
  const Sm2Signature signature = sm2_sign(*key, kMessage).value();
  key.reset();
  EXPECT_TRUE(sm2_verify(copy, kMessage, signature));
}

TEST(Sm2, OneKeyServesSeveralThreads) {
  const Sm2PrivateKey key = Sm2PrivateKey::generate();
  std::array<int, 4> good{};
  std::vector<std::thread> threads;
  for (int& count : good) {
    threads.emplace_back([&key, &count] {
      for (int i = 0; i < 25; ++i) {
        const auto signature = sm2_sign(key, kMessage);
        count += signature && sm2_verify(key.public_key(), kMessage, *signature);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, (std::array<int, 4>{25, 25, 25, 25}));
}

}  // namespace
}  // namespace yinxin::crypto
