// A new key and a new certificate for an account (docs/decisions/0010).
#include "officers/state.hpp"

namespace yinxin::officers {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

bool has_run_out(const Officer& officer, base::Time now) {
  return officer.certificate && now >= end_of(officer.certificate->tbs().validity);
}

Result<void> check_who_asks(const NewRenewal& wanted, const Officer& officer, const Actor& actor,
                            base::Time now) {
  const auto refuse = [](const char* why) {
    return make_error(ErrorKind::Refused, "officers.renewal.by_whom", why);
  };
  const bool themself = actor.id == object_of(officer.id);
  if (themself && wanted.key_lost) return refuse("the present key signed this");
  if (themself || wanted.key_lost || has_run_out(officer, now)) return {};
  return refuse("the officer can sign with the present key");
}

/// Suspended for anything but a lost key, an account is resumed first: authorising a renewal makes it active.
bool may_be_renewed(OfficerState state, bool key_lost) {
  return state == OfficerState::Active || (state == OfficerState::Suspended && key_lost);
}

}  // namespace

Result<x509::CertificateRequest> Service::State::check_request(const NewRenewal& wanted,
                                                               const Officer& officer,
                                                               const Actor& actor) const {
  YX_CHECK(check_who_asks(wanted, officer, actor, house.clock.now()));
  if (!may_be_renewed(officer.state, wanted.key_lost)) return other_state(officer.state);
  YX_TRY(auto request, x509::CertificateRequest::parse(wanted.request));
  YX_CHECK(request.verify_possession());
  return request;
}

void Service::request_renewal(NewRenewal wanted, Actor actor, store::Remember<Officer> remember,
                              base::Completion<Officer> done) {
  if (actor.id != object_of(wanted.id)) {
    const auto permitted = require_role(actor, Role::SystemAdministrator);
    if (!permitted) return done(permitted.error());
  }
  auto officer = find(wanted.id);
  if (!officer) return done(std::move(officer).error());
  const auto request = state_->check_request(wanted, *officer, actor);
  if (!request) return done(request.error());
  const base::Time at = state_->house.clock.now();
  officer->renewal = Renewal{std::move(wanted.request), base::to_bytes(request->public_key().point()),
                             wanted.key_lost, actor.id, at};
  store::WriteSet rows;
  insert_renewal(rows, *officer);
  ledger::Act act = act_on(*officer, proof::ActCode::OfficerRenewalRequested, actor);
  add_fact(act, "renewal.request_sm3", base::to_hex(crypto::sm3(officer->renewal->request)));
  add_fact(act, "renewal.key_lost", wanted.key_lost ? "yes" : "no");
  state_->commit(std::move(rows), act, at, std::move(officer).value(), remember, std::move(done));
}

/// A system administrator stands in for the security administrator whom nobody else can authorise; never on a
/// system administrator's request, or the two of them could take the account over.
Result<void> Service::State::check_who_authorises(const Officer& officer, const Actor& actor) const {
  if (actor.has(Role::SecurityAdministrator)) return {};
  auto needed = require_role(actor, Role::SecurityAdministrator);
  const bool own = officer.renewal && officer.renewal->requested_by == object_of(officer.id);
  if (!own || !actor.has(Role::SystemAdministrator) || officer.roles.front() != Role::SecurityAdministrator)
    return needed;
  YX_TRY(const bool another,
         is_another(house.database, Role::SecurityAdministrator, officer.id, house.clock.now()));
  if (another) return needed;
  return {};
}

Result<Officer> Service::check_renewal(const std::string& id, const Actor& actor) const {
  if (!actor.has(Role::SystemAdministrator)) YX_CHECK(require_role(actor, Role::SecurityAdministrator));
  YX_TRY(Officer officer, find(id));
  YX_CHECK(state_->check_who_authorises(officer, actor));
  if (!officer.renewal) return make_error(ErrorKind::NotFound, "officers.renewal.none");
  if (actor.id == object_of(id) || actor.id == officer.renewal->requested_by)
    return make_error(ErrorKind::Refused, "officers.same_person");
  if (!may_be_renewed(officer.state, officer.renewal->key_lost)) return other_state(officer.state);
  return officer;
}

void Service::add_renewal(store::WriteSet& set, const Officer& officer, const x509::Certificate& certificate,
                          const Actor& actor) const {
  mark_renewed(set, officer, certificate);
  Officer renewed = officer;
  renewed.request = officer.renewal->request;
  ledger::Act act = act_on(renewed, proof::ActCode::OfficerRenewed, actor);
  add_certificate(act, certificate);
  add_fact(act, "requested_by", officer.renewal->requested_by);
  add_fact(act, "replaced_sm3", base::to_hex(officer.certificate->fingerprint()));
  state_->house.recorder.add(set, act, state_->house.clock.now());
}

}  // namespace yinxin::officers
