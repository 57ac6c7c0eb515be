#include "x509/name.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asn1/oids.hpp"
#include "x509/attribute_types.hpp"

namespace yinxin::x509 {
namespace {

using base::Bytes;
using testing::HasSubstr;
namespace oids = asn1::oids;

using Pairs = std::vector<std::pair<asn1::Oid, std::string>>;

Bytes hex(std::string_view text) {
  return base::from_hex(text).value();
}

/// A name of one attribute: common name, with this string type and content.
Bytes one(std::uint8_t tag, std::string_view content_hex) {
  asn1::DerWriter out;
  out.sequence([&](asn1::DerWriter& rdns) {
    rdns.set_of([&](asn1::DerWriter& rdn) {
      rdn.sequence(
          [&](asn1::DerWriter& pair) { pair.oid(oids::kCommonName).primitive(tag, hex(content_hex)); });
    });
  });
  return std::move(out).take();
}

TEST(NameBuild, WritesTheStringTypesOfGbt20518) {
  const Name name = Name::build({{oids::kCountry, "CN"},
                                 {oids::kOrganization, "云"},
                                 {oids::kSerialNumber, "1"},
                                 {oids::kEmailAddress, "a@b.cn"},
                                 {oids::kCommonName, "A"}})
                        .value();
  // Written out by hand from X.690.
  EXPECT_EQ(base::to_hex(name.der()),
            "304a"
            "310b3009060355040613"
            "02434e"
            "310c300a060355040a0c"
            "03e4ba91"
            "310a3008060355040513"
            "0131"
            "31153013"
            "06092a864886f70d010901"
            "1606"
            "6140622e636e"
            "310a300806035504030c"
            "0141");
  EXPECT_EQ(name.to_text(), "C=CN, O=云, serialNumber=1, emailAddress=a@b.cn, CN=A");
  EXPECT_EQ(name.find(oids::kOrganization), "云");
  EXPECT_EQ(name.find(oids::kLocality), std::nullopt);
}

TEST(NameBuild, KeepsLongAndRareNames) {
  std::string longest;
  for (std::size_t i = 0; i < Name::kMaxValueCharacters; ++i) longest += "𬭩";
  const Name name = Name::build({{oids::kOrganization, longest}, {oids::kCommonName, "买买提·䶮"}}).value();
  const Name again = Name::parse(name.der()).value();
  EXPECT_EQ(again, name);
  EXPECT_EQ(again.attributes(), name.attributes());
  EXPECT_EQ(again.find(oids::kOrganization), longest);
  EXPECT_EQ(again.find(oids::kCommonName), "买买提·䶮");
}

TEST(NameBuild, RefusesValues) {
  struct Bad {
    asn1::Oid type;
    std::string value;
    const char* code;
  };
  std::string too_long;
  for (std::size_t i = 0; i <= Name::kMaxValueCharacters; ++i) too_long += "字";
  const Bad table[] = {
      {oids::kCommonName, "", "x509.name.value"},
      {oids::kCommonName, too_long, "x509.name.value"},
      {oids::kCommonName, "a\nb", "x509.name.value"},
      {oids::kCommonName,
       "a\xE2\x80\xAE"
       "b",
       "x509.name.value"},
      {oids::kCommonName, "\xFF", "x509.name.value"},
      {oids::kCommonName, "аdmin", "x509.name.homograph"},  // Cyrillic а
      {oids::kCommonName, "⼈", "x509.name.homograph"},     // Kangxi radical
      {oids::kCountry, "C", "x509.name.value"},
      {oids::kCountry, "CHN", "x509.name.value"},
      {oids::kCountry, "cn", "x509.name.value"},
      {oids::kCountry, "中国", "x509.name.value"},
      {oids::kSerialNumber, "编号1", "x509.name.value"},
      {oids::kSerialNumber, "a@b", "x509.name.value"},  // PrintableString has no @
      {oids::kDnQualifier, "a*", "x509.name.value"},
      {oids::kEmailAddress, "名@b.cn", "x509.name.value"},
  };
  for (const Bad& row : table) {
    const auto name = Name::build({{row.type, row.value}});
    ASSERT_FALSE(name) << row.value;
    EXPECT_EQ(name.error().code, row.code) << row.value;
    // A detail says which attribute, never whose.
    if (row.value.size() > 3) {
      EXPECT_THAT(name.error().detail, testing::Not(HasSubstr(row.value)));
    }
  }
}

TEST(NameBuild, RefusesTooManyAttributes) {
  const Pairs many(Name::kMaxAttributes + 1, {oids::kOrganizationalUnit, "a"});
  EXPECT_EQ(Name::build(many).error().code, "x509.name");
  EXPECT_TRUE(Name::build(Pairs(Name::kMaxAttributes, {oids::kOrganizationalUnit, "a"})));
}

TEST(NameParse, ReadsEveryStringTypeAsUtf8) {
  struct Good {
    std::uint8_t tag;
    const char* content;
    const char* value;
  };
  const Good table[] = {
      {asn1::kUtf8String, "e5bca0", "张"},
      {asn1::kUtf8String, "f0acada9", "𬭩"},
      {asn1::kUtf8String, "", ""},
      {asn1::kPrintableString, "41402a", "A@*"},  // outside its set, but met
      {asn1::kIa5String, "6140", "a@"},
      {asn1::kTeletexString, "4dfc", "Mü"},
      {asn1::kBmpString, "5f20", "张"},
      {asn1::kBmpString, "d872df69", "𬭩"},  // a surrogate pair
  };
  for (const Good& row : table) {
    const auto name = Name::parse(one(row.tag, row.content));
    ASSERT_TRUE(name) << row.value;
    ASSERT_EQ(name->attributes().size(), 1U);
    EXPECT_EQ(name->attributes()[0], (Attribute{oids::kCommonName, row.tag, row.value}));
    EXPECT_EQ(base::to_bytes(name->der()), one(row.tag, row.content));
  }
}

TEST(NameParse, ReadsSetsOfSeveralAndEmptyNames) {
  // serialNumber=1 and CN=A in one set, in the wrong order as is met, then OU=B.
  const auto good =
      Name::parse(hex("30223114300806035504051301313008060355040"
                      "30c0141310a3008060355040b0c0142"));
  ASSERT_TRUE(good);
  EXPECT_EQ(good->to_text(), "serialNumber=1, CN=A, OU=B");
  const auto empty = Name::parse(hex("3000"));
  ASSERT_TRUE(empty);
  EXPECT_TRUE(empty->empty());
  EXPECT_EQ(empty->to_text(), "");
}

TEST(NameParse, RefusesBrokenNames) {
  const std::pair<const char*, Bytes> table[] = {
      {"nothing", {}},
      {"not a sequence", hex("3100")},
      {"octets after it", hex("300000")},
      {"a sequence where a set belongs", hex("300c300a300806035504030c0141")},
      {"an empty set", hex("30023100")},
      {"an attribute without value", hex("300931073005060355"
                                         "0403")},
      {"an attribute with two values", hex("300f310d300b06035504030c01410c0142")},
      {"an integer as value", one(asn1::kInteger, "01")},
      {"a UniversalString", one(0x1C, "00005f20")},
      {"bad UTF-8", one(asn1::kUtf8String, "ff")},
      {"an octet over 7F in a PrintableString", one(asn1::kPrintableString, "80")},
      {"an octet over 7F in an IA5String", one(asn1::kIa5String, "80")},
      {"a BMPString cut off", one(asn1::kBmpString, "5f")},
      {"a high surrogate alone", one(asn1::kBmpString, "d8720041")},
      {"a high surrogate last", one(asn1::kBmpString, "d872")},
      {"a low surrogate alone", one(asn1::kBmpString, "df69")},
      {"two high surrogates", one(asn1::kBmpString, "d872d872df69")},
  };
  for (const auto& [what, der] : table) {
    const auto name = Name::parse(der);
    ASSERT_FALSE(name) << what;
    EXPECT_EQ(name.error().code, "x509.name") << what;
    EXPECT_EQ(name.error().kind, base::ErrorKind::Malformed) << what;
  }
}

TEST(NameParse, StopsAtTooManyAttributes) {
  const auto many = [](std::size_t count) {
    asn1::DerWriter out;
    out.sequence([&](asn1::DerWriter& rdns) {
      for (std::size_t i = 0; i < count; ++i) rdns.raw(hex("310a3008060355040b0c0142"));
    });
    return std::move(out).take();
  };
  EXPECT_TRUE(Name::parse(many(Name::kMaxAttributes)));
  EXPECT_EQ(Name::parse(many(Name::kMaxAttributes + 1)).error().code, "x509.name");
}

TEST(NameText, EscapesAsRfc4514) {
  const std::pair<const char*, const char*> table[] = {
      {"612c62", "CN=a\\,b"},
      {"612b62", "CN=a\\+b"},
      {"2261225c", "CN=\\\"a\\\"\\\\"},
      {"3c3e3b", "CN=\\<\\>\\;"},
      {"2361", "CN=\\#a"},
      {"6123", "CN=a#"},
      {"2061", "CN=\\ a"},
      {"6120", "CN=a\\ "},
      {"20", "CN=\\ "},
      {"612062", "CN=a b"},
      {"00", "CN=\\00"},
      {"0a", "CN=\\0a"},
      {"e280ae61", "CN=\\e2\\80\\aea"},  // U+202E: a log line must stay what it seems
      {"e5bca0", "CN=张"},
  };
  for (const auto& [content, text] : table) {
    EXPECT_EQ(Name::parse(one(asn1::kUtf8String, content)).value().to_text(), text);
  }
}

TEST(NameText, ShowsUnknownTypesDotted) {
  const auto name = Name::build({{asn1::Oid::literal("1.2.156.112562.2"), "a"}});
  ASSERT_TRUE(name);
  EXPECT_EQ(name->to_text(), "1.2.156.112562.2=a");
}

TEST(AttributeTypes, RunFromBigToSmall) {
  std::vector<std::string_view> names;
  for (const AttributeType& type : attribute_types()) names.push_back(type.short_name);
  EXPECT_THAT(names, testing::ElementsAre("C", "ST", "L", "O", "OU", "title", "serialNumber", "dnQualifier",
                                          "emailAddress", "CN"));
  EXPECT_EQ(find_attribute_type("O")->id, oids::kOrganization);
  EXPECT_EQ(find_attribute_type(oids::kTitle)->short_name, "title");
  EXPECT_EQ(find_attribute_type("o"), nullptr);
  EXPECT_EQ(find_attribute_type(oids::kSm3), nullptr);
}

}  // namespace
}  // namespace yinxin::x509
