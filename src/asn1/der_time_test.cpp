// The two time types in the forms of RFC 5280 4.1.2.5, read.
#include <gtest/gtest.h>

#include <vector>

#include "asn1/der_reader.hpp"

namespace yinxin::asn1 {
namespace {

void expect_refused(const base::Result<base::Time>& result, const std::string& what) {
  ASSERT_FALSE(result) << what;
  EXPECT_EQ(result.error().code, "asn1.der") << what;
}

base::Bytes time_der(std::uint8_t tag, const std::string& text) {
  base::Bytes der = {tag, static_cast<std::uint8_t>(text.size())};
  base::append(der, base::as_bytes(text));
  return der;
}

TEST(DerReader, Times) {
  struct Case {
    std::uint8_t tag;
    std::string text;
    std::string utc;
  };
  const std::vector<Case> good = {
      {kUtcTime, "120714031159Z", "2012-07-14T03:11:59Z"},  // NRCAC root, notBefore
      {kUtcTime, "500101000000Z", "1950-01-01T00:00:00Z"},
      {kUtcTime, "491231235959Z", "2049-12-31T23:59:59Z"},
      {kUtcTime, "990228000000Z", "1999-02-28T00:00:00Z"},
      {kUtcTime, "000229120000Z", "2000-02-29T12:00:00Z"},
      {kUtcTime, "240229000000Z", "2024-02-29T00:00:00Z"},
      {kGeneralizedTime, "20491231235959Z", "2049-12-31T23:59:59Z"},
      {kGeneralizedTime, "20500101000000Z", "2050-01-01T00:00:00Z"},
      {kGeneralizedTime, "99991231235959Z", "9999-12-31T23:59:59Z"},  // RFC 5280 4.1.2.5: no well-defined end
      {kGeneralizedTime, "19500101000000Z", "1950-01-01T00:00:00Z"},
      {kGeneralizedTime, "20000229000000Z", "2000-02-29T00:00:00Z"},
  };
  for (const auto& [tag, text, utc] : good) {
    const base::Bytes der = time_der(tag, text);
    const auto time = DerReader(der).time();
    ASSERT_TRUE(time) << text;
    EXPECT_EQ(base::format_utc(*time), utc);
  }
}

TEST(DerReader, RefusesTimes) {
  const std::vector<std::string> bad_utc = {
      "1207140311Z",     "120714031159",    "120714031159+0800",
      "120714031159z",   "120714031159.5Z", "121314031159Z",
      "120014031159Z",   "120700031159Z",   "120732031159Z",
      "120431000000Z",   "230229000000Z",   "120714240000Z",
      "120714036000Z",   "120714031160Z",   "12071403115 Z",
      "-20714031159Z",   "12071403:159Z",   "",
      "20120714031159Z", "1207140311590Z",
  };
  for (const std::string& text : bad_utc) {
    const base::Bytes der = time_der(kUtcTime, text);
    expect_refused(DerReader(der).time(), text);
  }
  const std::vector<std::string> bad_generalized = {
      "120714031159Z",   "20120714031159",  "20120714031159.0Z", "201207140311Z",
      "2012071403Z",     "19000229000000Z", "21000229000000Z",   "20230230000000Z",
      "20231301000000Z", "2023010100000Z",  "x0230101000000Z",   "20230101000060Z",
      "20230101240000Z", "20230101006000Z", "20120714031159+00", "20120714031159z"};
  for (const std::string& text : bad_generalized) {
    const base::Bytes der = time_der(kGeneralizedTime, text);
    expect_refused(DerReader(der).time(), text);
  }
  const base::Bytes neither = time_der(kUtf8String, "120714031159Z");
  expect_refused(DerReader(neither).time(), "not a time");
}

}  // namespace
}  // namespace yinxin::asn1
