#include "documents/document_table.hpp"

#include "documents/fill.hpp"

namespace yinxin::documents {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kLast = "SELECT last FROM document_series WHERE series = $1 AND year = $2";
constexpr std::string_view kStartSeries =
    "INSERT INTO document_series (series, year, last) VALUES ($1, $2, 0) ON CONFLICT (series, year) DO "
    "NOTHING";
constexpr std::string_view kTakeNumber =
    "UPDATE document_series SET last = $3 WHERE series = $1 AND year = $2 AND last = $4";
constexpr std::string_view kInsert =
    "INSERT INTO document (code, number, copy, template, title, issuer, dated, case_number, pdf_sm3, "
    "value_commitment, seal, made_at, standing) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, "
    "'valid')";
constexpr std::string_view kChange =
    "UPDATE document SET standing = $2, superseded_by = $3, changed_at = $4 WHERE code = $1 AND standing = "
    "'valid'";
constexpr std::string_view kFind =
    "SELECT one.number, one.title, one.issuer, one.copy, one.dated, one.pdf_sm3, one.standing, other.number "
    "FROM document one LEFT JOIN document other ON other.code = one.superseded_by WHERE one.code = $1";

constexpr std::string_view kValid =
    "SELECT code FROM document WHERE number = $1 AND copy = $2 AND standing = 'valid'";

constexpr std::string_view kSeal = "SELECT seal FROM document WHERE code = $1";

constexpr std::string_view kStandings[] = {"valid", "withdrawn", "superseded"};

store::Value text_or_null(const std::string& text) {
  if (text.empty()) return store::kNull;
  return text;
}

}  // namespace

Result<std::int64_t> next_position(store::Connection& connection, const std::string& series, int year) {
  YX_TRY(const auto rows, connection.query(kLast, {series, std::int64_t{year}}));
  return rows.empty() ? 1 : rows[0].integer(0) + 1;
}

void insert_document(store::WriteSet& set, const Draft& draft) {
  if (!draft.series.empty()) {
    set.add_any(kStartSeries, {draft.series, std::int64_t{draft.year}});
    set.add_expecting(1, make_error(ErrorKind::Conflict, "documents.number_taken", draft.number), kTakeNumber,
                      {draft.series, std::int64_t{draft.year}, draft.position, draft.position - 1});
  }
  set.add(kInsert,
          {draft.code, draft.number, copy_text(draft.copy), draft.template_version, draft.title, draft.issuer,
           base::format_date(draft.dated), text_or_null(draft.case_number), base::to_bytes(draft.pdf_sm3),
           base::to_bytes(draft.commitment), text_or_null(draft.seal), base::to_micros(draft.made_at)});
}

void update_standing(store::WriteSet& set, const std::string& code, Standing standing,
                     const std::optional<std::string>& by_code, base::Time at) {
  const store::Value by = by_code ? store::Value(*by_code) : store::Value(store::kNull);
  set.add_expecting(
      1, make_error(ErrorKind::Conflict, "documents.not_valid", code), kChange,
      {code, std::string(kStandings[static_cast<std::size_t>(standing)]), by, base::to_micros(at)});
}

Result<std::optional<std::string>> valid_document(store::Connection& connection, const std::string& number,
                                                  const std::string& copy) {
  YX_TRY(const auto rows, connection.query(kValid, {number, copy}));
  return rows.empty() ? std::optional<std::string>() : std::optional(rows[0].text(0));
}

Result<PublicEntry> find_document(store::Connection& connection, const std::string& code) {
  YX_TRY(const auto rows, connection.query(kFind, {code}));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "documents.code");
  const store::Row& row = rows[0];
  PublicEntry entry;
  entry.code = code;
  entry.number = row.text(0);
  entry.title = row.text(1);
  entry.issuer = row.text(2);
  entry.copy = row.text(3);
  YX_TRY(entry.dated, base::parse_date(row.text(4)));
  constexpr std::size_t kHead = 8;  // octets: 16 digits
  entry.pdf_sm3_head = base::to_hex(base::ByteView(row.blob(5)).first(kHead));
  for (std::size_t at = 0; at < std::size(kStandings); ++at) {
    if (kStandings[at] == row.text(6)) entry.standing = static_cast<Standing>(at);
  }
  if (!row.is_null(7)) entry.superseded_by = row.text(7);
  return entry;
}

Result<std::string> find_seal(store::Connection& connection, const std::string& code) {
  YX_TRY(const auto rows, connection.query(kSeal, {code}));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "documents.code");
  return rows[0].is_null(0) ? std::string() : rows[0].text(0);
}

}  // namespace yinxin::documents
