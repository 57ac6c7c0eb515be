#include "base/work_calendar.hpp"

#include <algorithm>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

#include "base/toml.hpp"

namespace yinxin::base {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

bool is_weekend(sys_days day) {
  const std::chrono::weekday weekday(day);
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

void require_period(std::int64_t count, std::int64_t max) {
  if (count < 1 || count > max) throw std::out_of_range("length of a period");
}

std::string rule_text(std::string_view name, std::int64_t count) {
  return std::string(name) + ":" + std::to_string(count);
}

bool covers(const Suspension& suspension, sys_days day) {
  return sys_days(suspension.from) <= day && day <= sys_days(suspension.to);
}

/// Reads the holidays of one file; faults are noted in the readers.
class YearReader {
 public:
  YearReader(std::chrono::year year, CalendarYear& to) : year_(year), to_(to) {}

  void read(const TomlReader& holiday) {
    const Result<std::string> name = holiday.get<std::string>("name");
    const Result<Date> from = holiday.get<Date>("from");
    if (from) read_days_off(holiday, name.value_or(""), *from);
    const Result<std::vector<Date>> make_up = holiday.list<Date>("make_up");
    if (!make_up) return;
    for (const Date& day : *make_up) read_make_up(holiday, day);
  }

 private:
  void read_days_off(const TomlReader& holiday, const std::string& name, Date from) {
    const Result<Date> to = holiday.get_or<Date>("to", from);
    if (!to || !in_year(holiday, "from", from) || !in_year(holiday, "to", *to)) return;
    if (*to < from) holiday.fault("to", "is before from");
    for (sys_days day = from; day <= sys_days(*to); day += days(1)) {
      if (!to_.off.emplace(day, name).second) holiday.fault("from", format_date(day) + " is off twice");
      if (to_.make_up.count(day) != 0) holiday.fault("from", format_date(day) + " is both off and made up");
    }
  }

  void read_make_up(const TomlReader& holiday, Date day) {
    if (!in_year(holiday, "make_up", day)) return;
    if (!is_weekend(day)) holiday.fault("make_up", format_date(day) + " is not a Saturday or Sunday");
    if (!to_.make_up.insert(day).second) holiday.fault("make_up", format_date(day) + " is made up twice");
    if (to_.off.count(day) != 0) holiday.fault("make_up", format_date(day) + " is both off and made up");
  }

  bool in_year(const TomlReader& holiday, std::string_view key, Date day) const {
    if (day.year() == year_) return true;
    holiday.fault(key, format_date(day) + " is not in this file's year");
    return false;
  }

  std::chrono::year year_;
  CalendarYear& to_;
};

/// `named`: the year in the file's name; empty: it has none.
Result<std::pair<std::chrono::year, CalendarYear>> read_year(const TomlReader& reader,
                                                             const std::string& named) {
  CalendarYear year{};
  const Result<std::int64_t> number = reader.integer("year", 1950, 9999);  // format_date has four digits
  const Result<std::string> status = reader.get<std::string>("status");
  const Result<std::string> source = reader.get<std::string>("source");
  const Result<std::vector<TomlReader>> holidays = reader.tables("holiday");
  if (number && !named.empty() && std::to_string(*number) != named)
    reader.fault("year", "is not the one in the file's name");
  if (status && *status != "official" && *status != "provisional") {
    reader.fault("status", "must be \"official\" or \"provisional\"");
  }
  if (source && source->empty()) reader.fault("source", "must name the notice");
  const std::chrono::year chrono_year(static_cast<int>(number.value_or(0)));
  if (number && holidays) {
    YearReader read(chrono_year, year);
    for (const TomlReader& holiday : *holidays) read.read(holiday);
  }
  YX_CHECK(reader.finish());
  year.official = *status == "official";
  year.source = *source;
  return std::pair(chrono_year, std::move(year));
}

Result<std::pair<std::chrono::year, CalendarYear>> load_year(const std::filesystem::path& file) {
  YX_TRY(const TomlReader reader, TomlReader::load(file));
  return read_year(reader, file.stem().string());
}

Result<std::vector<std::filesystem::path>> calendar_files(const std::filesystem::path& folder) {
  std::error_code failure;
  std::vector<std::filesystem::path> files;
  std::filesystem::directory_iterator entry(folder, failure);
  for (; !failure && entry != std::filesystem::directory_iterator(); entry.increment(failure)) {
    if (entry->path().extension() == ".toml") files.push_back(entry->path());
  }
  if (failure) {
    return make_error(ErrorKind::NotFound, "base.calendar.missing",
                      folder.string() + ": " + failure.message());
  }
  if (files.empty())
    return make_error(ErrorKind::NotFound, "base.calendar.missing", folder.string() + ": no years");
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

/// One count: looks days up, and remembers whether a year without an official notice was among them.
class WorkCalendar::Walk {
 public:
  explicit Walk(const WorkCalendar& calendar) : calendar_(calendar) {}

  bool working(sys_days day) {
    const Date date(day);
    provisional_ = provisional_ || !calendar_.is_official(date.year());
    return calendar_.is_working_day(date);
  }
  /// The first working day from `day` on, in steps of a day forward or back.
  sys_days nearest_working(sys_days day, days step) {
    while (!working(day)) day += step;
    return day;
  }
  bool provisional() const { return provisional_; }

 private:
  const WorkCalendar& calendar_;
  bool provisional_ = false;
};

Result<std::pair<std::chrono::year, CalendarYear>> parse_calendar_year(std::string_view text,
                                                                       const std::string& file) {
  YX_TRY(const TomlReader reader, TomlReader::parse(text, file));
  return read_year(reader, "");
}

Date add_months(Date start, std::chrono::months count) {
  const Date same_number = start + count;
  if (same_number.ok()) return same_number;
  return same_number.year() / same_number.month() / std::chrono::last;
}

Result<WorkCalendar> WorkCalendar::load(const std::filesystem::path& folder) {
  YX_TRY(const std::vector<std::filesystem::path> files, calendar_files(folder));
  WorkCalendar calendar;
  std::string faults;
  for (const std::filesystem::path& file : files) {
    Result<std::pair<std::chrono::year, CalendarYear>> year = load_year(file);
    if (year) {
      calendar.years_.insert(*std::move(year));  // file names differ, so years do
    } else {
      faults += (faults.empty() ? "" : "\n") + year.error().detail;
    }
  }
  if (!faults.empty()) return make_error(ErrorKind::Malformed, "base.calendar.data", std::move(faults));
  return calendar;
}

WorkCalendar WorkCalendar::with_year(std::chrono::year year, CalendarYear days) const {
  WorkCalendar next = *this;
  next.years_.insert_or_assign(year, std::move(days));
  return next;
}

const CalendarYear* WorkCalendar::find_year(std::chrono::year year) const {
  const auto found = years_.find(year);
  return found == years_.end() ? nullptr : &found->second;
}

bool WorkCalendar::is_official(std::chrono::year year) const {
  const CalendarYear* known = find_year(year);
  return known != nullptr && known->official;
}

bool WorkCalendar::is_working_day(Date date) const {
  const sys_days day(date);
  const CalendarYear* known = find_year(date.year());
  if (known == nullptr) return !is_weekend(day);
  return known->make_up.count(day) != 0 || (known->off.count(day) == 0 && !is_weekend(day));
}

Due WorkCalendar::after(Date start, WorkingDays period, std::span<const Suspension> suspensions) const {
  require_period(period.count, kMaxPeriodDays);
  Walk walk(*this);
  sys_days day(start);
  for (int left = period.count; left > 0;) {
    day += days(1);  // the first day is the one after the start (3.1.3)
    const auto covers_day = [&](const Suspension& suspension) { return covers(suspension, day); };
    const bool suspended = std::any_of(suspensions.begin(), suspensions.end(), covers_day);
    if (!suspended && walk.working(day)) --left;
  }
  return Due{start, rule_text("working-days", period.count), day, day, walk.provisional()};
}

Due WorkCalendar::after(Date start, CalendarDays period) const {
  require_period(period.count, kMaxPeriodDays);
  Walk walk(*this);
  const sys_days raw = sys_days(start) + days(period.count);
  const sys_days rolled = walk.nearest_working(raw, days(1));
  return Due{start, rule_text("calendar-days", period.count), raw, rolled, walk.provisional()};
}

Due WorkCalendar::after(Date start, std::chrono::months period) const {
  require_period(period.count(), kMaxPeriodMonths);
  Walk walk(*this);
  const Date raw = add_months(start, period);
  const sys_days rolled = walk.nearest_working(raw, days(1));
  return Due{start, rule_text("months", period.count()), raw, rolled, walk.provisional()};
}

Due WorkCalendar::before(Date end, CalendarDays period) const {
  require_period(period.count, kMaxPeriodDays);
  Walk walk(*this);
  const sys_days raw = sys_days(end) - days(period.count);
  const sys_days target = walk.nearest_working(raw, days(-1));
  return Due{end, rule_text("calendar-days-before", period.count), raw, target, walk.provisional()};
}

Due WorkCalendar::before(Date end, WorkingDays period) const {
  require_period(period.count, kMaxPeriodDays);
  Walk walk(*this);
  sys_days day(end);
  for (int left = period.count; left > 0;) {
    day -= days(1);
    if (walk.working(day)) --left;
  }
  return Due{end, rule_text("working-days-before", period.count), day, day, walk.provisional()};
}

Due WorkCalendar::on(Date last_day) {
  return Due{last_day, "that-day", last_day, last_day, false};
}

Due WorkCalendar::fixed(Date last_day) {
  return Due{last_day, "fixed-date", last_day, sys_days(last_day) - days(1), false};
}

int WorkCalendar::working_days_between(Date after, Date through) const {
  int count = 0;
  for (sys_days day = sys_days(after) + days(1); day <= sys_days(through); day += days(1)) {
    if (is_working_day(day)) ++count;
  }
  return count;
}

}  // namespace yinxin::base
