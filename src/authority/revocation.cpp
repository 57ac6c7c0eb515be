// Revocation, suspension and resumption, and giving up an interrupted intent: each one commit with its act
// record.
#include "authority/state.hpp"

namespace yinxin::authority {

using base::ErrorKind;
using base::make_error;
using base::Result;
using x509::RevocationReason;

namespace {

/// Reasons a holder's certificate may be revoked for (requirements 11.1, RFC 5280 5.3.1).
bool may_revoke_for(RevocationReason reason) {
  switch (reason) {
    case RevocationReason::Unspecified:
    case RevocationReason::KeyCompromise:
    case RevocationReason::AffiliationChanged:
    case RevocationReason::Superseded:
    case RevocationReason::CessationOfOperation:
    case RevocationReason::PrivilegeWithdrawn:
      return true;
    default:
      return false;
  }
}

void unmark(store::WriteSet& set, const RevocationOrder& order, base::Time) {
  mark_resumed(set, order);
}

}  // namespace

CertificateRecord Service::State::add_change(store::WriteSet& set, CertificateRecord record,
                                             const RevocationOrder& order, proof::ActCode code,
                                             Mark mark) const {
  // CRLs and OCSP carry whole seconds; what is stored is what they will say.
  const base::Time at = std::chrono::floor<std::chrono::seconds>(house.clock.now());
  mark(set, order, at);
  ledger::Act act;
  act.code = code;
  act.object = certificate_object(order.authority, order.serial);
  act.fingerprint = crypto::sm3(record.der);
  act.record = ledger::facts({{"actor", order.actor.id},
                              {"actor.signature_base", base::as_text(order.actor.signature_base)},
                              {"actor.signature", base::as_text(order.actor.signature)},
                              {"authority", order.authority},
                              {"serial", order.serial.to_hex()},
                              {"reason", std::to_string(static_cast<int>(order.reason))},
                              {"cause", order.cause},
                              {"revoked_at", base::format_utc(at)}});
  house.recorder.add(set, act, at);
  if (code == proof::ActCode::Resumed) {
    record.revoked_at.reset();
  } else {
    record.revoked_at = at;
    record.reason = order.reason;
    record.invalidity_date = order.invalidity_date;
  }
  return record;
}

void Service::State::change_status(RevocationOrder order, proof::ActCode code, Mark mark,
                                   base::Completion<CertificateRecord> done) {
  auto found = find_certificate(house.database, order.authority, order.serial);
  if (!found) return done(found.error());
  if (found->state != CertificateState::Issued)
    return done(make_error(ErrorKind::NotFound, "authority.certificate"));
  store::WriteSet set;
  auto record = std::make_shared<CertificateRecord>(add_change(set, std::move(*found), order, code, mark));
  if (order.with_revocation) order.with_revocation(set, *record);
  house.lane.submit(std::move(set), [record, done = std::move(done),
                                     token = under_way.begin()](Result<store::Committed> committed) {
    if (!committed) return done(committed.error());
    done(std::move(*record));
  });
}

void Service::revoke(RevocationOrder order, base::Completion<CertificateRecord> done) {
  if (!may_revoke_for(order.reason)) return done(make_error(ErrorKind::Refused, "authority.reason"));
  state_->change_status(std::move(order), proof::ActCode::Revoked, mark_revoked, std::move(done));
}

void Service::suspend(RevocationOrder order, base::Completion<CertificateRecord> done) {
  order.reason = RevocationReason::CertificateHold;
  state_->change_status(std::move(order), proof::ActCode::Suspended, mark_suspended, std::move(done));
}

void Service::resume(RevocationOrder order, base::Completion<CertificateRecord> done) {
  order.reason = RevocationReason::RemoveFromCrl;
  state_->change_status(std::move(order), proof::ActCode::Resumed, unmark, std::move(done));
}

void Service::add_revocation(store::WriteSet& set, const CertificateRecord& certificate,
                             const RevocationOrder& order) const {
  state_->add_change(set, certificate, order, proof::ActCode::Revoked, mark_revoked);
}

void Service::add_suspension(store::WriteSet& set, const CertificateRecord& certificate,
                             RevocationOrder order) const {
  order.reason = RevocationReason::CertificateHold;
  state_->add_change(set, certificate, order, proof::ActCode::Suspended, mark_suspended);
}

void Service::add_resumption(store::WriteSet& set, const CertificateRecord& certificate,
                             RevocationOrder order) const {
  order.reason = RevocationReason::RemoveFromCrl;
  state_->add_change(set, certificate, order, proof::ActCode::Resumed, unmark);
}

void Service::abandon(const CertificateRecord& record, std::string why, base::Completion<void> done) {
  const base::Time at = state_->house.clock.now();
  store::WriteSet set;
  mark_abandoned(set, record, std::chrono::floor<std::chrono::seconds>(at));
  ledger::Act act;
  act.code = proof::ActCode::IntentAbandoned;
  act.object = certificate_object(record.authority, record.serial);
  act.record = ledger::facts({{"actor", "system/recovery"},
                              {"application", application_object(record.application)},
                              {"authority", record.authority},
                              {"serial", record.serial.to_hex()},
                              {"tbs_sm3", base::to_hex(crypto::sm3(record.tbs))},
                              {"why", why}});
  state_->house.recorder.add(set, act, at);
  state_->house.lane.submit(std::move(set), [done = std::move(done), token = state_->under_way.begin()](
                                                Result<store::Committed> committed) {
    if (!committed) return done(committed.error());
    done({});
  });
}

}  // namespace yinxin::authority
