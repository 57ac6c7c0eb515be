#include "compliance/duty_table.hpp"

namespace yinxin::compliance {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kInsertOpening =
    "INSERT INTO duty_opening (duty, period, opens_on, case_number, opened_at) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (duty, period) DO NOTHING";
constexpr std::string_view kLastOpening =
    "SELECT opens_on FROM duty_opening WHERE duty = $1 ORDER BY opens_on DESC LIMIT 1";
constexpr std::string_view kFirstOpening = "SELECT opens_on FROM duty_opening ORDER BY opens_on LIMIT 1";
constexpr std::string_view kFindOpenings =
    "SELECT duty, period, opens_on, case_number FROM duty_opening WHERE opens_on BETWEEN $1 AND $2 ORDER BY "
    "opens_on, duty";

Result<std::optional<base::Date>> day_of_first(const std::vector<store::Row>& rows) {
  if (rows.empty()) return std::optional<base::Date>();
  YX_TRY(const base::Date day, base::parse_date(rows.front().text(0)));
  return std::optional(day);
}

}  // namespace

void insert_opening(store::WriteSet& set, const OpenedDuty& opened, base::Time at) {
  set.add_expecting(1, make_error(ErrorKind::Conflict, "compliance.duty_opened"), kInsertOpening,
                    {opened.duty, opened.period, base::format_date(opened.opens_on), opened.case_number,
                     base::to_micros(at)});
}

Result<std::optional<base::Date>> last_opening(store::Database& database, const std::string& duty) {
  YX_TRY(const auto rows, database.query(kLastOpening, {duty}));
  return day_of_first(rows);
}

Result<std::optional<base::Date>> first_opening(store::Database& database) {
  YX_TRY(const auto rows, database.query(kFirstOpening, {}));
  return day_of_first(rows);
}

Result<std::vector<OpenedDuty>> find_openings(store::Database& database, base::Date from,
                                              base::Date through) {
  YX_TRY(const auto rows,
         database.query(kFindOpenings, {base::format_date(from), base::format_date(through)}));
  std::vector<OpenedDuty> found;
  for (const store::Row& row : rows) {
    OpenedDuty opened;
    opened.duty = row.text(0);
    opened.period = row.text(1);
    YX_TRY(opened.opens_on, base::parse_date(row.text(2)));
    opened.case_number = row.text(3);
    found.push_back(std::move(opened));
  }
  return found;
}

}  // namespace yinxin::compliance
