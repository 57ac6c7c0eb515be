// Whether a gate is open: by one person or several, of one item or of all, or by cases that have ended.
#pragma once

#include "procedure/history.hpp"

namespace yinxin::procedure {

/// For an act upon `item`; empty: upon the case.
GateState gate_state(const Procedure& procedure, const Gate& gate, const std::vector<Past>& pasts,
                     const Case& current, std::string_view item);

}  // namespace yinxin::procedure
