// Rows of the tables condition_entry and condition_snapshot (schema/0018_compliance.sql). Private to this
// folder.
#pragma once

#include "compliance/types.hpp"
#include "store/connection.hpp"
#include "store/write_set.hpp"

namespace yinxin::compliance {

void insert_entry(store::WriteSet& set, const ConditionEntry& entry);
/// The newest of each condition.
base::Result<std::vector<ConditionEntry>> newest_entries(store::Connection& connection);

/// In the commit: Conflict `compliance.snapshot_taken` when there is one of that period.
void insert_snapshot(store::WriteSet& set, const Snapshot& snapshot);
base::Result<bool> has_snapshot(store::Database& database, const std::string& period);
/// Newest first.
base::Result<std::vector<SnapshotNote>> list_snapshots(store::Database& database);
/// Errors: NotFound `compliance.snapshot_none`.
base::Result<Snapshot> find_snapshot(store::Database& database, const std::string& period);

}  // namespace yinxin::compliance
