// The way of an event: who asks, what the rules say, what the office adds, one commit with step and act.
#include <algorithm>

#include "registration/state.hpp"
#include "x509/text.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kOfficer = "officer/";
constexpr std::string_view kKey = "key/";
constexpr std::string_view kRoleMissing = "procedure.role";  // of procedure::advance

bool starts_with(std::string_view text, std::string_view head) {
  return text.substr(0, head.size()) == head;
}

bool is_text(std::string_view text) {
  return x509::count_characters(text).has_value() && text.find('\0') == std::string_view::npos;
}

/// Papers and JSON are made of what is entered: it must be text.
Result<void> check_texts(const procedure::Values& inputs) {
  for (const auto& [id, value] : inputs) {
    bool good = is_text(id);
    if (const auto* text = std::get_if<std::string>(&value)) good = good && is_text(*text);
    if (const auto* texts = std::get_if<std::vector<std::string>>(&value))
      good = good && std::all_of(texts->begin(), texts->end(), is_text);
    if (!good)
      return make_error(ErrorKind::Malformed, "procedure.input", "an input that is not well-formed text");
  }
  return {};
}

proof::ActCode act_named(std::string_view name) {
  for (const proof::ActInfo& act : proof::all_acts()) {
    if (act.name == name) return act.code;
  }
  throw std::logic_error("act " + std::string(name));  // check_procedures() has seen them all
}

/// Of every transition of that event.
std::vector<std::string> roles_of(const procedure::Procedure& procedure, std::string_view event) {
  std::vector<std::string> roles;
  for (const procedure::Transition& transition : procedure.transitions) {
    if (transition.event == event)
      roles.insert(roles.end(), transition.roles.begin(), transition.roles.end());
  }
  return roles;
}

const procedure::Input* input_named(const procedure::Transition& transition, std::string_view id) {
  const auto found = std::find_if(transition.inputs.begin(), transition.inputs.end(),
                                  [&](const procedure::Input& input) { return input.id == id; });
  return found == transition.inputs.end() ? nullptr : &*found;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ",") + word;
  return text;
}

/// As it may stand in an act record: codes, flags, numbers, dates and digests themselves; nothing for free
/// text.
std::optional<std::string> plain_value(const procedure::Input& input, const procedure::Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* date = std::get_if<base::Date>(&value)) return base::format_date(*date);
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
    if (input.codes.empty()) return std::nullopt;
    return joined(*texts);
  }
  const bool coded = input.type == procedure::InputType::Code || input.type == procedure::InputType::File;
  if (!coded) return std::nullopt;
  return std::get<std::string>(value);
}

std::string free_text(const procedure::Value& value) {
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) return joined(*texts);
  return std::get<std::string>(value);
}

void add_fact(proof::Record& record, std::string_view name, std::string_view value) {
  if (!record.add(name, value)) throw std::logic_error("fact " + std::string(name));
}

}  // namespace

Result<void> identify(Attempt& attempt) {
  const Application& application = attempt.before.application;
  officers::Actor& actor = attempt.actor;
  attempt.roles.clear();
  if (starts_with(actor.id, kOfficer)) {
    for (const officers::Role role : actor.roles) attempt.roles.emplace_back(officers::role_name(role));
  } else if (starts_with(actor.id, kKey)) {
    if (actor.key != application.key) return make_error(ErrorKind::Forbidden, "registration.not_yours");
    actor.id = "applicant/" + application.number;
    attempt.roles.emplace_back("applicant");
  }
  attempt.actor_name = actor.id;
  return {};
}

proof::Record facts_of(const Attempt& attempt) {
  proof::Record record = ledger::facts({{"actor", attempt.actor_name},
                                        {"actor.signature_base", base::as_text(attempt.actor.signature_base)},
                                        {"actor.signature", base::as_text(attempt.actor.signature)},
                                        {"event", attempt.deed.event},
                                        {"procedure", attempt.before.application.procedure_version},
                                        {"rules", attempt.before.application.rules_version}});
  if (!attempt.actor.body.empty()) {  // a delegated body works in the provider's name (article 25)
    add_fact(record, "actor.body", attempt.actor.body);
    add_fact(record, "actor.site", attempt.actor.site);
  }
  for (const auto& [id, value] : attempt.deed.inputs) {
    const procedure::Input* input = input_named(attempt.transition(), id);
    if (input == nullptr) continue;
    const auto plain = plain_value(*input, value);
    if (plain) {
      add_fact(record, "input." + id, *plain);
    } else {
      add_fact(record, "input." + id + ".sm3", base::to_hex(crypto::sm3(base::as_bytes(free_text(value)))));
    }
  }
  return record;
}

void Attempt::finish(Result<Application> outcome) {
  const base::InFlight::Token held = std::move(token);
  const base::Completion<Application> call = std::move(done);
  call(std::move(outcome));
}

Result<void> Service::State::prepare(Attempt& attempt) const {
  YX_TRY(attempt.before, load_case(attempt.deed.number));
  const Application& application = attempt.before.application;
  YX_CHECK(identify(attempt));
  if (attempt.deed.version && *attempt.deed.version != application.version) {
    return make_error(ErrorKind::Conflict, "registration.changed");
  }
  YX_CHECK(check_texts(attempt.deed.inputs));
  YX_TRY(attempt.rules, house.policy.profile(application.rules_version));
  return decide(attempt);
}

Result<void> Service::State::decide(Attempt& attempt) const {
  const Application& application = attempt.before.application;
  const procedure::Procedure& procedure = procedure_of(application);
  attempt.at = house.clock.now();
  YX_TRY(const procedure::Values values, settings(attempt.before, attempt.rules));
  const procedure::Attempt asked{attempt.deed.event, attempt.actor_name,  attempt.roles,
                                 attempt.origin,     attempt.deed.inputs, attempt.at};
  auto step = procedure::advance(procedure, case_of(application), asked, values);
  if (!step && step.error().code == kRoleMissing)
    return officers::with_training(std::move(step).error(), attempt.actor,
                                   roles_of(procedure, attempt.deed.event));
  if (!step) return std::move(step).error();
  attempt.step = std::move(step).value();
  YX_TRY(attempt.inputs, inputs_to_bytes(attempt.deed.inputs));
  YX_TRY(attempt.running, procedure::running(procedure, attempt.step.after, values, *house.calendar()));
  return check_office(attempt);
}

void Service::State::perform(AttemptPtr attempt) {
  if (const auto ready = prepare(*attempt); !ready) return attempt->finish(ready.error());
  if (asks_source(*attempt)) return ask_source(std::move(attempt));
  conclude(std::move(attempt));
}

void Service::State::conclude(AttemptPtr attempt) {
  const Run run = effect(attempt->transition().effect);
  (this->*run)(std::move(attempt));
}

Dossier Service::State::after(const Attempt& attempt) const {
  Dossier after = attempt.before;
  Application& application = after.application;
  application.state = attempt.step.after.state;
  ++application.version;
  StepNote step;
  step.position = static_cast<std::int64_t>(application.steps.size());
  step.event = attempt.deed.event;
  step.actor = attempt.actor_name;
  step.at = attempt.at;
  step.inputs = attempt.deed.inputs;
  application.steps.push_back(std::move(step));
  return after;
}

void Service::State::write(store::WriteSet& set, const Attempt& attempt, Dossier& after) const {
  const auto due = next_due(after, attempt.running);
  after.application.due_at.reset();
  if (due) after.application.due_at = due->at;
  after.application.owed_at = next_owed(after.application, attempt.running);
  update_application(set, after, due);
  insert_step(set, house.vault, after.application.number, after.application.steps.back(), attempt.inputs);
  if (attempt.remember) attempt.remember(set, after.application);
}

void Service::State::add_act(store::WriteSet& set, const Attempt& attempt) const {
  const std::string& record = attempt.transition().record;
  if (record.empty()) return;
  ledger::Act act;
  act.code = act_named(record);
  act.object = authority::application_object(attempt.before.application.number);
  act.record = facts_of(attempt);
  house.recorder.add(set, act, attempt.at);
}

void Service::State::submit_set(AttemptPtr attempt, store::WriteSet set, Dossier after) {
  const auto outcome = std::make_shared<Dossier>(std::move(after));
  house.lane.submit(
      std::move(set),
      [attempt, outcome](Result<store::Committed> committed) {
        if (!committed) return attempt->finish(committed.error());
        attempt->finish(std::move(outcome->application));
      },
      attempt->place ? store::Priority::Bulk : store::Priority::Interactive);
}

}  // namespace yinxin::registration
