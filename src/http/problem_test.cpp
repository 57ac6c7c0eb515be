#include "http/problem.hpp"

#include <gmock/gmock.h>

#include "http/json_reader.hpp"

namespace yinxin::http {
namespace {

using base::ErrorKind;
using base::make_error;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Problem, EveryKindHasItsStatus) {
  const std::pair<ErrorKind, int> table[] = {
      {ErrorKind::Malformed, 400}, {ErrorKind::Refused, 422},         {ErrorKind::NotFound, 404},
      {ErrorKind::Conflict, 409},  {ErrorKind::NotYet, 409},          {ErrorKind::TooLate, 409},
      {ErrorKind::TooLarge, 413},  {ErrorKind::Unauthenticated, 401}, {ErrorKind::Forbidden, 403},
      {ErrorKind::TooMany, 503},   {ErrorKind::Unavailable, 503},     {ErrorKind::Internal, 500},
  };
  for (const auto& row : table) {
    EXPECT_EQ(status_of(row.first), row.second);
    const Response response = problem(make_error(row.first, "some.code"), ErrorTexts(), "0123456789abcdef");
    EXPECT_EQ(response.status, row.second);
    EXPECT_EQ(response.headers.find("Content-Type"), "application/problem+json");
    EXPECT_EQ(response.headers.count("Retry-After"), row.second == 503 ? 1U : 0U);
    EXPECT_EQ(response.headers.count("WWW-Authenticate"), row.second == 401 ? 1U : 0U);
  }
}

constexpr std::string_view kTexts = R"(
["registration.identity.expired"]
zh = "身份核验已过有效期。"
en = "The identity check has expired."
)";

TEST(Problem, HasTheMembersOfTheContract) {
  const ErrorTexts texts = ErrorTexts::parse(kTexts, "errors.toml").value();
  const base::Error error =
      make_error(ErrorKind::TooLate, "registration.identity.expired", "30 days \"over\"", "18/2");
  const Response response = problem(error, texts, "0123456789abcdef");
  const JsonReader document = JsonReader::parse(*response.body).value();
  EXPECT_EQ(document.text("type"), "urn:yinxin:error:registration.identity.expired");
  EXPECT_EQ(document.text("title"), "已过期限");
  EXPECT_EQ(document.text("title_en"), "Too late");
  EXPECT_EQ(document.integer("status", 0, 999), 409);
  EXPECT_EQ(document.text("code"), "registration.identity.expired");
  EXPECT_EQ(document.text("detail"), "身份核验已过有效期。");
  EXPECT_EQ(document.text("detail_en"), "The identity check has expired.");
  EXPECT_EQ(document.text("reason"), "30 days \"over\"");
  EXPECT_EQ(document.text("article"), "18/2");
  EXPECT_EQ(document.text("instance"), "urn:yinxin:request:0123456789abcdef");
  EXPECT_TRUE(document.finish());
}

TEST(Problem, AnUnknownCodeGetsTheSentenceOfItsKind) {
  const ErrorTexts texts = ErrorTexts::parse(kTexts, "errors.toml").value();
  const Response response = problem(make_error(ErrorKind::NotFound, "nowhere.listed"), texts, "x");
  EXPECT_THAT(std::string(response.body_text()), HasSubstr("没有找到所请求的内容。"));
  EXPECT_THAT(std::string(response.body_text()), Not(HasSubstr("article")));
}

TEST(Problem, WhatSpeaksOfOurInsideStaysInside) {
  for (const ErrorKind kind : {ErrorKind::Internal, ErrorKind::Unavailable}) {
    const Response response =
        problem(make_error(kind, "store.failed", "host=10.0.0.7 password=x"), ErrorTexts(), "id");
    EXPECT_THAT(std::string(response.body_text()), Not(HasSubstr("10.0.0.7")));
    EXPECT_THAT(std::string(response.body_text()), HasSubstr("store.failed"));
  }
}

TEST(Problem, AReasonWithForeignOctetsStaysJson) {
  const Response response =
      problem(make_error(ErrorKind::Malformed, "a.b", "\xFF\n\x01\"\\"), ErrorTexts(), "id");
  EXPECT_EQ(JsonReader::parse(*response.body).value().text("reason"), "\xEF\xBF\xBD\n\x01\"\\");
}

TEST(Problem, TheProtocolMaySetStatusAndWait) {
  const Response response =
      problem(make_error(ErrorKind::TooMany, "http.rate"), ErrorTexts(), "id", {429, 17});
  EXPECT_EQ(response.status, 429);
  EXPECT_EQ(response.headers.find("Retry-After"), "17");
  EXPECT_THAT(std::string(response.body_text()), HasSubstr("\"status\":429"));
}

TEST(ErrorTexts, TheHousesOwnFileIsSound) {
  const auto texts = ErrorTexts::load(std::string(YX_SOURCE_DIR) + "/api/errors.toml");
  ASSERT_TRUE(texts) << texts.error().detail;
  EXPECT_GT(texts->size(), 40U);
  EXPECT_EQ(texts->find(make_error(ErrorKind::TooLarge, "http.too_large")).zh, "提交的内容超过允许的大小。");
}

TEST(ErrorTexts, RefusesFaultyFiles) {
  for (const char* text :
       {"[\"a.b\"]\nzh = \"x\"", "[\"a.b\"]\nzh = \"x\"\nen = \"\"", "[\"a.b\"]\nzh = 1\nen = \"y\"",
        "[\"a.b\"]\nzh = \"x\"\nen = \"y\"\nfr = \"z\"", "a = 1", "[a.b]\nzh = \"x\"\nen = \"y\""}) {
    const auto texts = ErrorTexts::parse(text, "errors.toml");
    ASSERT_FALSE(texts) << text;
    EXPECT_EQ(texts.error().code, "base.toml.content") << text;
  }
  EXPECT_EQ(ErrorTexts::parse("[", "errors.toml").error().code, "base.toml.syntax");
  EXPECT_EQ(ErrorTexts::load("/nonexistent/errors.toml").error().code, "base.file.missing");
}

}  // namespace
}  // namespace yinxin::http
