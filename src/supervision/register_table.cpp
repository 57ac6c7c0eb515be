#include "supervision/register_table.hpp"

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kInsertLicence =
    "INSERT INTO licence_register (status_case, licence_number, status, valid_to, changed_at, party) "
    "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (licence_number) DO NOTHING";
constexpr std::string_view kUpdateLicence =
    "UPDATE licence_register SET status = $2, valid_to = $3, changed_at = $4 WHERE status_case = $1";
constexpr std::string_view kEnterLicence =
    "UPDATE licence_register SET organisation = $2, credit_code = $3, domicile = $4, valid_from = $5, "
    "entered_at = $6, changed_at = $6 WHERE status_case = $1";
constexpr std::string_view kChangeLicence =
    "UPDATE licence_register SET organisation = CASE WHEN $2 = '' THEN organisation ELSE $2 END, domicile = "
    "CASE WHEN $3 = '' THEN domicile ELSE $3 END, changed_at = $4 WHERE status_case = $1 AND entered_at IS "
    "NOT NULL";
constexpr std::string_view kReissueLicence =
    "UPDATE licence_register SET licence_number = $2, valid_from = CASE WHEN $3 = '' OR valid_from IS NULL "
    "THEN valid_from ELSE $3 END, changed_at = $4 WHERE status_case = $1";
constexpr std::string_view kTouchLicence =
    "UPDATE licence_register SET changed_at = $2 WHERE status_case = $1";
/// After the row has changed, which locks it against others at once.
constexpr std::string_view kKeepState =
    "INSERT INTO licence_register_history (status_case, position, at, recorded_at, change, basis, "
    "licence_number, status, valid_to, organisation, credit_code, domicile, valid_from) SELECT status_case, "
    "(SELECT COUNT(*) FROM licence_register_history AS earlier WHERE earlier.status_case = $1), CAST($2 AS "
    "BIGINT), CAST($3 AS BIGINT), CAST($4 AS TEXT), CAST($5 AS TEXT), licence_number, status, valid_to, "
    "organisation, credit_code, domicile, valid_from FROM licence_register WHERE status_case = $1";

constexpr std::string_view kLicenceOfCase =
    "SELECT status_case, licence_number, status, party, valid_to FROM licence_register WHERE status_case = "
    "$1";
constexpr std::string_view kLicenceNumbered =
    "SELECT status_case, licence_number, status, party, valid_to FROM licence_register WHERE licence_number "
    "= $1";
constexpr std::string_view kLicencesOfParty =
    "SELECT status_case, licence_number, status, party, valid_to FROM licence_register WHERE party = $1 AND "
    "status <> 'deregistered' ORDER BY licence_number";
constexpr std::string_view kEntryOfCase =
    "SELECT licence_number, organisation, credit_code, domicile, status, valid_from, valid_to, changed_at "
    "FROM licence_register WHERE entered_at IS NOT NULL AND status_case = $1";
constexpr std::string_view kPublicEntries =
    "SELECT licence_number, organisation, credit_code, domicile, status, valid_from, valid_to, changed_at "
    "FROM licence_register WHERE entered_at IS NOT NULL ORDER BY licence_number";
/// Before the first moment of the next day.
constexpr std::string_view kEntriesOfDay =
    "SELECT h.licence_number, h.organisation, h.credit_code, h.domicile, h.status, h.valid_from, h.valid_to, "
    "h.at FROM licence_register_history AS h WHERE h.organisation IS NOT NULL AND h.position = (SELECT "
    "MAX(last.position) FROM licence_register_history AS last WHERE last.status_case = h.status_case AND "
    "last.at < $1) ORDER BY h.licence_number";
constexpr std::string_view kChangesOfNumber =
    "SELECT licence_number, organisation, credit_code, domicile, status, valid_from, valid_to, at, change "
    "FROM licence_register_history WHERE organisation IS NOT NULL AND status_case IN (SELECT "
    "named.status_case FROM licence_register_history AS named WHERE named.licence_number = $1) ORDER BY "
    "status_case, position";
constexpr std::string_view kFirstEntered =
    "SELECT MIN(at) FROM licence_register_history WHERE organisation IS NOT NULL";

/// As it was entered, dates as YYYY-MM-DD; empty when it was not.
std::string entered_text(const cases::Case& the_case, std::string_view id) {
  const auto found = the_case.played.values.find(id);
  if (found == the_case.played.values.end()) return {};
  if (const auto* date = std::get_if<base::Date>(&found->second)) return base::format_date(*date);
  const auto* text = std::get_if<std::string>(&found->second);
  return text == nullptr ? std::string() : *text;
}

base::Error no_such_licence() {
  return make_error(ErrorKind::NotFound, "supervision.register");
}

void keep_state(store::WriteSet& set, const std::string& status_case, const std::string& change,
                const Cause& cause) {
  set.add_expecting(
      1, no_such_licence(), kKeepState,
      {status_case, base::to_micros(cause.at), base::to_micros(cause.recorded_at), change, cause.basis});
}

Result<Licence> to_licence(const store::Row& row) {
  Licence licence;
  licence.status_case = row.text(0);
  licence.number = row.text(1);
  licence.status = row.text(2);
  licence.party = row.is_null(3) ? std::string() : row.text(3);
  const auto valid_to = base::parse_date(row.text(4));
  if (!valid_to) return make_error(ErrorKind::Internal, "supervision.stored", licence.status_case);
  licence.valid_to = *valid_to;
  return licence;
}

Result<std::optional<Licence>> find_one(store::Database& database, std::string_view sql,
                                        const std::string& key) {
  YX_TRY(const auto rows, database.query(sql, {key}));
  if (rows.empty()) return std::optional<Licence>();
  YX_TRY(Licence licence, to_licence(rows.front()));
  return std::optional<Licence>(std::move(licence));
}

RegisterEntry to_entry(const store::Row& row) {
  return RegisterEntry{row.text(0), row.text(1), row.text(2), row.text(3),
                       row.text(4), row.text(5), row.text(6), base::from_micros(row.integer(7))};
}

std::vector<RegisterEntry> to_entries(const store::Rows& rows) {
  std::vector<RegisterEntry> entries;
  for (const store::Row& row : rows) entries.push_back(to_entry(row));
  return entries;
}

}  // namespace

void insert_licence(store::WriteSet& set, const cases::Case& status_case, const Cause& cause) {
  set.add_expecting(
      1, make_error(ErrorKind::Conflict, "supervision.licence_number"), kInsertLicence,
      {status_case.number, entered_text(status_case, "licence_number"), status_case.state(),
       entered_text(status_case, "valid_to"), base::to_micros(cause.recorded_at), status_case.party});
  keep_state(set, status_case.number, "began", cause);
}

void update_licence(store::WriteSet& set, const cases::Case& status_case, const std::string& change,
                    const Cause& cause) {
  set.add_expecting(1, no_such_licence(), kUpdateLicence,
                    {status_case.number, status_case.state(), entered_text(status_case, "valid_to"),
                     base::to_micros(cause.recorded_at)});
  keep_state(set, status_case.number, change, cause);
}

void enter_licence(store::WriteSet& set, const std::string& status_case, const cases::Case& application,
                   const Cause& cause) {
  set.add_expecting(1, no_such_licence(), kEnterLicence,
                    {status_case, entered_text(application, "organisation"),
                     entered_text(application, "credit_code"), entered_text(application, "domicile"),
                     entered_text(application, "valid_from"), base::to_micros(cause.recorded_at)});
  keep_state(set, status_case, "entered", cause);
}

void change_licence(store::WriteSet& set, const std::string& status_case, const std::string& organisation,
                    const std::string& domicile, const Cause& cause) {
  set.add_expecting(1, no_such_licence(), kChangeLicence,
                    {status_case, organisation, domicile, base::to_micros(cause.recorded_at)});
  keep_state(set, status_case, "changed", cause);
}

void reissue_licence(store::WriteSet& set, const std::string& status_case, const std::string& number,
                     const std::string& valid_from, const Cause& cause) {
  set.add_expecting(1, no_such_licence(), kReissueLicence,
                    {status_case, number, valid_from, base::to_micros(cause.recorded_at)});
  keep_state(set, status_case, "reissued", cause);
}

void announce_licence(store::WriteSet& set, const std::string& status_case, const Cause& cause) {
  set.add_expecting(1, no_such_licence(), kTouchLicence, {status_case, base::to_micros(cause.recorded_at)});
  keep_state(set, status_case, "announced", cause);
}

Result<std::optional<Licence>> licence_of_case(store::Database& database, const std::string& status_case) {
  return find_one(database, kLicenceOfCase, status_case);
}

Result<std::optional<Licence>> licence_numbered(store::Database& database, const std::string& number) {
  return find_one(database, kLicenceNumbered, number);
}

Result<std::vector<Licence>> licences_of(store::Database& database, const std::string& party) {
  YX_TRY(const auto rows, database.query(kLicencesOfParty, {party}));
  std::vector<Licence> licences;
  for (const store::Row& row : rows) {
    YX_TRY(Licence licence, to_licence(row));
    licences.push_back(std::move(licence));
  }
  return licences;
}

Result<std::optional<RegisterEntry>> entry_of(store::Connection& connection, const std::string& status_case) {
  YX_TRY(const auto rows, connection.query(kEntryOfCase, {status_case}));
  if (rows.empty()) return std::optional<RegisterEntry>();
  return std::optional(to_entry(rows.front()));
}

Result<std::vector<RegisterEntry>> public_entries(store::Database& database) {
  YX_TRY(const auto rows, database.query(kPublicEntries, {}));
  return to_entries(rows);
}

Result<std::vector<RegisterEntry>> entries_of_day(store::Database& database, base::Date day) {
  constexpr std::chrono::hours kBeijingAhead{8};
  const base::Time end = base::Time(std::chrono::sys_days(day) + std::chrono::days(1)) - kBeijingAhead;
  YX_TRY(const auto rows, database.query(kEntriesOfDay, {base::to_micros(end)}));
  return to_entries(rows);
}

Result<std::vector<RegisterChange>> changes_of(store::Database& database, const std::string& number) {
  YX_TRY(const auto rows, database.query(kChangesOfNumber, {number}));
  std::vector<RegisterChange> changes;
  for (const store::Row& row : rows) changes.push_back({row.text(8), to_entry(row)});
  return changes;
}

Result<std::optional<base::Date>> first_day(store::Database& database) {
  YX_TRY(const auto rows, database.query(kFirstEntered, {}));
  if (rows.empty() || rows.front().is_null(0)) return std::optional<base::Date>();
  return std::optional(base::beijing_date(base::from_micros(rows.front().integer(0))));
}

}  // namespace yinxin::supervision
