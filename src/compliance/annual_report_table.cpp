#include "compliance/annual_report_table.hpp"

#include <algorithm>

namespace yinxin::compliance {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kInsertReport =
    "INSERT INTO annual_report (year, number, made_at, made_by, complete, broken, sm3, content) VALUES ($1, "
    "$2, "
    "$3, $4, $5, $6, $7, $8) ON CONFLICT (year, number) DO NOTHING";
constexpr std::string_view kNextReport =
    "SELECT COALESCE(max(number), 0) + 1 FROM annual_report WHERE year = $1";
constexpr std::string_view kListReports =
    "SELECT year, number, made_at, made_by, complete, broken, sm3 FROM annual_report ORDER BY made_at DESC, "
    "year "
    "DESC, number DESC";
constexpr std::string_view kFindReport = "SELECT content FROM annual_report WHERE year = $1 AND number = $2";

std::string joined_words(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ",") + word;
  return text;
}

std::vector<std::string> split_words(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

Result<AnnualNote> to_annual_note(const store::Row& row) {
  AnnualNote note;
  note.year = static_cast<int>(row.integer(0));
  note.number = row.integer(1);
  note.made_at = base::from_micros(row.integer(2));
  note.made_by = row.text(3);
  note.complete = row.integer(4) != 0;
  note.broken = split_words(row.text(5));
  const base::Bytes& sm3 = row.blob(6);
  if (sm3.size() != note.sm3.size()) return make_error(ErrorKind::Internal, "compliance.stored", "SM3");
  std::copy(sm3.begin(), sm3.end(), note.sm3.begin());
  return note;
}

}  // namespace

void insert_report(store::WriteSet& set, const AnnualNote& note, const std::string& content) {
  set.add_expecting(1, make_error(ErrorKind::Conflict, "compliance.report_taken"), kInsertReport,
                    {std::int64_t{note.year}, note.number, base::to_micros(note.made_at), note.made_by,
                     std::int64_t{note.complete}, joined_words(note.broken), base::to_bytes(note.sm3),
                     base::to_bytes(content)});
}

Result<std::int64_t> next_report(store::Connection& connection, int year) {
  YX_TRY(const auto rows, connection.query(kNextReport, {std::int64_t{year}}));
  return rows.at(0).integer(0);
}

Result<std::vector<AnnualNote>> list_reports(store::Database& database) {
  YX_TRY(const auto rows, database.query(kListReports, {}));
  std::vector<AnnualNote> notes;
  for (const store::Row& row : rows) {
    YX_TRY(AnnualNote note, to_annual_note(row));
    notes.push_back(std::move(note));
  }
  return notes;
}

Result<std::string> find_report(store::Database& database, int year, std::int64_t number) {
  YX_TRY(const auto rows, database.query(kFindReport, {std::int64_t{year}, number}));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "compliance.report_none");
  return std::string(base::as_text(rows.front().blob(0)));
}

}  // namespace yinxin::compliance
