// Accounts of officers go by their certificates: who lost theirs after the backup must not act by the backup.
#include "office/restore_state.hpp"
#include "officers/officer_table.hpp"

namespace yinxin::office {

using base::Result;

namespace {

struct Doubtful {
  std::string id;
  x509::RevocationReason reason = x509::RevocationReason::Unspecified;
};

/// Active accounts whose certificate is on a list. One that was only renewed (superseded) keeps the officer's
/// own earlier key: a house whose one security administrator renewed must not shut itself out.
Result<std::vector<Doubtful>> find_doubtful(store::Connection& connection) {
  YX_TRY(const auto officers,
         connection.query("SELECT id, certificate FROM officer WHERE state = 'active' ORDER BY id", {}));
  std::vector<Doubtful> found;
  for (const store::Row& officer : officers) {
    YX_TRY(
        const auto rows,
        connection.query("SELECT reason FROM certificate WHERE fingerprint = $1 AND revoked_at IS NOT NULL",
                         {base::to_bytes(crypto::sm3(officer.blob(1)))}));
    if (rows.empty()) continue;
    YX_TRY(const auto reason, x509::revocation_reason(rows[0].integer(0)));
    if (reason != x509::RevocationReason::Superseded) found.push_back({officer.text(0), reason});
  }
  return found;
}

}  // namespace

Result<void> suspend_officers(Restoring& all) {
  YX_TRY(const auto doubtful, find_doubtful(all.connection));
  for (const Doubtful& one : doubtful) {
    store::WriteSet set;
    officers::mark_state(set, one.id, officers::OfficerState::Active, officers::OfficerState::Suspended);
    ledger::Act act;
    act.code = proof::ActCode::OfficerSuspended;
    act.object = "officer/" + one.id;
    act.record = ledger::facts({{"actor", Restoring::kActor},
                                {"reason", "备份之后其证书已停用"},
                                {"certificate_reason", std::to_string(static_cast<int>(one.reason))}});
    all.recorder.add(set, act, all.now);
    YX_CHECK(all.apply(set));
    all.report.suspended_officers.push_back(one.id);
  }
  return {};
}

}  // namespace yinxin::office
