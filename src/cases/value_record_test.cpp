#include "cases/value_record.hpp"

#include <gtest/gtest.h>

namespace yinxin::cases {
namespace {

using procedure::Rows;
using procedure::Values;

std::string code_of(const base::Result<Values>& result) {
  return result ? "ok" : result.error().code;
}

base::Date date_of(std::string_view text) {
  return base::parse_date(text).value();
}

Values one_of_each() {
  return {{"text", std::string("云岭")},
          {"empty", std::string()},
          {"number", std::int64_t{-42}},
          {"yes", true},
          {"no", false},
          {"date", date_of("2028-02-29")},
          {"texts", std::vector<std::string>{"a", "", "乙"}},
          {"no_texts", std::vector<std::string>{}},
          {"rows", Rows{{{"name", std::string("甲")}, {"share", std::int64_t{6000}}},
                        {},
                        {{"on", date_of("2026-01-31")}, {"flag", true}}}},
          {"no_rows", Rows{}}};
}

TEST(CaseValues, ComeBackAsTheyWere) {
  const base::Bytes octets = to_bytes(one_of_each()).value();
  EXPECT_EQ(parse_values(octets).value(), one_of_each());
  EXPECT_TRUE(to_bytes(Values{}).value().empty());
  EXPECT_TRUE(parse_values({}).value().empty());
}

// Text, texts and rows of the same octets are different values, and so are a number and its digits.
TEST(CaseValues, HaveOneFormEach) {
  const std::vector<procedure::Value> values{
      std::string("1"),           std::int64_t{1}, true,     std::vector<std::string>{"1"},
      std::vector<std::string>{}, Rows{},          Rows{{}}, std::string(),
      std::string("true")};
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = 0; j < values.size(); ++j)
      EXPECT_EQ(to_bytes(values[i]) == to_bytes(values[j]), i == j);
  }
}

TEST(CaseValues, DamageIsNoticed) {
  const base::Bytes whole = to_bytes(one_of_each()).value();
  for (std::size_t size = 1; size < whole.size(); ++size) {
    const auto parsed = parse_values(base::ByteView(whole).first(size));
    if (parsed) {
      EXPECT_LT(parsed->size(), one_of_each().size()) << "cut between two values";
    } else {
      EXPECT_EQ(parsed.error().code, "cases.stored");
    }
  }
  const auto named = [](std::string_view content) {
    base::Bytes octets{0, 1, 'x', 0, 0, 0, static_cast<std::uint8_t>(content.size())};
    base::append(octets, base::as_bytes(content));
    return octets;
  };
  EXPECT_EQ(code_of(parse_values(named("t1"))), "ok");
  const std::vector<std::string_view> damaged{"",
                                              "?1",
                                              "i",
                                              "ix",
                                              "i1x",
                                              "i99999999999999999999",
                                              "d",
                                              "d2026-02-30",
                                              "l1",
                                              "r1",
                                              std::string_view("r\0\0\0\1x", 6)};
  for (const std::string_view bad : damaged)
    EXPECT_EQ(code_of(parse_values(named(bad))), "cases.stored") << bad;
}

TEST(CaseValues, TooMuchIsRefused) {
  const Values large{{"text", std::string(kMaxInputBytes, 'x')}};
  EXPECT_EQ(to_bytes(large).error().code, "cases.inputs");
}

TEST(CaseValues, ArePartedByLevel) {
  procedure::Transition transition;
  const auto input = [](const std::string& id, const std::string& level) {
    procedure::Input made;
    made.id = id;
    made.level = level;
    return made;
  };
  transition.inputs = {input("open", "L0"), input("name", "L2"), input("paper", "L3"), input("rows", "L2")};
  transition.inputs.back().fields = {input("title", "L1"), input("number", "L3")};
  const Values entered{{"open", true}, {"name", true}, {"paper", true}, {"rows", Rows{}}, {"unknown", true}};
  const ByLevel parted = by_level(transition, entered);
  EXPECT_EQ(parted.ordinary, (Values{{"open", true}, {"name", true}}));
  EXPECT_EQ(parted.sensitive, (Values{{"paper", true}, {"rows", Rows{}}, {"unknown", true}}));
}

TEST(CaseValues, TextsAreText) {
  EXPECT_TRUE(check_texts(one_of_each()));
  const std::string bad("\xc0\xaf");
  for (const Values& values :
       {Values{{"x", bad}}, Values{{bad, true}}, Values{{"x", std::vector<std::string>{"a", bad}}},
        Values{{"x", Rows{{{"y", bad}}}}}, Values{{"x", Rows{{{bad, true}}}}},
        Values{{"x", std::string("a\0b", 3)}}}) {
    const auto checked = check_texts(values);
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, "procedure.input");
  }
}

}  // namespace
}  // namespace yinxin::cases
