// The DER form of signatures: GM/T 0009-2012 7.3 in the strict DER of X.690.
#include <gtest/gtest.h>

#include "crypto/sm2.hpp"

namespace yinxin::crypto {
namespace {

const std::string kOnes(64, 'f');

std::string integer(const std::string& content) {
  const std::uint8_t size = static_cast<std::uint8_t>(content.size() / 2);
  return "02" + base::to_hex({&size, 1}) + content;
}

std::string sequence(const std::string& content) {
  const std::uint8_t size = static_cast<std::uint8_t>(content.size() / 2);
  return "30" + base::to_hex({&size, 1}) + content;
}

TEST(Sm2SignatureDer, ReadsAndWritesTheSame) {
  const std::string accepted[] = {
      sequence(integer("01") + integer("01")),
      sequence(integer("7f") + integer("0080")),
      sequence(integer("00ff") + integer("0100")),
      sequence(integer("00" + kOnes) + integer("00" + kOnes)),  // over n, which is verify's affair
      sequence(integer("7f" + kOnes.substr(2)) + integer("0080" + kOnes.substr(2))),
      sequence(integer("00" + kOnes.substr(2)) + integer("02")),  // 31 octets, top bit set
  };
  for (const std::string& hex : accepted) {
    const auto signature = Sm2Signature::from_der(base::from_hex(hex).value());
    ASSERT_TRUE(signature) << hex;
    EXPECT_EQ(base::to_hex(signature->to_der()), hex);
  }
}

TEST(Sm2SignatureDer, PutsNumbersAtTheRight) {
  const auto signature = Sm2Signature::from_der(base::from_hex("3007020200aa02010b").value());
  ASSERT_TRUE(signature);
  EXPECT_EQ(base::to_hex(signature->r), std::string(62, '0') + "aa");
  EXPECT_EQ(base::to_hex(signature->s), std::string(62, '0') + "0b");
}

TEST(Sm2SignatureDer, RefusesEverythingElse) {
  const std::string good = integer("01") + integer("02");
  const struct {
    const char* name;
    std::string hex;
  } refused[] = {
      {"nothing", ""},
      {"only an identifier", "30"},
      {"empty sequence", "3000"},
      {"one number", sequence(integer("01"))},
      {"three numbers", sequence(good + integer("03"))},
      {"octets after it", sequence(good) + "00"},
      {"octets after the numbers", sequence(good + "0500")},
      {"cut short", sequence(good).substr(0, 14)},
      {"a set", "31" + sequence(good).substr(2)},
      {"r is zero", sequence(integer("00") + integer("01"))},
      {"s is zero", sequence(integer("01") + integer("00"))},
      {"r is negative", sequence(integer("ff") + integer("01"))},
      {"s is negative", sequence(integer("01") + integer("80"))},
      {"r has 32 octets and the top bit", sequence(integer(kOnes) + integer("01"))},
      {"r has a zero too many", sequence(integer("0001") + integer("01"))},
      {"s has a zero too many", sequence(integer("01") + integer("00007f"))},
      {"r has 33 octets", sequence(integer("01" + kOnes) + integer("01"))},
      {"s has 34 octets", sequence(integer("01") + integer("00ff" + kOnes))},
      {"empty number", sequence("0200" + integer("01"))},
      {"long form of a short length", "308106" + good},
      {"long form of a number's length", sequence("02810101" + integer("01"))},
      {"length with a leading zero", "30820006" + good},
      {"indefinite length", "3080" + good + "0000"},
      {"an octet string for r", sequence("040101" + integer("01"))},
      {"an enumerated for r", sequence("0a0101" + integer("01"))},
      {"r || s without DER", std::string(128, '1')},
      {"length over what is there", "3007" + good},
  };
  for (const auto& item : refused) {
    const auto signature = Sm2Signature::from_der(base::from_hex(item.hex).value());
    ASSERT_FALSE(signature) << item.name;
    EXPECT_EQ(signature.error().code, "crypto.sm2.signature") << item.name;
    EXPECT_EQ(signature.error().kind, base::ErrorKind::Malformed) << item.name;
  }
}

}  // namespace
}  // namespace yinxin::crypto
