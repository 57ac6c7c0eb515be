#include "supervision/experts/expert_table.hpp"

#include <map>

namespace yinxin::supervision {

using base::Result;

namespace {

constexpr std::string_view kInsertExpert =
    "INSERT INTO expert_register (case_number, kind, account, name, employer, fields, scope, status, "
    "admitted_on) VALUES ($1, $2, $3, $4, $5, $6, $7, 'admitted', $8)";
constexpr std::string_view kMoveExpert =
    "UPDATE expert_register SET status = $2, suspended_to = $3, removed_on = $4 WHERE case_number = $1";
constexpr std::string_view kInsertConflict =
    "INSERT INTO expert_conflict (case_number, position, against, kind, until, declared_on) "
    "VALUES ($1, $2, $3, $4, $5, $6)";
constexpr std::string_view kInsertRecord =
    "INSERT INTO expert_record (case_number, position, event, reviewed, quality, at_day) "
    "SELECT case_number, CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS TEXT), "
    "CAST($6 AS TEXT) FROM expert_register WHERE case_number = $1";
constexpr std::string_view kExpertOfAccount =
    "SELECT case_number FROM expert_register WHERE account = $1 AND status <> 'removed'";
constexpr std::string_view kFindExperts =
    "SELECT case_number, kind, account, name, employer, fields, scope, status, suspended_to, admitted_on, "
    "removed_on FROM expert_register ORDER BY case_number";
constexpr std::string_view kFindConflicts =
    "SELECT case_number, against, kind, until, declared_on FROM expert_conflict "
    "ORDER BY case_number, position";
constexpr std::string_view kFindRecords =
    "SELECT case_number, event, reviewed, quality, at_day FROM expert_record ORDER BY case_number, position";

privacy::Cell expert_cell(std::string_view column, std::string_view number) {
  return {"expert_register", column, number};
}

store::Value or_null(const std::string& text) {
  return text.empty() ? store::Value(store::kNull) : store::Value(text);
}

std::string text_at(const store::Row& row, std::size_t column) {
  return row.is_null(column) ? std::string() : row.text(column);
}

std::string lines_of_fields(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "\n") + part;
  return text;
}

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

Result<Expert> to_expert(const store::Row& row, const privacy::Vault& vault) {
  Expert expert;
  expert.number = row.text(0);
  expert.kind = row.text(1);
  expert.account = text_at(row, 2);
  YX_TRY(expert.name, vault.open_text(privacy::Level::L2, expert_cell("name", expert.number), row.blob(3)));
  YX_TRY(expert.employer,
         vault.open_text(privacy::Level::L2, expert_cell("employer", expert.number), row.blob(4)));
  expert.fields = split_lines(row.text(5));
  expert.scope = row.text(6);
  expert.status = row.text(7);
  expert.suspended_to = text_at(row, 8);
  expert.admitted_on = row.text(9);
  expert.removed_on = text_at(row, 10);
  return expert;
}

}  // namespace

void insert_expert(store::WriteSet& set, const privacy::Vault& vault, const Expert& expert) {
  const auto sealed = [&](std::string_view column, const std::string& text) {
    return vault.seal(privacy::Level::L2, expert_cell(column, expert.number), base::as_bytes(text));
  };
  set.add(kInsertExpert, {expert.number, expert.kind, or_null(expert.account), sealed("name", expert.name),
                          sealed("employer", expert.employer), lines_of_fields(expert.fields), expert.scope,
                          expert.admitted_on});
}

void move_expert(store::WriteSet& set, const std::string& number, const std::string& status,
                 const std::string& suspended_to, const std::string& removed_on) {
  set.add_any(kMoveExpert, {number, status, or_null(suspended_to), or_null(removed_on)});
}

void insert_conflict(store::WriteSet& set, const std::string& number, std::int64_t position,
                     const ExpertConflict& conflict) {
  set.add(kInsertConflict,
          {number, position, conflict.against, conflict.kind, or_null(conflict.until), conflict.declared_on});
}

void insert_record(store::WriteSet& set, const std::string& number, std::int64_t position,
                   const ExpertRecord& record) {
  set.add_any(kInsertRecord,
              {number, position, record.event, or_null(record.reviewed), or_null(record.quality), record.on});
}

Result<std::string> expert_of_account(store::Database& database, const std::string& account) {
  YX_TRY(const auto rows, database.query(kExpertOfAccount, {account}));
  return rows.empty() ? std::string() : rows.front().text(0);
}

Result<std::vector<Expert>> find_experts(store::Database& database, const privacy::Vault& vault) {
  std::vector<Expert> all;
  const auto in_snapshot = [&](store::Connection& connection) -> Result<void> {
    YX_TRY(const auto experts, connection.query(kFindExperts, {}));
    std::map<std::string, std::size_t> places;
    for (const store::Row& row : experts) {
      YX_TRY(Expert expert, to_expert(row, vault));
      places[expert.number] = all.size();
      all.push_back(std::move(expert));
    }
    YX_TRY(const auto conflicts, connection.query(kFindConflicts, {}));
    for (const store::Row& row : conflicts) {
      all.at(places.at(row.text(0)))
          .conflicts.push_back({row.text(1), row.text(2), text_at(row, 3), row.text(4)});
    }
    YX_TRY(const auto records, connection.query(kFindRecords, {}));
    for (const store::Row& row : records) {
      all.at(places.at(row.text(0)))
          .records.push_back({row.text(1), text_at(row, 2), text_at(row, 3), row.text(4)});
    }
    return {};
  };
  YX_CHECK(database.read(in_snapshot));
  return all;
}

}  // namespace yinxin::supervision
