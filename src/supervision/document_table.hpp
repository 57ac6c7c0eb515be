// Rows of the table case_document (schema/0016_regulator.sql): the octets of issued documents. Number, title
// and standing are asked of src/documents. Private to this folder.
#pragma once

#include "documents/service.hpp"
#include "privacy/vault.hpp"
#include "store/write_set.hpp"
#include "supervision/types.hpp"

namespace yinxin::supervision {

/// In the commit: Conflict `supervision.document_issued`.
void insert_document(store::WriteSet& set, const documents::Draft& draft, const Issued& issued,
                     const std::string& by, const privacy::Vault& vault);
base::Result<std::vector<Issued>> documents_of(store::Connection& connection, const std::string& case_number);
/// Errors: NotFound `supervision.document`; Refused `privacy.sealed`.
base::Result<base::Bytes> find_pdf(store::Database& database, const privacy::Vault& vault,
                                   const std::string& case_number, const std::string& code);

}  // namespace yinxin::supervision
