#include <algorithm>
#include <set>

#include "procedure/check_parts.hpp"
#include "procedure/history.hpp"

namespace yinxin::procedure {

namespace {

constexpr std::string_view kState = "state:";
constexpr std::string_view kField = "field:";

/// States in which the clock may begin. Hours count from a moment, so that no date starts them.
std::vector<std::string> starting_states(const Procedure& procedure, const Clock& clock) {
  const std::string_view word = clock.starts;
  std::vector<std::string> states;
  if (word.substr(0, kState.size()) == kState) {
    const State* state = procedure.state(word.substr(kState.size()));
    if (state != nullptr) states.push_back(state->id);
    return states;
  }
  const bool by_field = word.substr(0, kField.size()) == kField;
  const std::string_view name = by_field ? word.substr(kField.size()) : word;
  for (const Transition& transition : procedure.transitions) {
    const auto may_start = [&](const Input& input) {
      const bool a_day = input.type == InputType::Date && clock.unit != Clock::Unit::Hours;
      return input.id == name && (a_day || input.type == InputType::Flag);
    };
    const bool starts = by_field ? std::any_of(transition.inputs.begin(), transition.inputs.end(), may_start)
                                 : transition.event == name;
    if (starts) states.push_back(transition.to);
  }
  return states;
}

bool ends(const Clock& clock, const std::string& event) {
  return contains(clock.met_by, event) || contains(clock.cancelled_by, event) || clock.on_expiry == event;
}

void check_expiry(const Procedure& procedure, const Clock& clock, const std::string& state,
                  Findings& findings) {
  if (clock.on_expiry.empty()) return;
  const Transition* fired = procedure.find(clock.on_expiry, state);
  if (fired == nullptr || fired->origin != Origin::Timer)
    findings.add("clock " + clock.id, "期限届满时，“" + state + "”没有自动事件“" + clock.on_expiry + "”。",
                 "The timer event " + clock.on_expiry + " is not possible from " + state +
                     ", where this clock may run.");
}

void check_clock(const Procedure& procedure, const Clock& clock, Findings& findings) {
  const std::string where = "clock " + clock.id;
  if (starting_states(procedure, clock).empty())
    findings.add(where, "没有起算事由“" + clock.starts + "”。", "There is no start " + clock.starts + ".");
  if (clock.met_by.empty()) findings.add(where, "没有规定怎样算按期完成。", "Nothing meets this clock.");
  for (const std::string& id : running_states(procedure, clock)) {
    const State* state = procedure.state(id);
    if (state == nullptr) continue;
    if (state->final) {
      findings.add(where, "案件已“" + state->name.zh + "”，期限仍在运行。",
                   "It still runs when the case has ended in " + id + ".");
    } else {
      check_expiry(procedure, clock, id, findings);
    }
  }
}

}  // namespace

std::vector<std::string> running_states(const Procedure& procedure, const Clock& clock) {
  std::vector<std::string> states = starting_states(procedure, clock);
  for (const Transition& transition : procedure.transitions) {
    if (contains(clock.revived_by, transition.event)) states.push_back(transition.to);
  }
  for (bool grown = true; grown;) {
    grown = false;
    for (const Transition& transition : procedure.transitions) {
      const auto runs = [&](const std::string& from) { return contains(states, from); };
      if (ends(clock, transition.event) || contains(states, transition.to) ||
          std::none_of(transition.from.begin(), transition.from.end(), runs))
        continue;
      states.push_back(transition.to);
      grown = true;
    }
  }
  return states;
}

void check_clocks(const Procedure& procedure, Findings& findings) {
  for (const Clock& clock : procedure.clocks) check_clock(procedure, clock, findings);
}

}  // namespace yinxin::procedure
