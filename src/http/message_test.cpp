#include "http/message.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "http_support/requests.hpp"

namespace yinxin::http {
namespace {

TEST(Method, ReadsItsOwnNamesAndNoOthers) {
  for (const auto method :
       {Method::Get, Method::Head, Method::Post, Method::Put, Method::Patch, Method::Delete}) {
    EXPECT_EQ(parse_method(to_string(method)), method);
  }
  for (const auto* text : {"", "get", "Get", "OPTIONS", "CONNECT", "GETS", "GE"})
    EXPECT_FALSE(parse_method(text)) << text;
}

TEST(Headers, CompareNamesWithoutCaseAndKeepOrder) {
  Headers headers;
  headers.add("Accept", "a");
  headers.add("X-One", "1");
  headers.add("ACCEPT", "b");
  EXPECT_EQ(headers.find("accept"), "a");
  EXPECT_EQ(headers.count("aCCept"), 2U);
  EXPECT_EQ(headers.combined("Accept"), "a, b");
  EXPECT_FALSE(headers.find("Accep"));
  EXPECT_FALSE(headers.combined("Acceptt"));
  EXPECT_EQ(headers.size(), 3U);
}

TEST(Headers, SetReplacesAllOfThatName) {
  Headers headers;
  headers.add("A", "1");
  headers.add("B", "2");
  headers.add("a", "3");
  headers.set("A", "4");
  EXPECT_EQ(headers.combined("a"), "4");
  EXPECT_EQ(headers.find("b"), "2");
}

TEST(Headers, AnEmptyFieldIsThere) {
  Headers headers;
  headers.add("X-Empty", "");
  EXPECT_EQ(headers.combined("x-empty"), "");
}

TEST(Request, FindsParameters) {
  Request request = testing::read_request("GET /a?name=first&name=second&empty= HTTP/1.1\nHost: x");
  EXPECT_EQ(request.query_parameter("name"), "first");
  EXPECT_EQ(request.query_parameter("empty"), "");
  EXPECT_FALSE(request.query_parameter("Name"));
  request.path_parameters.emplace_back("serial", "4c0e");
  EXPECT_EQ(request.path_parameter("serial"), "4c0e");
  EXPECT_THROW((void)request.path_parameter("other"), std::logic_error);
}

TEST(Response, HelpersNameTheirMediaTypes) {
  const Response made = json(201, "{}");
  EXPECT_EQ(made.status, 201);
  EXPECT_EQ(made.headers.find("content-type"), "application/json");
  EXPECT_EQ(made.body_text(), "{}");
  EXPECT_EQ(text(200, "好").headers.find("Content-Type"), "text/plain; charset=utf-8");
  EXPECT_EQ(der("application/ocsp-response", {0x30, 0x00}).body->size(), 2U);
  EXPECT_EQ(no_content().status, 204);
  EXPECT_EQ(no_content().body, nullptr);
  EXPECT_EQ(no_content().body_text(), "");
}

}  // namespace
}  // namespace yinxin::http
