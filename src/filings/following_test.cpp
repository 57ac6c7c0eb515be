// The provider's own case follows the one that its letter opened at the authority, on both engines
// (docs/decisions/0028).
#include <gmock/gmock.h>

#include "filings/content.hpp"
#include "filings_support/filings_world.hpp"

namespace yinxin::filings_support {
namespace {

using filings::Matter;
using filings::State;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class FollowingTest : public FilingsWorld {
 protected:
  /// Filed, taken and answered.
  FilingId followed(const std::string& number) {
    const FilingId id = filed(cps_from(number));
    settle();
    return id;
  }
  std::vector<std::string> events_here(const std::string& number) const {
    std::vector<std::string> events;
    for (const cases::StepNote& step : here(number).found.steps) events.push_back(step.event);
    return events;
  }
  std::vector<Matter> matters(const FilingId& id) const { return need(provider_records->read(id)).matters; }
  static const cases::ClockNote& clock_of(const cases::View& view, const std::string& clock) {
    for (const cases::ClockNote& note : view.clocks)
      if (note.clock == clock) return note;
    throw std::runtime_error("no clock " + clock);
  }
  procedure::Values missing() const { return {{"missing", text("缺少目录")}}; }
  base::Result<Case> return_it() {
    return act("BA-2026-1", "return_filing", "province_intake_officer", missing());
  }
  Wish resubmission() const {
    Wish again;
    again.deeds = {{"resubmit", "", {{"package_sm3", text(sm3_of("the whole package"))}}}};
    again.files = {file("the whole package")};
    return again;
  }
  /// A step in the provider's database that the authority's letter told.
  std::int64_t told_acts(proof::ActCode code) const { return provider->acts(code); }
};
YX_BOTH_ENGINES(FollowingTest);

TEST_P(FollowingTest, TheOwnCaseTakesWhatTheAuthorityTookOnTheDayOfArrival) {
  const std::string number = own_cps();
  const FilingId id = filed(cps_from(number));
  EXPECT_EQ(here(number).found.state(), "published") << "not before it is taken";
  EXPECT_EQ(here(number).found.led_by, "filing/" + id.text());
  const base::Time sent = clock.now();
  clock.advance(std::chrono::hours(30));  // the line was down
  settle();
  const base::Time arrived = clock.now();
  clock.advance(std::chrono::hours(1));
  const cases::View own = here(number);
  EXPECT_EQ(own.found.state(), "filed");
  const cases::StepNote& step = own.found.steps.back();
  EXPECT_EQ(step.event, "submit_filing");
  EXPECT_EQ(step.actor, "officer/comply-1") << "who filed";
  EXPECT_EQ(step.origin, procedure::Origin::Submission);
  EXPECT_EQ(step.at, arrived) << "as it counts there";
  EXPECT_NE(step.at, sent);
  EXPECT_EQ(std::get<std::string>(step.inputs.at("package_sm3")), sm3_of("the package"));
  EXPECT_EQ(clock_of(own, "filing").outcome, cases::ClockNote::Outcome::Met);
  EXPECT_EQ(told_acts(proof::ActCode::RulesFiled), 1);
  EXPECT_THAT(matters(id), IsEmpty());
  EXPECT_EQ(at_provider(id).followed, 2) << "two steps there";
}

TEST_P(FollowingTest, WhatTheAuthorityDoesHappensHereOnce) {
  const std::string number = own_cps();
  const FilingId id = followed(number);
  need(return_it());
  settle();
  cases::View own = here(number);
  EXPECT_EQ(own.found.state(), "to_supplement");
  EXPECT_EQ(own.found.steps.back().actor, "authority/regulator");
  EXPECT_EQ(std::get<std::string>(own.found.played.values.at("missing")), "缺少目录");
  EXPECT_EQ(clock_of(own, "resubmission").due.due_effective,
            clock_of(seen("BA-2026-1"), "resubmission").due.due_effective);
  EXPECT_EQ(told_acts(proof::ActCode::CaseReturned), 1);

  need(add_to(id, resubmission(), comply));
  settle();
  EXPECT_EQ(here(number).found.state(), "filed");
  need(act("BA-2026-1", "check_filing", "province_intake_officer", {{"check_opinion", text("内部意见")}}));
  need(act("BA-2026-1", "confirm_filing", "province_review_officer", {{"receipt_number", text("备1号")}}));
  settle();
  own = here(number);
  EXPECT_EQ(own.found.state(), "recorded") << "though the gate of an inner step never opened here";
  EXPECT_THAT(events_here(number),
              ElementsAre("draft", "review", "review", "review", "approve", "publish", "submit_filing",
                          "return_filing", "resubmit", "confirm_filing"));
  EXPECT_THAT(matters(id), IsEmpty());

  // Every letter once more.
  for (const base::Bytes& message : std::vector(regulator->line.posted))
    static_cast<void>(provider->service->receive(message));
  settle();
  EXPECT_THAT(events_here(number), SizeIs(10));
}

TEST_P(FollowingTest, TheAuthoritysTimersWaitForItsWord) {
  const std::string number = own_cps();
  const FilingId id = followed(number);
  need(return_it());
  settle();
  provider->line.ends["regulator"] = nullptr;  // nothing of ours arrives; theirs does not either
  regulator->line.ends["provider"] = nullptr;
  clock.advance(std::chrono::hours(24 * 30));
  need(own_cases->fire_due());
  EXPECT_EQ(here(number).found.state(), "to_supplement")
      << "we may have supplemented in time for all we know";
  EXPECT_TRUE(clock_of(here(number), "resubmission").overdue_at);
  need(cases->fire_due());
  provider->line.ends["regulator"] = regulator->service.get();
  regulator->line.ends["provider"] = provider->service.get();
  wait();
  settle();
  const cases::View own = here(number);
  EXPECT_EQ(own.found.state(), "published");
  EXPECT_EQ(own.found.steps.back().event, "resubmission_overdue");
  EXPECT_EQ(own.found.steps.back().at, seen("BA-2026-1").found.steps.back().at) << "its moment there";
  EXPECT_EQ(clock_of(own, "resubmission").outcome, cases::ClockNote::Outcome::Fired);
  EXPECT_THAT(matters(id), IsEmpty());
}

TEST_P(FollowingTest, TheAuthoritysDaysWin) {
  const std::string number = own_cps();
  const FilingId id = followed(number);
  need(return_it());
  settle();
  const base::Date counted = clock_of(here(number), "resubmission").due.due_effective;
  filings::Notice notice;
  notice.case_number = "BA-2026-1";
  notice.procedure = "rules_filing";
  notice.scope = "530000";
  notice.state = "to_supplement";
  notice.state_name = {"退回补正", "Returned"};
  const base::Date later = std::chrono::sys_days(counted) + std::chrono::days(3);
  notice.deadlines.push_back({"resubmission", {"补正备案", "Again"}, "", later, false});
  const auto told = [&] {
    need(regulator->send({exchange::Kind::Notice,
                          "provider",
                          id,
                          std::nullopt,
                          filings::words_of(notice),
                          {},
                          filings::encode_notice(notice),
                          {}}));
    settle();
    return here(number);
  };
  cases::View own = told();
  EXPECT_EQ(clock_of(own, "resubmission").due.due_effective, later);
  ASSERT_THAT(own.moves, SizeIs(1));
  EXPECT_EQ(own.moves[0].old_effective, counted);
  EXPECT_EQ(own.moves[0].reason, "主管机关来函告知的期限");
  EXPECT_EQ(provider->acts(proof::ActCode::ClockMoved), 1);
  EXPECT_THAT(told().moves, SizeIs(1)) << "it says so already";
  notice.deadlines[0].paused = true;
  own = told();
  EXPECT_TRUE(clock_of(own, "resubmission").paused);
  EXPECT_FALSE(own.found.due_at);
}

TEST_P(FollowingTest, WhatGoesByLetterIsDoneByNobodysHand) {
  const std::string number = own_cps();
  const procedure::Values filing_inputs = cps().deeds[1].inputs;
  static_cast<void>(filed(cps_from(number)));
  EXPECT_EQ(code_of(act_here(number, "submit_filing", "compliance_officer", filing_inputs)),
            "cases.by_letter");
  for (const auto* possible : here(number).possible) EXPECT_NE(possible->event, "submit_filing");
  EXPECT_TRUE(act_here(number, "stop_using", "responsible_person", {{"reason", text("不再使用")}}))
      << "what is the provider's own goes on";
}

TEST_P(FollowingTest, OfAReturnedFilingTheCaseIsLetGo) {
  const std::string number = own_cps();
  Wish wish = cps_from(number);
  wish.deeds[0].inputs["published_on"] = day("2026-12-31");  // not yet
  const FilingId id = filed(wish);
  settle();
  ASSERT_EQ(at_provider(id).state, State::Returned);
  EXPECT_EQ(here(number).found.led_by, "");
  EXPECT_EQ(here(number).found.state(), "published");
  const FilingId next = followed(number);
  EXPECT_EQ(at_provider(next).state, State::Open);
  EXPECT_EQ(here(number).found.state(), "filed");
}

TEST_P(FollowingTest, WhatOurRulesSayNoToIsNotSent) {
  EXPECT_EQ(code_of(file_it(cps_from("rules_filing-2026-9"), comply)), "cases.none");
  const std::string number = open_here("rules_filing", "compliance_officer",
                                       {{"kind", text("cps")},
                                        {"version", text("2.0")},
                                        {"first_version", true},
                                        {"text_sm3", text(sm3_of("the text"))}});
  EXPECT_EQ(code_of(file_it(cps_from(number), comply)), "filings.not_done") << "not published";
  Wish other = change();
  other.own_case = number;
  EXPECT_EQ(code_of(file_it(other, comply)), "filings.own_case");
  const std::string whole = own_cps();
  static_cast<void>(filed(cps_from(whole)));
  EXPECT_EQ(code_of(file_it(cps_from(whole), comply)), "cases.led") << "one filing a case";
  EXPECT_EQ(provider->number("SELECT count(*) FROM filing"), 1);
}

TEST_P(FollowingTest, ALetterBeforeTheAnswerOfTheFirstIsJudgedAsItWillStand) {
  const std::string number = open_here("licence_change", "compliance_officer");
  need(act_here(number, "add_change", "compliance_officer", change().deeds[1].inputs, "c1"));
  Wish first = change();
  first.own_case = number;
  const FilingId id = need(file_it(first, comply)).id;
  need(add_to(id, submission(), head));
  EXPECT_EQ(code_of(add_to(id, submission(), head)), "procedure.state") << "submitted already, on its way";
  settle();
  EXPECT_EQ(here(number).found.state(), "submitted");
  EXPECT_EQ(here(number).found.steps.back().actor, "officer/head-1");
  need(act(at_provider(id).case_number, "receive", "national_intake_officer"));
  settle();
  EXPECT_EQ(here(number).found.state(), "received");
  EXPECT_EQ(clock_of(here(number), "decision").due.due_effective, day("2026-02-06"));
}

// The authority's officers work on, and ours has been taken out of step.
TEST_P(FollowingTest, WhatCannotFollowStandsUntilAnOfficerSettlesIt) {
  const std::string number = own_cps();
  const FilingId id = followed(number);
  need(act_here(number, "stop_using", "responsible_person", {{"reason", text("误操作")}}));
  need(return_it());
  settle();
  const auto found = matters(id);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].event, "return_filing");
  EXPECT_EQ(found[0].code, "procedure.state");
  EXPECT_EQ(found[0].position, 2);
  EXPECT_EQ(at_provider(id).matters, 1);
  EXPECT_EQ(at_provider(id).case_state, "to_supplement") << "the letter is taken all the same";
  filings::Filter standing;
  standing.matters = true;
  standing.own_case = number;
  EXPECT_THAT(need(provider_records->list(standing, "", 10)), SizeIs(1));

  EXPECT_EQ(code_of(settle_matter(id, found[0], true)), "procedure.state") << "as before";
  EXPECT_EQ(code_of(settle_matter(id, found[0], false, " ")), "filings.reason");
  Matter other = found[0];
  other.position = 7;
  EXPECT_EQ(code_of(settle_matter(id, other, false, "x")), "filings.matter");
  need(settle_matter(id, found[0], false, "本机构案件已停止适用"));
  EXPECT_EQ(code_of(settle_matter(id, found[0], false, "x")), "filings.settled");
  EXPECT_EQ(provider->acts(proof::ActCode::FilingMatterSettled), 1);
  EXPECT_EQ(at_provider(id).matters, 0);
  EXPECT_EQ(matters(id).at(0).settled_by, "officer/comply-1");
  EXPECT_FALSE(matters(id).at(0).taken);
}

TEST_P(FollowingTest, WhatNobodyHasARuleForStands) {
  const std::string number = own_cps();
  const FilingId id = followed(number);
  filings::Notice notice;
  notice.case_number = "BA-2026-1";
  notice.procedure = "rules_filing";
  notice.scope = "530000";
  notice.state = "filed";
  notice.state_name = {"备案已提交", "Filed"};
  notice.steps.push_back({7, "dance", {"起舞", "Dance"}, clock.now(), {}, {}, false});
  notice.steps.push_back({8, "return_filing", {"退回补正", "Return"}, clock.now(), {}, missing(), false});
  need(regulator->send({exchange::Kind::Notice,
                        "provider",
                        id,
                        std::nullopt,
                        filings::words_of(notice),
                        {},
                        filings::encode_notice(notice),
                        {}}));
  settle();
  ASSERT_THAT(matters(id), SizeIs(1));
  EXPECT_EQ(matters(id)[0].code, "filings.event_unknown");
  EXPECT_EQ(here(number).found.state(), "to_supplement") << "the rest follows";
  EXPECT_EQ(code_of(settle_matter(id, matters(id)[0], true)), "filings.event_unknown");
}

TEST_P(FollowingTest, DocumentsOfTheAuthorityBecomeFilesOfTheCase) {
  const std::string number = own_cps();
  const FilingId id = followed(number);
  const std::string pdf = "%PDF-1.4\n1 0 obj<<>>endobj\nstartxref\n9\n%%EOF\n";
  const auto issue = [&](const std::string& content, const std::string& code) {
    store::WriteSet set;
    need(intake->tell_paper(set, seen("BA-2026-1"),
                            {{1, "filing_receipt", "备案回执", "演密备〔2026〕1号", code},
                             base::to_bytes(content),
                             "officer/r"}));
    need(regulator->lane->commit(std::move(set)));
    settle();
    return need(own_cases->files(number));
  };
  const auto files = issue(pdf, "ABCD-1");
  ASSERT_THAT(files, SizeIs(1));
  EXPECT_EQ(files[0].input, "filing_receipt");
  EXPECT_EQ(files[0].name, "备案回执 演密备〔2026〕1号.pdf");
  EXPECT_EQ(files[0].level, "L1");
  EXPECT_EQ(files[0].added_by, "authority/regulator");
  EXPECT_TRUE(files[0].named_at) << "it is not swept";
  EXPECT_EQ(base::as_text(need(own_cases->file_content(files[0]))), pdf);
  EXPECT_EQ(provider->acts(proof::ActCode::CaseFileAdded), 1);
  EXPECT_THAT(issue(pdf, "ABCD-1"), SizeIs(1)) << "the same again";
  EXPECT_THAT(issue("no PDF at all", "ABCD-2"), SizeIs(1));
  ASSERT_THAT(matters(id), SizeIs(1));
  EXPECT_EQ(matters(id)[0].position, Matter::kDocument);
  EXPECT_EQ(matters(id)[0].code, "cases.file.content");
}

}  // namespace
}  // namespace yinxin::filings_support
