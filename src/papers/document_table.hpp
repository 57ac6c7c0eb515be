// Rows of the table case_document (schema/0016_regulator.sql): the octets of issued documents. Number, title
// and standing are asked of src/documents. Private to this folder.
#pragma once

#include "documents/service.hpp"
#include "papers/types.hpp"
#include "privacy/vault.hpp"
#include "store/write_set.hpp"

namespace yinxin::papers {

/// In the commit: Conflict `papers.issued`.
void insert_document(store::WriteSet& set, const documents::Draft& draft, const Issued& issued,
                     const std::string& by, const privacy::Vault& vault);
/// By step, document and copy.
base::Result<std::vector<Issued>> documents_of(store::Connection& connection, const std::string& case_number);
/// Errors: NotFound `papers.none`; Refused `privacy.sealed`.
base::Result<base::Bytes> find_pdf(store::Database& database, const privacy::Vault& vault,
                                   const std::string& case_number, const std::string& code);

}  // namespace yinxin::papers
