#include "papers/document_table.hpp"

namespace yinxin::papers {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kInsertDocument =
    "INSERT INTO case_document (code, case_number, position, document, copy, pdf, made_by, made_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (case_number, position, document, copy) DO NOTHING";
constexpr std::string_view kDocumentsOfCase =
    "SELECT code, position, document, copy, made_at FROM case_document WHERE case_number = $1 "
    "ORDER BY position, document, copy";
constexpr std::string_view kPdfOfDocument =
    "SELECT pdf FROM case_document WHERE code = $1 AND case_number = $2";

privacy::Cell pdf_cell(const std::string& code) {
  return {"case_document", "pdf", code};
}

}  // namespace

void insert_document(store::WriteSet& set, const documents::Draft& draft, const Issued& issued,
                     const std::string& by, const privacy::Vault& vault) {
  set.add_expecting(1, make_error(ErrorKind::Conflict, "papers.issued"), kInsertDocument,
                    {issued.code, draft.case_number, issued.position, issued.document, issued.copy,
                     vault.seal(privacy::Level::L2, pdf_cell(issued.code), draft.pdf), by,
                     base::to_micros(issued.made_at)});
}

Result<std::vector<Issued>> documents_of(store::Connection& connection, const std::string& case_number) {
  YX_TRY(const auto rows, connection.query(kDocumentsOfCase, {case_number}));
  std::vector<Issued> all;
  for (const store::Row& row : rows) {
    YX_TRY(const documents::PublicEntry entry, documents::Service::find(connection, row.text(0)));
    Issued issued;
    issued.code = row.text(0);
    issued.number = entry.number;
    issued.title = entry.title;
    issued.copy = row.text(3);
    issued.position = row.integer(1);
    issued.document = row.text(2);
    issued.made_at = base::from_micros(row.integer(4));
    issued.sm3 = entry.pdf_sm3_head;
    all.push_back(std::move(issued));
  }
  return all;
}

Result<base::Bytes> find_pdf(store::Database& database, const privacy::Vault& vault,
                             const std::string& case_number, const std::string& code) {
  YX_TRY(const auto rows, database.query(kPdfOfDocument, {code, case_number}));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "papers.none");
  return vault.open_bytes(privacy::Level::L2, pdf_cell(code), rows.front().blob(0));
}

}  // namespace yinxin::papers
