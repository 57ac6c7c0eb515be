// Words in braces, dates as documents have them, and text that may be printed.
#include "documents/words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace yinxin::documents {
namespace {

using testing::ElementsAre;

TEST(Pieces, AreTextAndWordsInTurn) {
  EXPECT_THAT(*pieces("a{b}c"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(*pieces("{b}"), ElementsAre("", "b", ""));
  EXPECT_THAT(*pieces("自{from}至{to}"), ElementsAre("自", "from", "至", "to", ""));
  EXPECT_THAT(*pieces(""), ElementsAre(""));
  for (const char* bad : {"a{b", "a}b", "{a{b}}", "{", "}", "{a}}"}) EXPECT_FALSE(pieces(bad)) << bad;
}

// GB/T 9704-2012 7.3.5.4: Arabic digits, month and day without a zero in front.
TEST(ChineseDate, HasArabicDigitsWithoutZeros) {
  EXPECT_EQ(chinese_date(*base::parse_date("2026-01-05")), "2026年1月5日");
  EXPECT_EQ(chinese_date(*base::parse_date("2026-11-23")), "2026年11月23日");
}

TEST(Words, AreLowerCase) {
  for (const char* good : {"a", "applied_on", "n2"}) EXPECT_TRUE(is_word(good)) << good;
  for (const char* bad : {"", "A", "1a", "_a", "a-b", "甲"}) EXPECT_FALSE(is_word(bad)) << bad;
  EXPECT_FALSE(is_word(std::string(41, 'a')));
}

TEST(PrintedText, IsSeenAndBounded) {
  struct Case {
    std::string_view text;
    const char* fault;  // null: none
  };
  const Case cases[] = {
      {"演示电子认证服务有限公司", nullptr},
      {"欧阳·𠮷", nullptr},  // extension B: four octets
      {"A b", nullptr},
      {"", "is empty"},
      {" a", "has a space at an end"},
      {"a ", "has a space at an end"},
      {"\xff", "is not UTF-8"},
      {"\xed\xa0\x80", "is not UTF-8"},  // a surrogate
      {"\xc0\xaf", "is not UTF-8"},      // an overlong form
      {"a\nb", "has a character that cannot be seen"},
      {"a\u200b", "has a character that cannot be seen"},
      {"\u202e123", "has a character that cannot be seen"},  // turns the line round
      {"葛\U000E0100", "has a character that cannot be seen"},
      {"十一个汉字的文字不能收", "is longer than 10 characters"},
  };
  for (const Case& one : cases) {
    const auto fault = fault_of_text(one.text, 10 + (one.fault == nullptr ? 100 : 0));
    EXPECT_EQ(fault.value_or(""), one.fault == nullptr ? "" : one.fault) << one.text;
  }
}

}  // namespace
}  // namespace yinxin::documents
