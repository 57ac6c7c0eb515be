#include "asn1/der_reader.hpp"

#include <gmock/gmock.h>

#include <vector>

namespace yinxin::asn1 {
namespace {

using testing::HasSubstr;

base::Bytes hex(const std::string& text) {
  return base::from_hex(text).value();
}

template <class T>
void expect_refused(const base::Result<T>& result, const std::string& what) {
  ASSERT_FALSE(result) << what;
  EXPECT_EQ(result.error().kind, base::ErrorKind::Malformed) << what;
  EXPECT_EQ(result.error().code, "asn1.der") << what;
}

struct Sample {
  std::string what;
  std::string der;
};

TEST(DerReader, ReadsElements) {
  const base::Bytes der = hex("30030201050500");
  DerReader reader(der);
  EXPECT_EQ(reader.peek(), kSequence);
  const auto first = reader.any();
  ASSERT_TRUE(first);
  EXPECT_EQ(base::to_hex(first->whole), "3003020105");
  EXPECT_EQ(base::to_hex(first->content), "020105");
  EXPECT_EQ(base::to_hex(reader.rest()), "0500");
  EXPECT_TRUE(reader.null());
  EXPECT_TRUE(reader.at_end());
  EXPECT_EQ(reader.peek(), std::nullopt);
  EXPECT_TRUE(reader.expect_end());
}

TEST(DerReader, ReadsEveryLengthForm) {
  for (const std::size_t size : {0U, 1U, 127U, 128U, 255U, 256U, 65535U, 65536U, 70000U}) {
    base::Bytes der = {kOctetString};
    if (size < 128)
      der.push_back(static_cast<std::uint8_t>(size));
    else if (size < 256)
      base::append(der, base::Bytes{0x81, static_cast<std::uint8_t>(size)});
    else if (size < 65536)
      base::append(der,
                   base::Bytes{0x82, static_cast<std::uint8_t>(size >> 8), static_cast<std::uint8_t>(size)});
    else
      base::append(
          der, base::Bytes{0x83, 1, static_cast<std::uint8_t>(size >> 8), static_cast<std::uint8_t>(size)});
    der.resize(der.size() + size, 0x5A);
    DerReader reader(der);
    const auto octets = reader.octet_string();
    ASSERT_TRUE(octets) << size;
    EXPECT_EQ(octets->size(), size);
    EXPECT_TRUE(reader.at_end());
  }
}

TEST(DerReader, RefusesFraming) {
  const std::vector<Sample> bad = {
      {"nothing", ""},
      {"tag alone", "02"},
      {"content shorter than the length", "020201"},
      {"no content at all", "0401"},
      {"indefinite length", "30800000"},
      {"indefinite length of a primitive", "0480000000"},
      {"reserved length octet", "04ff"},
      {"long form for 1", "04810100"},
      {"long form for 127", "04817f" + std::string(254, '0')},
      {"leading zero in the length", "04820080" + std::string(256, '0')},
      {"length octets missing", "0482"},
      {"length octets cut", "048201"},
      {"length of 2^32", "04850100000000"},
      {"length of 2^64-1", "0488ffffffffffffffff00"},
      {"length over 64 bits", "0489010000000000000000"},
      {"length of all the ones", "04fe" + std::string(252, 'f')},
      {"high tag number", "1f8101"},
      {"high tag number, context", "bf010100"},
      {"end-of-contents", "0000"},
      {"constructed end-of-contents", "2000"},
      {"constructed OCTET STRING", "2403040100"},
      {"constructed BIT STRING", "230403020000"},
      {"constructed UTF8String", "2c030c0161"},
      {"constructed INTEGER", "2203020101"},
      {"primitive SEQUENCE", "1000"},
      {"primitive SET", "1100"},
  };
  for (const auto& [what, der] : bad) {
    const base::Bytes octets = hex(der);
    DerReader reader(octets);
    expect_refused(reader.any(), what);
    EXPECT_EQ(reader.rest().size(), octets.size()) << what << ": a refused element is not consumed";
  }
}

TEST(ReadHeader, WaitsForTheOctetsItNeeds) {
  for (const char* cut : {"", "30", "3081", "3082", "308201", "3088000000000000"}) {
    const base::Bytes octets = hex(cut);
    const auto header = read_header(octets);
    ASSERT_TRUE(header) << cut;
    EXPECT_FALSE(header->has_value()) << cut;
  }
  struct Case {
    std::string der;
    std::size_t header;
    std::size_t content;
  };
  for (const auto& [der, size, content] : std::vector<Case>{{"3000", 2, 0},
                                                            {"307f", 2, 127},
                                                            {"308180", 3, 128},
                                                            {"30820100ff", 4, 256},
                                                            {"308500ffffffff", 0, 0},
                                                            {"3085ffffffffff", 7, 0xFFFFFFFFFF}}) {
    const base::Bytes octets = hex(der);
    const auto header = read_header(octets);
    if (size == 0) {
      expect_refused(header, der);
      continue;
    }
    ASSERT_TRUE(header && header->has_value()) << der;
    EXPECT_EQ((*header)->tag, kSequence);
    EXPECT_EQ((*header)->header_size, size) << der;
    EXPECT_EQ((*header)->content_size, content) << der;
  }
}

TEST(ReadHeader, RefusesAsSoonAsItCanTell) {
  for (const char* bad : {"00", "1f", "bf", "24", "10", "3080", "3089", "30ff", "30817f", "30820080"}) {
    const base::Bytes octets = hex(bad);
    expect_refused(read_header(octets), bad);
  }
}

TEST(DerReader, AcceptsOtherClasses) {
  for (const char* der : {"8000", "a000", "9e00", "be00", "4100", "6100", "c100", "e100"}) {
    const base::Bytes octets = hex(der);
    EXPECT_TRUE(DerReader(octets).any()) << der;
  }
}

TEST(DerReader, TagsAreChecked) {
  const base::Bytes der = hex("020105");
  DerReader reader(der);
  expect_refused(reader.element(kEnumerated), "another tag");
  const auto absent = reader.optional(kEnumerated);
  ASSERT_TRUE(absent);
  EXPECT_FALSE(absent->has_value());
  EXPECT_EQ(reader.rest().size(), 3U);
  const auto present = reader.optional(kInteger);
  ASSERT_TRUE(present && present->has_value());
  EXPECT_EQ(base::to_hex((*present)->content), "05");
  const auto at_end = reader.optional(kInteger);
  ASSERT_TRUE(at_end);
  EXPECT_FALSE(at_end->has_value());
  expect_refused(reader.element(kInteger), "at the end");
  const base::Bytes cut = hex("0202");
  expect_refused(DerReader(cut).optional(kInteger), "present but broken");
}

TEST(DerReader, ErrorsSayWhereAndWhat) {
  const base::Bytes der = hex("30053003010101");
  DerReader reader(der);
  auto outer = reader.enter();
  ASSERT_TRUE(outer);
  auto inner = outer->enter();
  ASSERT_TRUE(inner);
  const auto flag = inner->boolean();
  ASSERT_FALSE(flag);
  EXPECT_THAT(flag.error().detail, HasSubstr("offset 4"));
  EXPECT_THAT(flag.error().detail, HasSubstr("BOOLEAN"));
}

TEST(DerReader, EntersConstructedElementsOnly) {
  const base::Bytes der = hex("a0030201058100");
  DerReader reader(der);
  auto inside = reader.enter(context(0, true));
  ASSERT_TRUE(inside);
  EXPECT_EQ(inside->small_integer().value(), 5);
  EXPECT_TRUE(inside->expect_end());
  expect_refused(inside->integer(), "at the end");
  const auto primitive = reader.any();
  ASSERT_TRUE(primitive);
  expect_refused(reader.inside(*primitive), "a primitive element has no inside");
}

/// `depth` sequences, one in another.
base::Bytes nest(unsigned depth) {
  base::Bytes der;
  for (unsigned i = 0; i < depth; ++i) {
    base::Bytes outer = {kSequence};
    if (der.size() >= 128) outer.push_back(0x81);
    outer.push_back(static_cast<std::uint8_t>(der.size()));
    base::append(outer, der);
    der = outer;
  }
  return der;
}

TEST(DerReader, DepthIsBounded) {
  const base::Bytes der = nest(DerReader::kMaxDepth + 1);
  DerReader reader(der);
  for (unsigned depth = 0; depth < DerReader::kMaxDepth; ++depth) {
    auto next = reader.enter();
    ASSERT_TRUE(next) << depth;
    reader = *next;
  }
  const auto too_deep = reader.enter();
  expect_refused(too_deep, "one level more");
  EXPECT_THAT(too_deep.error().detail, HasSubstr("nesting"));
}

TEST(DerReader, Booleans) {
  EXPECT_TRUE(DerReader(hex("0101ff")).boolean().value());
  EXPECT_FALSE(DerReader(hex("010100")).boolean().value());
  for (const auto& [what, der] : std::vector<Sample>{{"BER true", "010101"},
                                                     {"nearly FF", "0101fe"},
                                                     {"empty", "0100"},
                                                     {"two octets", "0102ffff"},
                                                     {"tag", "0201ff"}}) {
    const base::Bytes octets = hex(der);
    expect_refused(DerReader(octets).boolean(), what);
  }
}

TEST(DerReader, Integers) {
  struct Case {
    std::string der;
    std::string content;
  };
  for (const auto& [der, content] : std::vector<Case>{{"020100", "00"},
                                                      {"02017f", "7f"},
                                                      {"02020080", "0080"},
                                                      {"0201ff", "ff"},
                                                      {"020180", "80"},
                                                      {"0202ff7f", "ff7f"}}) {
    const base::Bytes octets = hex(der);
    DerReader reader(octets);
    const auto value = reader.integer();
    ASSERT_TRUE(value) << der;
    EXPECT_EQ(base::to_hex(*value), content);
  }
  for (const auto& [what, der] : std::vector<Sample>{{"empty", "0200"},
                                                     {"padded zero", "02020000"},
                                                     {"padded 127", "0202007f"},
                                                     {"padded -1", "0202ffff"},
                                                     {"padded -128", "0202ff80"}}) {
    const base::Bytes octets = hex(der);
    expect_refused(DerReader(octets).integer(), what);
    expect_refused(DerReader(octets).unsigned_integer(), what);
    expect_refused(DerReader(octets).small_integer(), what);
  }
}

TEST(DerReader, UnsignedIntegers) {
  const base::Bytes zero = hex("020100");
  EXPECT_EQ(base::to_hex(DerReader(zero).unsigned_integer().value()), "00");
  const base::Bytes high = hex("02020080");
  EXPECT_EQ(base::to_hex(DerReader(high).unsigned_integer().value()), "80");
  const base::Bytes long_one =
      hex("0214"
          "7f000102030405060708090a0b0c0d0e0f101112");
  EXPECT_EQ(DerReader(long_one).unsigned_integer()->size(), 20U);
  const base::Bytes negative = hex("020180");
  expect_refused(DerReader(negative).unsigned_integer(), "negative");
}

TEST(DerReader, SmallIntegers) {
  struct Case {
    std::string der;
    std::int64_t value;
  };
  for (const auto& [der, value] : std::vector<Case>{{"020100", 0},
                                                    {"02017f", 127},
                                                    {"02020080", 128},
                                                    {"02087fffffffffffffff", INT64_MAX},
                                                    {"0a0106", 6}}) {
    const base::Bytes octets = hex(der);
    EXPECT_EQ(DerReader(octets).small_integer(octets[0]).value(), value) << der;
  }
  for (const auto& [what, der] : std::vector<Sample>{
           {"2^63", "0209008000000000000000"}, {"negative", "0201ff"}, {"2^64", "0209010000000000000000"}}) {
    const base::Bytes octets = hex(der);
    expect_refused(DerReader(octets).small_integer(), what);
  }
}

TEST(DerReader, BitStrings) {
  const base::Bytes key_usage = hex("030206c0");
  const auto bits = DerReader(key_usage).bit_string();
  ASSERT_TRUE(bits);
  EXPECT_EQ(bits->unused_bits, 6U);
  EXPECT_EQ(base::to_hex(bits->bytes), "c0");
  expect_refused(DerReader(key_usage).bit_string_octets(), "bits left over");
  const base::Bytes empty = hex("030100");
  EXPECT_EQ(DerReader(empty).bit_string_octets()->size(), 0U);
  const base::Bytes whole = hex("030300a55a");
  EXPECT_EQ(base::to_hex(DerReader(whole).bit_string_octets().value()), "a55a");
  const base::Bytes implicit = hex("81020780");
  EXPECT_EQ(DerReader(implicit).bit_string(context(1, false))->unused_bits, 7U);
  for (const auto& [what, der] : std::vector<Sample>{{"no content", "0300"},
                                                     {"eight unused", "03020800"},
                                                     {"unused without octets", "030101"},
                                                     {"an unused bit set", "030206e0"},
                                                     {"the lowest unused bit set", "03020181"}}) {
    const base::Bytes octets = hex(der);
    expect_refused(DerReader(octets).bit_string(), what);
  }
}

TEST(DerReader, StringsOidsAndNull) {
  const base::Bytes octet_string = hex("0403010203");
  EXPECT_EQ(base::to_hex(DerReader(octet_string).octet_string().value()), "010203");
  const base::Bytes oid = hex("06082a811ccf55018375");
  EXPECT_EQ(DerReader(oid).oid()->to_text(), "1.2.156.10197.1.501");
  for (const char* der : {"0600", "060180", "06022a81", "06032a8001"}) {
    const base::Bytes octets = hex(der);
    expect_refused(DerReader(octets).oid(), der);
  }
  const base::Bytes null = hex("0500");
  EXPECT_TRUE(DerReader(null).null());
  const base::Bytes full_null = hex("050100");
  expect_refused(DerReader(full_null).null(), "NULL with content");
}

TEST(DerReader, SingleElement) {
  EXPECT_EQ(read_single(hex("020105"), kInteger)->tag, kInteger);
  expect_refused(read_single(hex("020105"), kSequence), "tag");
  expect_refused(read_single(hex("02010500"), kInteger), "octets after it");
  expect_refused(read_single({}, kInteger), "nothing");
}

}  // namespace
}  // namespace yinxin::asn1
