// Rows of the table evidence_package (schema/0024_evidence.sql). Private to this folder.
#pragma once

#include "evidence/types.hpp"
#include "privacy/vault.hpp"
#include "store/connection.hpp"
#include "store/write_set.hpp"

namespace yinxin::evidence {

void insert_package(store::WriteSet& set, const privacy::Vault& vault, const KeptPackage& package,
                    base::ByteView archive);
/// Errors: NotFound `evidence.package` (none of that SM3).
base::Result<KeptPackage> find_package(store::Database& database, const crypto::Sm3Digest& sm3);
/// Errors: NotFound `evidence.package` (also one that was destroyed); Refused `privacy.sealed`.
base::Result<base::Bytes> read_package(store::Database& database, const privacy::Vault& vault,
                                       const crypto::Sm3Digest& sm3);
/// Those whose archive is there and that come from an application.
base::Result<std::vector<KeptPackage>> kept_of_applications(store::Database& database);
/// In the commit: Conflict `evidence.dropped` when it is gone already.
void drop_content(store::WriteSet& set, const crypto::Sm3Digest& sm3);

}  // namespace yinxin::evidence
