#include "http/target.hpp"

#include <gmock/gmock.h>

namespace yinxin::http {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

Target sound(std::string_view text) {
  auto target = parse_target(text);
  EXPECT_TRUE(target) << text << ": " << (target ? "" : target.error().detail);
  return target ? *target : Target();
}

TEST(Target, SplitsThenDecodes) {
  const Target target =
      sound("/certificates/4c%2F0e/%E5%8D%B0%E4%BF%A1?state=issued&name=%E5%BC%A0+%E4%B8%89&x");
  EXPECT_THAT(target.segments, ElementsAre("certificates", "4c/0e", "印信"));
  EXPECT_THAT(target.query_parameters,
              ElementsAre(Pair("state", "issued"), Pair("name", "张 三"), Pair("x", "")));
  EXPECT_EQ(target.path(), "/certificates/4c%2F0e/%E5%8D%B0%E4%BF%A1");
  EXPECT_EQ(target.query(), "?state=issued&name=%E5%BC%A0+%E4%B8%89&x");
}

TEST(Target, KeepsEmptySegments) {
  EXPECT_THAT(sound("/").segments, ElementsAre(""));
  EXPECT_THAT(sound("/a/").segments, ElementsAre("a", ""));
  EXPECT_THAT(sound("//a").segments, ElementsAre("", "a"));
}

TEST(Target, KeepsAPlusInThePath) {
  EXPECT_THAT(sound("/a+b").segments, ElementsAre("a+b"));
}

TEST(Target, ReadsQueriesAsFormsDo) {
  EXPECT_THAT(sound("/?").query_parameters, ElementsAre());
  EXPECT_THAT(sound("/?&&a=1&&").query_parameters, ElementsAre(Pair("a", "1")));
  EXPECT_THAT(sound("/?a=b=c?d/e").query_parameters, ElementsAre(Pair("a", "b=c?d/e")));
  EXPECT_THAT(sound("/?=x").query_parameters, ElementsAre(Pair("", "x")));
  EXPECT_EQ(sound("/a?").query(), "?");
  EXPECT_EQ(sound("/a").query(), "");
}

struct Bad {
  const char* name;
  std::string text;
};

TEST(Target, RefusesWhatCouldBeReadInTwoWays) {
  const Bad table[] = {
      {"empty", ""},
      {"no slash", "certificates"},
      {"asterisk form", "*"},
      {"absolute form", "http://x/"},
      {"dot segment", "/a/../b"},
      {"single dot", "/./a"},
      {"last dot segment", "/a/.."},
      {"encoded dot segment", "/a/%2e%2E/b"},
      {"half encoded dot segment", "/a/.%2e"},
      {"encoded single dot", "/%2E"},
      {"NUL", "/a%00"},
      {"NUL in a query", "/a?b=%00"},
      {"line feed", "/a%0Ab"},
      {"carriage return in a query", "/a?b=%0d"},
      {"delete", "/%7f"},
      {"one digit", "/%4"},
      {"no digit", "/%"},
      {"not hexadecimal", "/%4g"},
      {"not hexadecimal in a query", "/?a=%zz"},
      {"encoding cut by a slash", "/%4/1"},
      {"space", "/a b"},
      {"quote", "/a\"b"},
      {"less than", "/<a>"},
      {"backslash", "/a\\b"},
      {"bar", "/a|b"},
      {"caret in a query", "/?a^b"},
      {"fragment", "/a#b"},
      {"raw UTF-8", "/印"},
      {"brackets in a path", "/a[1]"},
      {"Latin-1", "/%FF"},
      {"overlong slash", "/%C0%AF"},
      {"overlong in three octets", "/%E0%80%AF"},
      {"surrogate", "/%ED%A0%80"},
      {"above U+10FFFF", "/%F4%90%80%80"},
      {"overlong in four octets", "/%F0%80%80%AF"},
      {"cut UTF-8", "/%E5%8D"},
      {"stray continuation", "/%80"},
      {"Latin-1 in a query", "/?a=%E9"},
  };
  for (const Bad& bad : table) {
    const auto target = parse_target(bad.text);
    ASSERT_FALSE(target) << bad.name;
    EXPECT_EQ(target.error().kind, base::ErrorKind::Malformed) << bad.name;
    EXPECT_EQ(target.error().code, "http.target") << bad.name;
  }
}

TEST(Target, AcceptsEveryLengthOfUtf8) {
  EXPECT_THAT(
      sound("/%7E/%C2%80/%DF%BF/%E0%A0%80/%ED%9F%BF/%EE%80%80/%F0%90%80%80/%F4%8F%BF%BF").segments.size(),
      8U);
}

TEST(Target, HasLimits) {
  const std::string longest = "/" + std::string(kMaxTargetBytes - 1, 'a');
  EXPECT_TRUE(parse_target(longest));
  std::string many_segments;
  for (std::size_t i = 0; i < kMaxSegments; ++i) many_segments += "/a";
  EXPECT_TRUE(parse_target(many_segments));
  std::string many_parameters = "/?a=1";
  for (std::size_t i = 1; i < kMaxQueryParameters; ++i) many_parameters += "&a=1";
  EXPECT_TRUE(parse_target(many_parameters));
  for (const std::string& text : {longest + "a", many_segments + "/a", many_parameters + "&a=1"}) {
    const auto target = parse_target(text);
    ASSERT_FALSE(target);
    EXPECT_EQ(target.error().kind, base::ErrorKind::TooLarge);
    EXPECT_EQ(target.error().code, "http.target_too_long");
  }
}

TEST(Authority, IsNormalised) {
  const struct {
    const char *scheme, *text, *authority;
  } table[] = {
      {"http", "Example.COM", "example.com"},
      {"http", "example.com:80", "example.com"},
      {"http", "example.com:443", "example.com:443"},
      {"https", "example.com:443", "example.com"},
      {"https", "example.com:80", "example.com:80"},
      {"http", "127.0.0.1:8080", "127.0.0.1:8080"},
      {"http", "[::1]:8080", "[::1]:8080"},
      {"http", "[2001:DB8::1]", "[2001:db8::1]"},
      {"http", "a_b-c.d:", "a_b-c.d"},
      {"http", "x:65535", "x:65535"},
  };
  for (const auto& row : table) {
    const auto authority = parse_authority(row.text, row.scheme);
    ASSERT_TRUE(authority) << row.text;
    EXPECT_EQ(*authority, row.authority);
  }
}

TEST(Authority, RefusesWhatIsNotHostAndPort) {
  for (const char* text : {"", ":80", "a b", "user@host", "host/path", "a:b", "a:65536", "a:123456", "[::1",
                           "::1", "[]", "[::g]", "a%41", "a,b", "印", "[::1]x", "a:8:0"}) {
    const auto authority = parse_authority(text, "http");
    ASSERT_FALSE(authority) << text;
    EXPECT_EQ(authority.error().code, "http.host") << text;
  }
  EXPECT_FALSE(parse_authority(std::string(300, 'a'), "http"));
}

TEST(PercentEncode, ComesBackThroughParsing) {
  std::string all;
  for (char c = 0x20; c < 0x7F; ++c) all.push_back(c);
  all += "印信";
  EXPECT_THAT(sound("/" + percent_encode(all)).segments, ElementsAre(all));
  EXPECT_THAT(sound("/?a=" + percent_encode(all)).query_parameters, ElementsAre(Pair("a", all)));
  EXPECT_EQ(percent_encode("a/b c~"), "a%2Fb%20c~");
}

}  // namespace
}  // namespace yinxin::http
