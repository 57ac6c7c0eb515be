#include "http/response_head.hpp"

#include <gmock/gmock.h>

namespace yinxin::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string head(const Response& response, ConnectionField connection = ConnectionField::None) {
  std::string text;
  append_response_head(text, response, "0123456789abcdef", "Thu, 01 Jan 1970 00:00:00 GMT", connection);
  return text;
}

TEST(HttpDate, IsImfFixdate) {
  const auto at = [](std::int64_t seconds) { return base::Time(std::chrono::seconds(seconds)); };
  EXPECT_EQ(format_http_date(at(0)), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(format_http_date(at(784111777)),
            "Sun, 06 Nov 1994 08:49:37 GMT");  // the example of RFC 9110 5.6.7
  EXPECT_EQ(format_http_date(at(1709164799) + std::chrono::microseconds(999999)),
            "Wed, 28 Feb 2024 23:59:59 GMT");
  EXPECT_EQ(format_http_date(at(1709164800)), "Thu, 29 Feb 2024 00:00:00 GMT");
}

TEST(ResponseHead, FurtherFieldsComeLast) {
  std::string text;
  append_response_head(text, http::text(204, ""), "0123456789abcdef", "Thu, 01 Jan 1970 00:00:00 GMT",
                       ConnectionField::Close, "X-Further: 1\r\n");
  EXPECT_TRUE(text.ends_with("\r\nX-Further: 1\r\n\r\n")) << text;
}

TEST(ResponseHead, SaysWhatEveryAnswerSays) {
  EXPECT_EQ(head(text(200, "hi")),
            "HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nContent-Length: 2\r\nRequest-Id: "
            "0123456789abcdef\r\n"
            "X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nContent-Type: text/plain; "
            "charset=utf-8\r\n\r\n");
}

TEST(ResponseHead, LeavesOutTheLengthWhereThereIsNoContent) {
  Response response = no_content();
  EXPECT_THAT(head(response), Not(HasSubstr("Content-Length")));
  response.status = 304;
  EXPECT_THAT(head(response), Not(HasSubstr("Content-Length")));
  response.status = 200;
  EXPECT_THAT(head(response), HasSubstr("Content-Length: 0\r\n"));
}

TEST(ResponseHead, TheHandlerMayAllowCaching) {
  Response response = text(200, "x");
  response.headers.add("cache-control", "max-age=60");
  EXPECT_THAT(head(response), HasSubstr("cache-control: max-age=60\r\n"));
  EXPECT_THAT(head(response), Not(HasSubstr("no-store")));
}

TEST(ResponseHead, SaysWhetherTheConnectionStays) {
  EXPECT_THAT(head(no_content()), Not(HasSubstr("Connection")));
  EXPECT_THAT(head(no_content(), ConnectionField::Close), HasSubstr("Connection: close\r\n"));
  EXPECT_THAT(head(no_content(), ConnectionField::KeepAlive), HasSubstr("Connection: keep-alive\r\n"));
}

TEST(IsSendable, RefusesWhatCouldSplitAnAnswer) {
  EXPECT_TRUE(is_sendable(text(200, "x")));
  const std::pair<const char*, std::string> table[] = {
      {"X-A", "a\r\nSet-Cookie: b"},
      {"X-A", "a\n"},
      {"X-A", std::string("a\0", 2)},
      {"X-A", "\x7F"},
      {"X A", "a"},
      {"X-A:", "a"},
      {"", "a"},
      {"X-\xE5", "a"},
      {"Content-Length", "3"},
      {"connection", "close"},
      {"DATE", "x"},
      {"Transfer-Encoding", "chunked"},
      {"Request-Id", "x"},
  };
  for (const auto& field : table) {
    Response response = text(200, "x");
    response.headers.add(field.first, field.second);
    EXPECT_FALSE(is_sendable(response)) << field.first;
  }
  for (const int status : {0, 100, 101, 199, 600, -1}) {
    Response response = text(200, "x");
    response.status = status;
    EXPECT_FALSE(is_sendable(response)) << status;
  }
  Response tab = text(200, "x");
  tab.headers.add("X-A", "a\tb 印");
  EXPECT_TRUE(is_sendable(tab));
}

}  // namespace
}  // namespace yinxin::http
