// Random events at random times, with restarts, over procedures of the law: no case comes where its rules do
// not lead, no clock fires twice or too late, and what is stored is what the rules make of the steps.
#include <gmock/gmock.h>

#include <random>
#include <set>

#include "cases_support/cases_world.hpp"

namespace yinxin::cases_support {
namespace {

using cases::ClockNote;
using procedure::InputType;
using procedure::Origin;
using procedure::Transition;

/// What an input might be given, by its type alone.
class Entries {
 public:
  explicit Entries(std::mt19937& random) : random_(random) {}

  Values for_transition(const Transition& transition, base::Date today) {
    Values inputs;
    for (const procedure::Input& input : transition.inputs) {
      const bool needed = input.required && !input.required_when && !input.visible_when;
      if (needed || chance(50)) inputs.emplace(input.id, of(input, today));
    }
    return inputs;
  }
  bool chance(int percent) { return below(100) < percent; }
  int below(int end) { return static_cast<int>(random_() % static_cast<unsigned>(end)); }

 private:
  procedure::Value of(const procedure::Input& input, base::Date today) {
    switch (input.type) {
      case InputType::Integer:
      case InputType::Money:
        return std::min(input.max, input.min + below(400));
      case InputType::Date:
        return base::Date(std::chrono::sys_days(today) + std::chrono::days(below(80) - 60));
      case InputType::Flag:
        return chance(70);
      case InputType::Code:
        return input.codes[static_cast<std::size_t>(below(static_cast<int>(input.codes.size())))].first;
      case InputType::File:
        return kDigest;
      case InputType::Region:
        return kYunnan;
      case InputType::Texts:
        return texts(input);
      case InputType::Rows:
        return Rows{row(input, today)};
      case InputType::Text:
      case InputType::Reference:
        break;
    }
    return std::string(
        static_cast<std::size_t>(std::max<std::int64_t>(1, std::min<std::int64_t>(input.min, 64))), 'x');
  }
  static procedure::Value texts(const procedure::Input& input) {
    std::vector<std::string> all;
    for (const auto& [code, label] : input.codes) all.push_back(code);
    if (all.empty()) all.emplace_back("x");
    return all;
  }
  Rows::value_type row(const procedure::Input& input, base::Date today) {
    Rows::value_type cells;
    for (const procedure::Input& field : input.fields) {
      const procedure::Value value = of(field, today);
      if (const auto* text = std::get_if<std::string>(&value)) cells.emplace(field.id, *text);
      if (const auto* number = std::get_if<std::int64_t>(&value)) cells.emplace(field.id, *number);
      if (const auto* flag = std::get_if<bool>(&value)) cells.emplace(field.id, *flag);
      if (const auto* date = std::get_if<base::Date>(&value)) cells.emplace(field.id, *date);
    }
    return cells;
  }

  std::mt19937& random_;
};

class RandomEventsTest : public CasesWorld {
 protected:
  void SetUp() override {
    options.procedures["certificate"] = {law("certificate")};
    for (const std::string word :
         {"issue", "suspend", "resume", "revoke", "revoke_replaced", "caller_check", "destroy"})
      options.effects[word] = writing(word);
    CasesWorld::SetUp();
    if (IsSkipped()) return;
    options.settings = [](const Case&) -> base::Result<Values> { return values(); };
    start();
  }
  static Values values() {
    return {{"reading.q04_supplement_days", std::int64_t{30}},
            {"cps.suspension_allowed", true},
            {"cps.supplement_days", std::int64_t{30}},
            {"cps.agreement_days", std::int64_t{15}},
            {"cps.acceptance_days", std::int64_t{15}},
            {"cps.handling_hours", std::int64_t{48}},
            {"cps.revocation_hours", std::int64_t{24}},
            {"cps.loss_report", true},
            {"cps.duty_revocation", true},
            {"office.closed", true},
            {"records.retention_ended", true},
            {"records.on_hold", false}};
  }

  const procedure::Procedure& rules_of(const Case& one) const {
    return options.procedures.at(one.procedure).front();
  }
  std::string begin(const std::string& procedure, Entries& entries) {
    const Transition& opening = options.procedures.at(procedure).front().transitions.front();
    Opening wanted = application();
    wanted.procedure = procedure;
    if (procedure != "licence_application")
      wanted.inputs = entries.for_transition(opening, base::beijing_date(clock.now()));
    return need(open_case(wanted, applicant())).number;
  }
  /// Something that may be right, or wrong, or right for somebody else.
  void try_something(const std::string& number, Entries& entries) {
    const Case before = view(number).found;
    const auto& transitions = rules_of(before).transitions;
    std::vector<const Transition*> here;
    for (const Transition& one : transitions) {
      const bool fits = std::find(one.from.begin(), one.from.end(), before.state()) != one.from.end();
      if (fits && one.origin == Origin::Person) here.push_back(&one);
    }
    const bool any = here.empty() || entries.chance(10);
    const auto pick = [&](std::size_t count) {
      return static_cast<std::size_t>(entries.below(static_cast<int>(count)));
    };
    const Transition& transition = any ? transitions[pick(transitions.size())] : *here[pick(here.size())];
    Deed deed{number, transition.event, {}, "", {}, false};
    const auto usual = licence_inputs().find(transition.event);
    deed.inputs = usual != licence_inputs().end() && entries.chance(60)
                      ? usual->second
                      : entries.for_transition(transition, base::beijing_date(clock.now()));
    if (!transition.item.empty()) deed.item = "i" + std::to_string(entries.below(3));
    Caller caller = officer("nobody");
    if (!transition.roles.empty() && !entries.chance(5)) caller = officer(transition.roles.front());
    if (caller.roles.front() == "applicant") caller = applicant();
    const auto done = perform(deed, caller);
    const Case after = view(number).found;
    if (done) {
      ++accepted;
      EXPECT_EQ(after.state(), done->state());
    } else if (after.steps.size() > before.steps.size()) {
      EXPECT_EQ(after.steps.back().origin, Origin::Timer) << "a refusal leaves no step but of a clock";
    }
  }

  /// The rules, asked again from the beginning, make the same case of these steps.
  void expect_as_the_rules_say(const Case& stored) {
    const procedure::Procedure& rules = rules_of(stored);
    procedure::Case made;
    made.children = stored.played.children;
    base::Time last = stored.opened_at;
    for (const cases::StepNote& step : stored.steps) {
      EXPECT_GE(step.at, last);
      EXPECT_LE(step.at, step.recorded_at);
      last = step.at;
      const Transition* transition = rules.find(step.event, made.state);
      ASSERT_NE(transition, nullptr) << step.event << " from " << made.state;
      procedure::Attempt attempt{step.event,  step.actor, transition->roles, step.origin,
                                 step.inputs, step.at,    step.item};
      auto next = procedure::advance(rules, made, attempt, values());
      ASSERT_TRUE(next) << stored.number << " " << step.event << " " << base::describe(next.error());
      made = std::move(next->after);
      EXPECT_EQ(made.history.back().on, step.on);
    }
    EXPECT_EQ(made.state, stored.state());
    EXPECT_EQ(made.values, stored.played.values);
    ASSERT_EQ(made.items.size(), stored.played.items.size());
    for (const auto& [id, item] : made.items) {
      EXPECT_EQ(item.kind, stored.played.items.at(id).kind);
      EXPECT_EQ(item.values, stored.played.items.at(id).values);
    }
    expect_clocks(stored, made);
  }
  void expect_clocks(const Case& stored, const procedure::Case& made) {
    using Key = std::tuple<std::string, std::string, std::int64_t, base::Time>;
    std::set<Key> expected;
    if (!stored.ended) {
      for (const auto& one : need(procedure::running(rules_of(stored), made, values(), *calendar)))
        expected.emplace(one.clock->id, one.item, static_cast<std::int64_t>(one.start), one.at);
    }
    std::set<Key> kept;
    std::size_t fired = 0;
    for (const ClockNote& note : view(stored.number).clocks) {
      if (note.outcome == ClockNote::Outcome::Running)
        kept.emplace(note.clock, note.item, note.start, note.at);
      if (note.outcome == ClockNote::Outcome::Fired) ++fired;
    }
    EXPECT_EQ(kept, expected) << stored.number;
    const auto timers = static_cast<std::size_t>(
        std::count_if(stored.steps.begin(), stored.steps.end(),
                      [](const cases::StepNote& step) { return step.origin == Origin::Timer; }));
    EXPECT_EQ(fired, timers) << stored.number;
    all_fired += fired;
  }
  void expect_nothing_late(const Case& stored) {
    for (const ClockNote& note : view(stored.number).clocks) {
      if (note.outcome == ClockNote::Outcome::Running && note.at <= clock.now()) {
        EXPECT_TRUE(note.overdue_at) << stored.number << " " << note.clock;
      }
    }
  }

  void run_seed(unsigned seed) {
    std::mt19937 random(seed);
    Entries entries(random);
    std::vector<std::string> numbers;
    for (int i = 0; i < 2; ++i) {
      numbers.push_back(begin("licence_application", entries));
      numbers.push_back(begin("certificate", entries));
    }
    for (int i = 0; i < 120; ++i) {
      if (entries.chance(25)) clock.advance(std::chrono::hours(entries.below(24 * 9)));
      if (entries.chance(20)) need(service->fire_due());
      if (entries.chance(3)) start();
      clock.advance(std::chrono::minutes(1));
      try_something(numbers[static_cast<std::size_t>(entries.below(4))], entries);
    }
    need(service->fire_due());
    EXPECT_EQ(need(service->fire_due()), 0U);
    for (const std::string& number : numbers) {
      const Case stored = view(number).found;
      ASSERT_NE(rules_of(stored).state(stored.state()), nullptr);
      expect_as_the_rules_say(stored);
      expect_nothing_late(stored);
    }
  }

  int accepted = 0;
  std::size_t all_fired = 0;
};
YX_BOTH_ENGINES(RandomEventsTest);

TEST_P(RandomEventsTest, StayWithinTheRules) {
  for (unsigned seed = 1; seed <= 8; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    run_seed(seed);
    if (HasFailure()) return;
  }
  EXPECT_GT(accepted, 100) << "not only refusals";
  EXPECT_GT(all_fired, 8U) << "clocks ran out";
}

}  // namespace
}  // namespace yinxin::cases_support
