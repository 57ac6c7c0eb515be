// Articles as texts name them.
#include "rules/named_articles.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace yinxin::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ChineseNumber, IsReadUpToHundreds) {
  const std::pair<std::string_view, int> all[] = {
      {"一", 1},           {"九", 9},     {"十", 10},    {"十二", 12},      {"二十", 20},
      {"三十二", 32},      {"四十", 40},  {"一百", 100}, {"一百零五", 105}, {"一百一十", 110},
      {"九百九十九", 999}, {"", 0},       {"零", 0},     {"一二", 0},       {"一百五", 0},
      {"一百十", 0},       {"二十零", 0}, {"百", 0},     {"32", 0},         {"三十二条", 0},
      {"一百零", 0},
  };
  for (const auto& [text, number] : all) EXPECT_EQ(chinese_number(text), number) << text;
}

TEST(NamedArticles, AreThoseOfTheText) {
  EXPECT_THAT(named_articles(
                  "依据《中华人民共和国行政许可法》第三十二条、《电子政务电子认证服务管理办法》第八条的规定"),
              ElementsAre("行政许可法 32", "8"));
  EXPECT_THAT(named_articles("《电子政务电子认证服务管理办法》第六条第五项、第九条"), ElementsAre("6"));
  EXPECT_THAT(named_articles("《电子政务电子认证服务管理办法》第六条、第九条和第十二条"),
              ElementsAre("6", "9", "12"));
  EXPECT_THAT(named_articles("《甲法》第一条，又《甲法》第一条"), ElementsAre("甲法 1"));
  EXPECT_THAT(named_articles("《甲法》的规定，第三条"), IsEmpty());
  EXPECT_THAT(named_articles("《甲法"), IsEmpty());
  EXPECT_THAT(named_articles("《甲法》第条"), IsEmpty());
  EXPECT_THAT(named_articles(""), IsEmpty());
}

TEST(ArticleInWords, IsReadBackAsItWasCited) {
  EXPECT_EQ(article_in_words("35"), "《电子政务电子认证服务管理办法》第三十五条");
  EXPECT_EQ(article_in_words("10"), "《电子政务电子认证服务管理办法》第十条");
  EXPECT_EQ(article_in_words("行政许可法 32"), "《行政许可法》第三十二条");
  EXPECT_EQ(article_in_words("民法典 105"), "《民法典》第一百零五条");
  for (int number = 1; number <= 999; ++number) {
    for (const std::string& cite : {std::to_string(number), "民法典 " + std::to_string(number)})
      EXPECT_THAT(named_articles(article_in_words(cite)), ElementsAre(cite));
  }
  for (const std::string other : {"", "条", "0", "1000", "民法典", "民法典 1a"})
    EXPECT_EQ(article_in_words(other), other);
}

}  // namespace
}  // namespace yinxin::rules
