// Statutory events on both engines: each once, in order, after a time in which the program was down as well.
#include <gmock/gmock.h>

#include <thread>

#include "cases_support/cases_world.hpp"

namespace yinxin::cases_support {
namespace {

using cases::ClockNote;
using proof::ActCode;
using ::testing::ElementsAre;

class CaseSchedulerTest : public CasesWorld {
 protected:
  std::string played(const std::string& script) {
    std::string number;
    const std::string code = play(number, script);
    if (!code.empty()) throw std::runtime_error(script + ": " + code);
    return number;
  }
  std::vector<std::string> events(const std::string& number) const {
    std::vector<std::string> names;
    for (const cases::StepNote& step : view(number).found.steps) names.push_back(step.event);
    return names;
  }
  /// "clock days role day", in the order of sending.
  std::vector<std::string> sent(const std::string& role) const {
    std::vector<std::string> texts;
    const Caller caller = role == "applicant" ? applicant() : officer(role);
    for (const cases::Reminder& one : need(service->reminders(role, caller, "", 500))) {
      texts.push_back(one.clock + " " + (one.days ? std::to_string(*one.days) : "overdue") + " " +
                      base::format_date(base::beijing_date(one.at)));
    }
    return texts;
  }
  std::int64_t fired(const std::string& number) const {
    return this->number("SELECT count(*) FROM case_step WHERE number = $1 AND origin = 'timer'", {number});
  }
};
YX_BOTH_ENGINES(CaseSchedulerTest);

// Requirements 12, scenario 2: receipt on Monday 2026-09-28, five working days over the National Day end on
// Saturday 2026-10-10, a working day. The program is down over that day.
TEST_P(CaseSchedulerTest, DeemedAcceptanceIsRecordedOnceAfterDowntime) {
  std::string number = played("submit");
  EXPECT_EQ(last_day(number, "examination"), "2026-10-10");
  clock.set(morning("2026-10-15"));
  start();
  EXPECT_EQ(need(service->fire_due()), 5U) << "reminders of days 3, 4, 5; acceptance; forwarding overdue";
  EXPECT_THAT(events(number), ElementsAre("submit", "deem_accepted"));
  const cases::StepNote deemed = view(number).found.steps[1];
  EXPECT_EQ(deemed.at, after_day("2026-10-10")) << "when the period ended, not when it was found";
  EXPECT_EQ(deemed.on, day("2026-09-28")) << "as from the day of receipt";
  EXPECT_EQ(deemed.recorded_at, morning("2026-10-15"));
  EXPECT_EQ(deemed.actor, "system/clock");
  EXPECT_EQ(last_day(number, "decision"), "2026-10-30");
  EXPECT_EQ(clock_of(number, "examination").outcome, ClockNote::Outcome::Fired);
  EXPECT_EQ(acts(ActCode::CaseStep, number), 1);
  EXPECT_EQ(need(service->fire_due()), 0U);
  start();
  EXPECT_EQ(need(service->fire_due()), 0U);
  EXPECT_EQ(play(number, "request_supplement"), "procedure.state");
  EXPECT_EQ(fired(number), 1);
  EXPECT_EQ(play(number, "forward sign_for"), "");
}

// Article 41: silence that counts as acceptance is answered for. One case, in the commit of the step; of the
// office, so that the applicant cannot read it.
TEST_P(CaseSchedulerTest, DeemedAcceptanceOpensOneCaseOfAccountability) {
  const std::string number = played("submit");
  clock.set(morning("2026-10-15"));
  start();
  need(service->fire_due());
  start();
  EXPECT_EQ(need(service->fire_due()), 0U);
  const Case application = view(number).found;
  ASSERT_EQ(application.played.children.size(), 1U);
  const cases::View opened = view(application.played.children[0].number);
  EXPECT_EQ(opened.found.procedure, "accountability");
  EXPECT_EQ(opened.found.state(), "opened");
  EXPECT_EQ(opened.found.parent, number);
  EXPECT_EQ(opened.found.scope, application.scope);
  EXPECT_EQ(opened.found.party, "office");
  EXPECT_EQ(opened.found.opened_at, after_day("2026-10-10"));
  EXPECT_EQ(opened.found.steps.at(0).actor, "case/" + number);
  EXPECT_EQ(opened.found.played.values.at("source_case"), procedure::Value(number));
  EXPECT_EQ(opened.found.played.values.at("source_step"), procedure::Value(std::string("视为受理")));
  EXPECT_EQ(base::format_date(clock_of(opened.found.number, "handling").due.due_raw), "2026-12-10");
  EXPECT_EQ(acts(ActCode::CaseOpened, opened.found.number), 1);
  EXPECT_EQ(code_of(service->read(opened.found.number, applicant())), "cases.none");
  clock.set(morning("2026-09-28"));
  const std::string answered = played("submit examine_form accept");
  EXPECT_TRUE(view(answered).found.played.children.empty()) << "who answers in time answers for nothing";
}

TEST_P(CaseSchedulerTest, ThePeriodIsOverAtMidnightNotBefore) {
  const std::string number = played("submit");
  clock.set(after_day("2026-10-10") - std::chrono::microseconds(1));
  need(service->fire_due());
  EXPECT_EQ(fired(number), 0);
  clock.set(after_day("2026-10-10"));
  need(service->fire_due());
  EXPECT_EQ(fired(number), 1);
  EXPECT_EQ(outcome(number), "accepted [decision forwarding]");
}

// Nobody acts in a case before what the law says has happened in it, whether the scheduler came by or not.
TEST_P(CaseSchedulerTest, WhatIsDueGoesBeforeWhatIsAsked) {
  std::string number = played("submit examine_form >>2026-10-12");
  const std::int64_t version = view(number).found.version;
  EXPECT_EQ(play(number, "request_supplement"), "procedure.state");
  EXPECT_EQ(outcome(number), "accepted [decision forwarding]") << "the refusal leaves what was due";
  EXPECT_EQ(view(number).found.version, version + 1);
  EXPECT_EQ(fired(number), 1);
  EXPECT_EQ(need(service->fire_due()), 0U);
  clock.set(morning("2026-09-28"));
  std::string other = played("submit");
  clock.set(morning("2026-10-12"));
  EXPECT_EQ(play(other, "forward"), "");
  EXPECT_THAT(events(other), ElementsAre("submit", "deem_accepted", "forward"));
  EXPECT_EQ(acts(ActCode::CaseStep, other), 2);
}

TEST_P(CaseSchedulerTest, AVersionSeenBeforeWhatWasDueIsGone) {
  const std::string number = played("submit >>2026-10-12");
  auto [deed, caller] = deed_of(number, "forward");
  deed.version = 1;
  EXPECT_EQ(code_of(perform(deed, caller)), "cases.changed");
  EXPECT_EQ(fired(number), 1) << "what was due stays";
}

TEST_P(CaseSchedulerTest, InOrderOfTheirMomentsOverAllCases) {
  std::vector<std::string> numbers;
  for (const std::string date : {"2026-09-30", "2026-09-28", "2026-09-29"}) {
    clock.set(morning(date));
    numbers.push_back(submit());
  }
  clock.set(morning("2027-03-01"));
  start();
  const auto before = count("act_record");
  EXPECT_GT(need(service->fire_due()), 9U);
  // Ids grow as acts are made; each says when it was due.
  base::Time last = at("2026-01-01T00:00:00Z");
  const auto made = rows("SELECT id, record, opening FROM act_record ORDER BY id");
  for (auto row = made.begin() + before; row != made.end(); ++row) {
    const auto record = need(recorder.open(row->blob(0), row->values()[1], row->values()[2])).record;
    if (!record.find("at")) continue;
    const base::Time moment = at(std::string(*record.find("at")));
    EXPECT_GE(moment, last);
    last = moment;
  }
  for (const std::string& number : numbers) {
    EXPECT_EQ(fired(number), 1);
    EXPECT_EQ(acts(ActCode::ClockOverdue, number), 2) << "forwarding and decision";
  }
}

TEST_P(CaseSchedulerTest, OverdueIsMarkedOnceAndStaysToBeMet) {
  std::string number = played(kAccepted + ">2026-10-09");
  EXPECT_EQ(last_day(number, "forwarding"), "2026-09-30");
  const ClockNote note = clock_of(number, "forwarding");
  EXPECT_EQ(note.overdue_at, morning("2026-10-09"));
  EXPECT_EQ(note.outcome, ClockNote::Outcome::Running);
  EXPECT_EQ(acts(ActCode::ClockOverdue, number), 1);
  EXPECT_EQ(view(number).found.due_at, after_day("2026-09-30"));
  EXPECT_EQ(need(service->fire_due()), 0U);
  EXPECT_THAT(sent("province_intake_officer"), ElementsAre("forwarding overdue 2026-10-01"));
  EXPECT_EQ(play(number, "forward"), "");
  EXPECT_EQ(clock_of(number, "forwarding").outcome, ClockNote::Outcome::Met);
  EXPECT_EQ(clock_of(number, "forwarding").overdue_at, morning("2026-10-09")) << "met, but late";
  EXPECT_EQ(view(number).found.due_at, after_day("2026-10-30")) << "the decision's";
}

TEST_P(CaseSchedulerTest, RemindersGoToWhoCanMeetTheClock) {
  const std::string number = played("submit >2026-10-08 >2026-10-09 >2026-10-10");
  // Five working days with reminders 2, 1 and 0: days 3, 4 and 5 (requirements 11.4).
  const std::vector<std::string> expected{"examination 2 2026-10-08", "examination 1 2026-10-09",
                                          "examination 0 2026-10-10"};
  EXPECT_EQ(sent("province_review_officer"), expected);
  EXPECT_EQ(sent("province_head"), expected) << "who may ask again";
  EXPECT_TRUE(sent("applicant").empty());
  const auto seen =
      need(service->reminders("province_review_officer", officer("province_review_officer", kYunnan), "", 1));
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].number, number);
  EXPECT_EQ(seen[0].last_day, day("2026-10-10"));
  const auto rest = need(service->reminders("province_review_officer",
                                            officer("province_review_officer", kYunnan), seen[0].id, 500));
  EXPECT_EQ(rest.size(), 2U);
  const Caller elsewhere = officer("province_review_officer", kSichuan);
  EXPECT_TRUE(need(service->reminders("province_review_officer", elsewhere, "", 500)).empty());
  EXPECT_EQ(code_of(service->reminders("province_head", elsewhere, "", 500)), "procedure.role");
  EXPECT_EQ(code_of(service->reminders("province_review_officer", elsewhere, "x", 500)), "cases.cursor");
  EXPECT_EQ(code_of(service->reminders("province_review_officer", elsewhere, "", 0)), "cases.filter");
}

TEST_P(CaseSchedulerTest, ThePartyIsRemindedOfItsOwnPeriods) {
  played("submit examine_form request_supplement >2026-12-01");
  const auto all = sent("applicant");
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].substr(0, 13), "supplement 10");
  EXPECT_TRUE(need(service->reminders("applicant", applicant("key/another"), "", 500)).empty());
  EXPECT_EQ(code_of(service->reminders("applicant", officer("case_officer"), "", 500)), "procedure.role");
}

TEST_P(CaseSchedulerTest, AClockThatStandsStillFiresNothing) {
  std::string number = played(kAccepted + "forward sign_for start_review deliver_review_notice");
  EXPECT_TRUE(clock_of(number, "decision").paused);
  EXPECT_FALSE(view(number).found.due_at);
  EXPECT_EQ(play(number, ">2026-12-31"), "");
  EXPECT_EQ(acts(ActCode::ClockOverdue, number), 0);
  EXPECT_EQ(play(number, "assign_reviewer#r1 sign_report#r1 receive_report"), "");
  EXPECT_FALSE(clock_of(number, "decision").paused);
  EXPECT_TRUE(view(number).found.due_at);
  need(service->fire_due());
  EXPECT_EQ(acts(ActCode::ClockOverdue, number), 1) << "its days ran before and after";
}

TEST_P(CaseSchedulerTest, ASecondPeriodOfTheSameKindIsAnother) {
  std::string number = played("submit examine_form request_supplement supplement");
  const auto clocks = view(number).clocks;
  EXPECT_EQ(std::count_if(clocks.begin(), clocks.end(),
                          [](const ClockNote& note) { return note.clock == "examination"; }),
            2);
  EXPECT_EQ(play(number, ">2026-10-11"), "");
  EXPECT_THAT(events(number),
              ElementsAre("submit", "examine_form", "request_supplement", "supplement", "deem_accepted"));
  EXPECT_EQ(fired(number), 1);
}

TEST_P(CaseSchedulerTest, ADamagedCaseHoldsUpNobodyElse) {
  const std::string damaged = submit();
  const std::string sound = submit();
  run("UPDATE case_step SET inputs = sensitive WHERE number = '" + damaged + "'");
  clock.set(morning("2026-10-12"));
  const auto round = service->fire_due();
  ASSERT_FALSE(round);
  EXPECT_EQ(round.error().code, "privacy.sealed");
  EXPECT_EQ(fired(sound), 1);
  EXPECT_EQ(fired(damaged), 0);
}

TEST_P(CaseSchedulerTest, ManyAtOneMomentAreDoneInBatches) {
  constexpr std::size_t kCases = 300;
  std::vector<base::Waiter<Case>> waiters(kCases);
  for (std::size_t i = 0; i < kCases; ++i) {
    Opening opening = application();
    opening.party = "key/" + std::to_string(i);
    hand_in(files(), {"", opening.procedure, opening.party}, opening.inputs);
    service->open_case(opening, applicant(opening.party), {}, waiters[i].completion());
  }
  for (auto& waiter : waiters) need(waiter.wait());
  clock.set(morning("2026-10-12"));
  EXPECT_EQ(need(service->fire_due()), 5 * kCases);
  EXPECT_EQ(this->number("SELECT count(*) FROM case_record WHERE state = 'accepted'"),
            static_cast<std::int64_t>(kCases));
  EXPECT_EQ(this->number("SELECT count(*) FROM case_step WHERE origin = 'timer'"),
            static_cast<std::int64_t>(kCases));
}

TEST_P(CaseSchedulerTest, TwoSchedulersAtOnceDoEverythingOnce) {
  for (int i = 0; i < 20; ++i) submit();
  clock.set(morning("2026-10-12"));
  const auto other = need(open());
  std::thread beside([&] { EXPECT_EQ(code_of(other->fire_due()), "ok"); });
  EXPECT_EQ(code_of(service->fire_due()), "ok");
  beside.join();
  need(service->fire_due());
  EXPECT_EQ(this->number("SELECT count(*) FROM case_step WHERE origin = 'timer'"), 20);
  EXPECT_EQ(this->number("SELECT count(*) FROM case_reminder WHERE days = 0 AND role = 'province_head'"), 20);
}

}  // namespace
}  // namespace yinxin::cases_support
