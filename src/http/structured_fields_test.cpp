#include "http/structured_fields.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace yinxin::http {
namespace {

SfDictionary sound(std::string_view text) {
  auto dictionary = parse_dictionary(text);
  EXPECT_TRUE(dictionary) << text << ": " << (dictionary ? "" : dictionary.error().detail);
  return dictionary ? *dictionary : SfDictionary();
}

SfBare bare(std::string_view text) {
  const SfDictionary dictionary = sound("a=" + std::string(text));
  return dictionary.empty() ? SfBare(false) : std::get<SfItem>(dictionary[0].second).value;
}

TEST(StructuredFields, ReadBareItems) {
  EXPECT_EQ(bare("42"), SfBare(std::int64_t(42)));
  EXPECT_EQ(bare("-999999999999999"), SfBare(std::int64_t(-999999999999999)));
  EXPECT_EQ(bare("4.5"), SfBare(SfDecimal{4500}));
  EXPECT_EQ(bare("-0.001"), SfBare(SfDecimal{-1}));
  EXPECT_EQ(bare("123456789012.123"), SfBare(SfDecimal{123456789012123}));
  EXPECT_EQ(bare(R"("say \"hi\" \\ ")"), SfBare(std::string(R"(say "hi" \ )")));
  EXPECT_EQ(bare("\"\""), SfBare(std::string()));
  EXPECT_EQ(bare("foo123/456"), SfBare(SfToken{"foo123/456"}));
  EXPECT_EQ(bare("*:!#"), SfBare(SfToken{"*:!#"}));
  EXPECT_EQ(bare(":cHJldGVuZCB0aGlzIGlzIGJpbmFyeSBjb250ZW50Lg==:"),  // the example of RFC 8941 3.3.5
            SfBare(base::to_bytes("pretend this is binary content.")));
  EXPECT_EQ(bare("::"), SfBare(base::Bytes()));
  EXPECT_EQ(bare("?1"), SfBare(true));
  EXPECT_EQ(bare("?0"), SfBare(false));
}

TEST(StructuredFields, ReadDictionaries) {
  const SfDictionary example = sound("a=(1 2), b=3, c=4;aa=bb, d=(5 6);valid");  // RFC 8941 3.2
  ASSERT_EQ(example.size(), 4U);
  EXPECT_EQ(std::get<SfInnerList>(*find_member(example, "a")).items.size(), 2U);
  EXPECT_EQ(*find_parameter(std::get<SfItem>(*find_member(example, "c")).parameters, "aa"),
            SfBare(SfToken{"bb"}));
  EXPECT_EQ(*find_parameter(std::get<SfInnerList>(*find_member(example, "d")).parameters, "valid"),
            SfBare(true));
  EXPECT_EQ(find_member(example, "e"), nullptr);
  const SfDictionary flags = sound("a=?0, b, c; foo=bar");  // RFC 8941 3.2
  EXPECT_EQ(std::get<SfItem>(*find_member(flags, "b")).value, SfBare(true));
  EXPECT_EQ(sound("").size(), 0U);
  EXPECT_EQ(sound("   ").size(), 0U);
  EXPECT_EQ(sound("  a=1 \t,\t b=2  ").size(), 2U);
  EXPECT_EQ(std::get<SfInnerList>(sound("a=(  1   \"x\"  )")[0].second).items.size(), 2U);
  EXPECT_TRUE(std::get<SfInnerList>(sound("a=()")[0].second).items.empty());
}

TEST(StructuredFields, SerializeStrictly) {
  const std::pair<const char*, const char*> table[] = {
      {"a=1,    b=2;x=1;y=2,   c=(a   b   c)", "a=1, b=2;x=1;y=2, c=(a b c)"},  // RFC 9421 2.1.1
      {"a=?1;  b=?1;c=?0", "a;b;c=?0"},
      {"a=1.50, b=2.0, c=-0.250", "a=1.5, b=2.0, c=-0.25"},
      {"sig=(\"@method\" \"a\";sf);created=1;nonce=\"\\\"\"",
       "sig=(\"@method\" \"a\";sf);created=1;nonce=\"\\\"\""},
      {"a=:aGk=:", "a=:aGk=:"},
      {"a=0012", "a=12"},
  };
  for (const auto& row : table) EXPECT_EQ(serialize(sound(row.first)), row.second);
}

TEST(StructuredFields, RefuseWhatIsNotOne) {
  const char* const table[] = {
      "a=1,",
      "a=1 b=2",
      ",a=1",
      "a=1,,b=2",
      "A=1",
      "1=a",
      "a b",
      "a=",
      "a= 1",
      "=1",
      "a=1;",
      "a=1;B",
      "a=1;b=",
      "a=(",
      "a=(1",
      "a=(1,2)",
      "a=(1\t2)",
      "a=(1)(2)",
      "a=((1))",
      "a=\"x",
      "a=\"\\x\"",
      "a=\"\\",
      "a=\"\t\"",
      "a=\"\x7F\"",
      "a=\"\xE5\x8D\xB0\"",
      "a=:aGk:",
      "a=:a:",
      "a=:aGk=",
      "a=:aG k=:",
      "a=:aGl=:",
      "a=?2",
      "a=?",
      "a=-",
      "a=1.",
      "a=.5",
      "a=1.2345",
      "a=1234567890123.1",
      "a=1234567890123456",
      "a=--1",
      "a=+1",
      "a=@x",
      "a=1;b=1;b=2",
      "a=1, a=2",
      "\ta=1",
      "a=(1 2",
      "a=1\n",
      "a=\xC2\xA0",
  };
  for (const char* text : table) {
    const auto dictionary = parse_dictionary(text);
    ASSERT_FALSE(dictionary) << text;
    EXPECT_EQ(dictionary.error().kind, base::ErrorKind::Malformed) << text;
    EXPECT_EQ(dictionary.error().code, "http.structured_field") << text;
  }
  EXPECT_FALSE(parse_dictionary(std::string_view("a=1\0", 4)));
  EXPECT_FALSE(parse_dictionary(std::string_view("a\0", 2)));
}

TEST(StructuredFields, HaveLimits) {
  const auto repeated = [](std::size_t count, const std::string& open, const std::string& each,
                           const std::string& close) {
    std::string text = open;
    for (std::size_t i = 0; i < count; ++i) text += each + std::to_string(i);
    return text + close;
  };
  EXPECT_TRUE(parse_dictionary(repeated(64, "a=(", " ", ")")));
  EXPECT_TRUE(parse_dictionary(repeated(64, "a=1", ";p", "")));
  EXPECT_TRUE(parse_dictionary("x" + repeated(63, "", ", k", "")));
  EXPECT_TRUE(parse_dictionary("a=\"" + std::string(kMaxStructuredField - 4, 'x') + "\""));
  for (const std::string& text :
       {repeated(65, "a=(", " ", ")"), repeated(65, "a=1", ";p", ""), "x" + repeated(64, "", ", k", ""),
        "a=\"" + std::string(kMaxStructuredField, 'x') + "\""}) {
    const auto dictionary = parse_dictionary(text);
    ASSERT_FALSE(dictionary);
    EXPECT_EQ(dictionary.error().code, "http.structured_field.size");
  }
}

TEST(StructuredFields, WhatHasNoSerialisationIsAFaultOfTheProgram) {
  const auto item = [](SfBare value) { return SfItem{std::move(value), {}}; };
  EXPECT_THROW((void)serialize(item(std::int64_t(1'000'000'000'000'000))), std::invalid_argument);
  EXPECT_THROW((void)serialize(item(SfDecimal{1'000'000'000'000'000})), std::invalid_argument);
  EXPECT_THROW((void)serialize(item(std::string("a\n"))), std::invalid_argument);
  EXPECT_THROW((void)serialize(item(std::string("印"))), std::invalid_argument);
  EXPECT_THROW((void)serialize(item(SfToken{"1a"})), std::invalid_argument);
  EXPECT_THROW((void)serialize(item(SfToken{""})), std::invalid_argument);
  EXPECT_THROW((void)serialize(SfItem{true, {{"A", true}}}), std::invalid_argument);
  EXPECT_THROW((void)serialize(SfDictionary{{"", item(true)}}), std::invalid_argument);
}

}  // namespace
}  // namespace yinxin::http
