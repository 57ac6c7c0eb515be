// `yinxin restore` (docs/decisions/0007): a backup into an empty database, and then what the signer's log,
// the published lists and the tiles know beyond it.
#pragma once

#include <filesystem>

#include "authority/types.hpp"
#include "ledger/losses.hpp"

namespace yinxin::office {

struct RestoreOptions {
  std::filesystem::path settings;
  std::filesystem::path backup;
  std::filesystem::path tiles;  ///< empty: ledger.folder of the settings
  std::filesystem::path lists;  ///< empty: status.folder of the settings
};

/// A certificate that the signer signed and the backup does not have as issued.
struct RecoveredCertificate {
  std::string authority;
  x509::Serial serial;
  std::string application;        ///< that has its key; empty: nothing is known of one
  std::string application_state;  ///< as in the backup
  base::Time signed_at;
  x509::RevocationReason reason = x509::RevocationReason::CertificateHold;  ///< it stands on the list for
};

struct RestoreReport {
  base::Time backup_made_at;
  proof::Hash manifest{};
  std::int64_t rows = 0;
  ledger::Loss loss;
  std::vector<RecoveredCertificate> recovered;
  std::int64_t revoked = 0;                     ///< revocations and holds taken from published lists
  std::int64_t resumed = 0;                     ///< holds that published lists had ended
  std::vector<std::string> suspended_officers;  ///< whose certificates a list or the log put out of force
  std::vector<std::string> ignored_lists;       ///< files that are no list of ours
  std::vector<std::string> unknown_entries;     ///< "<authority>/<serial>" on a list, with no certificate

  /// One JSON object, for the officers' file.
  std::string to_json() const;
};

/// The server is stopped, the signer runs with its online keys open. All or nothing: one transaction, so that
/// a restore that was killed left an empty database and is begun again. Puts data keys and lists where they
/// are missing before that commit. Errors: those of proof::open_backup(); Conflict `office.in_use`,
/// `restore.not_empty`, `restore.keys`; Refused `store.schema.newer`, `restore.rows`, `restore.signer_older`,
/// `restore.signer_other`; Unavailable `restore.tiles`; those of the store and the signer.
base::Result<RestoreReport> restore(const RestoreOptions& options);

}  // namespace yinxin::office
