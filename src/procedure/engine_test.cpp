#include "procedure/engine.hpp"

#include "procedure/inputs.hpp"
#include "procedure/test_procedure.hpp"

namespace yinxin::procedure {
namespace {

using base::ErrorKind;
using testing::at;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kSmall;
using testing::parsed;
using testing::small_with;

const Values kOpen{{"cps.open", true}};

Attempt attempt(std::string event, std::string actor, std::vector<std::string> roles, Values inputs = {}) {
  return Attempt{std::move(event), std::move(actor),  std::move(roles),
                 Origin::Person,   std::move(inputs), at("2026-09-01T01:00:00Z")};
}

const Attempt kAsk = attempt("ask", "applicant/1", {"applicant"});
const Attempt kLook = attempt("look", "officer/c", {"clerk"}, {{"seen", true}});
const Attempt kWait = attempt("wait", "officer/c", {"clerk"});
const Attempt kGoOn = attempt("go_on", "applicant/1", {"applicant"});
const Attempt kAnswer = attempt("answer", "officer/j", {"judge"});

class Engine : public ::testing::Test {
 protected:
  /// The case after all of these, which must succeed.
  Case after(const std::vector<Attempt>& attempts) const {
    Case current;
    for (const Attempt& next : attempts) {
      const auto step = advance(small_, current, next, kOpen);
      EXPECT_TRUE(step) << next.event << ": " << base::describe(step.error());
      if (step) current = step->after;
    }
    return current;
  }

  base::Error refused(const Case& current, const Attempt& next, const Values& settings = kOpen) const {
    const auto step = advance(small_, current, next, settings);
    EXPECT_FALSE(step) << next.event;
    return step ? base::Error{} : step.error();
  }

  Procedure small_ = parsed(kSmall);
};

TEST_F(Engine, KeepsWhatHappenedAndWhatWasEntered) {
  const Case current = after({kAsk, kLook});
  EXPECT_EQ(current.state, "asked");
  ASSERT_EQ(current.history.size(), 2U);
  EXPECT_EQ(current.history[1].event, "look");
  EXPECT_EQ(current.history[1].actor, "officer/c");
  EXPECT_EQ(current.history[1].at, at("2026-09-01T01:00:00Z"));
  EXPECT_EQ(current.values.at("seen"), Value(true));
  const auto done = advance(small_, current, kAnswer, kOpen);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->transition, small_.find("answer", "asked"));
  EXPECT_EQ(done->after.state, "done");
}

TEST_F(Engine, ALaterEventOverwritesWhatAnEarlierOneEntered) {
  const Attempt unseen = attempt("look", "officer/c", {"clerk"}, {{"seen", false}});
  EXPECT_EQ(after({kAsk, unseen, kLook}).values.at("seen"), Value(true));
  EXPECT_EQ(refused(after({kAsk, kLook, unseen}), kAnswer).code, "small.closed");
}

TEST_F(Engine, NamesTheFirstThingThatIsWrong) {
  const Case asked = after({kAsk});
  const base::Error unknown = refused(asked, attempt("dance", "officer/c", {"clerk"}));
  EXPECT_EQ(unknown.kind, ErrorKind::NotFound);
  EXPECT_EQ(unknown.code, "procedure.event");

  const base::Error elsewhere = refused(asked, kGoOn);
  EXPECT_EQ(elsewhere.kind, ErrorKind::Conflict);
  EXPECT_EQ(elsewhere.code, "procedure.state");
  EXPECT_THAT(elsewhere.detail, HasSubstr("go_on"));
  EXPECT_THAT(elsewhere.detail, HasSubstr("asked"));
  EXPECT_EQ(refused(Case{}, kLook).code, "procedure.state");
  EXPECT_EQ(refused(asked, kAsk).code, "procedure.state");
  EXPECT_EQ(refused(after({kAsk, kLook, kAnswer}), kLook).code, "procedure.state");

  const base::Error nobody = refused(asked, attempt("look", "applicant/1", {"applicant"}));
  EXPECT_EQ(nobody.kind, ErrorKind::Forbidden);
  EXPECT_EQ(nobody.code, "procedure.role");
  EXPECT_EQ(refused(asked, attempt("look", "officer/x", {})).code, "procedure.role");
}

TEST_F(Engine, TimersActByTheirOriginAndPersonsDoNot) {
  const Case waiting = after({kAsk, kWait});
  Attempt lapse = attempt("lapse", "system/clocks", {});
  EXPECT_EQ(refused(waiting, lapse).code, "procedure.role");
  lapse.roles = {"clerk", "judge", "applicant"};
  EXPECT_EQ(refused(waiting, lapse).code, "procedure.role");
  lapse.origin = Origin::ChildCase;
  EXPECT_EQ(refused(waiting, lapse).code, "procedure.role");
  lapse.origin = Origin::Timer;
  EXPECT_TRUE(advance(small_, waiting, lapse, kOpen));
  Attempt timed = kGoOn;
  timed.origin = Origin::Timer;
  EXPECT_EQ(refused(waiting, timed).code, "procedure.role");
}

TEST_F(Engine, ASubmissionActsByTheRolesOfWhoSignedItAndNoTimersPart) {
  Attempt look = attempt("look", "party/a/clerk-1", {"applicant"});
  look.origin = Origin::Submission;
  EXPECT_EQ(refused(after({kAsk}), look).code, "procedure.role");
  look.roles = {"clerk"};
  look.inputs = kLook.inputs;
  EXPECT_TRUE(advance(small_, after({kAsk}), look, kOpen));
  Attempt lapse = attempt("lapse", "party/a/clerk-1", {"clerk", "judge", "applicant"});
  lapse.origin = Origin::Submission;
  EXPECT_EQ(refused(after({kAsk, kWait}), lapse).code, "procedure.role");
}

TEST_F(Engine, SeparationHoldsBothWays) {
  Attempt both = kAnswer;
  both.actor = "officer/c";
  const base::Error error = refused(after({kAsk, kLook}), both);
  EXPECT_EQ(error.kind, ErrorKind::Refused);
  EXPECT_EQ(error.code, "small.separation");
  EXPECT_EQ(error.article, "21");

  std::swap(small_.separations[0].one, small_.separations[0].other);
  EXPECT_EQ(refused(after({kAsk, kLook}), both).code, "small.separation");
}

TEST_F(Engine, SeparationMindsPersonsNotRoles) {
  Attempt by_judge = kLook;
  by_judge.roles = {"judge"};
  by_judge.actor = "officer/other";
  EXPECT_TRUE(advance(small_, after({kAsk, by_judge}), kAnswer, kOpen));
}

TEST_F(Engine, SeparationRemembersEveryoneButNotWhatWasReset) {
  Attempt look_by_judge = kLook;
  look_by_judge.actor = "officer/j";
  EXPECT_EQ(refused(after({kAsk, look_by_judge, kLook}), kAnswer).code, "small.separation");
  const Case undone = after({kAsk, look_by_judge, kWait, kGoOn, kLook});
  EXPECT_TRUE(advance(small_, undone, kAnswer, kOpen));
}

TEST_F(Engine, GatesCloseAgainWhenTheirEventIsReset) {
  const base::Error closed = refused(after({kAsk}), kAnswer);
  EXPECT_EQ(closed.kind, ErrorKind::NotYet);
  EXPECT_EQ(closed.code, "small.gate.look");
  EXPECT_EQ(closed.article, "21");
  EXPECT_THAT(closed.detail, HasSubstr("looked_at"));

  const Case open = after({kAsk, kLook, kLook});
  const std::vector<GateState> states = gates(small_, open);
  ASSERT_EQ(states.size(), 1U);
  EXPECT_EQ(states[0].gate, &small_.gates[0]);
  EXPECT_EQ(states[0].opened, &open.history[2]);

  const Case reset = after({kAsk, kLook, kWait, kGoOn});
  EXPECT_EQ(gates(small_, reset)[0].opened, nullptr);
  EXPECT_EQ(refused(reset, kAnswer).code, "small.gate.look");
  EXPECT_TRUE(advance(small_, after({kAsk, kLook, kWait, kGoOn, kLook}), kAnswer, kOpen));
}

TEST_F(Engine, AGuardNamesItsCodeAndArticle) {
  const Case current = after({kAsk, kLook});
  const base::Error error = refused(current, kAnswer, {{"cps.open", false}});
  EXPECT_EQ(error.kind, ErrorKind::Refused);
  EXPECT_EQ(error.code, "small.closed");
  EXPECT_EQ(error.article, "20");
  EXPECT_EQ(refused(current, kAnswer, {}).code, "small.closed");
  EXPECT_EQ(refused(current, kAnswer, {{"cps.open", std::string("true")}}).code, "small.closed");
}

TEST_F(Engine, AnAttemptChangesNothingButItsStep) {
  const Case before = after({kAsk});
  EXPECT_EQ(refused(before, kAnswer).code, "small.gate.look");
  EXPECT_EQ(before.history.size(), 1U);
  EXPECT_TRUE(advance(small_, before, kLook, kOpen));
  EXPECT_EQ(before.history.size(), 1U);
  EXPECT_THAT(before.values, IsEmpty());
}

TEST_F(Engine, HistoryOfAnotherVersionIsNoReasonToFall) {
  Case odd = after({kAsk, kLook});
  odd.history.insert(odd.history.begin() + 1, Happened{"abolished", "officer/c", at("2026-09-01T01:00:00Z")});
  EXPECT_TRUE(advance(small_, odd, kAnswer, kOpen));
  odd.history.erase(odd.history.begin());
  EXPECT_TRUE(advance(small_, odd, kAnswer, kOpen));
  odd.state = "limbo";
  EXPECT_EQ(refused(odd, kAnswer).code, "procedure.state");
}

std::vector<std::string> events_of(const std::vector<const Transition*>& found) {
  std::vector<std::string> events;
  for (const Transition* transition : found) events.push_back(transition->event);
  return events;
}

TEST_F(Engine, PossibleLooksAtStateAndRole) {
  EXPECT_THAT(events_of(possible(small_, Case{}, {"applicant"})), ElementsAre("ask"));
  EXPECT_THAT(events_of(possible(small_, after({kAsk}), {"clerk"})), ElementsAre("look", "wait"));
  EXPECT_THAT(events_of(possible(small_, after({kAsk}), {"judge"})), ElementsAre("look", "answer", "deny"));
  EXPECT_THAT(events_of(possible(small_, after({kAsk, kWait}), {"judge", "applicant"})),
              ElementsAre("go_on", "deny"));
  EXPECT_THAT(possible(small_, after({kAsk}), {}), IsEmpty());
  EXPECT_THAT(possible(small_, after({kAsk, kLook, kAnswer}), {"judge"}), IsEmpty());
}

// ---- what is entered ----

Input input(InputType type, std::int64_t min = 0, std::int64_t max = 0) {
  Input made;
  made.id = "it";
  made.type = type;
  made.min = min;
  made.max = max;
  return made;
}

std::vector<std::string> faults(Input asked, const Values& entered) {
  Transition transition;
  transition.event = "event";
  transition.inputs.push_back(std::move(asked));
  return input_faults(transition, entered, {}, {});
}

void expect_input(const Input& asked, const Value& value, std::string_view why) {
  const std::vector<std::string> found = faults(asked, {{"it", value}});
  if (why.empty()) {
    EXPECT_THAT(found, IsEmpty());
  } else {
    EXPECT_THAT(found, ElementsAre("it: " + std::string(why)));
  }
}

// What the office that leads a case says was for it to judge.
TEST_F(Engine, FollowsWhatAnotherOfficeSays) {
  const base::Time moment = at("2026-09-02T01:00:00Z");
  const Case asked = after({kAsk});
  EXPECT_EQ(refused(asked, kAnswer).kind, ErrorKind::NotYet) << "nobody has looked";
  const base::Date day = *base::parse_date("2026-08-31");
  const auto step = follow(small_, asked, {"answer", "authority/a", moment, "", day, {}});
  ASSERT_TRUE(step) << base::describe(step.error());
  EXPECT_TRUE(small_.state(step->after.state)->final);
  EXPECT_EQ(step->after.history.back().actor, "authority/a");
  EXPECT_EQ(step->after.history.back().at, moment);
  EXPECT_EQ(day_of(step->after.history.back()), day) << "as it counts there";
  const auto looked = follow(small_, asked, {"look", "authority/a", moment, "", {}, {}});
  ASSERT_TRUE(looked) << "what was not told is not missing";
  EXPECT_TRUE(looked->after.values.empty());

  const auto code = [&](const Case& current, const Told& told) {
    const auto refusal = follow(small_, current, told);
    return refusal ? std::string() : refusal.error().code;
  };
  EXPECT_EQ(code(step->after, {"answer", "authority/a", moment, "", {}, {}}), "procedure.state");
  EXPECT_EQ(code(asked, {"dance", "authority/a", moment, "", {}, {}}), "procedure.event");
  EXPECT_EQ(code(asked, {"answer", "authority/a", moment, "x", {}, {}}), "procedure.item");
  EXPECT_EQ(code(asked, {"look", "authority/a", moment, "", {}, {{"seen", std::int64_t{1}}}}),
            "procedure.input");
  EXPECT_EQ(code(asked, {"look", "authority/a", moment, "", {}, {{"other", true}}}), "procedure.input");
}

TEST(ProcedureInputs, Texts) {
  const Input text = input(InputType::Text, 2, 4);
  expect_input(text, std::string("印信"), "");
  expect_input(text, std::string("印信印信"), "");
  expect_input(text, std::string("印"), "characters not from 2 to 4");
  expect_input(text, std::string("印信印信印"), "characters not from 2 to 4");
  expect_input(text, std::string("  \t\n"), "blank");
  expect_input(text, std::string("\u3000\u3000"), "blank");
  expect_input(text, std::string(), "blank");
  expect_input(text, std::int64_t{12}, "not a text");
  expect_input(input(InputType::Text, 0, 4), std::string(), "");
  expect_input(input(InputType::Reference, 1, 9), true, "not a text");
}

TEST(ProcedureInputs, Numbers) {
  for (const InputType type : {InputType::Integer, InputType::Money}) {
    const Input number = input(type, -1, 10);
    expect_input(number, std::int64_t{-1}, "");
    expect_input(number, std::int64_t{10}, "");
    expect_input(number, std::int64_t{-2}, "number not from -1 to 10");
    expect_input(number, std::int64_t{11}, "number not from -1 to 10");
    expect_input(number, std::string("3"), "not a whole number");
  }
}

TEST(ProcedureInputs, DatesFlagsAndFiles) {
  using namespace std::chrono;
  expect_input(input(InputType::Date), Value(2028y / February / 29), "");
  expect_input(input(InputType::Date), Value(2027y / February / 29), "no such day");
  expect_input(input(InputType::Date), std::string("2026-01-01"), "not a date");
  expect_input(input(InputType::Flag), false, "");
  expect_input(input(InputType::Flag), std::string("true"), "not true or false");
  const std::string digest(64, 'a');
  expect_input(input(InputType::File), digest, "");
  for (const std::string& bad : {digest.substr(1), digest + "a", std::string(64, 'A'), std::string(64, 'g')})
    expect_input(input(InputType::File), bad, "not an SM3 digest in lower-case hexadecimal");
}

TEST(ProcedureInputs, CodesAndLists) {
  Input code = input(InputType::Code);
  code.codes = {{"one", {}}, {"two", {}}};
  expect_input(code, std::string("two"), "");
  expect_input(code, std::string("three"), "not in the list");
  expect_input(code, std::string(), "not in the list");

  using Texts = std::vector<std::string>;
  Input texts = input(InputType::Texts, 2, 2);
  expect_input(texts, Texts{"a", "a"}, "");
  expect_input(texts, Texts{"a"}, "entries not from 2 to 2");
  expect_input(texts, Texts{"a", "b", "c"}, "entries not from 2 to 2");
  expect_input(texts, Texts{"a", " "}, "a blank or too long entry");
  expect_input(texts, Texts{"a", std::string(kMaxTextCharacters + 1, 'b')}, "a blank or too long entry");
  expect_input(texts, std::string("a"), "not a list of texts");
  texts.codes = code.codes;
  expect_input(texts, Texts{"two", "one"}, "");
  expect_input(texts, Texts{"one", "one"}, "an entry twice");
  expect_input(texts, Texts{"one", "three"}, "an entry that is not in the list");
}

TEST(ProcedureInputs, MissingAndUnknown) {
  Input flag = input(InputType::Flag);
  EXPECT_THAT(faults(flag, {}), ElementsAre("it: missing"));
  flag.required = false;
  EXPECT_THAT(faults(flag, {}), IsEmpty());
  // The name of an unknown input came from outside and is not repeated.
  EXPECT_THAT(faults(flag, {{"secret", true}}), ElementsAre("an input that event does not ask for"));
}

TEST(ProcedureInputs, RequiredWhenACondition) {
  const Procedure small = parsed(small_with("required = false", "required_when = 'input:seen = false'"));
  Case asked;
  asked.state = "asked";
  const auto look = [&](Values inputs) {
    return advance(small, asked, attempt("look", "officer/c", {"clerk"}, std::move(inputs)), kOpen);
  };
  EXPECT_TRUE(look({{"seen", true}}));
  EXPECT_TRUE(look({{"seen", false}, {"kind", std::string("bad")}}));
  const auto missing = look({{"seen", false}});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::Malformed);
  EXPECT_EQ(missing.error().code, "procedure.input");
  EXPECT_EQ(missing.error().detail, "kind: missing");
  EXPECT_EQ(look({{"kind", std::string("ugly")}}).error().detail, "seen: missing, kind: not in the list");
}

}  // namespace
}  // namespace yinxin::procedure
