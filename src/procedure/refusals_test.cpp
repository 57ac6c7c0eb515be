// What every procedure of the law refuses, from every state and of every event: the wrong state, somebody of
// no role or another origin, another item, a closed gate, nothing entered, another kind of thing entered.
#include <set>

#include "procedure/inputs.hpp"
#include "procedure/test_play.hpp"

namespace yinxin::procedure {
namespace refusals_test {

using ::testing::Contains;
using ::testing::HasSubstr;
using testing::kReadings;

constexpr std::string_view kThing = "thing";  // an item of the kind that is asked for

std::vector<Procedure> of_the_law() {
  auto loaded = load_all(testing::rules_folder() / "procedures");
  if (!loaded) throw std::runtime_error(base::describe(loaded.error()));
  std::vector<Procedure> all;
  for (auto& [id, versions] : *loaded) {
    for (Procedure& version : versions) all.push_back(std::move(version));
  }
  return all;
}

std::set<std::string> events_of(const Procedure& procedure) {
  std::set<std::string> events;
  for (const Transition& transition : procedure.transitions) events.insert(transition.event);
  return events;
}

/// Also where there is no case yet.
std::vector<std::string> states_of(const Procedure& procedure) {
  std::vector<std::string> states{""};
  for (const State& state : procedure.states) states.push_back(state.id);
  return states;
}

/// A case that nothing has happened in, with one item of each kind.
Case standing_at(const std::string& state, const std::string& kind) {
  Case made;
  made.state = state;
  if (!kind.empty()) made.items[std::string(kThing)].kind = kind;
  return made;
}

/// By whom it is for, about what it is for, with nothing entered.
Attempt rightly(const Transition& transition) {
  Attempt attempt{transition.event,
                  "officer/anna",
                  transition.roles,
                  transition.origin,
                  {},
                  testing::at("2026-09-28T02:00:00Z"),
                  {}};
  if (!transition.item.empty()) attempt.item = transition.adds ? "another" : std::string(kThing);
  return attempt;
}

/// Calls `look` with each event that may happen somewhere, and the case that stands there.
void each_row(const std::function<void(const Procedure&, const Transition&, const Case&)>& look) {
  for (const Procedure& procedure : of_the_law()) {
    for (const std::string& state : states_of(procedure)) {
      for (const std::string& event : events_of(procedure)) {
        const Transition* transition = procedure.find(event, state);
        if (transition == nullptr) continue;
        SCOPED_TRACE(procedure.id + ": " + event + " from " + state);
        look(procedure, *transition, standing_at(state, transition->item));
      }
    }
  }
}

std::string refused(const Procedure& procedure, const Case& before, const Attempt& attempt) {
  const auto step = advance(procedure, before, attempt, kReadings);
  return step ? "" : step.error().code;
}

bool always_asked(const Input& input) {
  return input.required && !input.required_when && !input.visible_when;
}

TEST(EveryProcedure, HasNoEventWhereItsTableHasNoRow) {
  std::size_t tried = 0;
  const std::vector<Procedure> all = of_the_law();
  EXPECT_GE(all.size(), 37U);
  for (const Procedure& procedure : all) {
    for (const Transition& transition : procedure.transitions) {
      for (const std::string& state : states_of(procedure)) {
        const auto has_row = [&](const Transition& other) {
          return other.event == transition.event &&
                 (state.empty() ? other.from.empty()
                                : std::find(other.from.begin(), other.from.end(), state) != other.from.end());
        };
        if (std::any_of(procedure.transitions.begin(), procedure.transitions.end(), has_row)) continue;
        SCOPED_TRACE(procedure.id + ": " + transition.event + " from " + state);
        EXPECT_EQ(refused(procedure, standing_at(state, transition.item), rightly(transition)),
                  "procedure.state");
        ++tried;
      }
    }
  }
  EXPECT_GT(tried, 1000U);
}

TEST(EveryProcedure, AsksForARoleOfTheRowAndForItsOrigin) {
  each_row([](const Procedure& procedure, const Transition& transition, const Case& before) {
    Attempt attempt = rightly(transition);
    attempt.origin = Origin::Person;
    attempt.roles = {"nobody"};
    EXPECT_EQ(refused(procedure, before, attempt), "procedure.role");
    attempt.roles.clear();
    EXPECT_EQ(refused(procedure, before, attempt), "procedure.role");
    attempt = rightly(transition);
    attempt.origin = transition.origin == Origin::Timer ? Origin::Person : Origin::Timer;
    EXPECT_EQ(refused(procedure, before, attempt), "procedure.role");
  });
}

TEST(EveryProcedure, AsksForTheItemOfTheRow) {
  each_row([](const Procedure& procedure, const Transition& transition, const Case& before) {
    Attempt attempt = rightly(transition);
    attempt.item = transition.item.empty() ? "nowhere" : transition.adds ? std::string(kThing) : "nowhere";
    EXPECT_EQ(refused(procedure, before, attempt), "procedure.item");
    attempt.item = transition.item.empty() ? std::string(kThing) : "";
    EXPECT_EQ(refused(procedure, before, attempt), "procedure.item");
  });
}

TEST(EveryProcedure, HoldsToTheGatesOfTheRow) {
  std::size_t closed = 0;
  each_row([&](const Procedure& procedure, const Transition& transition, const Case& before) {
    if (!transition.item.empty()) return;  // gates of items ask about that item
    for (const GateState& gate : gates(procedure, before)) {
      const auto& needs = transition.needs;
      if (gate.open || std::find(needs.begin(), needs.end(), gate.gate->id) == needs.end()) continue;
      EXPECT_EQ(refused(procedure, before, rightly(transition)), gate.gate->code);
      ++closed;
      return;
    }
  });
  EXPECT_GT(closed, 50U);
}

TEST(EveryProcedure, AsksForEveryInputOfTheRow) {
  std::size_t asked = 0;
  each_row([&](const Procedure& procedure, const Transition& transition, const Case& before) {
    const bool any = std::any_of(transition.inputs.begin(), transition.inputs.end(), always_asked);
    if (any && transition.needs.empty()) {
      EXPECT_EQ(refused(procedure, before, rightly(transition)), "procedure.input");
    }
    const auto faults = input_faults(transition, {}, {}, kReadings);
    for (const Input& input : transition.inputs) {
      if (!always_asked(input)) continue;
      EXPECT_THAT(faults, Contains(input.id + ": missing"));
      ++asked;
    }
  });
  EXPECT_GT(asked, 500U);
}

TEST(EveryProcedure, TakesNothingOfAnotherKindAndNothingThatIsNotAskedFor) {
  each_row([&](const Procedure& procedure, const Transition& transition, const Case& before) {
    Attempt attempt = rightly(transition);
    attempt.inputs = {{"not_asked_for", Value(true)}};
    if (transition.needs.empty()) {
      EXPECT_EQ(refused(procedure, before, attempt), "procedure.input");
    }
    for (const Input& input : transition.inputs) {
      if (input.visible_when) continue;
      const Value other = input.type == InputType::Flag ? Value(std::int64_t{1}) : Value(true);
      const auto faults = input_faults(transition, {{input.id, other}}, {}, kReadings);
      EXPECT_THAT(faults, Contains(HasSubstr(input.id + ": not ")));
    }
  });
}

}  // namespace refusals_test
}  // namespace yinxin::procedure
