#include "endpoints/cases/access.hpp"

#include <algorithm>

#include "endpoints/officers/operations.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kExpert = "review_expert";  // of rules/roles.toml

}  // namespace

Result<cases::Caller> caller_of(const Office& office, const officers::Actor& actor) {
  if (is_administrator(actor))
    return make_error(ErrorKind::Forbidden, "officers.role_needed", "a role of the business");
  cases::Caller caller;
  caller.actor = actor;
  if (actor.roles.empty()) {
    caller.party = actor.id;
    if (office.desk.party_roles) {
      YX_TRY(caller.party_roles, office.desk.party_roles(caller.party));
    }
    return caller;
  }
  if (!actor.body.empty()) {
    caller.party = actor.id;
    for (const officers::Role role : actor.roles) caller.party_roles.emplace_back(officers::role_name(role));
    return caller;
  }
  for (const officers::Role role : actor.roles) caller.roles.emplace_back(officers::role_name(role));
  caller.reach = actor.region.empty() ? office.desk.region : actor.region;
  return caller;
}

bool is_expert(const cases::Caller& caller) {
  return caller.roles == std::vector<std::string>{std::string(kExpert)};
}

namespace {

/// An item names its expert by account.
bool item_names(const procedure::Values& of_item, const std::string& actor) {
  const auto found = of_item.find("expert");
  const auto* expert = found == of_item.end() ? nullptr : std::get_if<std::string>(&found->second);
  return expert != nullptr && *expert == actor.substr(actor.find('/') + 1);
}

bool is_assigned(const cases::Case& the_case, const std::string& actor) {
  const auto& items = the_case.played.items;
  return std::any_of(items.begin(), items.end(),
                     [&](const auto& item) { return item_names(item.second.values, actor); });
}

}  // namespace

Result<void> check_own_item(const cases::Case& the_case, const std::string& item,
                            const cases::Caller& caller) {
  const auto found = the_case.played.items.find(item);
  if (!is_expert(caller) || found == the_case.played.items.end()) return {};
  const procedure::Values& values = found->second.values;
  if (values.count("expert") == 0 || item_names(values, caller.actor.id)) return {};
  return make_error(ErrorKind::Forbidden, "licensing.other_reviewer", item, "10");
}

Result<cases::View> read_case(const Office& office, const std::string& number, const cases::Caller& caller) {
  YX_TRY(cases::View view, office.desk.service.read(number, caller));
  if (is_expert(caller) && !is_assigned(view.found, caller.actor.id))
    return make_error(ErrorKind::NotFound, "cases.none");
  if (office.compliance != nullptr) YX_CHECK(office.compliance->check_open("case/" + number, caller.actor));
  return view;
}

bool works_on(const cases::Caller& caller, const procedure::Procedure& procedure, const std::string& scope) {
  if (is_expert(caller)) return false;
  if (!caller.reach || !cases::lies_in(scope, *caller.reach)) return false;
  const auto held = [&](const std::string& role) {
    return std::find(caller.roles.begin(), caller.roles.end(), role) != caller.roles.end();
  };
  return std::any_of(procedure.transitions.begin(), procedure.transitions.end(), [&](const auto& transition) {
    return std::any_of(transition.roles.begin(), transition.roles.end(), held);
  });
}

bool is_shown(const procedure::Input& input, const procedure::Transition& transition,
              const cases::StepNote& step, const cases::Case& the_case, const cases::Caller& caller,
              bool works) {
  if (input.level == "L0" || input.level == "L1") return true;
  if (input.level != "L2") return false;
  if (works) return true;
  const bool is_party = !caller.party.empty() && caller.party == the_case.party;
  return is_party && (step.actor == caller.actor.id || !transition.outputs.empty());
}

namespace {

/// Some step that names the file shows it to the caller.
bool is_told_of(const cases::View& view, const std::string& sm3, const cases::Caller& caller) {
  for (const cases::StepNote& step : view.found.steps) {
    for (const procedure::Transition& transition : view.procedure->transitions) {
      if (transition.event != step.event) continue;
      for (const procedure::Input& input : transition.inputs) {
        const auto entered = step.inputs.find(input.id);
        const bool names = input.type == procedure::InputType::File && entered != step.inputs.end() &&
                           entered->second == procedure::Value(sm3);
        if (names && is_shown(input, transition, step, view.found, caller, false)) return true;
      }
    }
  }
  return false;
}

}  // namespace

FileRight file_right(const cases::View& view, const cases::FileNote& note, const cases::Caller& caller) {
  const bool own = note.added_by == caller.actor.id;
  if (!note.named_at) return own ? FileRight::Read : FileRight::None;
  if (note.level == "L0" || note.level == "L1") return FileRight::Read;
  if (!caller.party.empty() && caller.party == view.found.party)
    return own || is_told_of(view, base::to_hex(note.sm3), caller) ? FileRight::Read : FileRight::None;
  return own || works_on(caller, *view.procedure, view.found.scope) ? FileRight::Look : FileRight::None;
}

}  // namespace yinxin::endpoints
