// What the procedures ask of the program, looked at once, at start-up.
#include <algorithm>

#include "cases/desk.hpp"
#include "proof/act_code.hpp"
#include "proof/record.hpp"

namespace yinxin::cases {

using base::ErrorKind;
using base::make_error;
using base::Result;
using procedure::Procedure;
using procedure::Transition;

namespace {

constexpr std::size_t kMaxPrefix = 32;
/// An input stands in the act record as "input.<id>.sm3", beside the facts of the step.
constexpr std::size_t kMaxInputId = proof::kMaxRecordName - std::string_view("input..sm3").size();
constexpr std::size_t kMaxInputs = 200;

base::Error bad(std::string what) {
  return make_error(ErrorKind::Internal, "cases.rules", std::move(what));
}

bool is_act(std::string_view name) {
  const auto acts = proof::all_acts();
  return std::any_of(acts.begin(), acts.end(), [&](const proof::ActInfo& act) { return act.name == name; });
}

bool is_prefix(std::string_view text) {
  return !text.empty() && text.size() <= kMaxPrefix &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") ==
             std::string_view::npos;
}

bool opened_by_cases(const Procedure& procedure) {
  return std::any_of(procedure.transitions.begin(), procedure.transitions.end(),
                     [](const Transition& transition) {
                       return transition.from.empty() && transition.origin == procedure::Origin::ChildCase;
                     });
}

bool opens_anything(const Procedure& procedure) {
  return std::any_of(procedure.transitions.begin(), procedure.transitions.end(),
                     [](const Transition& transition) { return transition.from.empty(); });
}

class Check {
 public:
  explicit Check(const Service::Options& options) : options_(options) {}

  Result<void> transition(const Transition& transition) const {
    if (!transition.effect.empty() && options_.effects.count(transition.effect) == 0)
      return bad("effect " + transition.effect);
    if (!transition.record.empty() && !is_act(transition.record)) return bad("act " + transition.record);
    if (transition.inputs.size() > kMaxInputs) return bad("inputs of " + transition.event);
    for (const procedure::Input& input : transition.inputs) {
      if (input.id.size() > kMaxInputId) return bad("input " + input.id);
    }
    for (const std::string& id : transition.opens) {
      const auto child = options_.procedures.find(id);
      if (child == options_.procedures.end()) return bad("opens " + id);
      if (!std::all_of(child->second.begin(), child->second.end(), opened_by_cases))
        return bad("opens " + id + ", which cases do not open");
    }
    return {};
  }

  Result<void> procedure(const Procedure& procedure) const {
    if (!opens_anything(procedure)) return bad("no beginning of " + procedure.version);
    if (!procedure.settings.empty() && !options_.settings) return bad("settings of " + procedure.version);
    for (const Transition& one : procedure.transitions) YX_CHECK(transition(one));
    return {};
  }

 private:
  const Service::Options& options_;
};

}  // namespace

Result<void> Desk::check_rules() const {
  if (!house.calendar) return bad("no calendar");
  const Check check(options);
  for (const auto& [id, versions] : options.procedures) {
    if (!is_prefix(series(id))) return bad("prefix of " + id);
    for (const Procedure& procedure : versions) YX_CHECK(check.procedure(procedure));
  }
  for (const auto& [word, effect] : options.effects) {
    if (!effect) return bad("effect " + word + " does nothing");
  }
  return {};
}

}  // namespace yinxin::cases
