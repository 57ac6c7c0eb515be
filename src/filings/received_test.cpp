// A case that the authority begins opens one of the provider's, which follows it: a takeover that is ordered,
// on both engines (docs/decisions/0033, article 29).
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

class ReceivedTest : public FilingsWorld {
 protected:
  /// The bureau orders our provider to take another's service over; the number of that case there.
  std::string ordered() {
    const std::string number = order();
    settle();
    return number;
  }
  std::string order() {
    const base::Date today = base::beijing_date(clock.now());
    const base::Date planned = std::chrono::sys_days(today) + std::chrono::days(100);
    cases::Opening stop;
    stop.procedure = "service_stop";
    stop.party = "unit/sender";
    stop.scope = "000000";
    stop.inputs = {{"kind", text("terminate")},
                   {"planned_on", planned},
                   {"scope", text("全部业务")},
                   {"subscribers", std::int64_t{10}},
                   {"reason", text("调整")}};
    base::Waiter<Case> waiter;
    cases->open_case(stop, by("responsible_person"), {}, waiter.completion());
    sender = need(waiter.wait()).number;
    need(act(sender, "report", "responsible_person",
             {{"report_sm3", text(sm3_of("report"))}, {"plan_sm3", text(sm3_of("plan"))}}));
    need(act(sender, "ask_arrangement", "responsible_person",
             {{"negotiations", text("均未同意")}, {"request_sm3", text(sm3_of("request"))}}));
    need(act(sender, "order_takeover", "deciding_officer",
             {{"taker", text("乙机构")},
              {"taker_licence", text("provider")},
              {"order_number", text("国密承1号")},
              {"sender", text("甲机构")},
              {"delivered_on", today}}));
    return seen(sender).found.played.children.at(0).number;
  }
  void work_on() {
    constexpr int kRounds = 6;  // of waiting, until everything came to rest
    for (int i = 0; i < kRounds; ++i) {
      static_cast<void>(provider->service->work());
      static_cast<void>(regulator->service->work());
      wait();
    }
  }
  Filing received() const {
    filings::Filter takeovers;
    takeovers.procedure = "takeover";
    const auto found = need(provider_records->list(takeovers, "", 10));
    if (found.size() != 1) throw std::runtime_error("not one takeover but " + std::to_string(found.size()));
    return found[0];
  }
  /// A letter of ours in that conversation, taken and answered.
  void answer(std::vector<filings::Deed> deeds, const officers::Actor& by_whom,
              const std::vector<std::string>& contents = {}) {
    Wish wish;
    wish.deeds = std::move(deeds);
    for (const std::string& content : contents) wish.files.push_back(file(content));
    need(add_to(received().id, std::move(wish), by_whom));
    settle();
  }
  std::vector<Matter> matters() const { return need(provider_records->read(received().id)).matters; }
  static procedure::Values part() {
    return {{"part_kind", text("records")},
            {"part_sm3", text(sm3_of("the list of parts"))},
            {"completeness", text("whole")}};
  }

  std::string sender;
};
YX_BOTH_ENGINES(ReceivedTest);

TEST_P(ReceivedTest, TheOrderOpensOurOwnCaseOnce) {
  const std::string there = ordered();
  const Filing filing = received();
  EXPECT_FALSE(filing.ours);
  EXPECT_EQ(filing.case_number, there);
  EXPECT_EQ(filing.followed, 1);
  EXPECT_EQ(filing.own_case, "takeover-2026-1");
  const cases::View own = here(filing.own_case);
  EXPECT_EQ(own.found.state(), "ordered");
  EXPECT_EQ(own.found.party, "office");
  EXPECT_EQ(own.found.scope, "530000") << "our officers reach it";
  EXPECT_EQ(own.found.led_by, "filing/" + filing.id.text());
  ASSERT_THAT(own.found.steps, SizeIs(1));
  EXPECT_EQ(own.found.steps[0].actor, "authority/regulator");
  EXPECT_EQ(own.found.steps[0].origin, procedure::Origin::Submission);
  EXPECT_EQ(std::get<std::string>(own.found.played.values.at("order_number")), "国密承1号");
  ASSERT_THAT(own.clocks, SizeIs(1));
  EXPECT_EQ(own.clocks[0].due.due_effective, seen(there).clocks.at(0).due.due_effective);
  EXPECT_EQ(provider->acts(proof::ActCode::TakeoverOrdered), 1);
  EXPECT_THAT(matters(), IsEmpty());

  for (const base::Bytes& message : std::vector(regulator->line.posted))
    static_cast<void>(provider->service->receive(message));
  settle();
  EXPECT_EQ(provider->number("SELECT count(*) FROM case_record"), 1);
}

TEST_P(ReceivedTest, TheTakerAnswersByLetterUntilItHasTakenOver) {
  const std::string there = ordered();
  const std::string own = received().own_case;
  EXPECT_EQ(code_of(act_here(own, "accept", "responsible_person")), "cases.by_letter");
  answer({{"accept", "", {}}}, head);
  EXPECT_EQ(here(own).found.state(), "accepted");
  EXPECT_EQ(seen(there).found.steps.back().actor, "party/provider/head-1");
  answer({{"begin", "", {{"public_notice_sm3", text(sm3_of("the notice"))}}}}, head, {"the notice"});
  EXPECT_EQ(here(own).found.state(), "taking");

  need(act_here(own, "take_part", "archive_officer", part(), "p1", "archive-1"));
  need(act_here(own, "check_part", "security_chief", {{"check_sm3", text(sm3_of("the check"))}}, "p1",
                "security-1"));
  need(act_here(own, "status_answers", "key_custodian",
                {{"status_address", text("http://status.example.cn")}}));
  answer({{"take_part", "p1", part()}}, comply, {"the list of parts"});
  EXPECT_EQ(seen(there).found.state(), "taking");
  answer({{"check_part", "p1", {{"check_sm3", text(sm3_of("the check"))}}},
          {"status_answers", "", {{"status_address", text("http://status.example.cn")}}},
          {"finish", "", {{"list_sm3", text(sm3_of("the whole list"))}}}},
         head, {"the check", "the whole list"});
  EXPECT_EQ(seen(there).found.state(), "taken");
  const cases::View end = here(own);
  EXPECT_EQ(end.found.state(), "taken");
  EXPECT_TRUE(end.found.ended);
  EXPECT_EQ(end.found.led_by, "") << "nothing is left to follow";
  std::vector<std::string> events;
  for (const cases::StepNote& step : end.found.steps) events.push_back(step.event);
  EXPECT_THAT(events, ElementsAre("receive_order", "accept", "begin", "take_part", "check_part",
                                  "status_answers", "finish"));
  EXPECT_EQ(received().state, State::Ended);
  EXPECT_THAT(matters(), IsEmpty());
}

TEST_P(ReceivedTest, WhatOurRulesSayNoToIsNotAnswered) {
  ordered();
  Wish early;
  early.deeds = {{"finish", "", {{"list_sm3", text(sm3_of("the whole list"))}}}};
  early.files = {file("the whole list")};
  EXPECT_EQ(code_of(add_to(received().id, early, head)), "procedure.state");
  Wish accepting;
  accepting.deeds = {{"accept", "", {}}};
  EXPECT_EQ(code_of(add_to(received().id, accepting, comply)), "procedure.role");
}

TEST_P(ReceivedTest, WhatTheBureauDoesHappensHereToo) {
  const std::string there = ordered();
  const std::string own = received().own_case;
  clock.advance(std::chrono::hours(24 * 10));
  need(own_cases->fire_due());
  EXPECT_EQ(here(own).found.state(), "ordered") << "its timers wait for the bureau's word";
  need(cases->fire_due());
  settle();
  EXPECT_EQ(here(own).found.state(), "overdue");
  need(act(there, "urge", "case_officer", {{"urged_text", text("请即答复")}}));
  need(act(there, "release", "deciding_officer", {{"reason", text("另行指定")}}));
  settle();
  EXPECT_EQ(here(own).found.state(), "released");
  EXPECT_TRUE(here(own).found.ended);
  EXPECT_THAT(matters(), IsEmpty());
}

TEST_P(ReceivedTest, AnOrderThatMeetsAFailureOpensOneCase) {
  constexpr int kCommits = 3;  // of a provider that takes one letter
  std::int64_t orders = 0;
  for (const store::Moment moment : {store::Moment::Before, store::Moment::After}) {
    for (int countdown = 1; countdown <= kCommits; ++countdown) {
      SCOPED_TRACE(std::to_string(countdown) + (moment == store::Moment::Before ? " before" : " after"));
      open_provider(store::Fault{store::Operation::Commit, countdown, moment});
      provider->line.ends["regulator"] = regulator->service.get();
      order();
      work_on();
      open_provider();
      open_regulator();
      wait();
      work_on();
      ++orders;
      EXPECT_EQ(provider->number("SELECT count(*) FROM case_record"), orders);
      EXPECT_EQ(provider->number("SELECT count(*) FROM filing WHERE own_case <> '' AND followed = 1"),
                orders);
      EXPECT_EQ(provider->acts(proof::ActCode::TakeoverOrdered), orders);
    }
  }
}

TEST_P(ReceivedTest, AnOrderThatCannotBeEnteredStandsForAnOfficer) {
  const FilingId id = regulator->service->new_conversation();
  filings::Notice notice;
  notice.case_number = "takeover-2026-77";
  notice.procedure = "takeover";
  notice.scope = "000000";
  notice.state = "ordered";
  notice.state_name = {"已指定", "Ordered"};
  notice.steps.push_back({0,
                          "receive_order",
                          {"收到承接通知", "Receive the order"},
                          clock.now(),
                          {},
                          {{"delivered_on", text("昨日")}},
                          false});
  need(regulator->send({exchange::Kind::Notice,
                        "provider",
                        id,
                        std::nullopt,
                        filings::words_of(notice),
                        {},
                        filings::encode_notice(notice),
                        {}}));
  settle();
  EXPECT_EQ(received().case_number, "takeover-2026-77") << "the letter is taken all the same";
  EXPECT_EQ(received().own_case, "");
  ASSERT_THAT(matters(), SizeIs(1));
  EXPECT_EQ(matters()[0].event, "receive_order");
  EXPECT_EQ(matters()[0].code, "procedure.input");
  need(settle_matter(received().id, matters()[0], false, "已另行联系"));
  EXPECT_EQ(received().matters, 0);
}

}  // namespace
}  // namespace yinxin::filings_support
