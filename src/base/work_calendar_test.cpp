#include "base/work_calendar.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace yinxin::base {
namespace {

namespace fs = std::filesystem;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year;
using testing::HasSubstr;

Date date(const std::string& text) {
  return *parse_date(text);
}

const WorkCalendar& calendar() {
  static const WorkCalendar loaded = *WorkCalendar::load(YX_SOURCE_DIR "/rules/calendar");
  return loaded;
}

void check_period(const std::string& kind, std::istringstream& fields) {
  std::string start, raw, effective, certainty;
  int count = 0;
  ASSERT_TRUE(fields >> start >> count >> raw >> effective >> certainty);
  const Due due = kind == "working-days"    ? calendar().after(date(start), WorkingDays{count})
                  : kind == "calendar-days" ? calendar().after(date(start), CalendarDays{count})
                                            : calendar().before(date(start), CalendarDays{count});
  const Due expected{date(start), kind + ":" + std::to_string(count), date(raw), date(effective),
                     certainty == "provisional"};
  EXPECT_EQ(due, expected) << kind << " " << start << " " << count << " gave " << format_date(due.due_raw)
                           << " " << format_date(due.due_effective) << " " << due.provisional;
}

void check_suspended(std::istringstream& fields) {
  std::string start, from, to, last;
  int count = 0;
  ASSERT_TRUE(fields >> start >> count >> from >> to >> last);
  const Suspension suspensions[] = {{date(from), date(to)}};
  EXPECT_EQ(format_date(calendar().after(date(start), WorkingDays{count}, suspensions).due_raw), last);
}

void check_months(std::istringstream& fields) {
  std::string start, day;
  int count = 0;
  ASSERT_TRUE(fields >> start >> count >> day);
  EXPECT_EQ(format_date(add_months(date(start), std::chrono::months(count))), day);
}

void check_year(std::istringstream& fields) {
  std::string number, certainty;
  int count = 0;
  ASSERT_TRUE(fields >> number >> count >> certainty);
  const Date before = sys_days(date(number + "-01-01")) - days(1);
  EXPECT_EQ(calendar().working_days_between(before, date(number + "-12-31")), count) << number;
  EXPECT_EQ(calendar().find_year(year(std::stoi(number)))->official, certainty == "certain") << number;
}

TEST(WorkCalendar, AgreesWithEveryVector) {
  std::ifstream file(YX_SOURCE_DIR "/tests/vectors/calendar.txt");
  int checked = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    std::string kind;
    fields >> kind;
    ++checked;
    if (kind == "suspended") {
      check_suspended(fields);
    } else if (kind == "months") {
      check_months(fields);
    } else if (kind == "year") {
      check_year(fields);
    } else {
      check_period(kind, fields);
    }
  }
  EXPECT_EQ(checked, 8 * 4 + 5 + 4 + 1 + 1 + 4);
}

TEST(WorkCalendar, KnowsDaysOffAndMakeUpDays) {
  EXPECT_TRUE(calendar().is_working_day(date("2026-10-10")));   // Saturday, made up
  EXPECT_FALSE(calendar().is_working_day(date("2026-10-17")));  // Saturday
  EXPECT_FALSE(calendar().is_working_day(date("2026-10-07")));  // Wednesday, off
  EXPECT_TRUE(calendar().is_working_day(date("2026-10-08")));
  EXPECT_EQ(calendar().find_year(year(2026))->off.at(date("2026-02-17")), "春节");
  EXPECT_THAT(calendar().find_year(year(2026))->source, HasSubstr("国办发明电〔2025〕7号"));
  EXPECT_EQ(calendar().find_year(year(2028)), nullptr);
}

TEST(WorkCalendar, AYearWithoutAFileHasWeekendsOnlyAndIsProvisional) {
  EXPECT_TRUE(calendar().is_working_day(date("2030-10-01")));   // Tuesday
  EXPECT_FALSE(calendar().is_working_day(date("2030-10-05")));  // Saturday
  const Due due = calendar().after(date("2030-09-30"), WorkingDays{5});
  EXPECT_EQ(format_date(due.due_raw), "2030-10-07");
  EXPECT_TRUE(due.provisional);
}

TEST(WorkCalendar, IsProvisionalOnlyWhenAnUnofficialYearWasLookedUp) {
  EXPECT_FALSE(calendar().after(date("2026-12-25"), WorkingDays{4}).provisional);  // 2026-12-31
  EXPECT_TRUE(calendar().after(date("2026-12-25"), WorkingDays{5}).provisional);
  EXPECT_FALSE(calendar().after(date("2023-12-31"), WorkingDays{1}).provisional);  // the start is not counted
  EXPECT_TRUE(
      calendar().after(date("2023-12-28"), WorkingDays{5}).provisional);  // ends in 2024, through 2023
  EXPECT_FALSE(calendar().after(date("2026-12-01"), CalendarDays{30}).provisional);
  EXPECT_TRUE(calendar().after(date("2026-12-02"), CalendarDays{30}).provisional);   // raw 2027-01-01
  EXPECT_TRUE(calendar().before(date("2027-03-05"), CalendarDays{60}).provisional);  // raw 2027-01-04
  EXPECT_TRUE(calendar().before(date("2027-01-08"), WorkingDays{7}).provisional);
}

TEST(WorkCalendar, CountsWorkingDaysBackward) {
  // A hearing on Monday 2026-10-12, notice seven working days before (requirements 3.4 C21).
  const Due due = calendar().before(date("2026-10-12"), WorkingDays{7});
  EXPECT_EQ(
      due, (Due{date("2026-10-12"), "working-days-before:7", date("2026-09-24"), date("2026-09-24"), false}));
}

TEST(WorkCalendar, BackwardNeverGivesALaterDay) {
  for (int offset = 0; offset < 365; ++offset) {
    const Date end = sys_days(date("2026-01-10")) + days(offset);
    const Due due = calendar().before(end, CalendarDays{9});
    EXPECT_EQ(sys_days(due.due_raw), sys_days(end) - days(9));
    EXPECT_LE(sys_days(due.due_effective), sys_days(due.due_raw));
    EXPECT_TRUE(calendar().is_working_day(due.due_effective));
  }
}

TEST(WorkCalendar, ForwardAndBackwardUndoEachOther) {
  for (int offset = 0; offset < 700; ++offset) {
    const Date start = sys_days(date("2024-01-20")) + days(offset);
    for (const int count : {1, 2, 5, 20, 90}) {
      const Date last = calendar().after(start, WorkingDays{count}).due_raw;
      ASSERT_TRUE(calendar().is_working_day(last));
      ASSERT_EQ(calendar().working_days_between(start, last), count);
      ASSERT_EQ(calendar().working_days_between(start, sys_days(last) - days(1)), count - 1);
      const Date again = calendar().before(sys_days(last) + days(1), WorkingDays{count}).due_raw;
      ASSERT_EQ(again, calendar().after(start, WorkingDays{1}).due_raw);  // the first day counted
    }
  }
}

TEST(WorkCalendar, ReceiptOnARestDayCountsFromTheNextWorkingDay) {  // 3.1.10
  EXPECT_EQ(format_date(calendar().after(date("2026-11-21"), WorkingDays{1}).due_raw), "2026-11-23");
  EXPECT_EQ(format_date(calendar().after(date("2026-10-01"), WorkingDays{1}).due_raw), "2026-10-08");
}

TEST(WorkCalendar, SuspensionsMayOverlapBeginEarlyOrMissTheCount) {
  const Date start = date("2026-03-02");
  const auto due = [&](std::vector<Suspension> suspensions) {
    return format_date(calendar().after(start, WorkingDays{3}, suspensions).due_raw);
  };
  EXPECT_EQ(due({}), "2026-03-05");
  EXPECT_EQ(due({{date("2026-03-03"), date("2026-03-03")}}), "2026-03-06");
  EXPECT_EQ(due({{date("2026-03-05"), date("2026-03-06")}, {date("2026-03-06"), date("2026-03-09")}}),
            "2026-03-10");
  EXPECT_EQ(due({{date("2026-02-01"), date("2026-03-02")}}), "2026-03-05");
  EXPECT_EQ(due({{date("2026-03-06"), date("2026-12-31")}}), "2026-03-05");
  EXPECT_EQ(due({{date("2026-03-09"), date("2026-03-04")}}), "2026-03-05");  // ends before it begins: no day
}

TEST(WorkCalendar, CountsMonthsAndYears) {  // 3.1.6
  using std::chrono::months;
  using std::chrono::years;
  EXPECT_EQ(format_date(add_months(date("2026-01-31"), months(1))), "2026-02-28");
  EXPECT_EQ(format_date(add_months(date("2028-01-31"), months(1))), "2028-02-29");
  EXPECT_EQ(format_date(add_months(date("2026-12-15"), months(1))), "2027-01-15");
  EXPECT_EQ(format_date(add_months(date("2024-02-29"), years(4))), "2028-02-29");
  EXPECT_EQ(format_date(add_months(date("2026-08-31"), months(6))), "2027-02-28");
  const Due due = calendar().after(date("2026-04-01"), months(6));
  EXPECT_EQ(due, (Due{date("2026-04-01"), "months:6", date("2026-10-01"), date("2026-10-08"), false}));
}

TEST(WorkCalendar, FixedDatesAreLawfulThroughTheDayAndDoNotRoll) {  // 3.1.8
  const Due due = WorkCalendar::fixed(date("2028-01-15"));          // a Saturday
  EXPECT_EQ(due, (Due{date("2028-01-15"), "fixed-date", date("2028-01-15"), date("2028-01-14"), false}));
}

TEST(WorkCalendar, NoDaysAreThatDayItselfWhateverDayItIs) {
  const Due due = WorkCalendar::on(date("2028-01-15"));  // a Saturday
  EXPECT_EQ(due, (Due{date("2028-01-15"), "that-day", date("2028-01-15"), date("2028-01-15"), false}));
}

TEST(WorkCalendar, RefusesImpossibleLengths) {
  for (const int count : {0, -1, WorkCalendar::kMaxPeriodDays + 1}) {
    EXPECT_THROW(calendar().after(date("2026-01-01"), WorkingDays{count}), std::out_of_range);
    EXPECT_THROW(calendar().after(date("2026-01-01"), CalendarDays{count}), std::out_of_range);
    EXPECT_THROW(calendar().before(date("2026-01-01"), WorkingDays{count}), std::out_of_range);
    EXPECT_THROW(calendar().before(date("2026-01-01"), CalendarDays{count}), std::out_of_range);
    EXPECT_THROW(calendar().after(date("2026-01-01"), std::chrono::months(count)), std::out_of_range);
  }
  EXPECT_TRUE(calendar().after(date("2026-01-01"), WorkingDays{WorkCalendar::kMaxPeriodDays}).provisional);
}

TEST(WorkCalendar, WorkingDaysBetweenIsZeroForEmptyRanges) {
  EXPECT_EQ(calendar().working_days_between(date("2026-03-02"), date("2026-03-02")), 0);
  EXPECT_EQ(calendar().working_days_between(date("2026-03-02"), date("2026-03-01")), 0);
  EXPECT_EQ(calendar().working_days_between(date("2026-03-02"), date("2026-03-03")), 1);
}

class WorkCalendarFiles : public testing::Test {
 protected:
  WorkCalendarFiles() {
    std::string name = testing::TempDir() + "yx_calendar_XXXXXX";
    folder_ = ::mkdtemp(name.data());
  }
  ~WorkCalendarFiles() override { fs::remove_all(folder_); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
  }
  Result<WorkCalendar> load() const { return WorkCalendar::load(folder_); }

  fs::path folder_;
};

const std::string kHead = "year = 2030\nstatus = \"official\"\nsource = \"s\"\n";

TEST_F(WorkCalendarFiles, RefusesContradictions) {
  const std::string holiday = kHead + "[[holiday]]\nname = \"h\"\n";
  const struct {
    std::string text;
    const char* fault;
  } cases[] = {
      {"", "year: is missing"},
      {"year = 2031\nstatus = \"official\"\nsource = \"s\"",
       "2030.toml:1: year: is not the one in the file's name"},
      {"year = 99999\nstatus = \"official\"\nsource = \"s\"", "year: must be from"},
      {"year = 2030\nstatus = \"maybe\"\nsource = \"s\"", "2030.toml:2: status: must be"},
      {"year = 2030\nstatus = \"official\"\nsource = \"\"", "source: must name the notice"},
      {kHead + "days_off = []", "days_off: unknown key"},
      {holiday + "off = 2030-01-01", "holiday[1].from: is missing"},
      {kHead + "[[holiday]]\nfrom = 2030-01-01", "holiday[1].name: is missing"},
      {holiday + "from = \"2030-01-01\"", "expected a date, found text"},
      {holiday + "from = 2031-01-01", "2031-01-01 is not in this file's year"},
      {holiday + "from = 2030-12-31\nto = 2031-01-01",
       "holiday[1].to: 2031-01-01 is not in this file's year"},
      {holiday + "from = 2030-01-02\nto = 2030-01-01", "to: is before from"},
      {holiday + "from = 2030-01-01\nmake_up = [2029-12-29]", "2029-12-29 is not in this file's year"},
      {holiday + "from = 2030-01-01\nmake_up = [2030-01-04]", "2030-01-04 is not a Saturday or Sunday"},
      {holiday + "from = 2030-01-01\nmake_up = [2030-01-06, 2030-01-06]", "2030-01-06 is made up twice"},
      {holiday + "from = 2030-01-01\nto = 2030-01-06\nmake_up = [2030-01-06]",
       "2030-01-06 is both off and made up"},
      {holiday + "from = 2030-01-01\nmake_up = [2030-01-06]\n[[holiday]]\nname = \"i\"\nfrom = 2030-01-06",
       "holiday[2].from: 2030-01-06 is both off and made up"},
      {holiday + "from = 2030-01-01\nto = 2030-01-03\n[[holiday]]\nname = \"i\"\nfrom = 2030-01-03",
       "2030-01-03 is off twice"},
      {"year = ", "2030.toml:1:"},
  };
  for (const auto& [text, fault] : cases) {
    write("2030.toml", text);
    const auto loaded = load();
    ASSERT_FALSE(loaded) << text;
    EXPECT_EQ(loaded.error().code, "base.calendar.data") << text;
    EXPECT_EQ(loaded.error().kind, ErrorKind::Malformed) << text;
    EXPECT_THAT(loaded.error().detail, HasSubstr(fault)) << text;
  }
}

TEST_F(WorkCalendarFiles, ReportsTheFaultsOfAllFiles) {
  write("2030.toml", kHead + "[[holiday]]\nname = \"h\"\nfrom = 2031-01-01\nmake_up = [2030-01-04]\n");
  write("2031.toml", kHead);
  write("summer.toml", kHead);
  const std::string detail = load().error().detail;
  EXPECT_THAT(detail, HasSubstr("2030.toml:6: holiday[1].from"));
  EXPECT_THAT(detail, HasSubstr("2030.toml:7: holiday[1].make_up"));
  EXPECT_THAT(detail, HasSubstr("2031.toml:1: year"));
  EXPECT_THAT(detail, HasSubstr("summer.toml:1: year"));
}

TEST_F(WorkCalendarFiles, AFolderWithoutYearsIsMissing) {
  EXPECT_EQ(load().error().code, "base.calendar.missing");
  EXPECT_EQ(load().error().kind, ErrorKind::NotFound);
  write("README", "not a year");
  EXPECT_EQ(load().error().code, "base.calendar.missing");
  EXPECT_EQ(WorkCalendar::load(folder_ / "absent").error().code, "base.calendar.missing");
}

TEST_F(WorkCalendarFiles, ASingleDayNeedsNoEnd) {
  write("2030.toml", kHead + "[[holiday]]\nname = \"h\"\nfrom = 2030-01-01\nmake_up = [2030-01-06]\n");
  const auto loaded = load();
  ASSERT_TRUE(loaded) << describe(loaded.error());
  EXPECT_FALSE(loaded->is_working_day(date("2030-01-01")));
  EXPECT_TRUE(loaded->is_working_day(date("2030-01-02")));
  EXPECT_TRUE(loaded->is_working_day(date("2030-01-06")));
  EXPECT_FALSE(loaded->after(date("2030-01-01"), WorkingDays{1}).provisional);
}

}  // namespace
}  // namespace yinxin::base
