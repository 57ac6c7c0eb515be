// Checks first, on the caller's thread; then one set with the row, the act record and what the caller
// remembers.
#include <algorithm>
#include <stdexcept>

#include "officers/state.hpp"
#include "x509/text.hpp"

namespace yinxin::officers {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kMinId = 2;
constexpr std::size_t kMaxId = 32;               // as serialNumber in rules/profiles/officer.toml
constexpr std::size_t kMaxPreparedKeys = 1'024;  // ours: more officers than an office has
constexpr std::size_t kMaxTitle = 64;            // characters (RFC 5280 appendix A, ub-title)
constexpr std::size_t kRegionDigits = 6;         // GB/T 2260
constexpr std::size_t kMaxBody = 64;             // longer than any number of a case
constexpr std::string_view kCeremony = "ceremony";

Result<void> check_id(const std::string& id) {
  const bool sound =
      id.size() >= kMinId && id.size() <= kMaxId && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      });
  if (sound) return {};
  return make_error(ErrorKind::Malformed, "officers.id", "2 to 32 of a-z, 0-9 and '-'");
}

/// The characters a certificate may hold: nothing invisible, nothing that looks like another name.
Result<void> check_name(const std::string& name) {
  const auto fault = x509::inspect_text(name);
  if (fault) return make_error(ErrorKind::Malformed, "officers.name", std::string(x509::describe(*fault)));
  const std::size_t characters = x509::count_characters(name).value_or(0);
  if (characters > 0 && characters <= x509::Name::kMaxValueCharacters) return {};
  return make_error(ErrorKind::Malformed, "officers.name", "1 to 200 characters");
}

/// Six digits of GB/T 2260, or none: the office's own region.
Result<void> check_region(const std::string& region) {
  const bool digits = std::all_of(region.begin(), region.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits && (region.empty() || region.size() == kRegionDigits)) return {};
  return make_error(ErrorKind::Malformed, "officers.region", "six digits");
}

/// 三员 (requirements 8.3): one administrator's role alone, or business roles only.
Result<void> check_roles(const std::vector<Role>& roles) {
  const auto refuse = [](const char* why) { return make_error(ErrorKind::Refused, "officers.roles", why); };
  if (roles.empty()) return refuse("none");
  if (std::adjacent_find(roles.begin(), roles.end()) != roles.end()) return refuse("one twice");
  if (roles.size() > 1 && std::any_of(roles.begin(), roles.end(), is_administrator))
    return refuse("an administrator's beside another");
  if (roles_text(roles).size() > kMaxTitle) return refuse("more than a certificate's title holds");
  return {};
}

/// A delegated body takes in applications and nothing else (article 25).
Result<void> check_body(const std::string& body, const std::vector<Role>& roles) {
  if (body.empty()) return {};
  const bool word = body.size() <= kMaxBody &&
                    std::all_of(body.begin(), body.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  if (!word) return make_error(ErrorKind::Malformed, "officers.body");
  if (roles == std::vector<Role>{Role::RegistrationOfficer}) return {};
  return make_error(ErrorKind::Refused, "officers.roles", "registration_officer alone, of a delegated body",
                    "25");
}

struct Draft {
  Officer officer;
  crypto::Sm2PublicKey key;
};

Result<Draft> draft(NewOfficer wanted, std::string created_by, base::Time at) {
  YX_CHECK(check_id(wanted.id));
  YX_CHECK(check_name(wanted.name));
  std::sort(wanted.roles.begin(), wanted.roles.end());
  YX_CHECK(check_roles(wanted.roles));
  YX_CHECK(check_region(wanted.region));
  YX_CHECK(check_body(wanted.body, wanted.roles));
  YX_TRY(const auto request, x509::CertificateRequest::parse(wanted.request));
  YX_CHECK(request.verify_possession());
  Draft made;
  made.officer.id = std::move(wanted.id);
  made.officer.name = std::move(wanted.name);
  made.officer.roles = std::move(wanted.roles);
  made.officer.region = std::move(wanted.region);
  made.officer.body = std::move(wanted.body);
  made.officer.created_by = std::move(created_by);
  made.officer.request = std::move(wanted.request);
  made.officer.created_at = at;
  made.key = request.public_key();
  return made;
}

ledger::Act enrolled_act(const Officer& officer, const x509::Certificate& certificate, const Actor& actor) {
  ledger::Act act = act_on(officer, proof::ActCode::OfficerEnrolled, actor);
  add_certificate(act, certificate);
  return act;
}

}  // namespace

std::string object_of(const std::string& id) {
  return "officer/" + id;
}

bool is_administrator(Role role) {
  return role == Role::SystemAdministrator || role == Role::SecurityAdministrator ||
         role == Role::AuditAdministrator;
}

base::Error other_state(OfficerState state) {
  return make_error(ErrorKind::Conflict, "officers.state", std::string(officer_state_name(state)));
}

ledger::Act act_on(const Officer& officer, proof::ActCode code, const Actor& actor) {
  ledger::Act act;
  act.code = code;
  act.object = object_of(officer.id);
  act.record = ledger::facts({{"actor", actor.id},
                              {"actor.signature_base", base::as_text(actor.signature_base)},
                              {"actor.signature", base::as_text(actor.signature)},
                              {"roles", roles_text(officer.roles)},
                              {"request_sm3", base::to_hex(crypto::sm3(officer.request))}});
  if (!officer.region.empty()) add_fact(act, "region", officer.region);
  if (!officer.body.empty()) add_fact(act, "body", officer.body);
  return act;
}

void add_fact(ledger::Act& act, std::string_view name, std::string_view value) {
  if (!act.record.add(name, value)) throw std::logic_error("fact of an officer's act");
}

void add_certificate(ledger::Act& act, const x509::Certificate& certificate) {
  act.fingerprint = certificate.fingerprint();
  add_fact(act, "certificate_sm3", base::to_hex(certificate.fingerprint()));
}

void Service::State::commit(store::WriteSet rows, const ledger::Act& act, base::Time at, Officer outcome,
                            const store::Remember<Officer>& remember, base::Completion<Officer> done) const {
  store::WriteSet set;
  if (remember)
    remember(set, outcome);  // first: the same request again fails as such, not by what it repeats
  set.append(std::move(rows));
  house.recorder.add(set, act, at);
  house.lane.submit(std::move(set), [officer = std::make_shared<Officer>(std::move(outcome)),
                                     done = std::move(done)](Result<store::Committed> committed) {
    if (!committed) return done(std::move(committed).error());
    done(std::move(*officer));
  });
}

Result<crypto::Sm2PublicKey> Service::State::prepare(const std::string& id, const base::Bytes& point) {
  {
    const std::lock_guard lock(mutex);
    const auto found = prepared.find(id);
    if (found != prepared.end() && base::to_bytes(found->second.point()) == point) return found->second;
  }
  YX_TRY(crypto::Sm2PublicKey key, crypto::Sm2PublicKey::from_point(point));
  const std::lock_guard lock(mutex);
  if (prepared.size() >= kMaxPreparedKeys) prepared.erase(prepared.begin());
  prepared.insert_or_assign(id, key);
  return key;
}

void Service::State::forget(const std::string& id) {
  const std::lock_guard lock(mutex);
  prepared.erase(id);
}

Service::Service(House house, std::optional<base::Date> trained_from)
    : state_(std::make_unique<State>(house, trained_from)) {}
Service::~Service() = default;

void Service::create(NewOfficer officer, Actor actor, store::Remember<Officer> remember,
                     base::Completion<Officer> done) {
  const auto permitted = require_role(actor, Role::SystemAdministrator);
  if (!permitted) return done(permitted.error());
  const base::Time at = state_->house.clock.now();
  auto made = draft(std::move(officer), actor.id, at);
  if (!made) return done(std::move(made).error());
  store::WriteSet rows;
  insert_officer(rows, made->officer, made->key, state_->house.vault);
  const ledger::Act act = act_on(made->officer, proof::ActCode::OfficerCreated, actor);
  state_->commit(std::move(rows), act, at, std::move(made->officer), remember, std::move(done));
}

Result<Officer> Service::check_authorise(const std::string& id, const Actor& actor) const {
  YX_CHECK(require_role(actor, Role::SecurityAdministrator));
  YX_TRY(Officer officer, find(id));
  if (officer.state != OfficerState::Pending) return other_state(officer.state);
  if (officer.created_by == actor.id || actor.id == object_of(id))
    return make_error(ErrorKind::Refused, "officers.same_person");
  return officer;
}

void Service::add_authorise(store::WriteSet& set, const Officer& officer,
                            const x509::Certificate& certificate, const Actor& actor) const {
  mark_authorised(set, officer, certificate, actor.id);
  state_->house.recorder.add(set, enrolled_act(officer, certificate, actor), state_->house.clock.now());
}

void Service::add_first(store::WriteSet& set, const NewOfficer& officer,
                        const x509::Certificate& certificate) const {
  const Actor actor = system_actor(kCeremony);
  const base::Time at = state_->house.clock.now();
  auto made = draft(officer, actor.id, at);
  if (!made) throw std::invalid_argument("first officer: " + base::describe(made.error()));
  made->officer.state = OfficerState::Active;
  made->officer.authorised_by = actor.id;
  made->officer.certificate = certificate;
  insert_officer(set, made->officer, made->key, state_->house.vault);
  state_->house.recorder.add(set, enrolled_act(made->officer, certificate, actor), at);
}

Result<Officer> Service::find(const std::string& id) const {
  return find_officer(state_->house.database, state_->house.vault, id);
}

Result<std::vector<Officer>> Service::list(const std::string& after, std::int64_t limit) const {
  return list_officers(state_->house.database, state_->house.vault, after, limit);
}

Result<std::vector<Service::Ending>> Service::administrators_ending(base::Time before) const {
  return find_ending(state_->house.database, before);
}

Result<Service::Acting> Service::acting(const std::string& id) const {
  YX_TRY(const ActingRow row, find_acting(state_->house.database, id));
  const base::Time now = state_->house.clock.now();
  const auto refuse = [&](std::string_view why) {
    state_->forget(id);
    return make_error(ErrorKind::Forbidden, "officers.not_active", std::string(why));
  };
  if (row.state != OfficerState::Active || !row.validity) return refuse(officer_state_name(row.state));
  if (now < row.validity->not_before || now >= end_of(*row.validity))
    return refuse("certificate not in force");
  YX_TRY(const crypto::Sm2PublicKey key, state_->prepare(id, row.point));
  const base::Date today = base::beijing_date(now);
  Acting found{key, row.roles, row.certificate, row.region};
  limit(found, row.mandate, today, state_->trained_from && *state_->trained_from <= today);
  return found;
}

}  // namespace yinxin::officers
