// Sentences that add up, count and tell days; rows; periods in months and years, on a day itself, with
// pauses.
#include <limits>

#include "procedure/condition.hpp"
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace {

using testing::at;
using testing::day;
using ::testing::HasSubstr;
using testing::law_calendar;
using testing::parsed;
using testing::small_with;
using testing::text;

const KnownWords kFactsKnown{{"applicant", "clerk", "judge"}, {"looked"}, {"answer"}};

Case asked() {
  Case current;
  current.state = "asked";
  current.history = {{"ask", "applicant/1", at("2026-03-02T02:00:00Z")}};
  return current;
}

// ---- sentences over rows, lists and dates ----

TEST(ConditionFunctions, AddUpCountAndTellDays) {
  const Rows rows{{{"share", std::int64_t{60}}, {"name", std::string("甲")}}, {{"share", std::int64_t{40}}}};
  const Values inputs{
      {"holders", rows},
      {"names", std::vector<std::string>{"a", "b", "c"}},
      {"from", day("2026-02-27")},
      {"to", day("2026-03-02")},
      {"odd", Rows{{{"share", std::string("x")}}}},
      {"none", Rows{}},
      {"huge", Rows{{{"share", std::numeric_limits<std::int64_t>::max()}}, {{"share", std::int64_t{1}}}}}};
  const std::pair<std::string_view, bool> sentences[] = {
      {"sum(input:holders.share) = 100", true},
      {"sum(input:holders.share) < 100", false},
      {"sum(input:holders.name) = 0", false},
      {"sum(input:odd.share) >= 0", false},
      {"sum(input:none.share) = 0", true},
      {"sum(input:huge.share) > 0", false},
      {"count(input:holders) = 2", true},
      {"count(input:names) >= 3", true},
      {"count(input:from) >= 0", false},
      {"days(input:from, input:to) = 3", true},
      {"days(input:to, input:from) = -3", true},
      {"days(input:from, 2026-03-02) = 3", true},
      {"days(input:from, input:names) = 3", false},
      {"count(value:holders) = 2", false},
      {"60 < sum(input:holders.share)", true},
  };
  for (const auto& [sentence, expected] : sentences) {
    const auto condition = Condition::parse(sentence);
    ASSERT_TRUE(condition) << sentence << ": " << condition.error().detail;
    EXPECT_EQ(condition->holds(inputs, {}, {}), expected) << sentence;
  }
}

TEST(ConditionFunctions, RefuseWhatIsNone) {
  for (const std::string_view bad :
       {"sum(input:holders) = 1", "sum(3) = 1", "count(3) = 1", "days(input:a) = 1",
        "days(input:a, input:b = 1", "sum(input:holders.) = 1", "count(input:a = 1",
        "exists(count(input:a))"})
    EXPECT_FALSE(Condition::parse(bad)) << bad;
}

TEST(ConditionFunctions, TheirOperandsAreChecked) {
  const auto with_guard = [](const std::string& guard) {
    return parsed(small_with("'value:seen = true and setting:cps.open = true'",
                             "'" + guard + " and setting:cps.open = true'"));
  };
  const auto says = [&](const std::string& guard, const std::string& en) {
    EXPECT_THAT(check(with_guard(guard), kFactsKnown),
                ::testing::Contains(::testing::Field(&Finding::en, HasSubstr(en))))
        << guard;
  };
  says("count(value:seen) = 1", "cannot be added up");
  says("sum(value:seen.x) = 1", "cannot be added up");
  says("days(value:seen, setting:today) = 1", "cannot be added up");
  says("days(value:gone, setting:today) = 1", "gone is not surely entered");
  says("count(value:seen) = true", "different kinds");
}

TEST(ProcedureRows, AreReadAndChecked) {
  const std::string with_rows = small_with("[[transition.input]]\nid = \"seen\"", R"([[transition.input]]
id = "holders"
type = "rows"
min = 1
max = 2
required = false
label = { zh = "股东", en = "Holders" }
level = "L2"
[[transition.input.field]]
id = "name"
type = "text"
max = 10
label = { zh = "姓名", en = "Name" }
level = "L2"
[[transition.input.field]]
id = "share"
type = "integer"
min = 0
max = 100
required = false
label = { zh = "比例", en = "Share" }
level = "L2"
[[transition.input]]
id = "seen")");
  const Procedure rows = parsed(with_rows);
  EXPECT_TRUE(check(rows, kFactsKnown).empty());
  Case current = asked();
  const auto enter = [&](Value value) {
    const Attempt attempt{"look",
                          "officer/a",
                          {"clerk"},
                          Origin::Person,
                          {{"holders", std::move(value)}, {"seen", true}},
                          at("2026-03-02T04:00:00Z")};
    const auto step = advance(rows, current, attempt, {});
    return step ? std::string() : step.error().detail;
  };
  const Rows::value_type good{{"name", std::string("甲")}, {"share", std::int64_t{3}}};
  EXPECT_EQ(enter(Rows{good}), "");
  EXPECT_EQ(enter(Rows{{{"name", std::string("甲")}}}), "");
  EXPECT_EQ(enter(Rows{}), "holders: rows not from 1 to 2");
  EXPECT_EQ(enter(Rows{good, good, good}), "holders: rows not from 1 to 2");
  EXPECT_EQ(enter(Rows{good, {{"share", std::int64_t{3}}}}), "holders: row 2: name missing");
  EXPECT_EQ(enter(Rows{{{"name", std::string("甲")}, {"share", std::int64_t{101}}}}),
            "holders: row 1: share number not from 0 to 100");
  EXPECT_EQ(enter(Rows{{{"name", std::string("甲")}, {"age", std::int64_t{1}}}}),
            "holders: row 1: has a field that it does not ask for");
  EXPECT_EQ(enter(text("甲")), "holders: not a list of rows");
}

// ---- clocks ----

std::string due_of(const std::string& clock_lines, const Case& current) {
  const Procedure procedure =
      parsed(small_with("length_setting = \"cps.days\"\nunit = \"calendar_days\"", clock_lines));
  const auto found = running(procedure, current, {}, law_calendar());
  if (!found) return found.error().code;
  return found->empty() ? "" : base::format_date(found->front().due.due_raw);
}

TEST(ProcedurePeriods, InMonthsYearsAndOnTheDay) {
  Case current;
  current.state = "waiting";
  current.history = {{"ask", "applicant/1", at("2028-02-01T02:00:00Z")},
                     {"wait", "officer/c", at("2028-02-29T02:00:00Z")}};
  EXPECT_EQ(due_of("length = 6\nunit = \"months\"", current), "2028-08-29");
  EXPECT_EQ(due_of("length = 5\nunit = \"years\"", current), "2033-02-28");
  EXPECT_EQ(due_of("length = 0\nunit = \"calendar_days\"", current), "2028-02-29");
  current.history[1].on = day("2028-02-20");  // it counts from another day
  EXPECT_EQ(due_of("length = 5\nunit = \"calendar_days\"", current), "2028-02-25");
  EXPECT_EQ(due_of("length_field = \"days\"\nunit = \"calendar_days\"", current), "procedure.setting");
  current.values["days"] = std::int64_t{3};
  EXPECT_EQ(due_of("length_field = \"days\"\nunit = \"calendar_days\"", current), "2028-02-23");
}

TEST(ProcedurePeriods, PausesAreOfWorkingDaysForward) {
  const auto load_with = [](const std::string& lines) {
    return parse(small_with("length_setting = \"cps.days\"\nunit = \"calendar_days\"", lines), "small.toml")
        .has_value();
  };
  const std::string pause = "\npauses = [{ from = \"look\", until = \"go_on\" }]";
  EXPECT_TRUE(load_with("length = 5\nunit = \"working_days\"" + pause));
  EXPECT_FALSE(load_with("length = 5\nunit = \"calendar_days\"" + pause));
  EXPECT_FALSE(load_with("length = 5\nunit = \"working_days\"\nbackward = true" + pause));
  EXPECT_FALSE(load_with("length = 0\nunit = \"months\""));
  EXPECT_FALSE(load_with("length = 5\nunit = \"years\"\nbackward = true"));
  EXPECT_THAT(
      check(parsed(small_with("unit = \"calendar_days\"",
                              "unit = \"working_days\"\npauses = [{ from = \"never\", until = \"go_on\" }]")),
            kFactsKnown),
      ::testing::Contains(::testing::Field(&Finding::en, HasSubstr("no event never"))));
}

TEST(ProcedureDays, CountedFromMustBeADateThatIsEntered) {
  for (const std::string_view from : {"field:seen", "field:gone", "event:look"}) {
    EXPECT_THAT(
        check(parsed(small_with("record = \"looked\"",
                                "record = \"looked\"\ncounts_from = \"" + std::string(from) + "\"")),
              kFactsKnown),
        ::testing::Contains(::testing::Field(&Finding::en, HasSubstr("no date that is always entered"))))
        << from;
  }
}

TEST(ProcedureInputs, ARegionHasSixDigits) {
  const Procedure region = parsed(small_with("type = \"flag\"", "type = \"region\""));
  const auto enter = [&](Value value) {
    const Attempt attempt{"look",
                          "officer/a",
                          {"clerk"},
                          Origin::Person,
                          {{"seen", std::move(value)}},
                          at("2026-03-02T04:00:00Z")};
    return advance(region, asked(), attempt, {}).has_value();
  };
  EXPECT_TRUE(enter(text("110000")));
  for (const std::string_view bad : {"11000", "11000x", "", "1100000"}) EXPECT_FALSE(enter(text(bad))) << bad;
  EXPECT_FALSE(enter(std::int64_t{110000}));
}

}  // namespace
}  // namespace yinxin::procedure
