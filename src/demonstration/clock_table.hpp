// The table demonstration_clock. Private to this folder.
#pragma once

#include "demonstration/service.hpp"

namespace yinxin::demonstration {

/// The last one; number 0: there is none. Errors: those of the store.
base::Result<Move> last_move(store::Database& database);
/// The commit fails with Conflict `demonstration.clock.meanwhile` when there is one of this number.
void insert_move(store::WriteSet& set, const Move& move, base::Time at, const std::string& by);

}  // namespace yinxin::demonstration
