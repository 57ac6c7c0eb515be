#include "cases/calendar_table.hpp"

#include "base/bytes.hpp"
#include "cases/types.hpp"
#include "crypto/sm3.hpp"

namespace yinxin::cases {

using base::Result;

namespace {

constexpr std::string_view kFindYears = "SELECT year, sm3 FROM case_calendar";
constexpr std::string_view kForgetYears = "DELETE FROM case_calendar";
constexpr std::string_view kKeepYear = "INSERT INTO case_calendar (year, sm3) VALUES ($1, $2)";
constexpr std::string_view kKeepOneYear =
    "INSERT INTO case_calendar (year, sm3) VALUES ($1, $2) ON CONFLICT (year) DO UPDATE SET sm3 = "
    "excluded.sm3";

std::string days_of(const base::CalendarYear& year) {
  std::string text = year.official ? "official" : "provisional";
  for (const auto& [day, name] : year.off) text += " -" + base::format_date(day);
  for (const auto day : year.make_up) text += " +" + base::format_date(day);
  return text;
}

void add_part(std::string& text, const std::string& part) {
  text += (text.empty() ? "" : "；") + part;
}

}  // namespace

CountedYears years_of(const base::WorkCalendar& calendar) {
  CountedYears years;
  for (const auto& [year, days] : calendar.years())
    years[static_cast<int>(year)] = base::to_hex(crypto::sm3(base::to_bytes(days_of(days))));
  return years;
}

Result<CountedYears> find_counted_years(store::Database& database) {
  YX_TRY(const auto rows, database.query(kFindYears, {}));
  CountedYears years;
  for (const store::Row& row : rows) years[row.integer(0)] = row.text(1);
  return years;
}

void replace_counted_years(store::WriteSet& set, const CountedYears& years) {
  set.add_any(kForgetYears, {});
  for (const auto& [year, sm3] : years) set.add(kKeepYear, {year, sm3});
}

void keep_counted_year(store::WriteSet& set, std::int64_t year, const std::string& sm3) {
  set.add(kKeepOneYear, {year, sm3});
}

std::string reason_of_change(const CountedYears& before, const base::WorkCalendar& now) {
  const CountedYears after = years_of(now);
  std::string with_notices;
  std::string years_alone;
  for (const auto& [year, sm3] : after) {
    const auto known = before.find(year);
    if (known != before.end() && known->second == sm3) continue;
    const std::string name = std::to_string(year) + "年";
    add_part(with_notices, name + "：" + now.find_year(std::chrono::year(static_cast<int>(year)))->source);
    add_part(years_alone, name);
  }
  for (const auto& [year, sm3] : before) {
    if (after.count(year) > 0) continue;
    add_part(with_notices, std::to_string(year) + "年：放假安排已撤下");
    add_part(years_alone, std::to_string(year) + "年");
  }
  if (with_notices.empty()) return {};
  const std::string reason = "放假调休安排变更：" + with_notices;
  return is_reason(reason) ? reason : "放假调休安排变更：" + years_alone;
}

}  // namespace yinxin::cases
