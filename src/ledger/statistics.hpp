// Counts of acts over a span of time, for reports. Each reads the whole table: there is no index by time,
// which every act of the house would pay for, and a year is counted a few times.
#pragma once

#include <optional>

#include "base/clock.hpp"
#include "proof/act_code.hpp"
#include "store/connection.hpp"
#include "store/statistic.hpp"

namespace yinxin::ledger {

enum class Counting { Acts, Objects };  ///< every act, or each object that such acts are about once

store::Statistic count_acts(std::string id, proof::ActCode act, Counting counting = Counting::Acts);

/// The newest signed head, when it covers every act before `until`; else nothing. Errors: those of the store.
base::Result<std::optional<std::string>> head_over(store::Connection& connection, base::Time until);

}  // namespace yinxin::ledger
