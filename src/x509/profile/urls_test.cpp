#include "x509/profile/urls.hpp"

#include <gtest/gtest.h>

namespace yinxin::x509 {
namespace {

const AuthorityUrls kUrls{"http://crl.example.cn", "http://ocsp.example.cn:8080/status",
                          "https://ca.example.cn", "issuing-1", "7"};

TEST(WebAddress, IsHttpWithAHostAndNothingOdd) {
  for (const char* good :
       {"http://a", "https://a.cn/b?c=d#e", "http://127.0.0.1:80/%E5%BC%A0", "http://[::1]/"}) {
    EXPECT_TRUE(is_web_address(good)) << good;
  }
  for (const char* bad : {"", "http://", "https:///a", "http://:80", "http://?a", "ftp://a", "ldap://a/cn=b",
                          "HTTP://a", "http://a b", "http://a\n", "http://张.cn", "http://a/<b>",
                          "http://a/{b}", "http://a\\b", "http://a\x7F", " http://a"}) {
    EXPECT_FALSE(is_web_address(bad)) << bad;
  }
}

TEST(FillUrl, PutsValuesIn) {
  EXPECT_EQ(fill_url("{crl_site}/{authority}/{partition}.crl", kUrls).value(),
            "http://crl.example.cn/issuing-1/7.crl");
  EXPECT_EQ(fill_url("{ocsp_site}", kUrls).value(), "http://ocsp.example.cn:8080/status");
  EXPECT_EQ(fill_url("{repository_site}/{authority}.cer", kUrls).value(),
            "https://ca.example.cn/issuing-1.cer");
  EXPECT_EQ(fill_url("http://fixed/", kUrls).value(), "http://fixed/");
}

TEST(FillUrl, RefusesWhatDoesNotFit) {
  AuthorityUrls spaced = kUrls;
  spaced.authority = "issuing 1";
  AuthorityUrls empty = kUrls;
  empty.partition.clear();
  const std::tuple<const char*, const AuthorityUrls&> table[] = {
      {"{site}/a", kUrls},
      {"{crl_site", kUrls},
      {"{}", kUrls},
      {"a}", kUrls},
      {"", kUrls},
      {"/{authority}", kUrls},
      {"{crl_site}/{authority}", spaced},
      {"{crl_site}/{partition}", empty},
  };
  for (const auto& [url_template, urls] : table) {
    const auto filled = fill_url(url_template, urls);
    ASSERT_FALSE(filled) << url_template;
    EXPECT_EQ(filled.error().code, "x509.profile.url");
    EXPECT_EQ(filled.error().kind, base::ErrorKind::Malformed);
  }
}

}  // namespace
}  // namespace yinxin::x509
