#include "procedure/engine.hpp"

#include <algorithm>

#include "procedure/condition.hpp"
#include "procedure/gates.hpp"
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

/// Timers and other cases act by their origin; persons by a role, here or in a submission of their side's.
Result<void> check_role(const Transition& transition, const Attempt& attempt) {
  const bool by_person = transition.origin == Origin::Person;
  const bool of_origin =
      attempt.origin == transition.origin || (by_person && attempt.origin == Origin::Submission);
  if (of_origin && (!by_person || shares_role(transition, attempt.roles))) return {};
  return make_error(ErrorKind::Forbidden, "procedure.role",
                    by_person ? transition.event + " is for " + joined(transition.roles)
                              : transition.event + " is not done by persons");
}

/// An item that the transition makes is new; one that it is about is there, of its kind.
Result<void> check_item(const Transition& transition, const Case& before, const Attempt& attempt) {
  const auto found = before.items.find(attempt.item);
  const bool known = found != before.items.end() && found->second.kind == transition.item;
  const bool good = transition.item.empty() ? attempt.item.empty()
                    : transition.adds       ? !attempt.item.empty() && found == before.items.end()
                                            : known;
  if (good) return {};
  return make_error(ErrorKind::Malformed, "procedure.item",
                    transition.item.empty() ? transition.event + " is about no item"
                    : transition.adds       ? transition.event + " makes a new " + transition.item
                                            : transition.event + " is about a " + transition.item);
}

Result<void> check_separation(const Procedure& procedure, const std::vector<Past>& pasts,
                              const Attempt& attempt) {
  for (const Separation& pair : procedure.separations) {
    if (attempt.event != pair.one && attempt.event != pair.other) continue;
    const std::string& counterpart = attempt.event == pair.one ? pair.other : pair.one;
    const auto did = [&](const Past& past) {
      const bool same_thing =
          attempt.item.empty() || past.what->item.empty() || past.what->item == attempt.item;
      return !past.undone && same_thing && past.what->event == counterpart &&
             past.what->actor == attempt.actor;
    };
    if (std::any_of(pasts.begin(), pasts.end(), did)) {
      return make_error(ErrorKind::Refused, pair.code, "the same person did " + counterpart, pair.article);
    }
  }
  return {};
}

std::vector<GateState> gates_after(const Procedure& procedure, const std::vector<Past>& pasts,
                                   const Case& current, std::string_view item) {
  std::vector<GateState> states;
  for (const Gate& gate : procedure.gates)
    states.push_back(gate_state(procedure, gate, pasts, current, item));
  return states;
}

Result<void> check_gates(const Procedure& procedure, const std::vector<Past>& pasts, const Case& before,
                         const Transition& transition, std::string_view item) {
  const Gate* first = nullptr;
  std::vector<std::string> closed;
  for (const GateState& state : gates_after(procedure, pasts, before, item)) {
    if (state.open || !contains(transition.needs, state.gate->id)) continue;
    if (first == nullptr) first = state.gate;
    closed.push_back(state.gate->id);
  }
  if (first == nullptr) return {};
  return make_error(ErrorKind::NotYet, first->code, "missing: " + joined(closed), first->article);
}

/// What guards read as value: of the case, and of the item that this is about.
Values values_for(const Case& before, const Attempt& attempt) {
  Values values = before.values;
  const auto item = before.items.find(attempt.item);
  if (item == before.items.end()) return values;
  for (const auto& [id, value] : item->second.values) values.insert_or_assign(id, value);
  return values;
}

Result<void> check_entered(const Transition& transition, const Case& before, const Attempt& attempt,
                           Values settings) {
  if (transition.inputs.empty() && !transition.guard && attempt.inputs.empty()) return {};
  const Values values = values_for(before, attempt);
  settings.insert_or_assign(std::string(kToday), base::beijing_date(attempt.at));
  const std::vector<std::string> faults = input_faults(transition, attempt.inputs, values, settings);
  if (!faults.empty()) return make_error(ErrorKind::Malformed, "procedure.input", joined(faults));
  if (!transition.guard || transition.guard->holds(attempt.inputs, values, settings)) return {};
  return make_error(ErrorKind::Refused, transition.guard_code,
                    "the guard of " + transition.event + " says no",
                    transition.cites.empty() ? std::string_view() : transition.cites.front());
}

/// The day that the law counts from: that on which the case came where it is (what is deemed to have happened
/// then), or one that was entered.
std::optional<base::Date> counted_day(const Transition& transition, const std::vector<Past>& pasts,
                                      const Attempt& attempt) {
  if (transition.counts_from == kEntry) {
    const auto came =
        std::find_if(pasts.rbegin(), pasts.rend(), [](const Past& past) { return past.entered; });
    return came == pasts.rend() ? std::nullopt : std::optional(day_of(*came->what));
  }
  constexpr std::string_view kField = "field:";
  const std::string_view from = transition.counts_from;
  if (from.substr(0, kField.size()) != kField) return std::nullopt;
  const auto entered = attempt.inputs.find(from.substr(kField.size()));
  const auto* date = entered == attempt.inputs.end() ? nullptr : std::get_if<base::Date>(&entered->second);
  return date == nullptr ? std::nullopt : std::optional(*date);
}

Step after(const Transition& transition, const Case& before, const Attempt& attempt,
           std::optional<base::Date> on) {
  Step step{&transition, before};
  step.after.state = transition.to;
  step.after.history.push_back(Happened{attempt.event, attempt.actor, attempt.at, attempt.item, on});
  Values* values = &step.after.values;
  if (!transition.item.empty()) {
    Item& item = step.after.items[attempt.item];
    item.kind = transition.item;
    values = &item.values;
  }
  for (const auto& [id, value] : attempt.inputs) values->insert_or_assign(id, value);
  return step;
}

}  // namespace

Result<Step> advance(const Procedure& procedure, const Case& before, const Attempt& attempt,
                     const Values& settings) {
  YX_TRY(const Transition* const transition, find_transition(procedure, before, attempt));
  const std::vector<Past> pasts = replay(procedure, before);
  YX_CHECK(check_role(*transition, attempt));
  YX_CHECK(check_item(*transition, before, attempt));
  YX_CHECK(check_separation(procedure, pasts, attempt));
  YX_CHECK(check_gates(procedure, pasts, before, *transition, attempt.item));
  YX_CHECK(check_entered(*transition, before, attempt, settings));

  return after(*transition, before, attempt, counted_day(*transition, pasts, attempt));
}

Result<Step> follow(const Procedure& procedure, const Case& before, const Told& told) {
  Attempt attempt;
  attempt.event = told.event;
  attempt.actor = told.actor;
  attempt.inputs = told.inputs;
  attempt.at = told.at;
  attempt.item = told.item;
  YX_TRY(const Transition* const transition, find_transition(procedure, before, attempt));
  YX_CHECK(check_item(*transition, before, attempt));
  const std::vector<std::string> faults = told_faults(*transition, told.inputs);
  if (!faults.empty()) return make_error(ErrorKind::Malformed, "procedure.input", joined(faults));
  return after(*transition, before, attempt, told.on);
}

base::Date day_of(const Happened& happened) {
  return happened.on ? *happened.on : base::beijing_date(happened.at);
}

std::vector<GateState> gates(const Procedure& procedure, const Case& current) {
  return gates_after(procedure, replay(procedure, current), current, {});
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
