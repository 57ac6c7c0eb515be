#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asn1/oids.hpp"
#include "x509/extensions.hpp"

namespace yinxin::x509 {
namespace {

using base::Bytes;
using testing::ElementsAre;
using testing::IsEmpty;
namespace oids = asn1::oids;

Bytes hex(std::string_view text) {
  return base::from_hex(text).value();
}

template <class T>
void expect_refused(base::Result<T> (*decode)(base::ByteView), std::initializer_list<const char*> values) {
  for (const char* value : values) {
    const auto decoded = decode(hex(value));
    ASSERT_FALSE(decoded) << value;
    EXPECT_EQ(decoded.error().code, "x509.extension") << value;
    EXPECT_EQ(decoded.error().kind, base::ErrorKind::Malformed) << value;
    EXPECT_THAT(decoded.error().detail, testing::ContainsRegex("^[a-zA-Z]+: "))
        << value;  // names the extension
  }
}

TEST(DecodeExtension, BasicConstraints) {
  EXPECT_FALSE(decode_basic_constraints(hex("3000")).value().ca);
  EXPECT_TRUE(decode_basic_constraints(hex("30030101ff")).value().ca);
  EXPECT_EQ(decode_basic_constraints(hex("30060101ff020103")).value().path_length, 3);
  EXPECT_FALSE(decode_basic_constraints(hex("3003010100")).value().ca);  // DEFAULT written out: met
  expect_refused(decode_basic_constraints,
                 {"", "04", "300000", "3003010101", "30060101ff0201ff", "30050101ff0500",
                  "300c0101ff0207ffffffffffff00", "30060101ff02020001"});
}

TEST(DecodeExtension, KeyUsage) {
  EXPECT_EQ(decode_key_usage(hex("03020106")).value(), kKeyCertSign | kCrlSign);
  EXPECT_EQ(decode_key_usage(hex("030206c0")).value(), kDigitalSignature | kNonRepudiation);
  EXPECT_EQ(decode_key_usage(hex("030200c0")).value(),
            kDigitalSignature | kNonRepudiation);                   // zero bits kept: met
  EXPECT_EQ(decode_key_usage(hex("0303070080")).value(), 1U << 8);  // decipherOnly
  expect_refused(decode_key_usage, {"", "030100", "03020700", "0303060040", "0304000000ff", "0302060106",
                                    "030206c000", "0402ffff"});
}

TEST(DecodeExtension, ExtendedKeyUsage) {
  EXPECT_THAT(decode_ext_key_usage(hex("301406082b0601050507030906082b06010505070308")).value(),
              ElementsAre(oids::kOcspSigning, oids::kTimeStamping));
  expect_refused(decode_ext_key_usage, {"", "3000", "30020500", "300a06082b0601050507030900"});
}

TEST(DecodeExtension, KeyIdentifiers) {
  EXPECT_EQ(decode_key_identifier(hex("04020102")).value(), hex("0102"));
  expect_refused(decode_key_identifier, {"", "0402010200", "3000"});
  EXPECT_EQ(decode_authority_key_identifier(hex("300480020102")).value(), hex("0102"));
  EXPECT_THAT(decode_authority_key_identifier(hex("3000")).value(), IsEmpty());
  // With the issuer's name and serial number, as some write it.
  EXPECT_EQ(decode_authority_key_identifier(hex("300b80020102a1028100820105")).value(), hex("0102"));
  EXPECT_THAT(decode_authority_key_identifier(hex("3007a1028100820105")).value(), IsEmpty());
  expect_refused(decode_authority_key_identifier, {"", "30028300", "300600", "3007820105a1028100"});
}

TEST(DecodeExtension, Policies) {
  const auto plain = decode_policies(hex("300730050603883701")).value();
  ASSERT_EQ(plain.size(), 1U);
  EXPECT_EQ(plain[0].id.to_text(), "2.999.1");
  EXPECT_EQ(plain[0].cps_uri, "");
  const auto cps =
      decode_policies(hex("301f301d06038837013016301406082b060105050702011608687474703a2f2f61")).value();
  EXPECT_EQ(cps[0].cps_uri, "http://a");
  // A user notice (stepped over) before the CPS pointer.
  const auto notice = decode_policies(hex("302d302b060388370130243"
                                          "00c06082b060105050702023000"
                                          "301406082b060105050702011608687474703a2f2f61"))
                          .value();
  EXPECT_EQ(notice[0].cps_uri, "http://a");
  // Twice the same: tolerated here (standards.md 2.5), refused by the lint.
  EXPECT_EQ(decode_policies(hex("300e3005060388370130050603883701")).value().size(), 2U);
  expect_refused(decode_policies, {"", "3000", "30023000", "300730050603883781", "3009300706038837010500",
                                   "301f301d06038837013016301406082b060105050702010c08687474703a2f2f61",
                                   "301f301d06038837013016301406082b060105050702011608687474703a2f2fe1"});
}

TEST(DecodeExtension, DistributionPointsOfSheca) {
  // A directory name, an http and an ldap address (standards.md Annex A).
  const auto points = decode_distribution_points(hex("3081af3041a03fa03da43b3039310b300906035504061302434e310"
                                                     "e300c060355040a0c054e52434143310c300a060355040b0c"
                                                     "0341524c310c300a06035504030c0361726c302aa028a0268624687"
                                                     "474703a2f2f7777772e726f6f7463612e676f762e636e2f61"
                                                     "726c2f61726c2e63726c303ea03ca03a86386c6461703a2f2f6c646"
                                                     "1702e726f6f7463612e676f762e636e3a3338392f434e3d61"
                                                     "726c2c4f553d41524c2c4f3d4e524341432c433d434e"))
                          .value();
  EXPECT_THAT(points.uris, ElementsAre("http://www.rootca.gov.cn/arl/arl.crl",
                                       "ldap://ldap.rootca.gov.cn:389/CN=arl,OU=ARL,O=NRCAC,C=CN"));
}

TEST(DecodeExtension, DistributionPoints) {
  // Two addresses in one point, reasons and an issuer beside it.
  EXPECT_THAT(decode_distribution_points(
                  hex("30223020a016a0148608687474703a2f2f618608687474703a2f2f6281020780a2028100"))
                  .value()
                  .uris,
              ElementsAre("http://a", "http://b"));
  EXPECT_THAT(decode_distribution_points(hex("30083006a004a1023000")).value().uris,
              IsEmpty());  // relative name
  EXPECT_THAT(decode_distribution_points(hex("30023000")).value().uris, IsEmpty());
  expect_refused(
      decode_distribution_points,
      {"", "3000", "30043002a000", "3010300ea00ca00a8608687474703a2f2fe1", "30083006a00405000500"});
}

TEST(DecodeExtension, AuthorityInfoAccess) {
  const auto access = decode_authority_info_access(hex("302c301406082b060105050730018608687474703a2f2f61"
                                                       "301406082b060105050730028608687474703a2f2f62"))
                          .value();
  EXPECT_THAT(access.ocsp, ElementsAre("http://a"));
  EXPECT_THAT(access.ca_issuers, ElementsAre("http://b"));
  // Another method, and a location that is no URI.
  const auto none = decode_authority_info_access(hex("302230"
                                                     "1406082b060105050730038608687474703a2f2f61"
                                                     "300a06032b06018603687474"))
                        .has_value();
  EXPECT_TRUE(none);
  expect_refused(decode_authority_info_access, {"", "3000", "30023000", "300c300a06082b06010505073001"});
}

TEST(DecodeExtension, SubjectAltNames) {
  const auto names = decode_subject_alt_names(hex("30228204612e636e81066240612e636e8608687474703a2f2f61"
                                                  "87047f0000018202ff01"))
                         .has_value();
  EXPECT_FALSE(names);  // the last name is not seven-bit
  const auto good =
      decode_subject_alt_names(hex("30208204612e636e81066240612e636e8608687474703a2f2f6187047f000001a400"))
          .value();
  EXPECT_THAT(good.dns, ElementsAre("a.cn"));
  EXPECT_THAT(good.emails, ElementsAre("b@a.cn"));
  EXPECT_THAT(good.uris, ElementsAre("http://a"));
  EXPECT_THAT(good.ip_addresses, ElementsAre(hex("7f000001")));
  expect_refused(decode_subject_alt_names, {"", "3000", "3003820161ff",
                                            "30038202"
                                            "61"});
}

TEST(DecodeExtension, IssuingDistributionPoint) {
  const auto users = decode_issuing_distribution_point(hex("3011a00ca00a8608687474703a2f2f618101ff")).value();
  EXPECT_EQ(users.uri, "http://a");
  EXPECT_TRUE(users.only_user_certificates);
  EXPECT_FALSE(users.only_ca_certificates);
  EXPECT_TRUE(decode_issuing_distribution_point(hex("30038201ff")).value().only_ca_certificates);
  EXPECT_EQ(decode_issuing_distribution_point(hex("3000")).value().uri, "");
  EXPECT_TRUE(decode_issuing_distribution_point(hex("30038401ff")).value().indirect);
  expect_refused(decode_issuing_distribution_point, {"", "3003810100",  // FALSE, which is not written
                                                     "300483020780",    // onlySomeReasons
                                                     "3003840100",      // FALSE, which is not written
                                                     "30038501ff",      // onlyContainsAttributeCerts
                                                     "30068201ff8101ff"});
}

}  // namespace
}  // namespace yinxin::x509
