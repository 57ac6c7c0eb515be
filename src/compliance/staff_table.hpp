// Rows of the table staff_person (schema/0018_compliance.sql). Private to this folder.
#pragma once

#include "compliance/types.hpp"
#include "privacy/vault.hpp"
#include "store/connection.hpp"
#include "store/write_set.hpp"

namespace yinxin::compliance {

/// In the commit: Conflict `compliance.staff_left` when they have left.
void put_person(store::WriteSet& set, const StaffPerson& person, const std::string& identity,
                const privacy::Vault& vault);
/// In the commit: Conflict `compliance.staff_left`.
void mark_left(store::WriteSet& set, const std::string& id, base::Date left_on);
/// Nothing: there is nobody of that id.
base::Result<std::optional<StaffPerson>> find_person(store::Database& database, const privacy::Vault& vault,
                                                     const std::string& id);
base::Result<std::vector<StaffPerson>> list_persons(store::Database& database, const privacy::Vault& vault,
                                                    const std::string& after, std::int64_t limit);
/// Opens nobody's name.
base::Result<StaffCount> count_staff(store::Database& database, base::Date day);

}  // namespace yinxin::compliance
