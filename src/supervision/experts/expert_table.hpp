// Rows of the tables expert_register, expert_conflict and expert_record
// (schema/0029_regulators_articles.sql). Private to this folder.
#pragma once

#include "privacy/vault.hpp"
#include "store/connection.hpp"
#include "store/write_set.hpp"
#include "supervision/experts/types.hpp"

namespace yinxin::supervision {

/// Admitted. In the commit: Conflict `store.constraint` when the account is another expert's.
void insert_expert(store::WriteSet& set, const privacy::Vault& vault, const Expert& expert);
/// As the case stands now. `suspended_to`: of "suspended"; `removed_on`: of "removed". One that was never
/// admitted has no row.
void move_expert(store::WriteSet& set, const std::string& number, const std::string& status,
                 const std::string& suspended_to, const std::string& removed_on);
void insert_conflict(store::WriteSet& set, const std::string& number, std::int64_t position,
                     const ExpertConflict& conflict);
void insert_record(store::WriteSet& set, const std::string& number, std::int64_t position,
                   const ExpertRecord& record);

/// Whose account it is, of those that were not removed; empty: nobody's.
base::Result<std::string> expert_of_account(store::Database& database, const std::string& account);
/// Everybody, removed ones too, by number. Errors: Refused `privacy.sealed`; those of the store.
base::Result<std::vector<Expert>> find_experts(store::Database& database, const privacy::Vault& vault);

}  // namespace yinxin::supervision
