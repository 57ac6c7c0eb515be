// The examples printed in RFC 9421, read through the server's own reader.
#include <gtest/gtest.h>

#include "http/message_signature.hpp"
#include "http_support/requests.hpp"
#include "vectors/read_vectors.hpp"

namespace yinxin::http {
namespace {

std::string with_line_breaks(std::string text) {
  for (std::size_t at = 0; (at = text.find("\\n", at)) != std::string::npos;) text.replace(at, 2, "\n");
  return text;
}

SfInnerList inner_list(const std::string& text) {
  return std::get<SfInnerList>(parse_dictionary("x=" + text).value()[0].second);
}

TEST(SignatureBase, IsWhatRfc9421Prints) {
  int compared = 0;
  for (const vectors::Record& record : vectors::read("http_signature_base.txt")) {
    const Request request = testing::read_request(record.text("request"), record.text("scheme"));
    const auto base = signature_base(request, inner_list(record.text("input")));
    ASSERT_TRUE(base) << record.text("name") << ": " << base.error().detail;
    if (record.has("base")) {
      EXPECT_EQ(*base, with_line_breaks(record.text("base"))) << record.text("name");
    } else {
      EXPECT_NE(*base, with_line_breaks(record.text("not-base"))) << record.text("name");
    }
    ++compared;
  }
  EXPECT_GE(compared, 28);
}

TEST(SignatureBase, TakesQueryAndFragmentlessTargetAsTheyCame) {
  const Request request =
      testing::read_request("GET /a%2fb?x=%E5%8D%B0+1 HTTP/1.1\nHost: Example.COM:443", "https");
  const auto base =
      signature_base(request, inner_list("(\"@target-uri\" \"@path\" \"@query\" \"@authority\")"));
  ASSERT_TRUE(base);
  EXPECT_EQ(base->substr(0, base->find("\"@signature-params\"")),
            "\"@target-uri\": https://example.com/a%2fb?x=%E5%8D%B0+1\n\"@path\": /a%2fb\n\"@query\": "
            "?x=%E5%8D%B0+1\n"
            "\"@authority\": example.com\n");
}

TEST(SignatureBase, RefusesComponentsItCannotDerive) {
  const Request request = testing::read_request("GET /?a=b HTTP/1.1\nHost: x\nX-High: \xC3\xA9\nX-One: 1");
  for (const char* input :
       {"(\"x-two\")", "(\"@status\")", "(\"@signature-params\")", "(\"@query-param\";name=\"a\")",
        "(\"x-one\";sf)", "(\"x-one\";bs)", "(\"x-one\";key=\"a\")", "(\"x-one\";tr)", "(\"@method\";req)",
        "(\"X-One\")", "(\"x-one\" \"x-one\")", "(\"@method\" \"x-one\" \"@method\")", "(\"\")", "(x-one)",
        "(1)", "(\"x-high\")", "(\"@\")"}) {
    const auto base = signature_base(request, inner_list(input));
    ASSERT_FALSE(base) << input;
    EXPECT_EQ(base.error().code, "http.signature.components") << input;
    EXPECT_EQ(base.error().kind, base::ErrorKind::Unauthenticated) << input;
  }
}

}  // namespace
}  // namespace yinxin::http
