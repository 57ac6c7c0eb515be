#include "asn1/oid.hpp"

#include <gmock/gmock.h>

#include <map>

#include "asn1/oids.hpp"

namespace yinxin::asn1 {
namespace {

struct Known {
  std::string text;
  std::string content;
};

/// Content octets from X.690 8.19.5, GB/T 33560-2017 annex A and `openssl asn1parse -genstr OID:…`.
const std::vector<Known>& known() {
  static const std::vector<Known> kKnown = {
      {"2.100.3", "813403"},                        // X.690 8.19.5
      {"2.999.3", "883703"},                        // X.690 8.19.4 with a second arc over 47
      {"1.2.156.10197.1.501", "2a811ccf55018375"},  // SM2 with SM3
      {"1.2.156.10197.1.301", "2a811ccf5501822d"},  // the curve
      {"1.2.840.10045.2.1", "2a8648ce3d0201"},      // id-ecPublicKey
      {"0.0", "00"},
      {"0.39", "27"},
      {"1.0", "28"},
      {"1.39", "4f"},
      {"2.0", "50"},
      {"2.39", "77"},
      {"2.40", "78"},
      {"2.47", "7f"},
      {"2.48", "8100"},
      {"1.2.127", "2a7f"},
      {"1.2.128", "2a8100"},
      {"1.2.16383", "2aff7f"},
      {"1.2.16384", "2a818000"},
      {"2.5.29.14", "551d0e"},
  };
  return kKnown;
}

base::Bytes hex_bytes(const std::string& text) {
  return base::from_hex(text).value();
}

TEST(Oid, TextBecomesContentAndBack) {
  for (const auto& [text, content] : known()) {
    const auto from_text = Oid::from_text(text);
    ASSERT_TRUE(from_text) << text;
    EXPECT_EQ(base::to_hex(from_text->content()), content);
    const auto from_content = Oid::from_content(hex_bytes(content));
    ASSERT_TRUE(from_content) << text;
    EXPECT_EQ(from_content->to_text(), text);
    EXPECT_EQ(*from_content, *from_text);
  }
}

TEST(Oid, PrintsArcsOfAnySize) {
  // 2.25 followed by a UUID as one number (X.667 6.3): f81d4fae-7dec-11d0-a765-00a0c91e6bf6.
  const auto uuid = Oid::from_content(hex_bytes("6983f09da7ebcfdee0c7a1a7b2c0948cc8f9d776"));
  ASSERT_TRUE(uuid);
  EXPECT_EQ(uuid->to_text(), "2.25.329800735698586629295641978511506172918");
  // 2^64 + 80 in the first subidentifier and 10^18, whose decimal limbs are zeros, in the second.
  EXPECT_EQ(Oid::from_content(hex_bytes("82808080808080808050"))->to_text(), "2.18446744073709551616");
  EXPECT_EQ(Oid::from_text("1.2.1000000000000000000")->to_text(), "1.2.1000000000000000000");
  EXPECT_EQ(Oid::from_text("1.2.18446744073709551609")->to_text(), "1.2.18446744073709551609");
  EXPECT_EQ(Oid::from_text("2.1000000000000000000")->to_text(), "2.1000000000000000000");
}

TEST(Oid, RefusesContent) {
  const std::map<std::string, std::string> bad = {
      {"empty", ""},
      {"cut short", "2a81"},
      {"cut short, one octet", "81"},
      {"first arc padded", "802a"},
      {"later arc padded", "2a8001"},
      {"too long", "2a" + std::string(2 * Oid::kMaxOctets, '1')},
  };
  for (const auto& [what, content] : bad) {
    const auto oid = Oid::from_content(hex_bytes(content));
    ASSERT_FALSE(oid) << what;
    EXPECT_EQ(oid.error().code, "asn1.oid") << what;
    EXPECT_EQ(oid.error().kind, base::ErrorKind::Malformed) << what;
  }
  EXPECT_TRUE(Oid::from_content(base::Bytes(Oid::kMaxOctets, 0x2A)));
}

TEST(Oid, RefusesText) {
  const std::vector<std::string> bad = {"",
                                        "1",
                                        "1.",
                                        ".1",
                                        "1..2",
                                        "1.2.",
                                        "3.1",
                                        "0.40",
                                        "1.40",
                                        "01.2",
                                        "1.02",
                                        "1.2 ",
                                        " 1.2",
                                        "1.2.-1",
                                        "1.+2",
                                        "1.2.x",
                                        "1.2,3",
                                        "1.2.3a",
                                        "1.2.00",
                                        "1.2.18446744073709551616",
                                        "2.18446744073709551615"};
  for (const std::string& text : bad) {
    const auto oid = Oid::from_text(text);
    ASSERT_FALSE(oid) << text;
    EXPECT_EQ(oid.error().code, "asn1.oid") << text;
  }
  std::string long_one = "1.2";
  for (std::size_t i = 1; i < Oid::kMaxOctets; ++i) long_one += ".3";
  EXPECT_TRUE(Oid::from_text(long_one));
  EXPECT_FALSE(Oid::from_text(long_one + ".3"));
}

TEST(Oid, ComparesByContent) {
  EXPECT_EQ(oids::kSm2SignWithSm3, Oid::from_text("1.2.156.10197.1.501").value());
  EXPECT_NE(oids::kSm2SignWithSm3, oids::kSm3);
  EXPECT_LT(*Oid::from_text("1.2.3"), *Oid::from_text("1.2.4"));
  EXPECT_LT(*Oid::from_text("1.2.3"), *Oid::from_text("1.2.3.1"));
  EXPECT_TRUE(Oid().empty());
  EXPECT_EQ(Oid().to_text(), "");
}

}  // namespace
}  // namespace yinxin::asn1
