// What is not filed, what an authority does not take, and that nothing is lost by it.
#include <gmock/gmock.h>

#include "filings/content.hpp"
#include "filings_support/filings_world.hpp"

namespace yinxin::filings_support {
namespace {

using exchange::Draft;
using exchange::Kind;
using filings::Heading;
using filings::State;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class FilingRefusalsTest : public FilingsWorld {
 protected:
  /// A letter as another program than ours might write it, to the authority; what comes of it.
  std::string sent(const Heading& heading, const Wish& wish, const std::optional<FilingId>& in = {},
                   Kind kind = Kind::Submission) {
    Draft draft{kind,
                "regulator",
                in ? *in : provider->service->new_conversation(),
                std::nullopt,
                filings::words_of(heading),
                {},
                filings::encode_deeds(wish.deeds),
                {}};
    for (const filings::File& one : wish.files)
      draft.files.push_back({one.name, one.media_type, one.content, true});
    return sent(std::move(draft));
  }
  std::string sent(Draft draft) {
    const auto id = need(provider->send(std::move(draft)));
    settle();
    const auto entry = provider->sent(id);
    return entry.state + (entry.code.empty() ? "" : " " + entry.code);
  }
  static Heading heading(std::vector<std::string> roles = {"compliance_officer"}) {
    return {"provider", "comply-1", std::move(roles), "rules_filing", "530000"};
  }
  std::string asked(Wish wish, const officers::Actor& actor) {
    return code_of(file_it(std::move(wish), actor));
  }
};
YX_BOTH_ENGINES(FilingRefusalsTest);

TEST_P(FilingRefusalsTest, TheAuthorityTakesNothingForAnotherThanTheSender) {
  Heading another = heading();
  another.party = "unit/another";
  EXPECT_EQ(sent(another, cps()), "refused filings.party");
  another.party = "regulator";
  EXPECT_EQ(sent(another, cps()), "refused filings.party");
  EXPECT_EQ(cases_there(), 0);
  EXPECT_EQ(sent(heading(), cps()), "delivered") << "and goes on";
  EXPECT_EQ(cases_there(), 1);
}

TEST_P(FilingRefusalsTest, WhatCannotBeOpened) {
  Heading other = heading();
  other.procedure = "penalty";
  EXPECT_EQ(sent(other, cps()), "refused filings.procedure");
  other.procedure = "licence_status";
  EXPECT_EQ(sent(other, cps()), "refused filings.procedure") << "played here, and filed by nobody";
  other = heading();
  other.scope = "53";
  EXPECT_EQ(sent(other, cps()), "refused cases.scope");
  other.scope = "";
  EXPECT_EQ(sent(other, cps()), "refused filings.content");
  Wish internal = cps();
  internal.deeds[0].event = "draft";
  EXPECT_EQ(sent(heading(), internal), "refused procedure.input") << "the inputs of another event";
  internal.deeds[0].event = "approve";
  EXPECT_EQ(sent(heading(), internal), "refused procedure.state");
  EXPECT_EQ(cases_there(), 0);
}

TEST_P(FilingRefusalsTest, TheCaseIsOpenedWhereTheRulesHaveItReceived) {
  Heading other = heading();
  for (const char* scope : {"000000", "530100"}) {
    other.scope = scope;
    EXPECT_EQ(sent(other, cps()), "refused filings.scope") << scope << ", of no known domicile";
  }
  domicile = "530100";
  other.scope = "510000";
  EXPECT_EQ(sent(other, cps()), "refused filings.scope") << "of another province";
  other.procedure = "licence_change";
  other.scope = "530000";
  EXPECT_EQ(sent(other, change()), "refused filings.scope") << "the national bureau receives it";
  EXPECT_EQ(cases_there(), 0);
  EXPECT_EQ(sent(heading(), cps()), "delivered");
}

TEST_P(FilingRefusalsTest, InputsThatTheLawRefusesComeBackWithItsCode) {
  Wish wish = cps();
  wish.deeds[0].inputs["published_on"] = day("2026-01-10");
  EXPECT_EQ(sent(heading(), wish), "refused compliance.published_on");
  wish = cps();
  wish.deeds[1].inputs.erase("canary_serials");
  EXPECT_EQ(sent(heading(), wish), "refused procedure.input");
  EXPECT_EQ(cases_there(), 0) << "not half of it either";
  wish = cps();
  wish.files.pop_back();
  EXPECT_EQ(sent(heading(), wish), "refused filings.files");
  wish = cps();
  wish.deeds[0].inputs["text_sm3"] = text("x");
  EXPECT_EQ(sent(heading(), wish), "refused filings.files");
  EXPECT_EQ(cases_there(), 0);
}

TEST_P(FilingRefusalsTest, RolesOfTheAuthorityCountForNothingInALetter) {
  EXPECT_EQ(sent(heading({}), cps()), "refused procedure.role");
  const FilingId id = filed();
  settle();
  Heading further = heading({"province_intake_officer", "province_review_officer", "system_administrator"});
  further.procedure = further.scope = "";
  Wish confirm;
  confirm.deeds = {{"check_filing", "", {{"check_opinion", text("好")}}}};
  EXPECT_EQ(sent(further, confirm, id), "refused procedure.role");
  confirm.deeds = {{"deem_recorded", "", {}}};
  EXPECT_EQ(sent(further, confirm, id), "refused procedure.event");
  confirm.deeds = {{"resubmission_overdue", "", {}}};
  EXPECT_EQ(sent(further, confirm, id), "refused procedure.state");
  EXPECT_EQ(seen(at_provider(id).case_number).found.steps.size(), 2U);
}

TEST_P(FilingRefusalsTest, AConversationHasOneCase) {
  const FilingId id = filed();
  settle();
  EXPECT_EQ(sent(heading(), cps(), id), "refused filings.opened");
  Heading further = heading();
  further.procedure = further.scope = "";
  EXPECT_EQ(sent(further, submission()), "refused filings.no_case");
  EXPECT_EQ(cases_there(), 1);
}

TEST_P(FilingRefusalsTest, WhatIsNoFilingAtAll) {
  Draft draft{
      Kind::Submission, "regulator", provider->service->new_conversation(), std::nullopt, {}, {}, {}, {}};
  EXPECT_EQ(sent(draft), "refused filings.unknown");
  EXPECT_EQ(sent(heading(), cps(), {}, Kind::Notice), "refused filings.unknown");
  draft.conversation = provider->service->new_conversation();
  draft.words = filings::words_of(heading());
  EXPECT_EQ(sent(draft), "refused filings.content") << "nothing in it";
  draft.conversation = provider->service->new_conversation();
  draft.sealed = base::to_bytes("x");
  EXPECT_EQ(sent(draft), "refused filings.content");
  Heading bad = heading();
  bad.officer = "../etc";
  EXPECT_EQ(sent(bad, cps()), "refused filings.content");
  EXPECT_EQ(cases_there(), 0);
}

// A gate that is closed is "not yet" to a person, who may come again; a letter is played once.
TEST_P(FilingRefusalsTest, AClosedGateReturnsTheLetterAndHoldsUpNothing) {
  Wish empty = change();
  empty.deeds.resize(1);
  empty.files.clear();
  const FilingId id = need(file_it(empty, comply)).id;
  need(add_to(id, submission(), head));
  settle();
  EXPECT_THAT(course(*provider_records, id),
              testing::UnorderedElementsAre("out submission delivered", "in notice delivered",
                                            "out submission refused licensing.gate.listed"));
  EXPECT_EQ(at_provider(id).state, State::Open) << "the case is there";
  Wish more = change();
  more.deeds.erase(more.deeds.begin());
  need(add_to(id, more, comply));
  need(add_to(id, submission(), head));
  settle();
  EXPECT_EQ(at_provider(id).case_state, "submitted");
}

TEST_P(FilingRefusalsTest, AReturnedFilingSaysSoAndTakesNoMore) {
  Wish wish = cps();
  wish.deeds[0].inputs["effective_on"] = day("2026-01-01");  // before it was published
  const FilingId id = filed(wish);
  settle();
  EXPECT_EQ(at_provider(id).state, State::Returned);
  EXPECT_EQ(at_provider(id).code, "compliance.published_on");
  EXPECT_EQ(code_of(add_to(id, submission(), comply)), "filings.closed");
  EXPECT_EQ(code_of(add_to(provider->service->new_conversation(), submission(), comply)), "filings.none");
  EXPECT_THAT(letters(*provider_records, id), SizeIs(1)) << "what was sent is kept";
  EXPECT_THAT(letters(*provider_records, id)[0].files, SizeIs(3));
}

// Receipts of both letters come before the notice of the case that the first one opened.
TEST_P(FilingRefusalsTest, AFurtherLetterThatIsRefusedReturnsNoFilingThatHasItsCase) {
  const FilingId id = filed(change());
  const filings::MessageId first = letters(*provider_records, id).at(0).id;
  need(add_to(id, submission(), head));
  const auto all = letters(*provider_records, id);
  ASSERT_THAT(all, SizeIs(2));
  const auto said = [&](const filings::MessageId& letter, exchange::State state, const std::string& code) {
    auto set = need(provider_records->receipted({letter, "regulator", id, state, clock.now(), code}));
    need(provider->lane->commit(std::move(set)));
  };
  said(first, exchange::State::Delivered, "");
  said(all[0].id == first ? all[1].id : all[0].id, exchange::State::Refused, "licensing.gate.listed");
  EXPECT_EQ(at_provider(id).state, State::Received);
  EXPECT_EQ(at_provider(id).code, "");
  EXPECT_THAT(course(*provider_records, id),
              testing::UnorderedElementsAre("out submission delivered",
                                            "out submission refused licensing.gate.listed"));
}

TEST_P(FilingRefusalsTest, WhatAnOfficerMayNotFile) {
  EXPECT_EQ(asked(cps(), officer("entry-1", {Role::RegistrationOfficer})), "officers.role_needed");
  EXPECT_EQ(asked(cps(), officer("sys-1", {Role::SystemAdministrator})), "officers.role_needed");
  EXPECT_EQ(asked(change(), head), "procedure.role") << "the compliance officer opens";
  Wish wish = change();
  wish.deeds.push_back(submission().deeds.front());
  wish.files.push_back(file("the package"));
  EXPECT_EQ(asked(wish, comply), "procedure.role") << "the head of the office submits";
  EXPECT_EQ(asked(wish, officer("both-1", {Role::ComplianceOfficer, Role::ResponsiblePerson})), "ok");
  EXPECT_EQ(provider->number("SELECT count(*) FROM exchange_outbox"), 1);
}

TEST_P(FilingRefusalsTest, WhatIsWrongInAWish) {
  Wish wish = cps();
  wish.procedure = "penalty";
  EXPECT_EQ(asked(wish, comply), "filings.procedure");
  wish = cps();
  wish.authority = "another";
  EXPECT_EQ(asked(wish, comply), "exchange.peer");
  wish = cps();
  wish.deeds.clear();
  EXPECT_EQ(asked(wish, comply), "filings.deeds");
  wish = cps();
  wish.deeds.resize(filings::kMaxDeeds + 1, wish.deeds.back());
  EXPECT_EQ(asked(wish, comply), "filings.deeds");
  wish = cps();
  wish.deeds[0].event = "review";
  EXPECT_EQ(asked(wish, comply), "procedure.event") << "opens nothing";
  wish = cps();
  wish.deeds[1].event = "resubmission_overdue";
  EXPECT_EQ(asked(wish, comply), "procedure.event") << "a timer's";
  wish = cps();
  wish.deeds[0].inputs.erase("version");
  EXPECT_EQ(asked(wish, comply), "procedure.input");
  wish = cps();
  wish.scope = "5300";
  EXPECT_EQ(asked(wish, comply), "cases.scope");
  wish = cps();
  wish.files.pop_back();
  EXPECT_EQ(asked(wish, comply), "filings.files");
  wish = cps();
  wish.files.push_back(file("nobody names it"));
  EXPECT_EQ(asked(wish, comply), "filings.files");
  wish = cps();
  wish.files[0].name = "";
  EXPECT_EQ(asked(wish, comply), "exchange.message");
  wish = cps();
  wish.files[0].content.resize(filings::kMaxFilesBytes);
  wish.deeds[0].inputs["text_sm3"] = text(base::to_hex(crypto::sm3(wish.files[0].content)));
  EXPECT_EQ(asked(wish, comply), "filings.size");
  EXPECT_EQ(provider->number("SELECT count(*) FROM filing"), 0);
  EXPECT_EQ(provider->number("SELECT count(*) FROM exchange_outbox"), 0);
}

TEST_P(FilingRefusalsTest, NoticesOfWhatIsNotTheirs) {
  const FilingId id = filed();
  settle();
  const auto told = [&](const filings::Notice& notice, const FilingId& in, Kind kind = Kind::Notice) {
    const auto message = need(regulator->send({kind,
                                               "provider",
                                               in,
                                               std::nullopt,
                                               filings::words_of(notice),
                                               {},
                                               filings::encode_notice(notice),
                                               {}}));
    settle();
    const auto entry = regulator->sent(message);
    return entry.state + (entry.code.empty() ? "" : " " + entry.code);
  };
  filings::Notice notice = *letters(*provider_records, id).back().notice;
  EXPECT_EQ(told(notice, regulator->service->new_conversation()), "refused filings.party")
      << "the case belongs to another conversation";
  notice.case_number = "BA-2026-9";
  EXPECT_EQ(told(notice, id), "refused filings.party") << "the conversation has another case";
  EXPECT_EQ(told(notice, regulator->service->new_conversation(), Kind::Submission),
            "refused filings.unknown");
  EXPECT_EQ(told(notice, regulator->service->new_conversation()), "delivered");
  EXPECT_EQ(at_provider(id).case_number, "BA-2026-1");
  EXPECT_THAT(need(provider_records->list({}, "", 10)), SizeIs(2));
}

// The authority's commit fails over and over: the letter waits, and is played when it can be.
TEST_P(FilingRefusalsTest, WhatCannotBeWrittenNowIsNotRefused) {
  open_regulator(store::Fault{store::Operation::Commit, 3, store::Moment::Before});
  const FilingId id = filed();
  static_cast<void>(regulator->service->work());
  for (int i = 0; i < 4; ++i) {
    static_cast<void>(provider->service->work());
    static_cast<void>(regulator->service->work());
    wait();
  }
  open_regulator();
  wait();
  settle();
  EXPECT_EQ(at_provider(id).state, State::Open);
  EXPECT_EQ(cases_there(), 1);
}

}  // namespace
}  // namespace yinxin::filings_support
