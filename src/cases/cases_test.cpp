// Cases of the licence application on both engines: opened, brought forward, refused, read.
#include <gmock/gmock.h>

#include <thread>

#include "cases_support/cases_world.hpp"

namespace yinxin::cases_support {
namespace {

using proof::ActCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class CasesTest : public CasesWorld {
 protected:
  std::string played(const std::string& script) {
    std::string number;
    const std::string code = play(number, script);
    if (!code.empty()) throw std::runtime_error(script + ": " + code);
    return number;
  }
  /// As often as steps, acts, clocks and versions are there.
  std::string written(const std::string& number) const {
    std::string text;
    for (const std::string table : {"case_record", "case_step", "case_clock", "act_record"})
      text += std::to_string(count(table)) + " ";
    return text + std::to_string(view(number).found.version);
  }
};
YX_BOTH_ENGINES(CasesTest);

TEST_P(CasesTest, OpensWithNumberStepClockAndAct) {
  const Case opened = need(open_case(application(), applicant()));
  EXPECT_EQ(opened.number, "XK-2026-1");
  EXPECT_EQ(opened.procedure_version, "licence_application/2024-11-01");
  EXPECT_EQ(opened.state(), "received");
  EXPECT_EQ(opened.version, 1);
  EXPECT_EQ(opened.opened_at, clock.now());
  EXPECT_EQ(opened.due_at, after_day("2026-10-10"));
  const cases::View seen = view(opened.number);
  ASSERT_EQ(seen.found.steps.size(), 1U);
  EXPECT_EQ(seen.found.steps[0].event, "submit");
  EXPECT_EQ(seen.found.steps[0].actor, kParty);
  EXPECT_EQ(seen.found.steps[0].recorded_at, clock.now());
  EXPECT_EQ(seen.found.steps[0].inputs, licence_inputs().at("submit"));
  EXPECT_EQ(seen.found.played.values, licence_inputs().at("submit"));
  ASSERT_EQ(seen.clocks.size(), 1U);
  EXPECT_EQ(seen.clocks[0].clock, "examination");
  EXPECT_EQ(seen.clocks[0].due.rule, "working-days:5");
  EXPECT_EQ(acts(ActCode::CaseOpened, opened.number), 1);
  EXPECT_EQ(count("act_record"), 1);
}

TEST_P(CasesTest, NumbersCountByYearAndARefusalTakesNone) {
  EXPECT_EQ(submit(), "XK-2026-1");
  EXPECT_EQ(code_of(open_case(application("submit:over"), applicant())), "licensing.equity");
  EXPECT_EQ(code_of(open_case(application(), officer("case_officer"))), "procedure.role");
  EXPECT_EQ(submit(), "XK-2026-2");
  start();
  EXPECT_EQ(submit(), "XK-2026-3");
  clock.set(morning("2027-01-01"));
  EXPECT_EQ(submit(), "XK-2027-1");
}

TEST_P(CasesTest, OpeningsAreChecked) {
  Opening none = application();
  none.procedure = "no_such";
  EXPECT_EQ(code_of(open_case(none, applicant())), "cases.procedure");
  clock.set(morning("2024-10-31"));
  EXPECT_EQ(code_of(open_case(application(), applicant())), "cases.procedure") << "not in force yet";
  clock.set(morning("2026-09-28"));
  for (const std::string scope : {"", "53000", "5300000", "53000x"}) {
    EXPECT_EQ(code_of(open_case(application("submit", scope), officer("province_intake_officer"))),
              "cases.scope");
  }
  for (const std::string& party : {std::string(), std::string("a b"), std::string(129, 'x')}) {
    Opening opening = application();
    opening.party = party;
    EXPECT_EQ(code_of(open_case(opening, officer("province_intake_officer"))), "cases.party");
  }
  Opening bad = application();
  bad.inputs["organisation"] = std::string("\xff");
  EXPECT_EQ(code_of(open_case(bad, applicant())), "procedure.input");
  Opening child = application();
  child.procedure = "licence_status";
  child.inputs = {{"licence_number", std::string("1")}, {"valid_to", day("2031-09-30")}};
  EXPECT_EQ(code_of(open_case(child, officer("case_officer"))), "procedure.role") << "by cases alone";
  EXPECT_EQ(count("case_record"), 0);
  EXPECT_EQ(count("act_record"), 0);
}

TEST_P(CasesTest, FromReceiptToTheRegister) {
  const std::string number = played(kIssued + "enter_register publish");
  EXPECT_EQ(outcome(number), "published");
  const Case done = view(number).found;
  EXPECT_TRUE(done.ended);
  EXPECT_EQ(done.steps.size(), 12U);
  EXPECT_EQ(done.version, 12);
  EXPECT_FALSE(done.due_at);
  EXPECT_EQ(acts(ActCode::CaseOpened, number) + acts(ActCode::CaseStep, number), 12);
  EXPECT_EQ(this->number("SELECT count(*) FROM effect_row WHERE number = $1", {number}), 1);
  for (const cases::ClockNote& note : view(number).clocks)
    EXPECT_NE(note.outcome, cases::ClockNote::Outcome::Running) << note.clock;
  EXPECT_EQ(clock_of(number, "decision").outcome, cases::ClockNote::Outcome::Met);
  ASSERT_EQ(done.played.children.size(), 1U);
  const Case status = view(done.played.children[0].number).found;
  EXPECT_EQ(status.number, "licence_status-2026-1");
  EXPECT_EQ(status.parent, number);
  EXPECT_EQ(status.state(), "valid");
  EXPECT_EQ(status.party, kParty);
  EXPECT_EQ(std::get<std::string>(status.played.values.at("licence_number")), "测试0001");
  EXPECT_EQ(last_day(status.number, "validity"), "2031-09-30");
  EXPECT_EQ(status.due_at, after_day("2031-04-01")) << "the time of renewal";
}

TEST_P(CasesTest, ItemsHaveValuesOfTheirOwn) {
  const std::string number =
      played(kTechnical + "assign_reviewer#r1 assign_reviewer#r2 sign_report#r1 >2026-10-09");
  std::string same = number;
  EXPECT_EQ(play(same, "receive_report"), "licensing.gate.report_signed");
  EXPECT_EQ(play(same, "sign_report#r3"), "procedure.item");
  EXPECT_EQ(play(same, "sign_report"), "procedure.item");
  EXPECT_EQ(play(same, "assign_reviewer#r2"), "procedure.item");
  EXPECT_EQ(play(same, "assign_reviewer#" + std::string(65, 'r')), "procedure.item");
  const auto items = view(number).found.played.items;
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items.at("r1").kind, "reviewer");
  EXPECT_EQ(std::get<std::string>(items.at("r1").values.at("report_sm3")), kDigest);
  EXPECT_EQ(items.at("r2").values.count("report_sm3"), 0U);
  EXPECT_EQ(play(same, "sign_report#r2 receive_report"), "");
}

TEST_P(CasesTest, WhatWasEnteredIsSealedByItsLevel) {
  Opening opening = application();
  opening.inputs = submission(4000, "可寻找的股东");
  const std::string number = need(open_case(opening, applicant())).number;
  const store::Row row = rows("SELECT inputs, sensitive FROM case_step WHERE number = $1", {number}).at(0);
  for (const std::size_t column : {0U, 1U}) {
    const std::string octets(base::as_text(row.blob(column)));
    EXPECT_EQ(octets.find("可寻找的股东"), std::string::npos);
    EXPECT_EQ(octets.find(kDigest), std::string::npos);
  }
  EXPECT_EQ(view(number).found.steps[0].inputs, opening.inputs);
  // The digest of the package is L3, under a key of its own; the two cannot stand for one another.
  run("UPDATE case_step SET inputs = sensitive");
  EXPECT_EQ(code_of(service->read(number, officer("case_officer"))), "privacy.sealed");
}

TEST_P(CasesTest, TheActSaysWhoWhatAndHashesOfTheRest) {
  const std::string number = played("submit examine_form");
  const store::Row row = rows("SELECT id, record, opening FROM act_record WHERE object = $1 AND act = $2",
                              {"case/" + number, static_cast<std::int64_t>(ActCode::CaseStep)})
                             .at(0);
  const auto record = need(recorder.open(row.blob(0), row.values()[1], row.values()[2])).record;
  EXPECT_EQ(record.find("actor"), "officer/province_intake_officer");
  EXPECT_EQ(record.find("actor.signature"), "signature of officer/province_intake_officer");
  EXPECT_EQ(record.find("event"), "examine_form");
  EXPECT_EQ(record.find("position"), "1");
  EXPECT_EQ(record.find("from"), "received");
  EXPECT_EQ(record.find("to"), "received");
  EXPECT_EQ(record.find("input.complete"), "true");
  EXPECT_EQ(record.find("input.checklist_sm3"), kDigest);
  const store::Row first = rows("SELECT id, record, opening FROM act_record ORDER BY id").at(0);
  const auto opening = need(recorder.open(first.blob(0), first.values()[1], first.values()[2])).record;
  EXPECT_FALSE(opening.find("input.organisation"));
  EXPECT_EQ(opening.find("input.organisation.sm3")->size(), 64U);
  EXPECT_EQ(opening.find("input.shareholders.sm3")->size(), 64U);
  EXPECT_EQ(opening.find("input.domicile"), "530000");
  EXPECT_EQ(opening.find("outputs"), "receipt");
}

TEST_P(CasesTest, OfTwoAtOnceOneWins) {
  const std::string number = played(kToDecide + "review_opinion legal_review");
  const std::int64_t version = view(number).found.version;
  const auto [deed, caller] = deed_of(number, "grant");
  Deed seen = deed;
  seen.version = version;
  Deed back = deed_of(number, "return_to_review").first;
  back.version = version;
  base::Waiter<Case> one;
  base::Waiter<Case> other;
  service->perform(seen, caller, {}, one.completion());
  service->perform(back, officer("case_reviewer"), {}, other.completion());
  const std::string codes = code_of(one.wait()) + " " + code_of(other.wait());
  EXPECT_TRUE(codes == "ok cases.changed" || codes == "cases.changed ok") << codes;
  EXPECT_EQ(view(number).found.version, version + 1);
  EXPECT_EQ(code_of(perform(seen, caller)), "cases.changed") << "the version that was seen is gone";
}

TEST_P(CasesTest, ManyAtOnceEachHappenOnce) {
  const std::string number = submit();
  constexpr int kThreads = 4;
  constexpr int kEach = 10;
  std::atomic<int> won = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&] {
      for (int i = 0; i < kEach; ++i) {
        Deed deed{number, "correct_on_the_spot", licence_inputs().at("correct_on_the_spot"), "", {}, false};
        const auto done = perform(deed, officer("province_intake_officer"));
        if (done) ++won;
        if (!done) {
          EXPECT_EQ(done.error().code, "cases.changed");
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const Case now = view(number).found;
  EXPECT_EQ(now.steps.size(), static_cast<std::size_t>(won) + 1);
  EXPECT_EQ(now.version, won + 1);
  EXPECT_EQ(acts(ActCode::CaseStep, number), won);
  EXPECT_GE(won, 1);
}

TEST_P(CasesTest, WhoAsksIsToldWhatTheyMayTry) {
  const std::string number = submit();
  const auto possible = [&](const Caller& caller) {
    std::vector<std::string> events;
    for (const auto* transition : need(service->read(number, caller)).possible)
      events.push_back(transition->event);
    return events;
  };
  EXPECT_THAT(possible(applicant()), ElementsAre("withdraw"));
  EXPECT_THAT(possible(officer("province_intake_officer", kYunnan)),
              ElementsAre("correct_on_the_spot", "examine_form"));
  EXPECT_THAT(possible(officer("nobody", kYunnan)), ElementsAre());
  Caller member;  // of the party, with a role held there
  member.actor = signed_actor("member/1");
  member.party = kParty;
  member.party_roles = {"province_head"};
  EXPECT_THAT(possible(member), ElementsAre("request_again", "withdraw", "end_dissolved"));
}

TEST_P(CasesTest, AnEffectThatRefusesRefusesTheEvent) {
  options.effects["register_entry"] = [](const cases::Happening&,
                                         cases::Consequences&) -> base::Result<void> {
    return base::make_error(base::ErrorKind::Refused, "licensing.gate.registered");
  };
  start();
  std::string number = played(kIssued);
  const std::string before = written(number);
  EXPECT_EQ(play(number, "enter_register"), "licensing.gate.registered");
  EXPECT_EQ(written(number), before);
  options.effects["register_entry"] = writing("register_entry");
  start();
  EXPECT_EQ(play(number, "enter_register"), "");
  EXPECT_EQ(this->number("SELECT count(*) FROM effect_row WHERE number = $1", {number}), 1);
}

TEST_P(CasesTest, WhatIsRememberedStandsInTheSameCommit) {
  const auto remember = [](store::WriteSet& set, const Case& outcome) {
    set.add("INSERT INTO effect_row (number, position, word) VALUES ($1, $2, 'remembered')",
            {outcome.number, outcome.version});
  };
  const std::string number = need(open_case(application(), applicant(), remember)).number;
  need(perform(deed_of(number, "withdraw").first, applicant(), remember));
  EXPECT_EQ(count("effect_row"), 2);
  EXPECT_EQ(this->number("SELECT max(position) FROM effect_row"), 2);
  const auto failing = [](store::WriteSet& set, const Case&) {
    set.add("INSERT INTO effect_row (number, position, word) SELECT number, position, word FROM effect_row",
            {});
  };
  EXPECT_FALSE(open_case(application(), applicant(), failing));
  EXPECT_EQ(count("case_record"), 1);
  EXPECT_EQ(count("case_step"), 2);
}

TEST_P(CasesTest, AThousandRowsAreKept) {
  Opening opening = application();
  Rows holders;
  for (int i = 0; i < 1000; ++i)
    holders.push_back({{"name", std::string(i == 0 ? 200 : 1, 'x')},
                       {"share", std::int64_t{10}},
                       {"foreign_share", std::int64_t{0}}});
  opening.inputs["shareholders"] = holders;
  const std::string number = need(open_case(opening, applicant())).number;
  EXPECT_EQ(view(number).found.steps[0].inputs, opening.inputs);
}

TEST_P(CasesTest, ACaseStaysWithTheVersionItBeganWith) {
  const std::string number = submit();
  procedure::Procedure next = law("licence_application");
  next.version = "licence_application/2026-10-01";
  next.in_force_from = day("2026-10-01");
  for (procedure::Transition& transition : next.transitions) {
    if (transition.event == "withdraw") transition.roles = {"nobody"};
  }
  options.procedures["licence_application"].front().until = day("2026-09-30");
  options.procedures["licence_application"].push_back(next);
  start();
  clock.set(morning("2026-10-01"));
  EXPECT_EQ(view(submit()).found.procedure_version, "licence_application/2026-10-01");
  EXPECT_EQ(code_of(perform(deed_of(number, "withdraw").first, applicant())), "ok");
  options.procedures["licence_application"].erase(options.procedures["licence_application"].begin());
  start();
  const auto read = service->read(number, applicant());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "cases.rules");
  EXPECT_THAT(read.error().detail, HasSubstr("licence_application/2024-11-01"));
}

}  // namespace
}  // namespace yinxin::cases_support
