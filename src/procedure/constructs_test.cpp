// The constructs of procedures that certificate.toml does not have: several persons, items, child cases;
// inputs that are shown only then.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace {

using testing::at;
using ::testing::HasSubstr;
using testing::law_calendar;
using testing::parsed;
using testing::small_with;

const KnownWords kWords{{"applicant", "clerk", "judge"}, {"looked"}, {"answer"}};

constexpr std::string_view kTasks = R"(id = "tasks"
name = { zh = "整改", en = "Tasks" }
in_force_from = 2024-11-01
cites = ["26"]
state = [
  { id = "open", name = { zh = "进行中", en = "Open" } },
  { id = "done", name = { zh = "已办结", en = "Done" }, final = true },
]
[[item]]
id = "finding"
name = { zh = "问题", en = "Finding" }
[[transition]]
event = "begin"
name = { zh = "开始", en = "Begin" }
to = "open"
roles = ["clerk"]
cites = ["26"]
[[transition]]
event = "find"
name = { zh = "发现问题", en = "Find" }
from = ["open"]
roles = ["clerk"]
item = "finding"
adds = true
cites = ["26"]
[[transition.input]]
id = "serious"
type = "flag"
label = { zh = "严重", en = "Serious" }
level = "L1"
[[transition.input]]
id = "days"
type = "integer"
min = 1
max = 365
label = { zh = "期限", en = "Days" }
level = "L1"
[[transition]]
event = "rectify"
name = { zh = "整改", en = "Rectify" }
from = ["open"]
roles = ["clerk", "judge"]
item = "finding"
cites = ["26"]
[[transition.input]]
id = "proof"
type = "file"
label = { zh = "佐证", en = "Proof" }
visible_when = "value:serious = true"
level = "L1"
[[transition]]
event = "verify"
name = { zh = "验证", en = "Verify" }
from = ["open"]
roles = ["clerk", "judge"]
item = "finding"
needs = ["rectified"]
cites = ["26"]
[[transition]]
event = "reopen"
name = { zh = "重新整改", en = "Reopen" }
from = ["open"]
roles = ["judge"]
item = "finding"
resets = ["rectify", "verify"]
cites = ["26"]
[[transition]]
event = "close"
name = { zh = "办结", en = "Close" }
from = ["open"]
to = "done"
roles = ["judge"]
needs = ["verified"]
cites = ["26"]
[[transition]]
event = "abandon"
name = { zh = "终止", en = "Abandon" }
from = ["open"]
to = "done"
roles = ["judge"]
cites = ["26"]
[[gate]]
id = "rectified"
event = "rectify"
name = { zh = "已整改", en = "Rectified" }
code = "tasks.gate.rectified"
article = "26"
[[gate]]
id = "verified"
event = "verify"
name = { zh = "已验证", en = "Verified" }
code = "tasks.gate.verified"
article = "26"
[[separation]]
one = "rectify"
other = "verify"
name = { zh = "整改/验证", en = "Rectifying and verifying" }
code = "tasks.separation"
article = "26"
[[clock]]
id = "rectification"
name = { zh = "整改期限", en = "Time to rectify" }
starts = "find"
length_field = "days"
unit = "calendar_days"
met_by = ["rectify"]
cancelled_by = ["abandon", "close"]
cites = ["26"]
)";

class Tasks {
 public:
  explicit Tasks(std::string_view text = kTasks) : procedure_(parsed(text)) {}
  std::string act(const std::string& event, const std::string& actor, const std::string& item,
                  Values inputs = {}) {
    Attempt attempt{event, actor, {"clerk", "judge"}, Origin::Person, std::move(inputs), now_, item};
    now_ += std::chrono::minutes(1);
    auto step = advance(procedure_, case_, attempt, {});
    if (!step) return step.error().code;
    case_ = std::move(step->after);
    return "";
  }
  std::string find(const std::string& item, bool serious, std::int64_t days) {
    return act("find", "officer/a", item, {{"serious", serious}, {"days", days}});
  }
  std::string clocks() const {
    std::string found;
    for (const Running& one : running(procedure_, case_, {}, law_calendar()).value())
      found += one.item + "=" + base::format_date(one.due.due_raw) + " ";
    return found;
  }

 private:
  Procedure procedure_;
  Case case_;
  base::Time now_ = at("2026-03-02T02:00:00Z");
};

TEST(ProcedureItems, HoldTogether) {
  for (const Finding& finding : check(parsed(kTasks), kWords))
    ADD_FAILURE() << finding.where << ": " << finding.en;
}

TEST(ProcedureItems, EachHasItsGatesSeparationsAndClock) {
  Tasks tasks;
  EXPECT_EQ(tasks.act("begin", "officer/a", ""), "");
  EXPECT_EQ(tasks.find("f1", true, 10), "");
  EXPECT_EQ(tasks.find("f2", false, 20), "");
  EXPECT_EQ(tasks.find("f2", false, 20), "procedure.item");
  EXPECT_EQ(tasks.clocks(), "f1=2026-03-12 f2=2026-03-22 ");
  EXPECT_EQ(tasks.act("verify", "officer/b", "f1"), "tasks.gate.rectified");
  EXPECT_EQ(tasks.act("rectify", "officer/a", "f1"), "procedure.input");
  EXPECT_EQ(tasks.act("rectify", "officer/a", "f1", {{"proof", std::string(64, 'a')}}), "");
  EXPECT_EQ(tasks.act("rectify", "officer/a", "f2", {{"proof", std::string(64, 'a')}}), "procedure.input");
  EXPECT_EQ(tasks.clocks(), "f2=2026-03-22 ");
  EXPECT_EQ(tasks.act("verify", "officer/b", "f2"), "tasks.gate.rectified");  // the other was
  EXPECT_EQ(tasks.act("verify", "officer/a", "f1"), "tasks.separation");
  EXPECT_EQ(tasks.act("verify", "officer/b", "f1"), "");
  EXPECT_EQ(tasks.act("close", "officer/c", ""), "tasks.gate.verified");
  EXPECT_EQ(tasks.act("rectify", "officer/b", "f2"), "");
  EXPECT_EQ(tasks.act("verify", "officer/a", "f2"), "");  // rectified f1, not f2
  EXPECT_EQ(tasks.act("reopen", "officer/c", "f1"), "");
  EXPECT_EQ(tasks.act("close", "officer/c", ""), "tasks.gate.verified");  // of f1 alone
  EXPECT_EQ(tasks.act("rectify", "officer/a", "f1", {{"proof", std::string(64, 'a')}}), "");
  EXPECT_EQ(tasks.act("verify", "officer/b", "f1"), "");
  EXPECT_EQ(tasks.act("close", "officer/c", "f1"), "procedure.item");
  EXPECT_EQ(tasks.act("close", "officer/c", ""), "");
}

TEST(ProcedureItems, AGateOnNoneIsClosed) {
  Tasks tasks;
  EXPECT_EQ(tasks.act("begin", "officer/a", ""), "");
  EXPECT_EQ(tasks.act("close", "officer/c", ""), "tasks.gate.verified");
  EXPECT_EQ(tasks.act("rectify", "officer/a", "f9"), "procedure.item");
}

TEST(ProcedureItems, AGateIfAnyIsOpenOnNone) {
  std::string text(kTasks);
  text.replace(text.find("event = \"verify\"\nname = { zh = \"已验证\""), 16,
               "event = \"verify\"\nif_any = true");
  EXPECT_THAT(check(parsed(text), kWords), ::testing::IsEmpty());
  Tasks none(text);
  EXPECT_EQ(none.act("begin", "officer/a", ""), "");
  EXPECT_EQ(none.act("close", "officer/c", ""), "");
  Tasks one(text);
  EXPECT_EQ(one.act("begin", "officer/a", ""), "");
  EXPECT_EQ(one.find("f1", false, 10), "");
  EXPECT_EQ(one.act("close", "officer/c", ""), "tasks.gate.verified");
  EXPECT_EQ(one.act("rectify", "officer/a", "f1"), "");
  EXPECT_EQ(one.act("verify", "officer/b", "f1"), "");
  EXPECT_EQ(one.act("close", "officer/c", ""), "");
}

TEST(ProcedureItems, OnlyAGateOfItemsMayBeIfAny) {
  const std::string text =
      small_with("event = \"look\"\nname = { zh = \"查看\", en = \"Looked at\" }",
                 "event = \"look\"\nif_any = true\nname = { zh = \"查看\", en = \"Looked at\" }");
  EXPECT_THAT(check(parsed(text), kWords),
              ::testing::Contains(::testing::Field(&Finding::en, HasSubstr("No items open this gate"))));
}

// Taken back, it runs on from where it began: nobody gains days by a report that did not stand.
TEST(ProcedureItems, AClockThatIsRevivedRunsOn) {
  std::string text(kTasks);
  text.replace(text.find("met_by = [\"rectify\"]"), 20, "met_by = [\"rectify\"]\nrevived_by = [\"reopen\"]");
  EXPECT_THAT(check(parsed(text), kWords), ::testing::IsEmpty());
  Tasks tasks(text);
  EXPECT_EQ(tasks.act("begin", "officer/a", ""), "");
  EXPECT_EQ(tasks.find("f1", false, 10), "");
  EXPECT_EQ(tasks.find("f2", false, 20), "");
  EXPECT_EQ(tasks.act("reopen", "officer/c", "f1"), "");  // it runs: nothing to revive
  EXPECT_EQ(tasks.clocks(), "f1=2026-03-12 f2=2026-03-22 ");
  EXPECT_EQ(tasks.act("rectify", "officer/a", "f1"), "");
  EXPECT_EQ(tasks.clocks(), "f2=2026-03-22 ");
  EXPECT_EQ(tasks.act("reopen", "officer/c", "f1"), "");
  EXPECT_EQ(tasks.clocks(), "f1=2026-03-12 f2=2026-03-22 ");
  EXPECT_EQ(tasks.act("close", "officer/c", ""), "tasks.gate.verified");
}

TEST(ProcedureItems, ARevivedClockMustEndTooAndItsEventExist) {
  std::string ended(kTasks);
  ended.replace(ended.find("met_by = [\"rectify\"]"), 20, "met_by = [\"rectify\"]\nrevived_by = [\"close\"]");
  EXPECT_THAT(
      check(parsed(ended), kWords),
      ::testing::Contains(::testing::Field(&Finding::en, HasSubstr("still runs when the case has ended"))));
  std::string unknown(kTasks);
  unknown.replace(unknown.find("met_by = [\"rectify\"]"), 20,
                  "met_by = [\"rectify\"]\nrevived_by = [\"gone\"]");
  EXPECT_THAT(check(parsed(unknown), kWords),
              ::testing::Contains(::testing::Field(&Finding::en, HasSubstr("no event gone"))));
}

TEST(ProcedureItems, TheirValuesAreNotTheCases) {
  std::string text(kTasks);
  text.replace(text.find("needs = [\"verified\"]"), 20,
               "needs = [\"verified\"]\nguard = \"value:serious = true\"\nguard_code = \"tasks.x\"");
  EXPECT_THAT(check(parsed(text), kWords), ::testing::Contains(::testing::Field(
                                               &Finding::en, HasSubstr("serious is not surely entered"))));
}

TEST(ProcedureItems, KindsAreKnownAndMade) {
  std::string unknown(kTasks);
  unknown.replace(unknown.find("id = \"finding\""), 14, "id = \"other\"");
  EXPECT_THAT(check(parsed(unknown), kWords),
              ::testing::Contains(::testing::Field(&Finding::en, HasSubstr("no kind of item finding"))));
  std::string unmade(kTasks);
  unmade.replace(unmade.find("adds = true\n"), 12, "");
  EXPECT_THAT(check(parsed(unmade), kWords),
              ::testing::Contains(::testing::Field(&Finding::en, HasSubstr("Nothing adds items"))));
}

// ---- several persons ----

Case asked(std::initializer_list<const char*> lookers) {
  Case current;
  current.state = "asked";
  current.history = {{"ask", "applicant/1", at("2026-03-02T02:00:00Z")}};
  for (const char* actor : lookers) current.history.push_back({"look", actor, at("2026-03-02T03:00:00Z")});
  current.values = {{"seen", true}};
  return current;
}

TEST(ProcedurePersons, SoManyDifferentOnesOpenAGate) {
  const Procedure two =
      parsed(small_with("event = \"look\"\nname = { zh = \"查看\", en = \"Looked at\" }",
                        "event = \"look\"\npersons = 2\nname = { zh = \"查看\", en = \"Looked at\" }"));
  EXPECT_TRUE(check(two, kWords).empty());
  const auto answer = [&](const Case& before) {
    const Attempt attempt{"answer", "officer/j", {"judge"}, Origin::Person, {}, at("2026-03-02T04:00:00Z")};
    const auto step = advance(two, before, attempt, {{"cps.open", true}});
    return step ? std::string() : step.error().code;
  };
  EXPECT_EQ(answer(asked({"officer/a"})), "small.gate.look");
  EXPECT_EQ(answer(asked({"officer/a", "officer/a"})), "small.gate.look");
  EXPECT_EQ(answer(asked({"officer/a", "officer/b"})), "");
  EXPECT_EQ(gates(two, asked({"officer/a", "officer/b"})).front().opened->actor, "officer/b");
}

// ---- child cases ----

TEST(ProcedureJoins, OpenWhenEveryChildCaseHasEnded) {
  std::string text = small_with("event = \"look\"\nname = { zh = \"查看\", en = \"Looked at\" }",
                                "joins = \"tasks\"\nname = { zh = \"查看\", en = \"Looked at\" }");
  text.replace(text.find("record = \"looked\""), 17, "record = \"looked\"\nopens = [\"tasks\"]");
  const Procedure joining = parsed(text);
  Case current = asked({"officer/a"});
  EXPECT_FALSE(gates(joining, current).front().open);
  current.children = {{"tasks", "1", true}, {"tasks", "2", false}};
  EXPECT_FALSE(gates(joining, current).front().open);
  current.children[1].ended = true;
  EXPECT_TRUE(gates(joining, current).front().open);
  current.children = {{"other", "1", true}};
  EXPECT_FALSE(gates(joining, current).front().open);
  text.replace(text.find("opens = [\"tasks\"]"), 17, "");
  EXPECT_THAT(check(parsed(text), kWords), ::testing::Contains(::testing::Field(
                                               &Finding::en, HasSubstr("Nothing opens a case of tasks"))));
}

}  // namespace
}  // namespace yinxin::procedure
