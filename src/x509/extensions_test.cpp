// Encoders against octets written out from RFC 5280 and X.690, and the list of extensions.
#include "x509/extensions.hpp"

#include <gtest/gtest.h>

#include "asn1/oids.hpp"

namespace yinxin::x509 {
namespace {

using base::Bytes;
namespace oids = asn1::oids;

Bytes hex(std::string_view text) {
  return base::from_hex(text).value();
}

base::Result<std::vector<Extension>> parse(std::string_view text) {
  const Bytes der = hex(text);
  asn1::DerReader list(der);
  return parse_extensions(list);
}

TEST(EncodeExtension, BasicConstraints) {
  EXPECT_EQ(encode_basic_constraints({}), hex("3000"));
  EXPECT_EQ(encode_basic_constraints({true, {}}), hex("30030101ff"));
  EXPECT_EQ(encode_basic_constraints({true, 0}), hex("30060101ff020100"));
}

TEST(EncodeExtension, KeyUsageAsStandardsMd23) {
  EXPECT_EQ(encode_key_usage(kKeyCertSign | kCrlSign), hex("03020106"));
  EXPECT_EQ(encode_key_usage(kDigitalSignature | kNonRepudiation), hex("030206c0"));
  EXPECT_EQ(encode_key_usage(kKeyEncipherment | kDataEncipherment), hex("03020430"));
  EXPECT_EQ(encode_key_usage(kKeyEncipherment | kDataEncipherment | kKeyAgreement), hex("03020338"));
}

TEST(EncodeExtension, KeyIdentifiers) {
  EXPECT_EQ(encode_key_identifier(hex("0102")), hex("04020102"));
  EXPECT_EQ(encode_authority_key_identifier(hex("0102")), hex("300480020102"));
}

TEST(EncodeExtension, ExtendedKeyUsage) {
  EXPECT_EQ(encode_ext_key_usage({oids::kOcspSigning}), hex("300a06082b06010505070309"));
}

TEST(EncodeExtension, Policies) {
  EXPECT_EQ(encode_policies({{asn1::Oid::literal("2.999.1"), ""}}), hex("300730050603883701"));
  EXPECT_EQ(encode_policies({{asn1::Oid::literal("2.999.1"), "http://a"}}),
            hex("301f301d06038837013016301406082b060105050702011608687474703a2f2f61"));
}

TEST(EncodeExtension, Addresses) {
  EXPECT_EQ(encode_distribution_points({{"http://a"}}), hex("3010300ea00ca00a8608687474703a2f2f61"));
  EXPECT_EQ(encode_authority_info_access({{"http://a"}, {"http://b"}}),
            hex("302c301406082b060105050730018608687474703a2f2f61"
                "301406082b060105050730028608687474703a2f2f62"));
  EXPECT_EQ(encode_issuing_distribution_point({"http://a", true, false}),
            hex("3011a00ca00a8608687474703a2f2f618101ff"));
  EXPECT_EQ(encode_issuing_distribution_point({"", false, true}), hex("30038201ff"));
  EXPECT_EQ(encode_subject_alt_names({{"a.cn"}, {"b@a.cn"}, {"http://a"}, {hex("7f000001")}}),
            hex("301e8204612e636e8106624061"
                "2e636e8608687474703a2f2f6187047f000001"));
}

TEST(Extensions, WriteAndReadBack) {
  const std::vector<Extension> extensions = {{oids::kBasicConstraints, true, hex("3000")},
                                             {oids::kSubjectKeyIdentifier, false, hex("04020102")}};
  asn1::DerWriter out;
  write_extensions(out, extensions);
  EXPECT_EQ(out.bytes(), hex("301b300c0603551d130101ff04023000300b0603551d0e040404020102"));
  asn1::DerReader list(out.bytes());
  EXPECT_EQ(parse_extensions(list).value(), extensions);
  EXPECT_TRUE(list.at_end());
  EXPECT_EQ(find_extension(extensions, oids::kSubjectKeyIdentifier), &extensions[1]);
  EXPECT_EQ(find_extension(extensions, oids::kKeyUsage), nullptr);
}

TEST(Extensions, RefuseBrokenLists) {
  const std::pair<const char*, const char*> table[] = {
      {"empty", "3000"},
      {"not a sequence", "3100"},
      {"nothing", ""},
      {"critical written as FALSE", "300e300c0603551d1301010004023000"},
      {"a boolean that is not FF", "300e300c0603551d1301010104023000"},
      {"twice", "301630090603551d130402300030090603551d1304023000"},
      {"no value", "300730050603551d13"},
      {"a value that is no octet string", "300b30090603551d130c023000"},
      {"something after the value", "300d300b0603551d13040230000500"},
      {"cut off", "300e300c0603551d130101ff040230"},
  };
  for (const auto& [what, der] : table) {
    const auto extensions = parse(der);
    ASSERT_FALSE(extensions) << what;
    EXPECT_EQ(extensions.error().code, "x509.extension") << what;
    EXPECT_EQ(extensions.error().kind, base::ErrorKind::Malformed) << what;
  }
}

TEST(Extensions, StopAtTheLimit) {
  const auto many = [](std::size_t count) {
    std::vector<Extension> extensions;
    for (std::size_t i = 0; i < count; ++i) {
      extensions.push_back({asn1::Oid::from_text("1.2.156." + std::to_string(i)).value(), false, {}});
    }
    asn1::DerWriter out;
    write_extensions(out, extensions);
    return std::move(out).take();
  };
  const Bytes most = many(kMaxExtensions);
  asn1::DerReader good(most);
  EXPECT_TRUE(parse_extensions(good));
  const Bytes over = many(kMaxExtensions + 1);
  asn1::DerReader bad(over);
  EXPECT_EQ(parse_extensions(bad).error().code, "x509.extension");
}

}  // namespace
}  // namespace yinxin::x509
