// Rows of the table licence_register (schema/0016_regulator.sql). Private to this folder.
#pragma once

#include "store/write_set.hpp"
#include "supervision/types.hpp"

namespace yinxin::supervision {

/// A licence begins. In the commit: Conflict `supervision.licence_number`.
void insert_licence(store::WriteSet& set, const cases::Case& status_case, base::Time at);
/// Its case has moved. In the commit: NotFound `supervision.register`.
void update_licence(store::WriteSet& set, const cases::Case& status_case, base::Time at);
/// It becomes public, with what was applied for. In the commit: NotFound `supervision.register`.
void enter_licence(store::WriteSet& set, const std::string& status_case, const cases::Case& application,
                   base::Time at);
base::Result<std::vector<RegisterEntry>> public_entries(store::Database& database);

}  // namespace yinxin::supervision
