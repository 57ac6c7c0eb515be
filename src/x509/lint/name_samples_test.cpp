// Bad samples for the rules about names.
#include "x509_support/lint_samples.hpp"

namespace yinxin::x509_support {
namespace {

std::string repeated(const char* text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

using Pairs = std::vector<std::pair<asn1::Oid, std::string>>;

std::function<void(LintCase&)> subject(const Pairs& attributes) {
  return [=](LintCase& c) { c.subject(attributes); };
}

/// Country CN and this common name, as it may come from a faulty writer.
std::function<void(LintCase&)> common_name(const std::string& value, std::uint8_t tag = asn1::kUtf8String) {
  return [=](LintCase& c) {
    c.strange_subject({{oids::kCountry, asn1::kPrintableString, "CN"}, {oids::kCommonName, tag, value}});
  };
}

std::function<void(LintCase&)> country(const std::string& value, std::uint8_t tag) {
  return [=](LintCase& c) {
    c.strange_subject({{oids::kCountry, tag, value}, {oids::kCommonName, asn1::kUtf8String, "张三"}});
  };
}

/// Which attributes, in which order and string type.
std::vector<BadSample> attribute_samples() {
  return {
      {"country", 0, "none", subject({{oids::kCommonName, "张三"}}), "individual", {"subject_fields"}},
      {"country",
       0,
       "two",
       subject({{oids::kCountry, "CN"}, {oids::kCountry, "CN"}, {oids::kCommonName, "张三"}}),
       "individual",
       {"subject_fields"}},
      {"country", 1, "another", country("US", asn1::kPrintableString), "individual", {"subject_fields"}},
      {"country",
       2,
       "a UTF8String, as BJCA's",
       country("CN", asn1::kUtf8String),
       "individual",
       {"name_encoding"}},
      {"name_order",
       0,
       "an attribute that is not ours",
       subject(
           {{oids::kCountry, "CN"}, {asn1::Oid::literal("2.5.4.9"), "某路1号"}, {oids::kCommonName, "张三"}}),
       "individual",
       {"subject_fields"}},
      {"name_order", 1, "small to big", subject({{oids::kCommonName, "张三"}, {oids::kCountry, "CN"}})},
      {"name_order", 1, "city before province",
       subject({{oids::kCountry, "CN"},
                {oids::kLocality, "昆明"},
                {oids::kStateOrProvince, "云南"},
                {oids::kCommonName, "张三"}})},
      {"name_encoding", 0, "a PrintableString name", common_name("Zhang San", asn1::kPrintableString)},
      {"name_encoding",
       0,
       "two attributes in one set",
       [](LintCase& c) {
         // SET { serialNumber=1, CN=A } beside C=CN.
         c.tbs.subject =
             Name::parse(hex("3023310b300906035504061302434e3114300806035504030c01413008060355040513"
                             "0131"))
                 .value();
       },
       "individual",
       {"name_order"}},
  };
}

/// What the attributes say.
std::vector<BadSample> value_samples() {
  const std::string o = kLicensedName;
  return {
      {"text_characters", 0, "a zero-width space", common_name("张\xE2\x80\x8B三")},
      {"text_characters", 0, "a right-to-left override", common_name("\xE2\x80\xAE三张")},
      {"text_characters", 0, "a control character", common_name("张\n三")},
      {"text_characters", 0, "a private-use character", common_name("\xEE\x80\x80三")},
      {"text_characters", 1, "a Cyrillic letter among Latin ones", common_name("Bаnk of Kunming")},
      {"text_characters", 1, "a radical", common_name("⼈民")},
      {"text_characters",
       2,
       "201 characters",
       common_name(repeated("字", 201)),
       "individual",
       {"subject_fields", "attribute_length"}},
      {"subject_fields", 0, "an organisation without organisation",
       subject({{oids::kCountry, "CN"}, {oids::kCommonName, o}}), "organisation"},
      {"subject_fields", 1, "an individual with an organisation",
       subject({{oids::kCountry, "CN"}, {oids::kOrganization, o}, {oids::kCommonName, "张三"}})},
      {"subject_fields", 2, "a unit twice",
       subject({{oids::kCountry, "CN"},
                {oids::kOrganization, o},
                {oids::kOrganizationalUnit, "一"},
                {oids::kOrganizationalUnit, "二"},
                {oids::kCommonName, o}}),
       "organisation"},
      {"subject_fields", 3, "another value than the fixed one",
       [](LintCase& c) { c.profile.subject.back().fixed = "固定"; }},
      {"subject_fields", 4, "a number of 33 characters",
       subject(
           {{oids::kCountry, "CN"}, {oids::kSerialNumber, repeated("A", 33)}, {oids::kCommonName, "张三"}})},
      {"attribute_length", 0, "65 characters", common_name(repeated("字", 65))},
  };
}

}  // namespace

std::vector<BadSample> bad_name_samples() {
  std::vector<BadSample> all = attribute_samples();
  for (BadSample& sample : value_samples()) all.push_back(std::move(sample));
  return all;
}

}  // namespace yinxin::x509_support
