// An application as a case of its procedure: its version, its state and history, the settings, the clocks.
#include <algorithm>

#include "proof/act_code.hpp"
#include "registration/state.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;
using procedure::Procedure;
using procedure::Transition;

namespace {

bool is_act(std::string_view name) {
  const auto acts = proof::all_acts();
  return std::any_of(acts.begin(), acts.end(), [&](const proof::ActInfo& act) { return act.name == name; });
}

/// By a person of a role of the house: not by the applicant, and not by a timer.
bool is_officers(const Transition& transition) {
  const auto officers_role = [](const std::string& role) { return officers::parse_role(role).has_value(); };
  return transition.origin == procedure::Origin::Person &&
         std::any_of(transition.roles.begin(), transition.roles.end(), officers_role);
}

}  // namespace

procedure::Case case_of(const Application& application) {
  procedure::Case current;
  current.state = application.state;
  for (const StepNote& step : application.steps) {
    current.history.push_back(procedure::Happened{step.event, step.actor, step.at});
    for (const auto& [id, value] : step.inputs) current.values.insert_or_assign(id, value);
  }
  return current;
}

Result<void> Service::State::check_procedures() const {
  const auto bad = [](std::string what) {
    return make_error(ErrorKind::Internal, "registration.procedure", std::move(what));
  };
  if (options.procedures.empty()) return bad("no version");
  for (const Procedure& procedure : options.procedures) {
    for (const Transition& transition : procedure.transitions) {
      if (effect(transition.effect) == nullptr) return bad("effect " + transition.effect);
      if (!transition.record.empty() && !is_act(transition.record)) return bad("act " + transition.record);
    }
  }
  return {};
}

const Procedure* Service::State::procedure_on(base::Date day) const {
  const Procedure* newest = nullptr;
  for (const Procedure& procedure : options.procedures) {
    if (procedure.in_force_from <= day && (!procedure.until || day <= *procedure.until)) newest = &procedure;
  }
  return newest;
}

const Procedure& Service::State::procedure_of(const std::string& version) const {
  const auto found = std::find_if(options.procedures.begin(), options.procedures.end(),
                                  [&](const Procedure& procedure) { return procedure.version == version; });
  if (found == options.procedures.end()) throw std::logic_error("procedure " + version);
  return *found;
}

Result<Dossier> Service::State::load(const std::string& number) const {
  std::optional<Dossier> found;
  YX_CHECK(house.database.read([&](store::Connection& connection) -> Result<void> {
    YX_TRY(found, load_case(number));
    YX_TRY(found->application.materials, find_materials(connection, house.vault, number));
    return {};
  }));
  return std::move(*found);
}

Result<Dossier> Service::State::load_case(const std::string& number) const {
  std::optional<Dossier> found;
  YX_CHECK(house.database.read([&](store::Connection& connection) -> Result<void> {
    YX_TRY(found, find_dossier(connection, house.vault, number));
    YX_TRY(found->application.steps, find_steps(connection, house.vault, number));
    return {};
  }));
  return std::move(*found);
}

Result<procedure::Values> Service::State::settings(const Dossier& dossier,
                                                   const policy::CpsProfile& rules) const {
  procedure::Values values{{"cps.handling_hours", rules.handling_hours},
                           {"cps.supplement_days", rules.supplement_days},
                           {"cps.agreement_days", rules.agreement_days},
                           {"cps.acceptance_days", rules.acceptance_days},
                           {"cps.revocation_hours", rules.revocation_hours},
                           {"cps.retention_years", rules.retention_years},
                           {"cps.renewal_days", rules.renewal_days},
                           {"cps.suspension_allowed", rules.suspension_allowed},
                           {"cps.loss_report", rules.loss_report.has_value()},
                           {"cps.duty_revocation", rules.loss_report && rules.loss_report->one_officer},
                           {"office.closed", office_closed_for(rules)},
                           {"records.retention_ended", false},
                           {"records.on_hold", !standing_holds(dossier.application.steps).empty()}};
  const Application& application = dossier.application;
  if (procedure_of(application).find("destroy", application.state) == nullptr) return values;
  YX_TRY(const Retention kept, retention(application));
  values.insert_or_assign("records.retention_ended", kept.ended);
  return values;
}

std::optional<DueEvent> Service::State::next_due(const Dossier& dossier,
                                                 const std::vector<procedure::Running>& running) const {
  const Application& application = dossier.application;
  const Procedure& procedure = procedure_of(application);
  const auto fires = [&](const std::string& event) {
    const Transition* found = event.empty() ? nullptr : procedure.find(event, application.state);
    return found != nullptr && found->origin == procedure::Origin::Timer;
  };
  std::optional<DueEvent> next;
  const auto consider = [&](base::Time at, const std::string& event) {
    if (fires(event) && (!next || at < next->at)) next = DueEvent{at, event};
  };
  for (const procedure::Running& one : running) consider(one.at, one.clock->on_expiry);
  // The certificate's own end is no clock of the law: notAfter is its last second (RFC 5280 4.1.2.5).
  if (dossier.not_after) consider(*dossier.not_after + std::chrono::seconds(1), "expire");
  return next;
}

std::optional<base::Time> Service::State::next_owed(const Application& application,
                                                    const std::vector<procedure::Running>& running) const {
  const Procedure& procedure = procedure_of(application);
  const auto stops_it = [&](const std::string& event) {
    const Transition* found = procedure.find(event, application.state);
    return found != nullptr && is_officers(*found);
  };
  std::optional<base::Time> next;
  for (const procedure::Running& one : running) {
    const auto& met_by = one.clock->met_by;
    if (one.paused || std::none_of(met_by.begin(), met_by.end(), stops_it)) continue;
    if (!next || one.at < *next) next = one.at;
  }
  return next;
}

}  // namespace yinxin::registration
