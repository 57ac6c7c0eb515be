// A notice of the State Council that came later: dues move, with their old days and the reason (requirements
// 3.1.11; 12, scenario 16).
#include <gmock/gmock.h>

#include <fstream>
#include <thread>

#include "cases_support/cases_world.hpp"

namespace yinxin::cases_support {
namespace {

using proof::ActCode;

class RecalculationTest : public CasesWorld {
 protected:
  void TearDown() override {
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
    CasesWorld::TearDown();
  }
  /// The calendar with other days off in 2026; a fictitious notice.
  std::shared_ptr<const base::WorkCalendar> calendar_with(const std::string& off) {
    folder_ = std::filesystem::temp_directory_path() / ("yx_cases_" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
    std::ofstream(folder_ / "2026.toml") << "year = 2026\nstatus = \"official\"\nsource = \"虚构通知\"\n"
                                         << off;
    return std::make_shared<const base::WorkCalendar>(need(base::WorkCalendar::load(folder_)));
  }
  /// No National Day.
  std::shared_ptr<const base::WorkCalendar> weekends() {
    return calendar_with(holiday("2026-01-01", "2026-01-03"));
  }
  static std::string holiday(const std::string& from, const std::string& to) {
    return "[[holiday]]\nname = \"虚构\"\nfrom = " + from + "\nto = " + to + "\n";
  }
  base::Result<std::size_t> recalculate(std::shared_ptr<const base::WorkCalendar> next,
                                        const std::string& reason = "国办发明电〔2026〕1号") {
    return service->recalculate(std::move(next), reason, signed_actor("officer/compliance_officer"));
  }
  std::int64_t recalculations() {
    EXPECT_EQ(number("SELECT count(*) FROM act_record WHERE act = $1",
                     {static_cast<std::int64_t>(ActCode::ClocksRecalculated)}),
              count("case_recalculation"));
    return count("case_recalculation");
  }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};
YX_BOTH_ENGINES(RecalculationTest);

TEST_P(RecalculationTest, DuesMoveWithReasonAndOldDays) {
  const std::string number = submit();
  const std::int64_t version = view(number).found.version;
  EXPECT_EQ(need(recalculate(weekends())), 1U);
  EXPECT_EQ(last_day(number, "examination"), "2026-10-05");
  const auto moves = view(number).moves;
  ASSERT_EQ(moves.size(), 1U);
  EXPECT_EQ(moves[0].clock, "examination");
  EXPECT_EQ(moves[0].old_effective, day("2026-10-10"));
  EXPECT_EQ(moves[0].new_effective, day("2026-10-05"));
  EXPECT_EQ(moves[0].reason, "国办发明电〔2026〕1号");
  EXPECT_EQ(acts(ActCode::ClockMoved, number), 1);
  EXPECT_EQ(view(number).found.version, version + 1);
  EXPECT_EQ(view(number).found.due_at, after_day("2026-10-05"));
  clock.set(after_day("2026-10-05"));
  need(service->fire_due());
  EXPECT_EQ(view(number).found.steps.back().event, "deem_accepted");
  EXPECT_EQ(view(number).found.steps.back().at, after_day("2026-10-05"));
}

TEST_P(RecalculationTest, WhatIsAsItWasStaysUntouched) {
  const std::string number = submit();
  EXPECT_EQ(need(recalculate(calendar)), 0U);
  EXPECT_EQ(view(number).found.version, 1);
  EXPECT_TRUE(view(number).moves.empty());
  EXPECT_EQ(this->number("SELECT count(*) FROM act_record WHERE act = $1",
                         {static_cast<std::int64_t>(ActCode::ClocksRecalculated)}),
            1);
}

TEST_P(RecalculationTest, WhatHappensLaterCountsWithTheNewOne) {
  submit();
  need(recalculate(weekends()));
  EXPECT_EQ(last_day(submit(), "examination"), "2026-10-05");
}

TEST_P(RecalculationTest, ADueThatMovesIntoThePastFiresAfterWhatHappened) {
  std::string number = submit();
  clock.set(morning("2026-10-08"));
  EXPECT_EQ(play(number, "correct_on_the_spot"), "");
  need(recalculate(weekends()));
  need(service->fire_due());
  const auto steps = view(number).found.steps;
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_EQ(steps[2].event, "deem_accepted");
  EXPECT_EQ(steps[2].at, steps[1].at) << "not before what was done in the meantime";
  EXPECT_EQ(steps[2].on, day("2026-09-28"));
}

TEST_P(RecalculationTest, AMarkGoesWhenTheMomentLiesAhead) {
  std::string number = submit();
  EXPECT_EQ(play(number, "examine_form accept >2026-10-01"), "");
  EXPECT_TRUE(clock_of(number, "forwarding").overdue_at);
  need(recalculate(calendar_with(holiday("2026-09-29", "2026-09-30"))));
  EXPECT_FALSE(clock_of(number, "forwarding").overdue_at);
  EXPECT_EQ(play(number, ">2026-10-01"), "");
  EXPECT_EQ(acts(ActCode::ClockOverdue, number), 1);
  EXPECT_EQ(play(number, ">2026-10-08"), "");
  EXPECT_EQ(acts(ActCode::ClockOverdue, number), 2) << "the second time by the second date";
}

TEST_P(RecalculationTest, ReasonsAreChecked) {
  for (const std::string& reason : {std::string(), std::string("  \n"), std::string(501, 'x'),
                                    std::string("\xff"), std::string("a\0b", 3)})
    EXPECT_EQ(code_of(recalculate(calendar, reason)), "cases.reason");
  EXPECT_EQ(count("case_recalculation"), 0);
}

TEST_P(RecalculationTest, EndedCasesAndClocksStayAsTheyWere) {
  std::string ended = submit();
  EXPECT_EQ(play(ended, "withdraw"), "");
  const auto before = clock_of(ended, "examination");
  need(recalculate(weekends()));
  EXPECT_EQ(clock_of(ended, "examination").due, before.due);
  EXPECT_TRUE(view(ended).moves.empty());
}

TEST_P(RecalculationTest, AStartWithAnotherCalendarCountsOnceForItsNotice) {
  need(service->fire_due());  // this calendar is the one that is counted with
  const std::string number = submit();
  calendar = weekends();
  start();
  need(service->fire_due());
  EXPECT_EQ(last_day(number, "examination"), "2026-10-05");
  const auto moves = view(number).moves;
  ASSERT_EQ(moves.size(), 1U);
  EXPECT_EQ(moves[0].old_effective, day("2026-10-10"));
  EXPECT_EQ(moves[0].new_effective, day("2026-10-05"));
  EXPECT_THAT(moves[0].reason, testing::StartsWith("放假调休安排变更：2026年：虚构通知；"));
  EXPECT_EQ(acts(ActCode::ClockMoved, number), 1);
  EXPECT_EQ(recalculations(), 1);
  start();
  need(service->fire_due());
  EXPECT_EQ(recalculations(), 1) << "once";
  EXPECT_EQ(view(number).moves.size(), 1U);
}

TEST_P(RecalculationTest, AStartCountsBeforeItFires) {
  need(service->fire_due());
  const std::string number = submit();
  calendar = calendar_with(holiday("2026-01-01", "2026-01-03") + holiday("2026-10-01", "2026-10-11"));
  start();
  clock.set(after_day("2026-10-10"));  // the old last day is over, the new one is not
  need(service->fire_due());
  EXPECT_EQ(view(number).found.steps.size(), 1U);
  EXPECT_EQ(last_day(number, "examination"), "2026-10-14");
}

TEST_P(RecalculationTest, AStartWithTheSameDaysCountsNothing) {
  need(service->fire_due());
  submit();
  start();
  need(service->fire_due());
  calendar = weekends();
  start();
  need(service->fire_due());
  calendar = weekends();  // read again: the same days
  start();
  need(service->fire_due());
  EXPECT_EQ(recalculations(), 1);
}

TEST_P(RecalculationTest, ADayThatWasProvisionalIsSettledByTheNotice) {
  const auto with_next_year = [&](const std::string& status) {
    calendar_with(holiday("2026-01-01", "2026-01-03"));
    std::ofstream(folder() / "2027.toml")
        << "year = 2027\nstatus = \"" << status << "\"\nsource = \"虚构通知\"\n"
        << holiday("2027-01-01", "2027-01-01");
    return std::make_shared<const base::WorkCalendar>(need(base::WorkCalendar::load(folder())));
  };
  calendar = with_next_year("provisional");
  start();
  clock.set(morning("2026-12-28"));
  need(service->fire_due());
  const std::string number = submit();
  EXPECT_TRUE(clock_of(number, "examination").due.provisional);
  const auto last = last_day(number, "examination");
  calendar = with_next_year("official");
  start();
  need(service->fire_due());
  EXPECT_FALSE(clock_of(number, "examination").due.provisional);
  EXPECT_EQ(last_day(number, "examination"), last);
  ASSERT_EQ(view(number).moves.size(), 1U);
  EXPECT_EQ(view(number).moves[0].reason, "放假调休安排变更：2027年：虚构通知");
}

TEST_P(RecalculationTest, WhatWasAskedForIsNotCountedAgainAtTheNextStart) {
  submit();
  const auto next = weekends();
  need(recalculate(next));
  calendar = next;
  start();
  need(service->fire_due());
  EXPECT_EQ(recalculations(), 1);
}

TEST_P(RecalculationTest, BesideOfficersAtWork) {
  std::vector<std::string> numbers;
  for (int i = 0; i < 20; ++i) numbers.push_back(submit());
  std::thread beside([&] {
    for (const std::string& number : numbers)
      (void)perform(deed_of(number, "correct_on_the_spot").first, officer("province_intake_officer"));
  });
  need(recalculate(weekends()));
  beside.join();
  for (const std::string& number : numbers) EXPECT_EQ(last_day(number, "examination"), "2026-10-05");
}

}  // namespace
}  // namespace yinxin::cases_support
