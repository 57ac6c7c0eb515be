// Filings by letter from a provider to an authority and back, on both engines.
#include <gmock/gmock.h>

#include "filings_support/filings_world.hpp"

namespace yinxin::filings_support {
namespace {

using filings::Notice;
using filings::State;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class FilingsTest : public FilingsWorld {
 protected:
  /// What the provider was told last.
  Notice told(const FilingId& id) const {
    const auto all = letters(*provider_records, id);
    for (auto letter = all.rbegin(); letter != all.rend(); ++letter)
      if (letter->notice) return *letter->notice;
    throw std::runtime_error("nothing was told");
  }
};
YX_BOTH_ENGINES(FilingsTest);

TEST_P(FilingsTest, ACpsVersionBecomesACaseWhoseNumberComesBack) {
  const FilingId id = filed();
  EXPECT_EQ(at_provider(id).state, State::Sent);
  EXPECT_EQ(provider->number("SELECT count(*) FROM act_record WHERE object = $1", {"filing/" + id.text()}),
            1);
  settle();
  const cases::View seen = this->seen("BA-2026-1");
  EXPECT_EQ(seen.found.state(), "filed");
  EXPECT_EQ(seen.found.party, "provider");
  EXPECT_EQ(seen.found.scope, "530000") << "the provider's province";
  ASSERT_THAT(seen.found.steps, SizeIs(2));
  for (const cases::StepNote& step : seen.found.steps) {
    EXPECT_EQ(step.actor, "party/provider/comply-1");
    EXPECT_EQ(step.origin, procedure::Origin::Submission);
  }
  EXPECT_EQ(base::format_date(seen.clocks.at(0).due.due_raw), "2026-02-04") << "thirty days of publication";

  const Filing filing = at_provider(id);
  EXPECT_EQ(filing.state, State::Open);
  EXPECT_EQ(filing.case_number, "BA-2026-1");
  EXPECT_EQ(filing.case_state_name.zh, "备案已提交");
  EXPECT_FALSE(filing.due_on) << "nothing runs for the provider";
  EXPECT_THAT(course(*provider_records, id), ElementsAre("out submission delivered", "in notice delivered"));
  EXPECT_THAT(course(*regulator_records, id), ElementsAre("in submission delivered", "out notice delivered"));
  EXPECT_EQ(letters(*provider_records, id).front().received_at, clock.now());
  EXPECT_EQ(cases_there(), 1);
}

TEST_P(FilingsTest, TheAuthorityReadsTheFilesAndThatIsOnRecord) {
  const FilingId id = filed();
  settle();
  const LetterNote letter = letters(*regulator_records, id).front();
  ASSERT_THAT(letter.files, SizeIs(3));
  EXPECT_EQ(base::to_hex(letter.files[1].sm3), sm3_of("the package"));
  base::Waiter<filings::File> waiter;
  regulator_records->file({id, letter.id, 1}, officer("case-1", {}), waiter.completion());
  EXPECT_EQ(base::as_text(need(waiter.wait()).content), "the package");
  EXPECT_EQ(regulator->acts(proof::ActCode::PersonalDataViewed), 1);
  base::Waiter<filings::File> none;
  regulator_records->file({id, letter.id, 3}, officer("case-1", {}), none.completion());
  EXPECT_EQ(code_of(none.wait()), "filings.file");
  EXPECT_EQ(regulator->number("SELECT count(*) FROM filing_file WHERE content LIKE '%package%'"), 0)
      << "sealed";
}

TEST_P(FilingsTest, ASealedFileIsLookedAtForAReason) {
  const FilingId id = filed();
  settle();
  const LetterNote letter = letters(*regulator_records, id).front();
  const auto look = [&](const std::string& reason) {
    base::Waiter<filings::File> waiter;
    regulator_records->look_at_file({id, letter.id, 1}, reason, officer("case-1", {}), waiter.completion());
    return waiter.wait();
  };
  for (const std::string& bad : {std::string(), std::string(" \n"), std::string(501, 'x')})
    EXPECT_EQ(code_of(look(bad)), "filings.reason");
  EXPECT_EQ(regulator->acts(proof::ActCode::PersonalDataViewed), 0);
  EXPECT_EQ(base::as_text(need(look("核对备案材料")).content), "the package");
  EXPECT_EQ(regulator->acts(proof::ActCode::PersonalDataViewed), 1);
}

TEST_P(FilingsTest, AFilesLevelIsThatOfTheInputsThatNameIt) {
  const FilingId id = filed();
  settle();
  const filings::Shown shown = need(regulator_records->read(id));
  const LetterNote& letter = shown.letters.front();
  const procedure::Procedure& rules = *seen("BA-2026-1").procedure;
  std::set<std::string> levels;
  for (const filings::FileNote& file : letter.files)
    levels.insert(filings::Records::level_of(shown, letter, file, &rules));
  EXPECT_THAT(levels, ElementsAre("L0", "L1")) << "the text and the profile; the package";
  EXPECT_EQ(filings::Records::level_of(shown, letter, letter.files[0], nullptr), "L3") << "not known";
  filings::FileNote unnamed = letter.files[0];
  unnamed.sm3 = crypto::sm3(base::to_bytes("named by nothing"));
  EXPECT_EQ(filings::Records::level_of(shown, letter, unnamed, &rules), "L3");
}

TEST_P(FilingsTest, WhatIsReturnedIsSuppliedInTheSameCase) {
  const FilingId id = filed();
  settle();
  need(act("BA-2026-1", "return_filing", "province_intake_officer", {{"missing", text("缺少目录")}}));
  settle();
  EXPECT_EQ(at_provider(id).case_state, "to_supplement");
  EXPECT_EQ(at_provider(id).due_on, day("2026-01-23")) << "ten working days";
  const Notice returned = told(id);
  ASSERT_THAT(returned.steps, SizeIs(1));
  EXPECT_EQ(returned.steps[0].name.zh, "退回补正");
  EXPECT_EQ(returned.steps[0].papers.at(0).first, "filing_supplement_notice");
  EXPECT_EQ(std::get<std::string>(returned.steps[0].inputs.at("missing")), "缺少目录");
  ASSERT_THAT(returned.deadlines, SizeIs(1));
  EXPECT_EQ(returned.deadlines[0].name.zh, "补正备案");

  Wish again;
  again.deeds = {{"resubmit", "", {{"package_sm3", text(sm3_of("the whole package"))}}}};
  again.files = {file("the whole package")};
  need(add_to(id, again, comply));
  settle();
  EXPECT_EQ(seen("BA-2026-1").found.state(), "filed");
  EXPECT_EQ(at_provider(id).case_state, "filed");
  EXPECT_EQ(cases_there(), 1);
}

TEST_P(FilingsTest, OpinionsOfTheAuthorityStayThere) {
  const FilingId id = filed();
  settle();
  need(act("BA-2026-1", "check_filing", "province_intake_officer", {{"check_opinion", text("内部意见")}}));
  settle();
  EXPECT_THAT(course(*provider_records, id), SizeIs(2)) << "no document, and it stands where it stood";
  need(act("BA-2026-1", "confirm_filing", "province_review_officer", {{"receipt_number", text("备1号")}}));
  settle();
  const Notice confirmed = told(id);
  EXPECT_EQ(confirmed.state, "recorded");
  ASSERT_THAT(confirmed.steps, SizeIs(1));
  EXPECT_EQ(std::get<std::string>(confirmed.steps[0].inputs.at("receipt_number")), "备1号");
}

TEST_P(FilingsTest, ADocumentThatIsIssuedGoesToTheParty) {
  const FilingId id = filed();
  settle();
  store::WriteSet set;
  const cases::View view = seen("BA-2026-1");
  need(intake->tell_paper(set, view,
                          {{1, "filing_receipt", "备案回执", "演密备〔2026〕1号", "ABCD-1"},
                           base::to_bytes("%PDF-"),
                           "officer/r"}));
  need(intake->tell_paper(
      set, view, {{1, "case_closing", "结案审批表", "1", "ABCD-2"}, base::to_bytes("%PDF-"), "officer/r"}));
  need(regulator->lane->commit(std::move(set)));
  settle();
  const auto all = letters(*provider_records, id);
  ASSERT_THAT(all, SizeIs(3)) << "what stays in the house is not sent";
  ASSERT_TRUE(all[2].notice && all[2].notice->paper);
  EXPECT_EQ(all[2].notice->paper->number, "演密备〔2026〕1号");
  ASSERT_THAT(all[2].files, SizeIs(1));
  EXPECT_EQ(all[2].files[0].media_type, "application/pdf");
  base::Waiter<filings::File> waiter;
  provider_records->file({id, all[2].id, 0}, comply, waiter.completion());
  EXPECT_EQ(base::as_text(need(waiter.wait()).content), "%PDF-");
}

// A step between the reading and the commit: the party would be told last how the case once stood.
TEST_P(FilingsTest, ADocumentDrawnFromACaseThatHasMovedIsNotSent) {
  const FilingId id = filed();
  settle();
  const cases::View before = seen("BA-2026-1");
  need(act("BA-2026-1", "return_filing", "province_intake_officer", {{"missing", text("缺少目录")}}));
  store::WriteSet set;
  need(intake->tell_paper(set, before,
                          {{1, "filing_receipt", "备案回执", "演密备〔2026〕1号", "ABCD-1"},
                           base::to_bytes("%PDF-"),
                           "officer/r"}));
  EXPECT_EQ(code_of(regulator->lane->commit(std::move(set))), "cases.changed");
  settle();
  EXPECT_EQ(at_provider(id).case_state, "to_supplement");
  EXPECT_FALSE(told(id).paper);
}

TEST_P(FilingsTest, ALicenceChangeInTwoLettersBeforeAnyAnswer) {
  const FilingId id = need(file_it(change(), comply)).id;
  need(add_to(id, submission(), head));
  settle();
  ASSERT_EQ(cases_there(), 1);
  const std::string number = at_provider(id).case_number;
  const cases::View view = seen(number);
  EXPECT_EQ(view.found.state(), "submitted");
  EXPECT_EQ(view.found.scope, "000000") << "the national bureau receives it";
  EXPECT_EQ(view.found.steps.at(1).item, "c1");
  EXPECT_EQ(view.found.steps.at(1).actor, "party/provider/comply-1");
  EXPECT_EQ(view.found.steps.at(2).actor, "party/provider/head-1");
  EXPECT_EQ(at_provider(id).case_state_name.zh, "已提交");
  need(act(number, "receive", "national_intake_officer"));
  settle();
  EXPECT_EQ(at_provider(id).due_on, day("2026-02-06")) << "twenty working days";
}

TEST_P(FilingsTest, WhatIsFiledLateIsOverdueFirst) {
  Wish late = cps();
  late.deeds[0].inputs["published_on"] = day("2025-11-03");
  static_cast<void>(filed(late));
  settle();
  const cases::View view = seen("BA-2026-1");
  EXPECT_EQ(view.found.state(), "filed");
  EXPECT_EQ(view.clocks.at(0).outcome, cases::ClockNote::Outcome::Met);
  EXPECT_TRUE(view.clocks.at(0).overdue_at) << "after thirty days";
  EXPECT_EQ(regulator->acts(proof::ActCode::ClockOverdue), 1);
}

// Periods count from the arrival, whenever the department comes to it (requirements 2.0).
TEST_P(FilingsTest, TheDayOfArrivalCountsThoughTheDepartmentIsAway) {
  bool away = true;
  regulator->objection = [&](const auto&) -> std::optional<base::Error> {
    if (!away) return std::nullopt;
    return base::make_error(base::ErrorKind::Unavailable, "signer.unreachable");
  };
  const FilingId id = filed();
  settle();
  const base::Time arrived = clock.now();
  EXPECT_EQ(at_provider(id).state, State::Received);
  clock.advance(std::chrono::hours(24 * 40));
  away = false;
  settle();
  const cases::View view = seen("BA-2026-1");
  EXPECT_EQ(view.found.opened_at, arrived);
  EXPECT_EQ(view.found.steps.at(1).at, arrived);
  EXPECT_EQ(view.found.steps.at(1).recorded_at, clock.now());
  EXPECT_EQ(view.clocks.at(0).outcome, cases::ClockNote::Outcome::Met) << "within the thirty days";
}

TEST_P(FilingsTest, TheAuthorityBeginsByItselfAndTellsWhenThereIsADocument) {
  const auto open = [&](const std::string& party) {
    cases::Opening opening;
    opening.procedure = "inquiry";
    opening.party = party;
    opening.scope = "530000";
    base::Waiter<Case> waiter;
    cases->open_case(opening, by("case_officer"), {}, waiter.completion());
    return need(waiter.wait()).number;
  };
  const procedure::Values asked{{"question", text("何时")}, {"secret", text("线索")}};
  const std::string number = open("provider");
  const std::string another = open("unit/another");
  settle();
  EXPECT_THAT(need(provider_records->list({}, "", 10)), IsEmpty()) << "planned, and nobody hears of it";
  need(act(number, "notify", "case_officer", asked));
  need(act(another, "notify", "case_officer", asked));
  settle();
  const auto known = need(provider_records->list({}, "", 10));
  ASSERT_THAT(known, SizeIs(1)) << "of others nobody hears";
  EXPECT_EQ(known[0].case_number, number);
  EXPECT_FALSE(known[0].ours);
  EXPECT_EQ(known[0].case_state_name.zh, "已通知");
  const Notice notice = told(known[0].id);
  EXPECT_EQ(std::get<std::string>(notice.steps.at(0).inputs.at("question")), "何时");
  EXPECT_EQ(notice.steps.at(0).inputs.count("secret"), 0U) << "L3";

  Wish answer;
  answer.deeds = {{"answer", "", {}}};
  EXPECT_EQ(code_of(add_to(known[0].id, answer, comply)), "procedure.role");
  need(add_to(known[0].id, answer, head));
  settle();
  EXPECT_EQ(at_provider(known[0].id).state, State::Ended);
  EXPECT_EQ(code_of(add_to(known[0].id, answer, head)), "filings.closed");
}

TEST_P(FilingsTest, OfATipNobodyIsToldWhoeverItIsAbout) {
  untold = {"inquiry"};
  open_regulator();
  cases::Opening opening;
  opening.procedure = "inquiry";
  opening.party = "provider";
  opening.scope = "530000";
  base::Waiter<Case> waiter;
  cases->open_case(opening, by("case_officer"), {}, waiter.completion());
  const std::string number = need(waiter.wait()).number;
  need(act(number, "notify", "case_officer", {{"question", text("何时")}, {"secret", text("线索")}}));
  store::WriteSet set;
  need(intake->tell_paper(set, seen(number),
                          {{1, "receipt", "收件回执", "1", "ABCD-1"}, base::to_bytes("%PDF-"), "officer/r"}));
  EXPECT_TRUE(set.empty());
  settle();
  EXPECT_EQ(regulator->number("SELECT count(*) FROM exchange_outbox"), 0);
  EXPECT_THAT(need(provider_records->list({}, "", 10)), IsEmpty());
}

TEST_P(FilingsTest, TimersTellToo) {
  const FilingId id = filed();
  settle();
  need(act("BA-2026-1", "return_filing", "province_intake_officer", {{"missing", text("缺少目录")}}));
  clock.advance(std::chrono::hours(24 * 30));
  need(cases->fire_due());
  settle();
  EXPECT_EQ(at_provider(id).case_state, "published") << "not supplemented in time";
}

TEST_P(FilingsTest, ListsGoByPeerStateCaseAndRegion) {
  const FilingId first = filed();
  const FilingId second = need(file_it(change(), comply)).id;
  settle();
  const auto ids = [&](const filings::Filter& filter) {
    std::vector<FilingId> found;
    for (const Filing& one : need(regulator_records->list(filter, "", 10))) found.push_back(one.id);
    return found;
  };
  filings::Filter filter;
  EXPECT_THAT(ids(filter), ElementsAre(second, first)) << "newest first";
  filter.reach = "530000";
  EXPECT_THAT(ids(filter), ElementsAre(first)) << "the other is of the whole country";
  filter = {};
  filter.case_number = "BA-2026-1";
  EXPECT_THAT(ids(filter), ElementsAre(first));
  filter = {};
  filter.procedure = "licence_change";
  EXPECT_THAT(ids(filter), ElementsAre(second));
  filter = {};
  filter.state = State::Ended;
  EXPECT_THAT(ids(filter), IsEmpty());
  filter = {};
  filter.peer = "nobody";
  EXPECT_THAT(ids(filter), IsEmpty());
  EXPECT_THAT(need(regulator_records->list({}, second.text(), 10)), SizeIs(1));
  EXPECT_EQ(code_of(regulator_records->list({}, "x", 10)), "filings.cursor");
  EXPECT_EQ(code_of(regulator_records->list({}, "", 0)), "filings.cursor");
}

// Each letter comes again, and the second before the first.
TEST_P(FilingsTest, RepetitionAndOrderMakeNoDifference) {
  const FilingId id = need(file_it(change(), comply)).id;
  need(add_to(id, submission(), head));
  bool first_lost = true;
  provider->line.before = [&] { return !std::exchange(first_lost, false); };
  need(provider->service->work());
  wait();
  settle();
  for (const base::Bytes& message : std::vector(provider->line.posted))
    need(regulator->service->receive(message));
  settle();
  wait();
  settle();
  EXPECT_EQ(cases_there(), 1);
  EXPECT_EQ(seen(at_provider(id).case_number).found.steps.size(), 3U);
  EXPECT_EQ(regulator->number("SELECT count(*) FROM filing_letter WHERE incoming = 1"), 2);
}

}  // namespace
}  // namespace yinxin::filings_support
