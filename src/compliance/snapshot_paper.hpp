// The monthly snapshot of the seven conditions as 《资质条件月度快照》 prints it
// (rules/documents/condition_snapshot.toml). Private to this folder.
#pragma once

#include "compliance/types.hpp"
#include "documents/types.hpp"

namespace yinxin::compliance {

/// What the kept octets say: month, moment, who, the seven conditions, the people who count, what it comes
/// to, and their SM3. Where nothing is wrong also that there is nothing to put right.
documents::Values snapshot_values(const Snapshot& snapshot);

}  // namespace yinxin::compliance
