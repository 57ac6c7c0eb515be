// Notices of days off: two officers, what they may not change, and dues that move once for them (requirements
// 3.1.11, 3.2; docs/decisions/0034).
#include <gmock/gmock.h>

#include "cases_support/cases_world.hpp"
#include "cases_support/notice_files.hpp"

namespace yinxin::cases_support {
namespace {

using cases::CalendarNotice;
using proof::ActCode;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string kNumber = "国办发明电〔2026〕99号";

officers::Actor holder_of(officers::Role role, const std::string& id) {
  officers::Actor actor = signed_actor("officer/" + id);
  actor.roles = {role};
  return actor;
}

/// 2026 as in rules/calendar from now on, but for the days of National Day.
std::string year_2026(const std::string& national_day, const std::string& status = "official") {
  return notice_of_2026("虚构通知（" + kNumber + "）", "[[holiday]]\nname = \"国庆节\"\n" + national_day,
                        status);
}
const std::string kShort = "from = 2026-10-01\nto = 2026-10-03\n";
const std::string kOfficial = "from = 2026-10-01\nto = 2026-10-07\nmake_up = [2026-10-10]\n";

class NoticesTest : public CasesWorld {
 protected:
  base::Result<CalendarNotice> propose(const std::string& content, const std::string& notice = kNumber,
                                       const officers::Actor& by = holder_of(officers::Role::CaseOfficer,
                                                                             "case-1")) {
    base::Waiter<CalendarNotice> waiter;
    service->propose_notice(notice, content, by, {}, waiter.completion());
    return waiter.wait();
  }
  base::Result<CalendarNotice> confirm(std::int64_t number,
                                       const officers::Actor& by = holder_of(officers::Role::ProvinceHead,
                                                                             "head-1")) {
    base::Waiter<CalendarNotice> waiter;
    service->confirm_notice(number, by, {}, waiter.completion());
    return waiter.wait();
  }
  std::int64_t acts_of(ActCode code, const std::string& object) const {
    return number("SELECT count(*) FROM act_record WHERE act = $1 AND object = $2",
                  {static_cast<std::int64_t>(code), object});
  }
  /// As it stands in rules/calendar, but official.
  std::string official_2027() const {
    std::string text = "year = 2027\nstatus = \"official\"\nsource = \"" + kNumber + "\"\n";
    const auto now = service->calendar();
    for (const auto& [day, name] : now->find_year(std::chrono::year(2027))->off)
      text += "[[holiday]]\nname = \"" + name + "\"\nfrom = " + base::format_date(day) + "\n";
    return text;
  }
  CalendarNotice noted(std::int64_t number) const { return need(service->notices(number - 1)).front(); }
};
YX_BOTH_ENGINES(NoticesTest);

TEST_P(NoticesTest, OneProposesAnotherConfirmsAndDuesMoveOnce) {
  need(service->fire_due());
  const std::string number = submit();
  const CalendarNotice made = need(propose(year_2026(kShort)));
  EXPECT_EQ(made.number, 1);
  EXPECT_EQ(made.year, 2026);
  const auto expected = need(service->expected_moves(1, officer("case_officer"), ""));
  ASSERT_THAT(expected.moves, SizeIs(1));
  EXPECT_THAT(expected.next, IsEmpty());
  EXPECT_EQ(expected.moves[0].number, number);
  EXPECT_EQ(expected.moves[0].move.clock, "examination");
  EXPECT_EQ(base::format_date(expected.moves[0].move.old_effective), "2026-10-10");
  EXPECT_EQ(base::format_date(expected.moves[0].move.new_effective), "2026-10-07");
  need(service->fire_due());
  EXPECT_EQ(last_day(number, "examination"), "2026-10-10") << "nothing is counted by a proposal";

  int told = 0;
  service->on_notice([&] { ++told; });
  EXPECT_EQ(need(confirm(1)).confirmed_by, "officer/head-1");
  service->on_notice({});
  EXPECT_EQ(told, 1);
  EXPECT_FALSE(noted(1).counted);
  need(service->fire_due());
  EXPECT_EQ(last_day(number, "examination"), "2026-10-07");
  ASSERT_THAT(view(number).moves, SizeIs(1));
  EXPECT_THAT(view(number).moves[0].reason, HasSubstr(kNumber));
  EXPECT_TRUE(noted(1).counted);
  EXPECT_EQ(noted(1).moved, 1);
  EXPECT_EQ(acts_of(ActCode::CalendarProposed, "calendar/2026"), 1);
  EXPECT_EQ(acts_of(ActCode::CalendarConfirmed, "calendar/2026"), 1);
  EXPECT_EQ(count("case_recalculation"), 1);
  EXPECT_THAT(need(service->expected_moves(1, officer("case_officer"), "")).moves, IsEmpty());

  start();
  need(service->fire_due());
  EXPECT_EQ(count("case_recalculation"), 1) << "once";
  EXPECT_EQ(last_day(number, "examination"), "2026-10-07");
  EXPECT_EQ(last_day(submit(), "examination"), "2026-10-07") << "what comes later counts with it too";
  EXPECT_TRUE(service->calendar()->is_working_day(base::parse_date("2026-10-06").value()));
}

TEST_P(NoticesTest, OnlyWhoseCasesTheyAreSeeWhatMoves) {
  const std::string number = submit(kYunnan);
  need(propose(year_2026(kShort)));
  EXPECT_THAT(need(service->expected_moves(1, officer("province_head", kYunnan), "")).moves, SizeIs(1));
  EXPECT_THAT(need(service->expected_moves(1, officer("province_head", kSichuan), "")).moves, IsEmpty());
  EXPECT_THAT(need(service->expected_moves(1, officer("case_officer"), number)).moves, IsEmpty())
      << "after it";
  EXPECT_EQ(code_of(service->expected_moves(2, officer("case_officer"), "")), "cases.calendar.none");
}

TEST_P(NoticesTest, BadInputChangesNothing) {
  const auto code = [&](const std::string& content, const std::string& notice = kNumber) {
    return code_of(propose(content, notice));
  };
  EXPECT_EQ(code(""), "cases.calendar.content");
  EXPECT_EQ(code("year = 2026"), "cases.calendar.content");
  EXPECT_EQ(code(year_2026("from = 2027-10-01\n")), "cases.calendar.content");
  EXPECT_EQ(code(year_2026(kShort + "make_up = [2026-10-08]\n")), "cases.calendar.content") << "a Thursday";
  EXPECT_EQ(code(year_2026(kShort) + std::string(cases::Service::kMaxNoticeBytes, '\n')),
            "cases.calendar.content");
  EXPECT_EQ(code(year_2026(kShort), ""), "cases.calendar.number");
  EXPECT_EQ(code(year_2026(kShort), "国办发明电〔2026〕98号"), "cases.calendar.number");
  EXPECT_EQ(code(year_2026(kShort, "provisional")), "cases.calendar.provisional");
  EXPECT_EQ(code(year_2026(kOfficial)), "cases.calendar.same");
  clock.set(morning("2026-10-05"));
  EXPECT_EQ(code(year_2026(kShort)), "cases.calendar.past") << "the fifth is no holiday in it";
  EXPECT_EQ(code("year = 2025\nstatus = \"official\"\nsource = \"" + kNumber + "\"\n"),
            "cases.calendar.past");
  EXPECT_EQ(code("year = 2027\nstatus = \"official\"\nsource = \"" + kNumber + "\"\n"),
            "cases.calendar.statutory");
  EXPECT_EQ(count("calendar_notice"), 0);
  EXPECT_EQ(count("act_record"), 0);
}

TEST_P(NoticesTest, TwoPeopleEachWithTheRole) {
  using officers::Role;
  const std::string content = year_2026(kShort);
  for (const Role role : {Role::SystemAdministrator, Role::ProvinceHead, Role::ReviewExpert})
    EXPECT_EQ(code_of(propose(content, kNumber, holder_of(role, "x"))), "officers.role_needed");
  officers::Actor both = holder_of(Role::ComplianceOfficer, "both");
  both.roles.push_back(Role::ResponsiblePerson);
  need(propose(content, kNumber, both));
  EXPECT_EQ(code_of(confirm(1, both)), "cases.calendar.second");
  EXPECT_EQ(code_of(confirm(1, holder_of(Role::ComplianceOfficer, "y"))), "officers.role_needed");
  EXPECT_EQ(code_of(confirm(2)), "cases.calendar.none");
  need(propose(year_2026("from = 2026-10-01\nto = 2026-10-04\n"), kNumber, both));
  EXPECT_EQ(code_of(confirm(1)), "cases.calendar.superseded");
  need(confirm(2));
  EXPECT_EQ(code_of(confirm(2)), "cases.calendar.confirmed");
  EXPECT_EQ(count("case_recalculation"), 1);
}

TEST_P(NoticesTest, WhatHasPassedMeanwhileIsNotConfirmed) {
  need(propose(year_2026(kShort)));
  clock.set(morning("2026-10-06"));
  EXPECT_EQ(code_of(confirm(1)), "cases.calendar.past");
  EXPECT_EQ(count("case_recalculation"), 0);
}

TEST_P(NoticesTest, AProvisionalYearBecomesOfficial) {
  const std::string content = official_2027();
  need(propose(content));
  need(confirm(1));
  need(service->fire_due());
  EXPECT_TRUE(service->calendar()->find_year(std::chrono::year(2027))->official);
  EXPECT_EQ(code_of(propose(content)), "cases.calendar.same");
}

}  // namespace
}  // namespace yinxin::cases_support
