// Suspension, resumption and the end of an account.
#include "officers/state.hpp"
#include "x509/text.hpp"

namespace yinxin::officers {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kMaxReason = 500;  // characters; ours: some ten lines

Result<void> check_reason(const std::string& reason) {
  const std::size_t characters = x509::count_characters(reason).value_or(0);
  if (characters > 0 && characters <= kMaxReason) return {};
  return make_error(ErrorKind::Malformed, "officers.reason", "1 to 500 characters");
}

bool allowed_from(OfficerChange what, OfficerState state) {
  switch (what) {
    case OfficerChange::Suspend:
      return state == OfficerState::Active;
    case OfficerChange::Resume:
      return state == OfficerState::Suspended;
    case OfficerChange::Close:
      return state != OfficerState::Closed;
  }
  return false;
}

struct Outcome {
  OfficerState state;
  proof::ActCode act;
};

Outcome outcome_of(OfficerChange what) {
  switch (what) {
    case OfficerChange::Suspend:
      return {OfficerState::Suspended, proof::ActCode::OfficerSuspended};
    case OfficerChange::Resume:
      return {OfficerState::Active, proof::ActCode::OfficerResumed};
    case OfficerChange::Close:
      break;
  }
  return {OfficerState::Closed, proof::ActCode::OfficerClosed};
}

}  // namespace

Result<Officer> Service::check_change(OfficerChange what, const std::string& id, const std::string& reason,
                                      const Actor& actor) const {
  YX_CHECK(require_role(actor, Role::SecurityAdministrator));
  YX_CHECK(check_reason(reason));
  YX_TRY(Officer officer, find(id));
  if (actor.id == object_of(id)) return make_error(ErrorKind::Refused, "officers.same_person");
  if (!allowed_from(what, officer.state)) return other_state(officer.state);
  return officer;
}

void Service::change(OfficerChange what, Officer officer, const std::string& reason, const Actor& actor,
                     const store::Remember<Officer>& remember, base::Completion<Officer> done) {
  const base::Time at = state_->house.clock.now();
  const Outcome outcome = outcome_of(what);
  store::WriteSet rows;
  const bool leaves = officer.state == OfficerState::Active && is_administrator(officer.roles.front());
  if (leaves) lock_kind(rows, officer.roles.front());
  mark_state(rows, officer.id, officer.state, outcome.state);
  if (leaves) require_another(rows, officer.roles.front(), officer.id, at);
  if (what == OfficerChange::Close) {
    drop_renewal(rows, officer.id);
    officer.renewal.reset();
  }
  ledger::Act act = act_on(officer, outcome.act, actor);
  add_fact(act, "reason", reason);
  officer.state = outcome.state;
  state_->commit(std::move(rows), act, at, std::move(officer), remember, std::move(done));
}

}  // namespace yinxin::officers
