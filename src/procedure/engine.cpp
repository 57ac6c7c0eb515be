#include "procedure/engine.hpp"

#include <algorithm>

#include "procedure/condition.hpp"
#include "procedure/history.hpp"
#include "procedure/inputs.hpp"

namespace yinxin::procedure {

namespace {

using base::ErrorKind;
using base::make_error;
using base::Result;

bool knows(const Procedure& procedure, std::string_view event) {
  return std::any_of(procedure.transitions.begin(), procedure.transitions.end(),
                     [&](const Transition& transition) { return transition.event == event; });
}

bool shares_role(const Transition& transition, const std::vector<std::string>& roles) {
  return std::any_of(roles.begin(), roles.end(),
                     [&](const std::string& role) { return contains(transition.roles, role); });
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

Result<const Transition*> find_transition(const Procedure& procedure, const Case& before,
                                          const Attempt& attempt) {
  if (!knows(procedure, attempt.event)) return make_error(ErrorKind::NotFound, "procedure.event");
  const Transition* found = procedure.find(attempt.event, before.state);
  if (found == nullptr) {
    const std::string from = before.state.empty() ? "a case that is not open yet" : before.state;
    return make_error(ErrorKind::Conflict, "procedure.state",
                      attempt.event + " is not possible from " + from);
  }
  return found;
}

/// Timers and other cases act by their origin; persons by a role.
Result<void> check_role(const Transition& transition, const Attempt& attempt) {
  const bool by_person = transition.origin == Origin::Person;
  if (attempt.origin == transition.origin && (!by_person || shares_role(transition, attempt.roles)))
    return {};
  return make_error(ErrorKind::Forbidden, "procedure.role",
                    by_person ? transition.event + " is for " + joined(transition.roles)
                              : transition.event + " is not done by persons");
}

Result<void> check_separation(const Procedure& procedure, const std::vector<Past>& pasts,
                              const Attempt& attempt) {
  for (const Separation& pair : procedure.separations) {
    if (attempt.event != pair.one && attempt.event != pair.other) continue;
    const std::string& counterpart = attempt.event == pair.one ? pair.other : pair.one;
    const auto did = [&](const Past& past) {
      return !past.undone && past.what->event == counterpart && past.what->actor == attempt.actor;
    };
    if (std::any_of(pasts.begin(), pasts.end(), did)) {
      return make_error(ErrorKind::Refused, pair.code, "the same person did " + counterpart, pair.article);
    }
  }
  return {};
}

std::vector<GateState> gates_after(const Procedure& procedure, const std::vector<Past>& pasts) {
  std::vector<GateState> states;
  for (const Gate& gate : procedure.gates) {
    const auto opens = [&](const Past& past) { return !past.undone && past.what->event == gate.event; };
    const auto opened = std::find_if(pasts.rbegin(), pasts.rend(), opens);
    states.push_back(GateState{&gate, opened == pasts.rend() ? nullptr : opened->what});
  }
  return states;
}

Result<void> check_gates(const Procedure& procedure, const std::vector<Past>& pasts,
                         const Transition& transition) {
  const Gate* first = nullptr;
  std::vector<std::string> closed;
  for (const GateState& state : gates_after(procedure, pasts)) {
    if (state.opened != nullptr || !contains(transition.needs, state.gate->id)) continue;
    if (first == nullptr) first = state.gate;
    closed.push_back(state.gate->id);
  }
  if (first == nullptr) return {};
  return make_error(ErrorKind::NotYet, first->code, "missing: " + joined(closed), first->article);
}

Result<void> check_entered(const Transition& transition, const Case& before, const Attempt& attempt,
                           const Values& settings) {
  const std::vector<std::string> faults = input_faults(transition, attempt.inputs, before.values, settings);
  if (!faults.empty()) return make_error(ErrorKind::Malformed, "procedure.input", joined(faults));
  if (!transition.guard || transition.guard->holds(attempt.inputs, before.values, settings)) return {};
  return make_error(ErrorKind::Refused, transition.guard_code,
                    "the guard of " + transition.event + " says no",
                    transition.cites.empty() ? std::string_view() : transition.cites.front());
}

}  // namespace

Result<Step> advance(const Procedure& procedure, const Case& before, const Attempt& attempt,
                     const Values& settings) {
  YX_TRY(const Transition* const transition, find_transition(procedure, before, attempt));
  const std::vector<Past> pasts = replay(procedure, before);
  YX_CHECK(check_role(*transition, attempt));
  YX_CHECK(check_separation(procedure, pasts, attempt));
  YX_CHECK(check_gates(procedure, pasts, *transition));
  YX_CHECK(check_entered(*transition, before, attempt, settings));

  Step step{transition, before};
  step.after.state = transition->to;
  step.after.history.push_back(Happened{attempt.event, attempt.actor, attempt.at});
  for (const auto& [id, value] : attempt.inputs) step.after.values.insert_or_assign(id, value);
  return step;
}

std::vector<GateState> gates(const Procedure& procedure, const Case& current) {
  return gates_after(procedure, replay(procedure, current));
}

std::vector<const Transition*> possible(const Procedure& procedure, const Case& current,
                                        const std::vector<std::string>& roles) {
  std::vector<const Transition*> found;
  for (const Transition& transition : procedure.transitions) {
    const bool here =
        current.state.empty() ? transition.from.empty() : contains(transition.from, current.state);
    if (here && transition.origin == Origin::Person && shares_role(transition, roles))
      found.push_back(&transition);
  }
  return found;
}

}  // namespace yinxin::procedure
