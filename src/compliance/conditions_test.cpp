// The seven conditions of the licence and their snapshots (articles 6 and 34, requirements 4.3).
#include <gmock/gmock.h>
#include <algorithm>

#include "compliance_support/compliance_world.hpp"
#include "x509/identity_number.hpp"

namespace yinxin::compliance {
namespace {

using compliance_support::day;
using compliance_support::morning;
using compliance_support::need;
using officers::Role;
using store::code_of;
using testing::ElementsAre;
using testing::HasSubstr;

/// A constructed number with a right check character; nobody's.
std::string paper_of(int n) {
  std::string body = "1101011990030" + std::to_string(1000 + n);
  return body + x509::resident_id_check_character(body).value();
}

class DashboardTest : public compliance_support::ComplianceWorld {
 protected:
  static StaffPerson person(int n) {
    StaffPerson person;
    person.id = "p-" + std::to_string(n);
    person.name = "王某" + std::to_string(n);
    person.kind = kStaffKinds.at(static_cast<std::size_t>(n) % 4);
    person.post = "值班员";
    person.full_time = person.insured = true;
    person.background_on = day("2025-01-01");
    person.started_on = day("2025-01-06");
    return person;
  }
  base::Result<StaffPerson> enter(StaffPerson person, const std::string& paper,
                                  const officers::Actor& by = trainer()) {
    base::Waiter<StaffPerson> waiter;
    compliance().enter_staff(std::move(person), paper, cases(), by, {}, waiter.completion());
    return waiter.wait();
  }
  base::Result<StaffPerson> leave(const std::string& id, const std::string& on) {
    base::Waiter<StaffPerson> waiter;
    compliance().leave_staff(id, day(on), cases(), trainer(), {}, waiter.completion());
    return waiter.wait();
  }
  void enter_some(int count) {
    for (int n = 0; n < count; ++n) need(enter(person(n), paper_of(n)));
  }
  base::Result<ConditionEntry> declare(const std::string& condition, bool met, const std::string& verified_on,
                                       const officers::Actor& by = officer("comply-1",
                                                                           {Role::ComplianceOfficer})) {
    ConditionEntry entry;
    entry.condition = condition;
    entry.met = met;
    entry.value = "已核实";
    entry.verified_on = day(verified_on);
    base::Waiter<ConditionEntry> waiter;
    compliance().enter_condition(entry, by, {}, waiter.completion());
    return waiter.wait();
  }
  static officers::Actor trainer() { return officer("train-1", {Role::TrainingOfficer}); }
  Light light(std::string_view condition) {
    for (const Light& one : need(compliance().dashboard()).lights) {
      if (one.condition->id == condition) return one;
    }
    throw std::runtime_error("no light " + std::string(condition));
  }
  std::int64_t counted() { return need(compliance().dashboard()).staff.counted; }
};
YX_BOTH_ENGINES(DashboardTest);

TEST(Conditions, AreThoseOfTheProcedure) {
  const procedure::Procedure& procedure = compliance_support::duty_procedures().at("conditions").front();
  const procedure::Transition* check = procedure.find("check", "open");
  ASSERT_NE(check, nullptr);
  const procedure::Input& condition = check->inputs.at(0).fields.at(0);
  ASSERT_EQ(condition.codes.size(), kConditions.size());
  for (std::size_t i = 0; i < kConditions.size(); ++i) {
    EXPECT_EQ(kConditions[i].id, condition.codes[i].first);
    EXPECT_EQ(kConditions[i].zh, condition.codes[i].second.zh);
  }
}

// "remove one person from a 30-person roster: light (5) turns red the same day; with 30 it is green".
TEST_P(DashboardTest, ThirtyAreEnoughAndTwentyNineAreNot) {
  enter_some(29);
  EXPECT_EQ(light("staff").state, Light::State::Red);
  need(enter(person(29), paper_of(29)));
  EXPECT_EQ(light("staff").state, Light::State::Green);
  EXPECT_THAT(light("staff").value, HasSubstr("30 人（专业技术 8，运营管理 8，安全管理 7，客户服务 7）"));
  need(enter(person(30), paper_of(3)));
  EXPECT_EQ(counted(), 30) << "one person entered twice is one person";
  need(leave("p-5", "2026-11-22"));
  EXPECT_EQ(counted(), 29);
  EXPECT_EQ(light("staff").state, Light::State::Red) << "the same day";
  EXPECT_EQ(acts_of(proof::ActCode::StaffEntered), 31);
  EXPECT_EQ(acts_of(proof::ActCode::StaffLeft), 1);
}

TEST_P(DashboardTest, OnlyWhoMeetsEveryPointCounts) {
  const auto counts_with = [&](const std::function<void(StaffPerson&)>& change) {
    StaffPerson one = person(1);
    change(one);
    need(enter(one, paper_of(1)));
    return counted();
  };
  EXPECT_EQ(counts_with([](StaffPerson&) {}), 1);
  EXPECT_EQ(counts_with([](StaffPerson& p) { p.full_time = false; }), 0);
  EXPECT_EQ(counts_with([](StaffPerson& p) { p.insured = false; }), 0);
  EXPECT_EQ(counts_with([](StaffPerson& p) { p.background_on.reset(); }), 0);
  EXPECT_EQ(counts_with([](StaffPerson& p) { p.kind = StaffKind::Other; }), 0);
  EXPECT_EQ(counts_with([](StaffPerson& p) { p.contract_to = day("2026-11-22"); }), 0);
  EXPECT_EQ(counts_with([](StaffPerson& p) { p.contract_to = day("2026-11-23"); }), 1) << "its last day";
  EXPECT_EQ(need(compliance().dashboard()).staff.ending, 1);
  EXPECT_EQ(counts_with([](StaffPerson& p) { p.contract_to = day("2027-02-22"); }), 1);
  EXPECT_EQ(need(compliance().dashboard()).staff.ending, 0) << "in 91 days";
  StaffPerson again = person(2);
  again.contract_to = day("2026-12-31");
  need(enter(again, paper_of(2)));
  EXPECT_EQ(need(compliance().dashboard()).staff.ending, 1);
  again = person(3);  // the same person's other contract has no end
  need(enter(again, paper_of(2)));
  EXPECT_EQ(need(compliance().dashboard()).staff.ending, 0);
  need(leave("p-2", "2026-11-22"));
  need(leave("p-3", "2026-11-22"));
  need(leave("p-1", "2026-11-23"));
  EXPECT_EQ(counted(), 1) << "the last day at work";
  clock.set(morning("2026-11-24"));
  EXPECT_EQ(counted(), 0);
}

TEST_P(DashboardTest, EveryKindIsNeeded) {
  for (int n = 0; n < 40; ++n) {
    StaffPerson one = person(n);
    if (one.kind == StaffKind::Support) one.kind = StaffKind::Technical;
    need(enter(one, paper_of(n)));
  }
  EXPECT_EQ(counted(), 40);
  EXPECT_EQ(light("staff").state, Light::State::Red) << "nobody for holders to speak to";
}

TEST_P(DashboardTest, PeopleAreEnteredByWhoTrainsThem) {
  EXPECT_EQ(code_of(enter(person(1), paper_of(1), officer("comply-1", {Role::ComplianceOfficer}))),
            "officers.role_needed");
  const auto bad = [&](const std::function<void(StaffPerson&)>& change, const std::string& paper) {
    StaffPerson one = person(1);
    change(one);
    const auto entered = enter(one, paper);
    return code_of(entered) + ": " + (entered ? "" : entered.error().detail.substr(0, 11));
  };
  EXPECT_EQ(bad([](StaffPerson& p) { p.id = "P 1"; }, paper_of(1)), "compliance.staff: id: 2 to 32");
  EXPECT_EQ(bad([](StaffPerson& p) { p.name.clear(); }, paper_of(1)), "compliance.staff: name: 1 to ");
  EXPECT_EQ(bad([](StaffPerson& p) { p.post.clear(); }, paper_of(1)), "compliance.staff: post: 1 to ");
  EXPECT_EQ(bad([](StaffPerson& p) { p.started_on = day("2026-11-24"); }, paper_of(1)),
            "compliance.staff: started_on:");
  EXPECT_EQ(bad([](StaffPerson& p) { p.background_on = day("2026-11-24"); }, paper_of(1)),
            "compliance.staff: background_");
  EXPECT_EQ(bad([](StaffPerson& p) { p.contract_to = day("2025-01-05"); }, paper_of(1)),
            "compliance.staff: contract_to");
  EXPECT_EQ(bad([](StaffPerson&) {}, "110101199003071234"), "compliance.staff: identity: n");
  EXPECT_EQ(count("staff_person"), 0);
  need(enter(person(1), paper_of(1)));
  EXPECT_EQ(code_of(leave("p-2", "2026-11-22")), "compliance.staff_none");
  EXPECT_EQ(code_of(leave("p-1", "2026-11-24")), "compliance.staff") << "not in the future";
  need(leave("p-1", "2026-11-20"));
  EXPECT_EQ(code_of(leave("p-1", "2026-11-21")), "compliance.staff_left");
  EXPECT_EQ(code_of(enter(person(1), paper_of(1))), "compliance.staff_left");
  const auto all = need(compliance().staff("", 10));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].name, "王某1");
  EXPECT_EQ(all[0].left_on, day("2026-11-20"));
  EXPECT_EQ(all[0].background_on, day("2025-01-01"));
  EXPECT_THAT(need(compliance().staff("p-1", 10)), testing::IsEmpty());
}

// Article 36 item 3: in the commit that records it, once.
TEST_P(DashboardTest, WhoLeavesAKeyPostIsAMajorEvent) {
  const auto events = [&] {
    return number("SELECT count(*) FROM case_record WHERE procedure = 'major_event'");
  };
  StaffPerson chief = person(1);
  chief.post = "安全主管";
  chief.key_post = true;
  need(enter(chief, paper_of(1)));
  chief.id = "p-9";
  need(enter(chief, paper_of(9)));
  need(leave("p-9", "2026-11-20"));
  EXPECT_EQ(events(), 0) << "no licence, no duties of a provider";

  import_licence();
  chief.id = "p-1";
  need(enter(chief, paper_of(1)));
  need(enter(person(2), paper_of(2)));
  need(leave("p-2", "2026-11-20"));
  EXPECT_EQ(events(), 0) << "the same post again, and one that is no key post";
  need(leave("p-1", "2026-11-20"));
  EXPECT_EQ(events(), 1);
  EXPECT_EQ(code_of(leave("p-1", "2026-11-20")), "compliance.staff_left");
  EXPECT_EQ(events(), 1) << "once";
  const cases::Caller comply = compliance_support::by("comply-1", {"compliance_officer"});
  const auto all = need(cases().list({"major_event", "", "", "", {}, false}, comply, "", 10)).cases;
  ASSERT_EQ(all.size(), 1U);
  const cases::View event = need(cases().read(all[0].number, comply));
  EXPECT_EQ(event.found.state(), "discovered");
  EXPECT_EQ(event.found.steps.at(0).actor, trainer().id);
  EXPECT_EQ(event.found.played.values.at("occurred_on"), procedure::Value(day("2026-11-20")));
  EXPECT_THAT(std::get<std::string>(event.found.played.values.at("what")), HasSubstr("安全主管"));
  const auto report = std::find_if(event.clocks.begin(), event.clocks.end(),
                                   [](const auto& clock) { return clock.clock == "report"; });
  ASSERT_NE(report, event.clocks.end());
  EXPECT_EQ(base::format_date(report->due.due_raw), "2026-12-05") << "fifteen days";
  EXPECT_EQ(event.clocks.size(), 1U) << "no hours of a network incident";
}

TEST_P(DashboardTest, WhoIsMovedFromAKeyPostIsAMajorEvent) {
  import_licence();
  StaffPerson chief = person(1);
  chief.post = "安全主管";
  chief.key_post = true;
  need(enter(chief, paper_of(1)));
  need(enter(person(1), paper_of(1)));
  EXPECT_EQ(number("SELECT count(*) FROM case_record WHERE procedure = 'major_event'"), 1);
  need(enter(person(1), paper_of(1)));
  EXPECT_EQ(number("SELECT count(*) FROM case_record WHERE procedure = 'major_event'"), 1);
}

TEST_P(DashboardTest, WhatIsDeclaredCountsForAYear) {
  EXPECT_EQ(light("funds").state, Light::State::Unknown);
  need(declare("funds", true, "2026-11-20"));
  EXPECT_EQ(light("funds").state, Light::State::Green);
  EXPECT_EQ(light("funds").verified_on, day("2026-11-20"));
  clock.set(morning("2026-11-24"));
  need(declare("funds", false, "2026-11-24"));
  EXPECT_EQ(light("funds").state, Light::State::Red) << "the newest counts";
  clock.set(morning("2026-11-25"));
  need(declare("funds", true, "2026-11-25"));
  clock.set(morning("2027-11-25"));
  EXPECT_EQ(light("funds").state, Light::State::Green);
  clock.set(morning("2027-11-26"));
  EXPECT_EQ(light("funds").state, Light::State::Unknown);
  EXPECT_EQ(code_of(declare("staff", true, "2026-11-20")), "compliance.condition_none") << "it is counted";
  EXPECT_EQ(code_of(declare("luck", true, "2026-11-20")), "compliance.condition_none");
  EXPECT_EQ(code_of(declare("funds", true, "2027-11-27")), "compliance.condition_entry");
  EXPECT_EQ(code_of(declare("funds", true, "2026-11-20", trainer())), "officers.role_needed");
  EXPECT_EQ(acts_of(proof::ActCode::ConditionEntered), 3);
}

TEST_P(DashboardTest, ASnapshotIsTakenOnceAMonthAndNeverChanges) {
  EXPECT_FALSE(need(compliance().take_snapshot(cases()))) << "no licence, no conditions to keep";
  import_licence();
  need(declare("funds", true, "2026-11-20"));
  need(compliance_support::open_case(cases(), "complaint",
                                     {{"channel", std::string("web")},
                                      {"anonymous", true},
                                      {"kind", std::string("service")},
                                      {"facts", std::string("等候太久")},
                                      {"urgent", false}},
                                     compliance_support::by("support-1", {"support_officer"})));
  clock.set(base::parse_utc("2026-11-30T16:00:01Z").value());  // the first of December in Beijing
  EXPECT_TRUE(need(compliance().take_snapshot(cases())));
  const Snapshot taken = need(compliance().snapshot("2026-12"));
  EXPECT_THAT(taken.content, HasSubstr("yinxin-conditions/1\nperiod 2026-12\ntaken_at 2026-11-30T16:00:01Z\n"
                                       "provider 云岭电子认证服务有限公司\n"));
  EXPECT_THAT(taken.content, HasSubstr("\ncondition.funds green 2026-11-20 - 已核实\n"));
  EXPECT_THAT(taken.content, HasSubstr("\ncondition.premises unknown - -\n"));
  EXPECT_THAT(taken.content, HasSubstr("\ncondition.staff red 2026-12-01 - 0 人"));
  EXPECT_THAT(taken.content,
              HasSubstr("\ncounted_month 2026-11\ncertificates.valid 7\ncertificates.issued 3\n"
                        "certificates.revoked 1\ncomplaints 1\n"));
  EXPECT_EQ(taken.note.sm3, crypto::sm3(base::as_bytes(taken.content)));
  const auto record = rows("SELECT id, record, opening FROM act_record WHERE act = $1",
                           {static_cast<std::int64_t>(proof::ActCode::ConditionsSnapshot)});
  ASSERT_EQ(record.size(), 1U);
  const auto opened = need(recorder.open(record[0].blob(0), record[0].blob(1), record[0].blob(2)));
  EXPECT_EQ(opened.record.find("snapshot_sm3"), base::to_hex(taken.note.sm3));

  need(declare("premises", true, "2026-11-30"));
  EXPECT_FALSE(need(compliance().take_snapshot(cases())));
  EXPECT_EQ(need(compliance().snapshot("2026-12")).content, taken.content);
  clock.set(morning("2027-02-10"));
  EXPECT_TRUE(need(compliance().take_snapshot(cases()))) << "later than the first: it says when";
  EXPECT_EQ(code_of(compliance().snapshot("2027-01")), "compliance.snapshot_none") << "nobody saw that month";
  const auto notes = need(compliance().snapshots());
  ASSERT_EQ(notes.size(), 2U);
  EXPECT_EQ(notes[0].period, "2027-02");
}

}  // namespace
}  // namespace yinxin::compliance
