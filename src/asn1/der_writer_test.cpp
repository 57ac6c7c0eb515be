#include "asn1/der_writer.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

namespace yinxin::asn1 {
namespace {

base::Bytes hex_of(const std::string& text) {
  return base::from_hex(text).value();
}
std::string hex_of(const DerWriter& writer) {
  return base::to_hex(writer.bytes());
}

TEST(DerWriter, Lengths) {
  struct Case {
    std::size_t size;
    std::string header;
  };
  for (const auto& [size, header] : std::vector<Case>{{0, "00"},
                                                      {127, "7f"},
                                                      {128, "8180"},
                                                      {255, "81ff"},
                                                      {256, "820100"},
                                                      {65535, "82ffff"},
                                                      {65536, "83010000"}}) {
    const base::Bytes content(size, 0x41);
    const std::string body = base::to_hex(content);
    EXPECT_EQ(hex_of(DerWriter().octet_string(content)), "04" + header + body) << size;
    EXPECT_EQ(hex_of(DerWriter().sequence([&](DerWriter& w) { w.raw(content); })), "30" + header + body)
        << size;
    if (size == 0) continue;
    const base::ByteView shorter = base::ByteView(content).first(size - 1);
    EXPECT_EQ(hex_of(DerWriter().bit_string(shorter)), "03" + header + "00" + base::to_hex(shorter)) << size;
    EXPECT_EQ(hex_of(DerWriter().unsigned_integer(content)), "02" + header + body) << size;
  }
}

TEST(DerWriter, NestsAndChains) {
  DerWriter writer;
  writer.sequence([](DerWriter& outer) {
    outer.nested(context(0, true), [](DerWriter& w) { w.small_integer(2); }).null();
    outer.nested(kOctetString, [](DerWriter& w) { w.sequence([](DerWriter& empty) { empty.raw({}); }); });
  });
  EXPECT_EQ(hex_of(writer),
            "300b"
            "a003020102"
            "0500"
            "04023000");
  EXPECT_EQ(base::to_hex(std::move(writer).take()), "300ba003020102050004023000");
}

TEST(DerWriter, LongInnerElementsGrowEveryLengthAroundThem) {
  const base::Bytes content(200, 0x01);
  DerWriter writer;
  writer.sequence([&](DerWriter& a) {
    a.null();
    a.sequence([&](DerWriter& b) { b.sequence([&](DerWriter& c) { c.octet_string(content); }); });
    a.null();
  });
  EXPECT_EQ(hex_of(writer),
            "3081d5"
            "0500"
            "3081ce"
            "3081cb"
            "0481c8" +
                base::to_hex(content) + "0500");
}

TEST(DerWriter, SmallIntegers) {
  struct Case {
    std::int64_t value;
    std::string der;
  };
  const std::vector<Case> cases = {{0, "020100"},
                                   {1, "020101"},
                                   {127, "02017f"},
                                   {128, "02020080"},
                                   {255, "020200ff"},
                                   {256, "02020100"},
                                   {32767, "02027fff"},
                                   {32768, "0203008000"},
                                   {INT64_MAX, "02087fffffffffffffff"},
                                   {-1, "0201ff"},
                                   {-128, "020180"},
                                   {-129, "0202ff7f"},
                                   {-256, "0202ff00"},
                                   {INT64_MIN, "02088000000000000000"}};
  for (const auto& [value, der] : cases) EXPECT_EQ(hex_of(DerWriter().small_integer(value)), der) << value;
  EXPECT_EQ(hex_of(DerWriter().small_integer(6, kEnumerated)), "0a0106");
}

TEST(DerWriter, UnsignedIntegers) {
  struct Case {
    std::string magnitude;
    std::string der;
  };
  const std::vector<Case> cases = {{"", "020100"},         {"00", "020100"},        {"0000", "020100"},
                                   {"01", "020101"},       {"7f", "02017f"},        {"80", "02020080"},
                                   {"000080", "02020080"}, {"0001ff", "020201ff"},  {"ffff", "020300ffff"},
                                   {"0100", "02020100"},   {"008000", "0203008000"}};
  for (const auto& [magnitude, der] : cases) {
    EXPECT_EQ(hex_of(DerWriter().unsigned_integer(hex_of(magnitude))), der) << magnitude;
  }
}

TEST(DerWriter, NamedBits) {
  // X.690 11.2.2: trailing zero bits are removed. Values as in standards.md 2.3 (openssl's keyUsage).
  EXPECT_EQ(hex_of(DerWriter().named_bits({0, 1})), "030206c0");     // digitalSignature, nonRepudiation
  EXPECT_EQ(hex_of(DerWriter().named_bits({5, 6})), "03020106");     // keyCertSign, cRLSign
  EXPECT_EQ(hex_of(DerWriter().named_bits({2, 3})), "03020430");     // keyEncipherment, dataEncipherment
  EXPECT_EQ(hex_of(DerWriter().named_bits({2, 3, 4})), "03020338");  // and keyAgreement
  EXPECT_EQ(hex_of(DerWriter().named_bits({8})), "0303070080");      // decipherOnly alone: a second octet
  EXPECT_EQ(hex_of(DerWriter().named_bits({7})), "03020001");
  EXPECT_EQ(hex_of(DerWriter().named_bits({31})), "03050000000001");
  EXPECT_EQ(hex_of(DerWriter().named_bits(std::uint32_t{0})), "030100");
  EXPECT_EQ(hex_of(DerWriter().named_bits(0x60U)), "03020106");
  EXPECT_EQ(hex_of(DerWriter().named_bits(0x80000001U)), "03050080000001");
  EXPECT_THROW(DerWriter().named_bits({32}), std::out_of_range);
}

TEST(DerWriter, SetMembersAreOrdered) {
  const auto set = [](std::vector<std::string> members) {
    DerWriter writer;
    writer.set_of([&](DerWriter& w) {
      for (const std::string& member : members) w.raw(hex_of(member));
    });
    return hex_of(writer);
  };
  EXPECT_EQ(set({}), "3100");
  EXPECT_EQ(set({"0500"}), "31020500");
  EXPECT_EQ(set({"020102", "020101"}), "3106020101020102");
  EXPECT_EQ(set({"0c0162", "0c0161", "130161"}), "31090c01610c0162130161");
  EXPECT_EQ(set({"0402ffff", "0401ff"}),
            "31070401ff0402ffff");  // the shorter first: its length octet is smaller
  EXPECT_EQ(set({"020101", "020101"}), "3106020101020101");
  EXPECT_THROW(set({"0201"}), std::logic_error);
}

TEST(DerWriter, SetLongerThan127Octets) {
  DerWriter writer;
  writer.set_of([](DerWriter& w) {
    for (int i = 100; i > 0; --i) w.small_integer(i);
  });
  DerReader reader(writer.bytes());
  auto members = reader.enter(kSet);
  ASSERT_TRUE(members);
  for (int i = 1; i <= 100; ++i) EXPECT_EQ(members->small_integer().value(), i);
  EXPECT_TRUE(members->expect_end());
}

TEST(DerWriter, Simple) {
  EXPECT_EQ(hex_of(DerWriter().boolean(true).boolean(false)), "0101ff010100");
  EXPECT_EQ(hex_of(DerWriter().null()), "0500");
  EXPECT_EQ(hex_of(DerWriter().header(kSequence, 300)), "3082012c");
  EXPECT_EQ(hex_of(DerWriter().oid(Oid::literal("1.2.156.10197.1.501"))), "06082a811ccf55018375");
  EXPECT_EQ(hex_of(DerWriter().utf8("\xE5\x8D\xB0")), "0c03e58db0");
  EXPECT_EQ(hex_of(DerWriter().printable("CN")), "1302434e");
  EXPECT_EQ(hex_of(DerWriter().ia5("a@b")), "1603614062");
  EXPECT_EQ(hex_of(DerWriter().bit_string(hex_of("80"), 7)), "03020780");
  EXPECT_EQ(hex_of(DerWriter().primitive(context(1, false), hex_of("aa"))), "8101aa");
}

TEST(DerWriter, Times) {
  struct Case {
    const char* utc;
    std::uint8_t tag;
    std::string text;
  };
  for (const auto& [utc, tag, text] :
       std::vector<Case>{{"2049-12-31T23:59:59Z", kUtcTime, "491231235959Z"},
                         {"2050-01-01T00:00:00Z", kGeneralizedTime, "20500101000000Z"},
                         {"1950-01-01T00:00:00Z", kUtcTime, "500101000000Z"},
                         {"1949-12-31T23:59:59Z", kGeneralizedTime, "19491231235959Z"},
                         {"2000-02-29T01:02:03Z", kUtcTime, "000229010203Z"},
                         {"1999-12-31T23:59:59Z", kUtcTime, "991231235959Z"},
                         {"9999-12-31T23:59:59Z", kGeneralizedTime, "99991231235959Z"}}) {
    const base::Bytes der = DerWriter().time(base::parse_utc(utc).value()).bytes();
    EXPECT_EQ(der[0], tag) << utc;
    EXPECT_EQ(base::as_text(base::ByteView(der).subspan(2)), text);
  }
  using std::chrono::microseconds;
  const base::Time last = base::parse_utc("2049-12-31T23:59:59Z").value() + microseconds(999'999);
  EXPECT_EQ(DerWriter().time(last).bytes()[0], kUtcTime);  // rounded down
  const base::Time before_epoch = base::parse_utc("1970-01-01T00:00:00Z").value() - microseconds(1);
  const base::Bytes rounded = DerWriter().generalized_time(before_epoch).bytes();
  EXPECT_EQ(base::as_text(base::ByteView(rounded).subspan(2)), "19691231235959Z");
  EXPECT_THROW(DerWriter().time(base::Time(std::chrono::sys_days(std::chrono::year(10000) / 1 / 1))),
               std::out_of_range);
}

TEST(IsPrintable, Table10OfX680) {
  EXPECT_TRUE(is_printable(""));
  EXPECT_TRUE(is_printable("ABCXYZabcxyz0189 '()+,-./:=?"));
  for (const char c : std::string("*@&_!\"#$%;<>[\\]^`{|}~\t\n\x7F\x80\xE5")) {
    EXPECT_FALSE(is_printable(std::string(1, c))) << static_cast<int>(c);
  }
  EXPECT_FALSE(is_printable(std::string_view("a\0b", 3)));
}

}  // namespace
}  // namespace yinxin::asn1
