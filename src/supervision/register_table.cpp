#include "supervision/register_table.hpp"

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kInsertLicence =
    "INSERT INTO licence_register (status_case, licence_number, status, valid_to, changed_at) "
    "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (licence_number) DO NOTHING";
constexpr std::string_view kUpdateLicence =
    "UPDATE licence_register SET status = $2, valid_to = $3, changed_at = $4 WHERE status_case = $1";
constexpr std::string_view kEnterLicence =
    "UPDATE licence_register SET organisation = $2, credit_code = $3, domicile = $4, valid_from = $5, "
    "entered_at = $6, changed_at = $6 WHERE status_case = $1";
constexpr std::string_view kPublicEntries =
    "SELECT licence_number, organisation, credit_code, domicile, status, valid_from, valid_to, changed_at "
    "FROM licence_register WHERE entered_at IS NOT NULL ORDER BY licence_number";

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

}  // namespace

void insert_licence(store::WriteSet& set, const cases::Case& status_case, base::Time at) {
  set.add_expecting(1, make_error(ErrorKind::Conflict, "supervision.licence_number"), kInsertLicence,
                    {status_case.number, entered_text(status_case, "licence_number"), status_case.state(),
                     entered_text(status_case, "valid_to"), base::to_micros(at)});
}

void update_licence(store::WriteSet& set, const cases::Case& status_case, base::Time at) {
  set.add_expecting(
      1, no_such_licence(), kUpdateLicence,
      {status_case.number, status_case.state(), entered_text(status_case, "valid_to"), base::to_micros(at)});
}

void enter_licence(store::WriteSet& set, const std::string& status_case, const cases::Case& application,
                   base::Time at) {
  set.add_expecting(
      1, no_such_licence(), kEnterLicence,
      {status_case, entered_text(application, "organisation"), entered_text(application, "credit_code"),
       entered_text(application, "domicile"), entered_text(application, "valid_from"), base::to_micros(at)});
}

Result<std::vector<RegisterEntry>> public_entries(store::Database& database) {
  YX_TRY(const auto rows, database.query(kPublicEntries, {}));
  std::vector<RegisterEntry> entries;
  for (const store::Row& row : rows) {
    entries.push_back(RegisterEntry{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4),
                                    row.text(5), row.text(6), base::from_micros(row.integer(7))});
  }
  return entries;
}

}  // namespace yinxin::supervision
