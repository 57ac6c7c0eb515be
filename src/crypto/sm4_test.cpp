#include "crypto/sm4.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "crypto/random.hpp"
#include "crypto/sm3.hpp"
#include "crypto/sm4_ctr.hpp"
#include "vectors/read_vectors.hpp"

namespace yinxin::crypto {
namespace {

#if defined(YX_SANITIZED)
constexpr std::size_t kMostRounds = 20'000;
#else
constexpr std::size_t kMostRounds = 1'000'000;
#endif

/// SM4 of one block: counter mode adds it to the plaintext, here zeros.
base::Bytes encipher(base::ByteView key, const base::Bytes& block, std::size_t times) {
  base::Bytes at = block;
  const base::Bytes zeros(kSm4BlockSize);
  for (std::size_t i = 0; i < times; ++i) {
    base::Bytes next(kSm4BlockSize);
    sm4_ctr(key, at, zeros, next);
    at.swap(next);
  }
  return at;
}

TEST(Sm4, BlocksAndStreamsOfTheVectors) {
  for (const vectors::Record& record : vectors::read("sm4.txt")) {
    const base::Bytes key = record.bytes("key");
    if (record.has("block")) {
      if (record.number("times") > kMostRounds) continue;
      EXPECT_EQ(base::to_hex(encipher(key, record.bytes("block"), record.number("times"))),
                record.text("ciphertext"));
      continue;
    }
    base::Bytes text = record.bytes("plaintext");
    sm4_ctr(key, record.bytes("counter"), text, text);
    EXPECT_EQ(base::to_hex(text), record.text("ciphertext"));
  }
}

TEST(Sm4, WrongLengthsAreBrokenInvariants) {
  base::Bytes out(16);
  const base::Bytes counter(16);
  EXPECT_THROW(sm4_ctr(base::ByteView(counter).first(15), counter, counter, out), std::invalid_argument);
  EXPECT_THROW(sm4_ctr(counter, base::ByteView(counter).first(15), counter, out), std::invalid_argument);
  EXPECT_THROW(sm4_ctr(counter, counter, base::ByteView(counter).first(15), out), std::invalid_argument);
}

struct SealTest : testing::Test {
  base::SecretBytes key = random_secret(kSealKeySize);
  base::Bytes plaintext = base::to_bytes("公民身份号码 110101199003070000");
  base::Bytes associated = base::to_bytes("applicants/id_number/42");
};

std::string error_code(const base::Result<base::SecretBytes>& opened) {
  return opened ? "opened" : opened.error().code;
}

TEST_F(SealTest, OpensWhatItSealed) {
  for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 1000U, 100'000U}) {
    const base::Bytes text = random_bytes(size);
    const base::Bytes sealed = seal(key, text, associated);
    EXPECT_EQ(sealed.size(), size + kSealOverhead);
    const auto opened = open(key, sealed, associated);
    ASSERT_TRUE(opened) << size;
    EXPECT_TRUE(base::equal(opened->reveal(), text));
  }
  EXPECT_TRUE(open(key, seal(key, plaintext, {}), {}));
}

TEST_F(SealTest, IsMadeAsTheHeaderSays) {
  const base::Bytes sealed = seal(key, plaintext, associated);
  const base::ByteView body = base::ByteView(sealed).first(sealed.size() - 32);
  base::Bytes bound = base::from_hex("0000000000000017").value();  // 23 octets of associated data
  base::append(bound, associated);
  base::append(bound, body);
  const auto mac_key = hkdf_expand_sm3(key, base::as_bytes("yinxin seal 1 hmac-sm3"), 32);
  EXPECT_TRUE(base::equal(hmac_sm3(mac_key, bound), base::ByteView(sealed).last(32)));
  base::Bytes text = base::to_bytes(body.subspan(17));
  sm4_ctr(hkdf_expand_sm3(key, base::as_bytes("yinxin seal 1 sm4-ctr"), 16).reveal(), body.subspan(1, 16),
          text, text);
  EXPECT_EQ(sealed[0], 1);
  EXPECT_EQ(text, plaintext);
}

TEST_F(SealTest, TwoSealsOfOneTextDifferAndHideIt) {
  std::set<base::Bytes> nonces;
  for (int i = 0; i < 100; ++i) {
    const base::Bytes sealed = seal(key, plaintext, associated);
    EXPECT_TRUE(nonces.insert(base::Bytes(sealed.begin() + 1, sealed.begin() + 17)).second);
    EXPECT_EQ(std::search(sealed.begin(), sealed.end(), plaintext.begin(), plaintext.begin() + 6),
              sealed.end());
  }
}

TEST_F(SealTest, EveryChangedBitIsSeen) {
  const base::Bytes sealed = seal(key, plaintext, associated);
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    base::Bytes changed = sealed;
    changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ (1U << bit % 8));
    EXPECT_EQ(error_code(open(key, changed, associated)), bit < 8 ? "crypto.seal.format" : "crypto.seal.tag")
        << bit;
  }
}

TEST_F(SealTest, EveryOtherLengthIsSeen) {
  base::Bytes sealed = seal(key, plaintext, associated);
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    const auto opened = open(key, base::ByteView(sealed).first(size), associated);
    EXPECT_EQ(error_code(opened), size < kSealOverhead ? "crypto.seal.format" : "crypto.seal.tag") << size;
  }
  sealed.push_back(0);
  const auto opened = open(key, sealed, associated);
  EXPECT_EQ(error_code(opened), "crypto.seal.tag");
  EXPECT_EQ(opened.error().kind, base::ErrorKind::Refused);
  EXPECT_EQ(open(key, {}, associated).error().kind, base::ErrorKind::Malformed);
}

TEST_F(SealTest, IsBoundToKeyAndPlace) {
  const base::Bytes sealed = seal(key, plaintext, associated);
  EXPECT_EQ(error_code(open(random_secret(kSealKeySize), sealed, associated)), "crypto.seal.tag");
  EXPECT_EQ(error_code(open(key, sealed, base::as_bytes("applicants/id_number/43"))), "crypto.seal.tag");
  EXPECT_EQ(error_code(open(key, sealed, {})), "crypto.seal.tag");
}

TEST_F(SealTest, TheEndOfTheAssociatedDataIsBoundToo) {
  // Where the nonce happens to begin with 01, the version octet could pass for the last associated one.
  base::Bytes sealed = seal(key, plaintext, associated);
  while (sealed[1] != sealed[0]) sealed = seal(key, plaintext, associated);
  base::Bytes longer = associated;
  longer.push_back(sealed[0]);
  EXPECT_EQ(error_code(open(key, base::ByteView(sealed).subspan(1), longer)), "crypto.seal.tag");
}

TEST_F(SealTest, AKeyOfAnotherLengthIsABrokenInvariant) {
  EXPECT_THROW(seal(base::SecretBytes(16), plaintext, associated), std::invalid_argument);
  EXPECT_THROW((void)open(base::SecretBytes(), seal(key, plaintext, {}), {}), std::invalid_argument);
}

}  // namespace
}  // namespace yinxin::crypto
