#include "procedure/condition.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace yinxin::procedure {
namespace condition_test {

using ::testing::HasSubstr;

base::Date date(std::string_view text) {
  return *base::parse_date(text);
}

const Values kInputs{{"result", std::string("match")},
                     {"count", std::int64_t{4}},
                     {"flag", true},
                     {"day", date("2026-09-01")}};
const Values kEarlier{{"result", std::string("mismatch")}, {"agreed", std::string("match")}};
const Values kSettings{{"cps.days", std::int64_t{30}}, {"cps.on", false}};

bool holds(std::string_view text) {
  const auto condition = Condition::parse(text);
  EXPECT_TRUE(condition) << text << ": " << (condition ? "" : condition.error().detail);
  return condition && condition->holds(kInputs, kEarlier, kSettings);
}

struct Sentence {
  std::string_view text;
  bool truth;
};

TEST(Condition, Holds) {
  const Sentence sentences[] = {
      {R"(input:result = "match")", true},
      {R"(input:result = "other")", false},
      {R"(input:result != "other")", true},
      {R"(value:result = "match")", false},
      {R"(input:result = value:agreed)", true},
      {"input:count < 5", true},
      {"input:count < 4", false},
      {"input:count <= 4", true},
      {"input:count >= 5", false},
      {"input:count >= 4", true},
      {"input:count > 3", true},
      {"input:count > 4", false},
      {"input:count > -1", true},
      {"4 = input:count", true},
      {"input:flag = true", true},
      {"setting:cps.on = true", false},
      {"setting:cps.on = false", true},
      {"setting:cps.days = 30", true},
      {"input:day = 2026-09-01", true},
      {"input:day < 2026-09-02", true},
      {"input:day > 2026-08-31", true},
      {"exists(input:day)", true},
      {"exists(value:day)", false},
      {"exists( setting:cps.on )", true},
      {"not input:flag = true", false},
      {"not not input:flag = true", true},
      {"not (input:flag = false or input:count = 3)", true},
  };
  for (const Sentence& sentence : sentences) EXPECT_EQ(holds(sentence.text), sentence.truth) << sentence.text;
}

TEST(Condition, AndBindsTighterThanOr) {
  EXPECT_TRUE(holds("input:flag = true or input:count = 0 and input:count = 1"));
  EXPECT_TRUE(holds("input:count = 0 and input:count = 1 or input:flag = true"));
  EXPECT_FALSE(holds("(input:flag = true or input:count = 0) and input:count = 1"));
}

TEST(Condition, WhatIsNotThereOrOfAnotherKindComparesFalse) {
  for (const std::string how : {"=", "!=", "<", "<=", ">", ">="}) {
    EXPECT_FALSE(holds("input:absent " + how + " 3")) << how;
    EXPECT_FALSE(holds("3 " + how + " setting:absent")) << how;
    EXPECT_FALSE(holds("value:absent " + how + " value:absent")) << how;
    EXPECT_FALSE(holds("input:count " + how + " \"4\"")) << how;
    EXPECT_FALSE(holds("input:flag " + how + " \"true\"")) << how;
  }
}

TEST(Condition, TextsMayHoldAnything) {
  const auto condition = Condition::parse(R"(input:name = "印信 and (or) not")");
  ASSERT_TRUE(condition);
  EXPECT_TRUE(condition->holds({{"name", std::string("印信 and (or) not")}}, {}, {}));
}

TEST(Condition, ListsItsComparisons) {
  const auto condition = Condition::parse("not (exists(value:a) or setting:b = input:c)");
  ASSERT_TRUE(condition);
  ASSERT_EQ(condition->comparisons().size(), 2U);
  EXPECT_EQ(condition->comparisons()[0].how, Comparison::Operator::Exists);
  EXPECT_EQ(condition->comparisons()[0].left.name, "a");
  EXPECT_EQ(condition->comparisons()[1].left.source, Operand::Source::Setting);
  EXPECT_EQ(condition->comparisons()[1].right.name, "c");
}

TEST(Condition, RefusesWhatIsNoSentence) {
  const std::pair<std::string_view, std::string_view> broken[] = {
      {"", "at octet 1"},
      {"input:a", "expected =, !=, <, <=, > or >= at octet 8"},
      {"input:a = ", "at octet 11"},
      {"input: = 3", "a name after the colon"},
      {"a = 3", "expected input:, value:, setting:"},
      {"input:a = match", "\"text\""},
      {"input:a = \"match", "a closing quotation mark"},
      {"input:a = 1.5", "a number or a date"},
      {"input:a = 99999999999999999999", "a number or a date"},
      {"input:a = 2026-02-30", "a number or a date"},
      {"input:a == 3", "at octet 10"},
      {"input:a = 3 input:b = 4", "expected and, or, or the end at octet 13"},
      {"input:a = 3 and", "at octet 16"},
      {"and input:a = 3", "at octet 1"},
      {"(input:a = 3", "expected ) at octet 13"},
      {"input:a = 3)", "at octet 12"},
      {"exists input:a", "expected ("},
      {"exists(input:a", "expected )"},
      {"exists(3)", "within exists()"},
      {"1 = 1", "not known beforehand"},
      {"input:a = 3 && input:b = 4", "at octet 13"},
      {"输入 = 3", "at octet 1"},
  };
  for (const auto& [text, why] : broken) {
    const auto condition = Condition::parse(text);
    ASSERT_FALSE(condition) << text;
    EXPECT_EQ(condition.error().code, "procedure.condition");
    EXPECT_THAT(condition.error().detail, HasSubstr(why)) << text;
  }
}

TEST(Condition, NestsOnlySoDeep) {
  const auto nested = [](int depth) {
    const auto count = static_cast<std::size_t>(depth);
    return std::string(count, '(') + "input:a = 3" + std::string(count, ')');
  };
  EXPECT_TRUE(Condition::parse(nested(Condition::kMaxDepth)));
  EXPECT_FALSE(Condition::parse(nested(Condition::kMaxDepth + 1)));
  std::string nots;
  for (int i = 0; i <= Condition::kMaxDepth; ++i) nots += "not ";
  EXPECT_FALSE(Condition::parse(nots + "input:a = 3"));
  EXPECT_FALSE(Condition::parse(std::string(Condition::kMaxOctets, ' ') + "input:a = 3"));
}

}  // namespace condition_test
}  // namespace yinxin::procedure
