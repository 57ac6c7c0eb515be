#include "rules/recurring.hpp"

#include "procedure/engine.hpp"
#include "rules/test_rules.hpp"

namespace yinxin::rules {
namespace {

base::Date day(std::string_view text) {
  return *base::parse_date(text);
}

Book with(std::vector<Duty> duties) {
  Book book;
  book.in_force_from = day("2024-11-01");
  book.duties = std::move(duties);
  return book;
}

Duty duty(std::string id, std::string recurs, std::string opens) {
  Duty made;
  made.id = std::move(id);
  made.recurs = std::move(recurs);
  made.opens = std::move(opens);
  return made;
}

std::vector<std::string> opened(const Book& book, std::string_view after, std::string_view through) {
  std::vector<std::string> found;
  for (const Opening& one : openings(book, day(after), day(through)))
    found.push_back(one.duty->id + " " + base::format_date(one.on) + " " + one.period);
  return found;
}

TEST(Recurring, OpensEachPeriodOnce) {
  const Book book =
      with({duty("report", "yearly", "12-01"), duty("snapshot", "monthly", "01"), duty("once", "", "")});
  using ::testing::ElementsAre;
  EXPECT_THAT(opened(book, "2026-11-30", "2026-12-01"),
              ElementsAre("report 2026-12-01 2026", "snapshot 2026-12-01 2026-12"));
  EXPECT_THAT(opened(book, "2026-12-01", "2026-12-31"), ::testing::IsEmpty());
  // Down for two months: all of them, in order.
  EXPECT_THAT(
      opened(book, "2026-11-15", "2027-01-10"),
      ElementsAre("report 2026-12-01 2026", "snapshot 2026-12-01 2026-12", "snapshot 2027-01-01 2027-01"));
  EXPECT_EQ(opened(book, "2025-12-31", "2026-12-31").size(), 13U);
}

TEST(Recurring, NothingBeforeTheRulesAreInForce) {
  const Book book = with({duty("snapshot", "monthly", "01")});
  EXPECT_THAT(opened(book, "2024-08-31", "2024-11-30"),
              ::testing::ElementsAre("snapshot 2024-11-01 2024-11"));
}

TEST(Recurring, WhatALaterSliceBringsOpensNothing) {
  Duty later = duty("report", "yearly", "12-01");
  later.not_yet = 6;
  EXPECT_THAT(opened(with({later}), "2025-12-31", "2027-12-31"), ::testing::IsEmpty());
}

// Each case that opens by itself can be opened with what an opening knows.
TEST(Recurring, EveryRecurringDutyOpensItsProcedure) {
  const std::map<std::string, std::string> last_days{{"conditions", ""},
                                                     {"assess", "2026-12-31"},
                                                     {"training", "2026-12-31"},
                                                     {"annual_report", "2027-01-15"}};
  std::map<std::string, std::string> found;
  for (const Opening& one : openings(testing::book(), day("2025-12-31"), day("2026-12-01"))) {
    const procedure::Procedure& procedure = testing::procedures().at(one.duty->done_by_procedure).back();
    const auto opening =
        std::find_if(procedure.transitions.begin(), procedure.transitions.end(), [](const auto& transition) {
          return transition.from.empty() && transition.origin == procedure::Origin::ChildCase;
        });
    ASSERT_NE(opening, procedure.transitions.end()) << one.duty->id;
    procedure::Attempt attempt{opening->event, "system/duties", {}, procedure::Origin::ChildCase, {}, {}};
    attempt.inputs = inputs_of(testing::book(), one, *opening);
    const auto step = procedure::advance(procedure, {}, attempt, {});
    ASSERT_TRUE(step) << one.duty->id << ": " << step.error().detail;
    EXPECT_EQ(step->after.values.at("period"), procedure::Value(one.period));
    const auto last = step->after.values.find("last_day");
    found[one.duty->id] =
        last == step->after.values.end() ? "" : base::format_date(std::get<base::Date>(last->second));
  }
  EXPECT_EQ(found, last_days);
}

// What a party names in a letter is held against it.
TEST(Recurring, TheLastDayOfAPeriodIsTheDutys) {
  const auto of = [](const char* procedure, const char* period) -> std::string {
    const auto found = last_day_of(testing::book(), procedure, period);
    return found ? base::format_date(*found) : "";
  };
  EXPECT_EQ(of("annual_report", "2026"), "2027-01-15");
  EXPECT_EQ(of("assessment", "2026"), "2026-12-31");
  EXPECT_EQ(of("conditions", "2026"), "") << "comes each month";
  EXPECT_EQ(of("penalty", "2026"), "");
  for (const char* period : {"", "26", "2026-12", "二〇二六"})
    EXPECT_EQ(of("annual_report", period), "") << period;
}

TEST(Recurring, AFixedDayIsTheNextOne) {
  EXPECT_EQ(fixed_day("01-15", day("2026-12-01")), day("2027-01-15"));
  EXPECT_EQ(fixed_day("01-15", day("2026-01-15")), day("2026-01-15"));
  EXPECT_EQ(fixed_day("12-31", day("2026-01-01")), day("2026-12-31"));
}

}  // namespace
}  // namespace yinxin::rules
