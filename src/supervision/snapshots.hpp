// The register as it stood at the end of a day, in one octet form (types.hpp), kept with its SM3 in the
// ledger (schema/0019_register_history.sql). Private to this folder.
#pragma once

#include "ledger/recorder.hpp"
#include "store/connection.hpp"
#include "supervision/types.hpp"

namespace yinxin::supervision {

/// The octets of a snapshot.
std::string snapshot_text(base::Date day, const std::vector<RegisterEntry>& entries);

/// One day's, and its act. In the commit: Conflict `supervision.snapshot_there`.
base::Result<store::WriteSet> new_snapshot(store::Database& database, const ledger::Recorder& recorder,
                                           base::Date day, base::Time now);
/// The day after the newest, else the first on which anything stood in the register; nothing: none yet.
base::Result<std::optional<base::Date>> next_snapshot_day(store::Database& database);

/// Newest first, those before a day; nothing: from the newest.
base::Result<std::vector<Snapshot>> find_snapshots(store::Database& database,
                                                   const std::optional<base::Date>& before,
                                                   std::int64_t limit);
/// Errors: NotFound `supervision.snapshot`.
base::Result<base::Bytes> snapshot_octets(store::Database& database, base::Date day);

}  // namespace yinxin::supervision
