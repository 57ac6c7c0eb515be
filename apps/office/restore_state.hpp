// What the steps of a restore share. Private to restore*.cpp.
#pragma once

#include "base/config.hpp"
#include "office/restore.hpp"
#include "proof/backup_archive.hpp"
#include "signer/client.hpp"

namespace yinxin::office {

struct Restoring {
  const RestoreOptions& options;
  const base::Config& settings;
  const proof::Backup& backup;
  store::Connection& connection;  // in the one transaction
  signer::Client& signer;
  const ledger::Recorder& recorder;
  const base::Time now;
  RestoreReport report;
  std::vector<authority::Authority> authorities;  // of the backup

  /// Whoever has done it, in act records.
  static constexpr std::string_view kActor = "system/restore";

  base::Result<void> apply(const store::WriteSet& set);
  /// The authorities that issue, one for each key.
  std::vector<const authority::Authority*> issuers() const;
};

/// restore_checks.cpp: the rows are those of the provider whose signer this is. Reads `authorities`.
base::Result<void> check_authorities(Restoring& all);
/// Every record under the newest signed head of the backup, and every certificate by its act.
base::Result<void> check_records(Restoring& all);
/// The tree up to the signer's last head; heads that were never signed go.
base::Result<void> go_on_with_tree(Restoring& all);

/// restore_certificates.cpp: what the signer signed and the backup does not have.
base::Result<void> replay_certificates(Restoring& all);
/// Those that no published list speaks of are put on hold.
base::Result<void> hold_recovered(Restoring& all);

/// restore_lists.cpp: revocations after the backup, and the lists' numbers.
base::Result<void> replay_lists(Restoring& all);
base::Result<void> take_numbers(Restoring& all);
/// Lists of the backup where there is none: those of the roots come from the ceremony.
base::Result<void> place_lists(const Restoring& all);

/// restore_officers.cpp: accounts whose certificate was revoked or put on hold after the backup.
base::Result<void> suspend_officers(Restoring& all);

/// "…/<authority>/<partition>.crl" of a distribution point.
struct ListPlace {
  std::string authority;
  std::int64_t partition = 0;
  friend auto operator<=>(const ListPlace&, const ListPlace&) = default;  // NOLINT(modernize-use-nullptr)
};
std::optional<ListPlace> place_of(std::string_view address);

}  // namespace yinxin::office
