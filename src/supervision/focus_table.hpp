// The effect `focus_list` and the rows of the table focus_list (schema/0019_register_history.sql). Private to
// this folder.
#pragma once

#include "store/connection.hpp"
#include "supervision/types.hpp"

namespace yinxin::supervision {

/// A focused_supervision case lists a provider, and takes it off the list again. In the commit: NotFound
/// `supervision.focus` (it is not on the list). Refused `supervision.effect_unavailable` in other procedures.
base::Result<void> focus_effect(const cases::Happening& happening, cases::Consequences& consequences);

/// Of providers of that region and what lies in it, newest first; `past`: with those that were removed.
base::Result<std::vector<Focus>> find_focus(store::Database& database, const std::string& reach, bool past);

}  // namespace yinxin::supervision
