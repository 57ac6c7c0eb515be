// What a letter of the party asks for, and who follows cases.
#include <gmock/gmock.h>

#include "cases_support/cases_world.hpp"

namespace yinxin::cases_support {
namespace {

using cases::Followed;
using cases::Prepared;
using cases::Submission;
using testing::ElementsAre;
using testing::SizeIs;

class SubmissionsTest : public CasesWorld {
 protected:
  void SetUp() override {
    options.follow = [this](const Followed& followed) -> base::Result<store::WriteSet> {
      store::WriteSet set;
      if (!objection.empty()) return base::make_error(base::ErrorKind::Unavailable, objection);
      std::string line = followed.the_case.number + " " + followed.the_case.state();
      for (const Followed::Step& step : followed.steps)
        line += " " + step.note.event + ">" + step.transition.to;
      for (const cases::ClockNote& note : followed.clocks) line += " [" + note.clock + "]";
      told.push_back(line);
      set.add("INSERT INTO effect_row (number, position, word) VALUES ($1, $2, 'told')",
              {followed.the_case.number, followed.steps.back().note.position});
      return set;
    };
    CasesWorld::SetUp();
  }
  static Submission opening() {
    Submission submission;
    submission.opening.procedure = "licence_application";
    submission.opening.party = kParty;
    submission.opening.scope = kYunnan;
    submission.deeds = {deed("submit")};
    submission.at = morning("2026-09-28");
    return submission;
  }
  static Deed deed(const std::string& event) {
    Deed one;
    one.event = event;
    const auto inputs = licence_inputs().find(event);
    if (inputs != licence_inputs().end()) one.inputs = inputs->second;
    return one;
  }
  static Submission in(const std::string& number, const std::vector<std::string>& events, base::Time at) {
    Submission submission;
    submission.number = number;
    for (const std::string& event : events) submission.deeds.push_back(deed(event));
    submission.at = at;
    return submission;
  }
  /// The case as it then stands, or the code.
  std::string played(const Submission& submission, const Caller& caller = applicant()) {
    auto prepared = service->prepare(submission, caller);
    if (!prepared) return prepared.error().code;
    const auto committed = lane->commit(std::move(prepared->set));
    return committed ? prepared->outcome.number + " " + prepared->outcome.state() : committed.error().code;
  }

  std::vector<std::string> told;
  std::string objection;
};
YX_BOTH_ENGINES(SubmissionsTest);

TEST_P(SubmissionsTest, OpensACaseForWhoeverCommits) {
  const Prepared prepared = need(service->prepare(opening(), applicant()));
  EXPECT_EQ(count("case_record"), 0) << "nothing is written by itself";
  EXPECT_EQ(prepared.outcome.number, "XK-2026-1");
  ASSERT_THAT(prepared.clocks, SizeIs(1));
  EXPECT_EQ(prepared.clocks[0].clock, "examination");
  need(lane->commit(prepared.set));
  EXPECT_EQ(outcome("XK-2026-1"), "received [examination]");
  EXPECT_EQ(view("XK-2026-1").found.steps.at(0).origin, procedure::Origin::Submission);
  EXPECT_EQ(acts(proof::ActCode::CaseOpened, "XK-2026-1"), 1);
  EXPECT_EQ(code_of(lane->commit(prepared.set)), "cases.number") << "the same once more";
  EXPECT_EQ(played(opening()), "XK-2026-2 received");
}

TEST_P(SubmissionsTest, AllOfALetterOrNothing) {
  Submission letter = opening();
  letter.deeds.push_back(deed("withdraw"));
  EXPECT_EQ(played(letter), "XK-2026-1 withdrawn");
  EXPECT_THAT(view("XK-2026-1").found.steps, SizeIs(2));
  letter.deeds.push_back(deed("supplement"));
  EXPECT_EQ(played(letter), "procedure.state");
  EXPECT_EQ(count("case_record"), 1);
}

TEST_P(SubmissionsTest, OnlyInTheirOwnCasesAndRoles) {
  std::string number = submit();
  EXPECT_EQ(played(in(number, {"withdraw"}, clock.now()), applicant("key/other")), "cases.none");
  EXPECT_EQ(played(in(number, {"examine_form"}, clock.now())), "procedure.role");
  EXPECT_EQ(played(in(number, {"deem_accepted"}, clock.now())), "procedure.role") << "a timer's";
  EXPECT_EQ(played(in("XK-2026-9", {"withdraw"}, clock.now())), "cases.none");
  EXPECT_EQ(played(in(number, {}, clock.now())), "cases.submission");
  EXPECT_EQ(played(opening(), applicant("key/other")), "procedure.role") << "for another party";
  Submission wrong = opening();
  wrong.opening.scope = "53";
  EXPECT_EQ(played(wrong), "cases.scope");
  wrong = opening();
  wrong.deeds[0].item = "a b";
  EXPECT_EQ(played(wrong), "procedure.item");
  EXPECT_EQ(played(in(number, {"withdraw"}, clock.now())), number + " withdrawn");
}

// The supplement arrived in time; that it is played after the period has ended changes nothing.
TEST_P(SubmissionsTest, CountsFromItsArrivalAndNotBeforeWhatHappened) {
  std::string number = submit();
  ASSERT_EQ(play(number, "examine_form request_supplement"), "");
  clock.set(morning("2026-11-10"));  // the last of thirty working days
  const base::Time arrived = clock.now();
  clock.set(morning("2026-11-20"));
  EXPECT_EQ(played(in(number, {"supplement"}, arrived)), number + " received");
  const cases::StepNote step = view(number).found.steps.back();
  EXPECT_EQ(step.at, arrived);
  EXPECT_EQ(step.recorded_at, clock.now());
  EXPECT_EQ(clock_of(number, "supplement").outcome, cases::ClockNote::Outcome::Met);

  std::string other = submit();
  EXPECT_EQ(played(in(other, {"withdraw"}, arrived)), other + " withdrawn");
  EXPECT_EQ(view(other).found.steps.back().at, view(other).found.steps.front().at)
      << "not before the case was opened";
  EXPECT_EQ(played(opening()), "XK-2026-3 received");
  EXPECT_EQ(view("XK-2026-3").found.opened_at, morning("2026-09-28"));
}

TEST_P(SubmissionsTest, AnotherWasFaster) {
  std::string number = submit();
  Prepared prepared = need(service->prepare(in(number, {"withdraw"}, clock.now()), applicant()));
  ASSERT_EQ(play(number, "examine_form"), "");
  EXPECT_EQ(code_of(lane->commit(std::move(prepared.set))), "cases.changed");
}

TEST_P(SubmissionsTest, WhoFollowsIsToldInTheSameCommit) {
  std::string number = submit();
  ASSERT_EQ(play(number, "examine_form accept"), "");
  EXPECT_THAT(told, ElementsAre("XK-2026-1 received submit>received [examination]",
                                "XK-2026-1 received examine_form>received [examination]",
                                "XK-2026-1 accepted accept>accepted [forwarding] [decision]"));
  EXPECT_EQ(this->number("SELECT count(*) FROM effect_row WHERE word = 'told'"), 3);
  told.clear();
  EXPECT_EQ(code_of(perform(deed_of(number, "accept").first, officer("province_review_officer"))),
            "procedure.state");
  EXPECT_THAT(told, SizeIs(0)) << "nothing happened";
  objection = "exchange.message";
  EXPECT_EQ(code_of(perform(deed_of(number, "withdraw").first, applicant())), "exchange.message");
  EXPECT_EQ(view(number).found.state(), "accepted") << "all or nothing";
}

TEST_P(SubmissionsTest, TimersAndChildrenAreFollowedToo) {
  std::string number = submit();
  told.clear();
  clock.set(after_day("2026-10-10"));
  need(service->fire_due());
  EXPECT_THAT(told, ElementsAre("XK-2026-1 accepted deem_accepted>accepted [forwarding] [decision]",
                                "accountability-2026-1 opened open_by_clock>opened [handling]"));
}

}  // namespace
}  // namespace yinxin::cases_support
