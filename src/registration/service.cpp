#include "registration/service.hpp"

#include <algorithm>

#include "registration/state.hpp"
#include "x509/text.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kMaxLookReason = 500;  // characters, as of every reason an officer gives
constexpr std::size_t kMaxLookFields = 32;
constexpr std::size_t kMaxLookField = 64;

AttemptPtr new_attempt(officers::Actor actor, store::Remember<Application> remember,
                       base::Completion<Application> done, base::InFlight& under_way) {
  auto attempt = std::make_shared<Attempt>();
  attempt->actor = std::move(actor);
  attempt->remember = std::move(remember);
  attempt->done = std::move(done);
  attempt->token = under_way.begin();
  return attempt;
}

/// Officers of the business; the three administrators (三员) have none of it (requirements 11.3).
bool may_look(const officers::Actor& actor) {
  using officers::Role;
  const auto administers = [](Role role) {
    return role == Role::SystemAdministrator || role == Role::SecurityAdministrator ||
           role == Role::AuditAdministrator;
  };
  return !actor.roles.empty() && std::none_of(actor.roles.begin(), actor.roles.end(), administers);
}

bool is_field(const std::string& name) {
  return !name.empty() && name.size() <= kMaxLookField &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.") == std::string::npos;
}

bool is_reason(std::string_view reason) {
  const auto length = x509::count_characters(reason);
  return length && *length >= 1 && *length <= kMaxLookReason &&
         reason.find_first_not_of(" \t\r\n") != std::string_view::npos;
}

Result<void> check_look(const std::vector<std::string>& fields, const std::string& reason,
                        const officers::Actor& actor) {
  if (!may_look(actor)) return make_error(ErrorKind::Forbidden, "registration.look");
  if (!is_reason(reason)) return make_error(ErrorKind::Malformed, "registration.look.reason", "reason");
  const bool good = !fields.empty() && fields.size() <= kMaxLookFields &&
                    std::all_of(fields.begin(), fields.end(), is_field);
  if (!good) return make_error(ErrorKind::Malformed, "registration.look.reason", "fields");
  return {};
}

}  // namespace

Service::Service(std::shared_ptr<State> state) : state_(std::move(state)) {}

Service::~Service() {
  state_->under_way.wait();  // lane, signer and source are still there; what they hold comes back to us
}

Result<std::unique_ptr<Service>> Service::open(House house, Options options) {
  auto state = std::make_shared<State>(house, std::move(options));
  YX_CHECK(state->check_procedures());
  return std::unique_ptr<Service>(new Service(std::move(state)));
}

void Service::submit(Form form, officers::Actor actor, store::Remember<Application> remember,
                     base::Completion<Application> done) {
  state_->submit(std::move(form),
                 new_attempt(std::move(actor), std::move(remember), std::move(done), state_->under_way));
}

void Service::enter(Form form, BatchPlace place, officers::Actor actor, store::Remember<Application> remember,
                    base::Completion<Application> done) {
  const AttemptPtr attempt =
      new_attempt(std::move(actor), std::move(remember), std::move(done), state_->under_way);
  attempt->place = std::move(place);
  state_->submit(std::move(form), attempt);
}

void Service::add_material(std::string number, Material material, officers::Actor actor,
                           store::Remember<Application> remember, base::Completion<Application> done) {
  const AttemptPtr attempt =
      new_attempt(std::move(actor), std::move(remember), std::move(done), state_->under_way);
  attempt->deed.number = std::move(number);
  state_->add_material(std::move(material), attempt);
}

void Service::perform(Deed deed, officers::Actor actor, store::Remember<Application> remember,
                      base::Completion<Application> done) {
  const AttemptPtr attempt =
      new_attempt(std::move(actor), std::move(remember), std::move(done), state_->under_way);
  attempt->deed = std::move(deed);
  state_->perform(attempt);
}

void Service::question_caller(std::string number, std::string note, officers::Actor actor,
                              store::Remember<Application> remember, base::Completion<Application> done) {
  const AttemptPtr attempt =
      new_attempt(std::move(actor), std::move(remember), std::move(done), state_->under_way);
  attempt->deed.number = std::move(number);
  if (const auto drawn = state_->draw_questions(*attempt, std::move(note)); !drawn)
    return attempt->finish(drawn.error());
  state_->perform(attempt);
}

void Service::judge_caller(std::string number, const std::vector<CallerAnswer>& answers,
                           officers::Actor actor, store::Remember<Application> remember,
                           base::Completion<Application> done) {
  const AttemptPtr attempt =
      new_attempt(std::move(actor), std::move(remember), std::move(done), state_->under_way);
  attempt->deed.number = std::move(number);
  if (const auto compared = state_->compare_answers(*attempt, answers); !compared)
    return attempt->finish(compared.error());
  state_->perform(attempt);
}

Result<Application> Service::find(const std::string& number) const {
  YX_TRY(Dossier dossier, state_->load(number));
  return std::move(dossier.application);
}

Result<std::string> Service::number_of(const x509::Serial& serial) const {
  YX_TRY(const auto number, find_number(state_->house.database, serial));
  if (!number) return make_error(ErrorKind::NotFound, "registration.application");
  return *number;
}

Result<const procedure::Transition*> Service::transition(const std::string& number,
                                                         const std::string& event) const {
  YX_TRY(const Standing standing, find_standing(state_->house.database, number));
  return state_->procedure_of(standing.procedure_version).find(event, standing.state);
}

Result<std::vector<Application>> Service::list(const Filter& filter, const std::string& after,
                                               std::int64_t limit) const {
  ListFilter asked{filter.state, filter.identity, after, limit, filter.key, filter.owed_after};
  if (asked.identity) {
    YX_TRY(asked.identity->number,
           x509::canonical_identity_number(asked.identity->kind, asked.identity->number));
  }
  return list_applications(state_->house.database, state_->house.vault, asked);
}

Result<Material> Service::material(const std::string& number, const crypto::Sm3Digest& digest) const {
  return find_material(state_->house.database, state_->house.vault, number, digest);
}

Result<void> Service::State::check_readable(const Dossier& dossier) const {
  if (!dossier.paper.empty()) return {};
  return make_error(ErrorKind::NotFound, "registration.destroyed");
}

Result<std::string> Service::notification_text(const std::string& number) const {
  YX_TRY(const Dossier dossier, state_->load_case(number));
  YX_CHECK(state_->check_readable(dossier));
  return state_->notification(dossier);
}

Result<std::string> Service::agreement_text(const std::string& number) const {
  YX_TRY(const Dossier dossier, state_->load_case(number));
  YX_CHECK(state_->check_readable(dossier));
  return state_->agreement(dossier);
}

Result<std::vector<Service::OpenIdentity>> Service::openings(const std::string& number) const {
  YX_TRY(const Dossier dossier, state_->load_case(number));
  YX_CHECK(state_->check_readable(dossier));
  YX_TRY(auto found, find_holders_openings(state_->house.database, state_->house.vault, number));
  std::vector<OpenIdentity> openings;
  for (const IdentityNumber& identity : dossier.application.form.identities)
    openings.push_back({identity, std::move(found[identity.kind])});
  return openings;
}

std::vector<const procedure::Transition*> Service::possible(const Application& application,
                                                            const officers::Actor& actor) const {
  Attempt attempt;
  attempt.before.application = application;
  attempt.actor = actor;
  if (!identify(attempt)) return {};
  return procedure::possible(state_->procedure_of(application), case_of(application), attempt.roles);
}

const procedure::Procedure& Service::procedure_of(const Application& application) const {
  return state_->procedure_of(application);
}

std::vector<RosterGate> Service::gates(const std::string& procedure_version,
                                       std::vector<procedure::Happened> history) const {
  procedure::Case current;
  current.history = std::move(history);
  std::vector<RosterGate> gates;
  for (const procedure::GateState& state : procedure::gates(state_->procedure_of(procedure_version), current))
    gates.push_back({state.gate->id, state.opened != nullptr});
  return gates;
}

Result<std::vector<procedure::Running>> Service::clocks(const Application& application) const {
  YX_TRY(const policy::CpsProfile rules, state_->house.policy.profile(application.rules_version));
  Dossier dossier;
  dossier.application = application;
  YX_TRY(const procedure::Values values, state_->settings(dossier, rules));
  return procedure::running(state_->procedure_of(application), case_of(application), values,
                            *state_->house.calendar());
}

void Service::record_look(std::string number, std::vector<std::string> fields, std::string reason,
                          officers::Actor actor, store::Remember<Application> remember,
                          base::Completion<Application> done) {
  const AttemptPtr attempt =
      new_attempt(std::move(actor), std::move(remember), std::move(done), state_->under_way);
  if (const auto good = check_look(fields, reason, attempt->actor); !good)
    return attempt->finish(good.error());
  auto dossier = state_->load(number);
  if (!dossier) return attempt->finish(dossier.error());
  if (const auto there = state_->check_readable(*dossier); !there) return attempt->finish(there.error());
  std::string names;
  for (const std::string& field : fields) names += (names.empty() ? "" : ",") + field;
  ledger::Act act;
  act.code = proof::ActCode::PersonalDataViewed;
  act.object = authority::application_object(number);
  act.record = ledger::facts({{"actor", attempt->actor.id},
                              {"actor.signature_base", base::as_text(attempt->actor.signature_base)},
                              {"actor.signature", base::as_text(attempt->actor.signature)},
                              {"fields", names},
                              {"reason", reason}});
  store::WriteSet set;
  state_->house.recorder.add(set, act, state_->house.clock.now());
  if (attempt->remember) attempt->remember(set, dossier->application);
  state_->submit_set(attempt, std::move(set), std::move(*dossier));
}

}  // namespace yinxin::registration
