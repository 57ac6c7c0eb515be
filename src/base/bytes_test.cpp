#include "base/bytes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace yinxin::base {
namespace {

struct TextPair {
  const char* plain;
  const char* encoded;
};

// RFC 4648 section 10.
constexpr TextPair kBase64[] = {{"", ""},
                                {"f", "Zg=="},
                                {"fo", "Zm8="},
                                {"foo", "Zm9v"},
                                {"foob", "Zm9vYg=="},
                                {"fooba", "Zm9vYmE="},
                                {"foobar", "Zm9vYmFy"}};
constexpr TextPair kHex[] = {{"", ""}, {"f", "66"}, {"fo", "666f"}, {"foobar", "666f6f626172"}};

TEST(Base64, AgreesWithTheStandard) {
  for (const auto& [plain, encoded] : kBase64) {
    EXPECT_EQ(to_base64(as_bytes(plain)), encoded);
    const auto back = from_base64(encoded);
    ASSERT_TRUE(back) << encoded;
    EXPECT_EQ(as_text(*back), plain);
  }
}

TEST(Base64, UsesTheWholeAlphabet) {
  Bytes every;
  for (int i = 0; i < 256; ++i) every.push_back(static_cast<std::uint8_t>(i));
  const std::string text = to_base64(every);
  EXPECT_THAT(text,
              testing::EndsWith("8/T19vf4+fr7/P3+/w=="));  // GNU coreutils base64 of the same octets ends so
  EXPECT_EQ(*from_base64(text), every);
}

TEST(Base64, RefusesWhatTheStandardDoesNotAllow) {
  const char* bad[] = {
      "Zg",       "Zg=",      "Zg===", "=",    "====", "Z===",     "Zm9v\n", "Zm 9v",
      "Zm9v Zm9", "Zg==Zm9v", "Zh==",  "Zm9=", "Zm-_", "Zm9vYmF@", "Zm=v",   "\xE4\xBD\xA0=",
  };
  for (const char* text : bad) {
    const auto bytes = from_base64(text);
    ASSERT_FALSE(bytes) << text;
    EXPECT_EQ(bytes.error().code, "base.base64") << text;
    EXPECT_EQ(bytes.error().kind, ErrorKind::Malformed) << text;
  }
  EXPECT_FALSE(from_base64(std::string_view("Zm9\0", 4)));
}

TEST(Hex, AgreesWithTheStandard) {
  for (const auto& [plain, encoded] : kHex) {
    EXPECT_EQ(to_hex(as_bytes(plain)), encoded);
    EXPECT_EQ(as_text(*from_hex(encoded)), plain);
  }
  EXPECT_EQ(*from_hex("DEADbeef"), (Bytes{0xDE, 0xAD, 0xBE, 0xEF}));
}

TEST(Hex, RefusesEverythingElse) {
  for (const char* text : {"0", "0g", "g0", "0x00", " 00", "0 0 ", "/0", ":0", "@0", "`0", "0\xFF"}) {
    const auto bytes = from_hex(text);
    ASSERT_FALSE(bytes) << text;
    EXPECT_EQ(bytes.error().code, "base.hex") << text;
  }
}

TEST(Integers, AreBigEndian) {
  Bytes bytes;
  append_u16(bytes, 0x0102);
  append_u32(bytes, 0x03040506);
  append_u64(bytes, 0x0708090A0B0C0D0EULL);
  EXPECT_EQ(to_hex(bytes), "0102030405060708090a0b0c0d0e");
  const ByteView view(bytes);
  EXPECT_EQ(read_u32(view.subspan<2, 4>()), 0x03040506U);
  EXPECT_EQ(read_u64(view.subspan<6, 8>()), 0x0708090A0B0C0D0EULL);
}

TEST(Integers, KeepTheTopBit) {
  Bytes bytes;
  append_u64(bytes, 0xFFFFFFFFFFFFFFFEULL);
  EXPECT_EQ(read_u64(ByteView(bytes).subspan<0, 8>()), 0xFFFFFFFFFFFFFFFEULL);
  EXPECT_EQ(read_u32(ByteView(bytes).subspan<4, 4>()), 0xFFFFFFFEU);
}

TEST(Equal, ComparesLengthAndEveryOctet) {
  const Bytes a = to_bytes("abcd");
  for (auto* compare : {&equal, &equal_constant_time}) {
    EXPECT_TRUE((*compare)(a, to_bytes("abcd")));
    EXPECT_FALSE((*compare)(a, to_bytes("abc")));
    EXPECT_FALSE((*compare)(a, to_bytes("abcdd")));
    EXPECT_TRUE((*compare)({}, Bytes{}));
    for (std::size_t i = 0; i < a.size(); ++i) {
      Bytes other = a;
      other[i] ^= 0x80;
      EXPECT_FALSE((*compare)(a, other)) << i;
    }
  }
}

TEST(Bytes, AppendAndViews) {
  Bytes bytes = to_bytes("你");
  append(bytes, as_bytes("好"));
  append(bytes, {});
  EXPECT_EQ(as_text(bytes), "你好");
  EXPECT_EQ(as_text(Bytes{}), "");
}

}  // namespace
}  // namespace yinxin::base
