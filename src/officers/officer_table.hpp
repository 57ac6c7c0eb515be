// Rows of the table officer (schema/0004_officers.sql). Private to this folder.
#pragma once

#include "officers/service.hpp"

namespace yinxin::officers {

/// Pending, or active when there is a certificate. In the commit: Conflict `officers.exists`; a key that is
/// used is Conflict `store.constraint` (see is_key_used).
void insert_officer(store::WriteSet& set, const Officer& officer, const crypto::Sm2PublicKey& key,
                    const privacy::Vault& vault);
/// Whether a commit was refused because another officer has the key.
bool is_key_used(const base::Error& refusal);
/// In the commit: Conflict `officers.state` when it is not pending any more.
void mark_authorised(store::WriteSet& set, const Officer& officer, const x509::Certificate& certificate,
                     const std::string& by);
/// In the commit: Conflict `officers.state` when it is no longer in `from`.
void mark_state(store::WriteSet& set, const std::string& id, OfficerState from, OfficerState to);

/// Errors: NotFound `officers.none`; those of the store and of the vault.
base::Result<Officer> find_officer(store::Database& database, const privacy::Vault& vault,
                                   const std::string& id);
base::Result<std::vector<Officer>> list_officers(store::Database& database, const privacy::Vault& vault,
                                                 const std::string& after, std::int64_t limit);

/// What is asked with every request.
struct ActingRow {
  OfficerState state = OfficerState::Pending;
  std::vector<Role> roles;
  base::Bytes point;
  std::optional<x509::Validity> validity;  // of the certificate, once there is one
};
/// Errors: NotFound `officers.none`; those of the store.
base::Result<ActingRow> find_acting(store::Database& database, const std::string& id);

/// "registration_officer,review_officer": how the database and act records name a set of roles.
std::string roles_text(const std::vector<Role>& roles);

}  // namespace yinxin::officers
