// One broken procedure for each thing that check() finds.
#include "procedure/test_procedure.hpp"

namespace yinxin::procedure {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kSmall;
using ::testing::Not;
using testing::parsed;
using testing::small_with;

const KnownWords kKnown{{"applicant", "clerk", "judge"}, {"looked"}, {"answer"}};

struct Broken {
  std::string_view old, now;
  std::string_view where, en;
};

void expect_findings(std::span<const Broken> all) {
  for (const Broken& broken : all) {
    const auto found = check(parsed(small_with(broken.old, broken.now)), kKnown);
    EXPECT_THAT(
        found,
        Contains(AllOf(Field(&Finding::file, "small.toml"), Field(&Finding::where, HasSubstr(broken.where)),
                       Field(&Finding::en, HasSubstr(broken.en)), Field(&Finding::zh, Not(IsEmpty())))))
        << "after " << broken.now;
  }
}

TEST(CheckProcedure, FindsNothingWrongWithTheSmallOne) {
  for (const Finding& finding : check(parsed(kSmall), kKnown))
    ADD_FAILURE() << finding.where << ": " << finding.en;
}

TEST(CheckProcedure, FindsWhatIsSaidTwice) {
  const Broken all[] = {
      {"id = \"waiting\"", "id = \"asked\"", "state asked", "twice"},
      {"event = \"wait\"", "event = \"look\"", "transitions", "look/asked is there twice"},
      {"event = \"wait\"", "event = \"look\"", "transition look", "two names"},
      {"id = \"kind\"", "id = \"seen\"", "transition look", "seen is there twice"},
      {"code = \"bad\"", "code = \"good\"", "input kind", "good is there twice"},
      {"[\"cps.days\", \"cps.open\"]", "[\"cps.days\", \"cps.open\", \"cps.days\"]", "settings",
       "cps.days is there twice"},
      {"[[clock]]", R"([[gate]]
id = "looked_at"
event = "wait"
name = { zh = "查看", en = "Looked at" }
code = "small.gate.look"
article = "21"
[[clock]])",
       "gate looked_at", "twice"},
      {"[[clock]]", R"([[separation]]
one = "answer"
other = "look"
name = { zh = "查看/答复", en = "Look and answer" }
code = "small.other"
article = "21"
[[clock]])",
       "separations", "answer/look is there twice"},
      {"[[clock]]", R"([[clock]]
id = "waiting"
name = { zh = "期限", en = "Time" }
starts = "wait"
length = 3
unit = "working_days"
met_by = ["go_on"]
cancelled_by = ["deny", "lapse"]
cites = ["21"]
[[clock]])",
       "clock waiting", "twice"},
  };
  expect_findings(all);
}

TEST(CheckProcedure, FindsNamesThatLeadNowhere) {
  const Broken all[] = {
      {"to = \"waiting\"", "to = \"limbo\"", "transition wait", "no state limbo"},
      {"from = [\"waiting\"]", "from = [\"limbo\"]", "transition go_on", "no state limbo"},
      {"needs = [\"looked_at\"]", "needs = [\"heard\"]", "transition answer", "no gate heard"},
      {"needs = [\"looked_at\"]\n", "", "gate looked_at", "Nothing needs this gate"},
      {"resets = [\"look\"]", "resets = [\"listen\"]", "transition go_on", "no event listen"},
      {"id = \"looked_at\"\nevent = \"look\"", "id = \"looked_at\"\nevent = \"listen\"", "gate looked_at",
       "no event listen"},
      {"one = \"look\"", "one = \"listen\"", "separation listen/answer", "no event listen"},
      {"other = \"answer\"", "other = \"reply\"", "separation look/reply", "no event reply"},
      {"other = \"answer\"", "other = \"look\"", "separation look/look", "Both sides are one event"},
      {"met_by = [\"go_on\"]", "met_by = [\"go\"]", "clock waiting", "no event go"},
      {"cancelled_by = [\"deny\"]", "cancelled_by = [\"deny\", \"stop\"]", "clock waiting", "no event stop"},
      {"[\"cps.days\", \"cps.open\"]", "[\"cps.days\"]", "settings", "cps.open is not listed"},
      {"roles = [\"applicant\"]\ncites", "roles = [\"applicant\"]\nparty = \"who\"\ncites", "transition ask",
       "who is no text that is always entered here"},
      {"roles = [\"clerk\", \"judge\"]\nrecord", "roles = [\"clerk\", \"judge\"]\nparty = \"seen\"\nrecord",
       "transition look", "Only an opening says whose case it is"},
      {"[\"cps.days\", \"cps.open\"]", "[\"cps.open\"]", "settings", "cps.days is not listed"},
      {"and setting:cps.open = true", "", "settings", "Nothing reads the setting cps.open"},
  };
  expect_findings(all);
}

TEST(CheckProcedure, FindsWordsOutsideTheLists) {
  const Broken all[] = {
      {"roles = [\"clerk\"]", "roles = [\"king\"]", "transition wait", "no role king"},
      {"roles = [\"clerk\"]\n", "", "transition wait", "Nobody may do this"},
      {"origin = \"timer\"", "origin = \"timer\"\nroles = [\"clerk\"]", "transition lapse",
       "it has no roles"},
      {"origin = \"timer\"",
       "origin = \"timer\"\ninput = [{ id = \"x\", type = \"flag\", label = { zh = \"x\", en = \"x\" }, "
       "level = \"L0\" }]",
       "transition lapse", "A timer cannot enter anything"},
      {"record = \"looked\"", "record = \"glanced\"", "transition look", "no act glanced"},
      {"effect = \"answer\"", "effect = \"shout\"", "transition answer", "no effect shout"},
      {"\"small.closed\"", "\"Small.Closed\"", "transition answer", "dotted lower-case"},
      {"\"small.closed\"", "\"closed\"", "transition answer", "dotted lower-case"},
      {"\"small.gate.look\"", "\"small..look\"", "gate looked_at", "dotted lower-case"},
      {"\"small.separation\"", "\"small.9\"", "separation look/answer", "dotted lower-case"},
      {"article = \"21\"", "article = \"43\"", "gate looked_at", "43 is not an article"},
      {"[\"20\", \"21\"]", "[\"20\", \"0\"]", "transition answer", "0 is not an article"},
      {"[\"20\", \"21\"]", "[\"020\"]", "transition answer", "020 is not an article"},
      {"[\"20\", \"21\"]", "[\"twenty\"]", "transition answer", "twenty is not an article"},
      {"行政许可法 38", "行政许可法 ", "transition deny", "is not an article"},
      {"行政许可法 38", " 38", "transition deny", "is not an article"},
  };
  expect_findings(all);
}

TEST(CheckProcedure, FindsAdverseActsWithoutReasonOrRights) {
  const Broken all[] = {
      {"id = \"reason\"", "id = \"cause\"", "transition deny", "the required text reason"},
      {"type = \"text\"", "type = \"file\"", "transition deny", "the required text reason"},
      {"level = \"L2\"", "level = \"L2\"\nrequired = false", "transition deny", "the required text reason"},
      {"level = \"L2\"", "level = \"L2\"\nmin = 0", "transition deny", "the required text reason"},
      {"level = \"L2\"", "level = \"L2\"\nrequired_when = \"setting:cps.open = true\"", "transition deny",
       "the required text reason"},
      {"outputs = [\"rights_notice\"]\n", "", "transition deny", "rights_notice"},
  };
  expect_findings(all);
}

TEST(CheckProcedure, FindsStatesWithoutAWayInOrOut) {
  const Broken all[] = {
      {"from = [\"asked\"]\nto = \"waiting\"", "from = [\"asked\"]\nto = \"asked\"", "state waiting",
       "Nothing leads here"},
      {"from = [\"waiting\"]\nto = \"asked\"", "from = [\"waiting\", \"done\"]\nto = \"asked\"",
       "transition go_on", "Nothing follows the end done"},
      {"to = \"asked\"\nroles = [\"applicant\"]",
       "from = [\"waiting\"]\nto = \"asked\"\nroles = [\"applicant\"]", "transitions", "of each origin one"},
      {"from = [\"waiting\"]\nto = \"asked\"", "to = \"asked\"", "transitions", "of each origin one"},
  };
  expect_findings(all);
}

TEST(CheckProcedure, OpensByAPersonAndByAnotherCase) {
  const std::string both = small_with(
      "[[transition]]\nevent = \"look\"",
      "[[transition]]\nevent = \"hand_on\"\nname = { zh = \"转来\", en = \"Handed on\" }\nto = \"asked\"\n"
      "origin = \"child_case\"\ncites = [\"21\"]\n\n[[transition]]\nevent = \"look\"");
  EXPECT_THAT(check(parsed(both), kKnown), IsEmpty());
}

// The judge may deny from "waiting"; without that only the timer's clock leads out.
TEST(CheckProcedure, FindsStatesWithoutAnEndIfTheApplicantStaysSilent) {
  constexpr std::string_view kBoth = "from = [\"asked\", \"waiting\"]";
  const std::string_view no_denial = "from = [\"asked\"]";
  std::string text = small_with(kBoth, no_denial);
  text.replace(text.find("cancelled_by = [\"deny\"]\n"), 24, "");
  EXPECT_THAT(check(parsed(text), kKnown), IsEmpty());

  std::string by_applicant = text;
  by_applicant.replace(by_applicant.find("origin = \"timer\""), 16, "roles = [\"applicant\"]");
  EXPECT_THAT(check(parsed(by_applicant), kKnown), Contains(AllOf(Field(&Finding::where, "state waiting"),
                                                                  Field(&Finding::en, HasSubstr("silent")))));

  Procedure no_clock = parsed(text);
  no_clock.clocks.clear();
  EXPECT_THAT(check(no_clock, kKnown), Contains(AllOf(Field(&Finding::where, "state waiting"),
                                                      Field(&Finding::en, HasSubstr("silent")))));
}

TEST(CheckProcedure, ASilentEndMayNotNeedAGateOfTheApplicant) {
  std::string text = small_with("from = [\"asked\", \"waiting\"]", "from = [\"waiting\"]");
  text.replace(text.find("event = \"wait\""), 14, "event = \"wait\"\nneeds = [\"looked_at\"]");
  EXPECT_THAT(check(parsed(text), kKnown), IsEmpty());
  text.replace(text.find("roles = [\"clerk\", \"judge\"]"), 26, "roles = [\"applicant\"]");
  EXPECT_THAT(check(parsed(text), kKnown), Contains(AllOf(Field(&Finding::where, "state asked"),
                                                          Field(&Finding::en, HasSubstr("silent")))));
}

TEST(CheckProcedure, FindsGatesThatOpenTooLate) {
  Procedure late = parsed(kSmall);
  for (Transition& transition : late.transitions) {
    if (transition.event == "answer") transition.needs = {"never"};
  }
  late.gates[0].id = "never";
  late.gates[0].event = "deny";
  EXPECT_THAT(check(late, kKnown),
              Contains(AllOf(Field(&Finding::where, HasSubstr("transition answer")),
                             Field(&Finding::en, HasSubstr("cannot open before this")))));
}

TEST(CheckProcedure, AFlagStartsHoursAndADateDoesNot) {
  Procedure small = parsed(small_with("state:waiting", "field:seen"));
  small.clocks[0].unit = Clock::Unit::Hours;
  const auto no_start =
      AllOf(Field(&Finding::where, "clock waiting"), Field(&Finding::en, HasSubstr("no start")));
  EXPECT_THAT(check(small, kKnown), Not(Contains(no_start)));
  for (Transition& transition : small.transitions) {
    for (Input& input : transition.inputs) {
      if (input.id == "seen") input.type = InputType::Date;
    }
  }
  EXPECT_THAT(check(small, kKnown), Contains(no_start));
}

TEST(CheckProcedure, FindsClocksThatDoNotStartOrEnd) {
  const Broken all[] = {
      {"starts = \"state:waiting\"", "starts = \"state:limbo\"", "clock waiting", "no start state:limbo"},
      {"starts = \"state:waiting\"", "starts = \"queue\"", "clock waiting", "no start queue"},
      {"starts = \"state:waiting\"", "starts = \"field:kind\"", "clock waiting", "no start field:kind"},
      {"met_by = [\"go_on\"]\n", "", "clock waiting", "Nothing meets this clock"},
      {"cancelled_by = [\"deny\"]\n", "", "clock waiting", "still runs when the case has ended in done"},
      {"on_expiry = \"lapse\"\n", "", "clock waiting", "still runs when the case has ended in done"},
      {"on_expiry = \"lapse\"", "on_expiry = \"deny\"", "clock waiting",
       "timer event deny is not possible from waiting"},
      {"on_expiry = \"lapse\"", "on_expiry = \"burst\"", "clock waiting",
       "timer event burst is not possible"},
      {"met_by = [\"go_on\"]", "met_by = [\"look\"]", "clock waiting",
       "timer event lapse is not possible from asked"},
  };
  expect_findings(all);
}

TEST(CheckProcedure, FindsGuardsThatReadWhatIsNotThere) {
  constexpr std::string_view kGuard = "value:seen = true and";
  const Broken all[] = {
      {kGuard, "value:heard = true and", "transition answer", "heard is not surely entered"},
      {kGuard, "value:kind = \"good\" and", "transition answer", "kind is not surely entered"},  // optional
      {kGuard, "exists(value:heard) and", "transition answer", "heard is not surely entered"},
      {kGuard, "input:seen = true and", "transition answer", "does not enter seen"},
      {kGuard, "value:seen = \"true\" and", "transition answer", "different kinds"},
      {kGuard, "value:seen = 1 and", "transition answer", "different kinds"},
      {"required = false", "required_when = 'input:kind = \"ugly\"'", "transition look",
       "ugly is not a code of kind"},
      {"required = false", "required_when = 'value:reason = \"x\"'", "transition look",
       "reason is not surely entered"},
      {"needs = [\"looked_at\"]", "", "transition answer",
       "seen is not surely entered"},  // another way leads here
  };
  expect_findings(all);
  EXPECT_THAT(check(parsed(small_with(kGuard, "exists(value:kind) and value:seen = true and")), kKnown),
              IsEmpty());
}

TEST(CheckProcedure, WhatEveryWayEntersIsSurelyEntered) {
  std::string text = small_with("level = \"L2\"", "level = \"L2\"\nmax = 500");
  text.replace(text.find("event = \"ask\""), 13, R"(event = "ask"
input = [{ id = "topic", type = "integer", min = 1, max = 3, label = { zh = "题", en = "Topic" }, level = "L1" }])");
  text.replace(text.find("value:seen = true and"), 21, "value:topic = 2 and value:seen = true and");
  EXPECT_THAT(check(parsed(text), kKnown), IsEmpty());
}

}  // namespace
}  // namespace yinxin::procedure
