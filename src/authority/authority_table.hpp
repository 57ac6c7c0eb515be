// The SQL of the authority table: our own certificates.
#pragma once

#include "authority/types.hpp"
#include "store/connection.hpp"

namespace yinxin::authority {

void insert_authority(store::WriteSet& set, const Authority& authority);
/// All, oldest first.
base::Result<std::vector<Authority>> all_authorities(store::Database& database);
/// Those whose import is finished.
base::Result<std::vector<TakenAuthority>> all_taken(store::Database& database);

}  // namespace yinxin::authority
