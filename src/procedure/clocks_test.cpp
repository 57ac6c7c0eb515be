// Periods as the engine runs them; the days are those of requirements 3.3.
#include "procedure/test_procedure.hpp"

namespace yinxin::procedure {
namespace {

using testing::at;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kSmall;
using testing::parsed;
using testing::small_with;

const base::WorkCalendar& calendar() {
  static const base::WorkCalendar kCalendar = [] {
    auto loaded = base::WorkCalendar::load(YX_SOURCE_DIR "/rules/calendar");
    if (!loaded) throw std::runtime_error(base::describe(loaded.error()));
    return *std::move(loaded);
  }();
  return kCalendar;
}

Case waiting_since(std::string_view utc) {
  Case current;
  current.state = "waiting";
  current.history = {{"ask", "applicant/1", at("2020-01-01T00:00:00Z")}, {"wait", "officer/c", at(utc)}};
  return current;
}

std::vector<Running> run(const Procedure& procedure, const Case& current, std::int64_t days) {
  const auto found = running(procedure, current, {{"cps.days", days}}, calendar());
  if (!found) throw std::runtime_error(base::describe(found.error()));
  return *found;
}

Running run_one(const Procedure& procedure, const Case& current, std::int64_t days) {
  const std::vector<Running> found = run(procedure, current, days);
  if (found.size() != 1) throw std::runtime_error("not one clock");
  return found.front();
}

/// 24:00 in Beijing at the end of that day.
base::Time end_of(std::string_view date) {
  return at(std::string(date) + "T16:00:00Z");
}

std::string small_in(std::string_view unit, std::string_view more = "") {
  return small_with("unit = \"calendar_days\"", "unit = \"" + std::string(unit) + "\"\n" + std::string(more));
}

struct Vector {
  std::string_view start;
  int days;
  std::string_view due;
  std::string_view rolled = {};
};

TEST(ProcedureClocks, WorkingDays) {
  const Procedure small = parsed(small_in("working_days"));
  const Vector vectors[] = {
      {"2024-11-01", 5, "2024-11-08"},  {"2025-01-20", 5, "2025-01-26"},  {"2025-09-26", 10, "2025-10-16"},
      {"2026-02-11", 20, "2026-03-17"}, {"2026-09-24", 5, "2026-10-09"},  {"2026-09-28", 5, "2026-10-10"},
      {"2026-11-22", 7, "2026-12-01"},  {"2026-12-25", 10, "2027-01-11"},
  };
  for (const Vector& vector : vectors) {
    const Running found =
        run_one(small, waiting_since(std::string(vector.start) + "T04:00:00Z"), vector.days);
    EXPECT_EQ(base::format_date(found.due.due_raw), vector.due);
    EXPECT_EQ(found.at, end_of(vector.due));
    EXPECT_EQ(found.clock->id, "waiting");
    EXPECT_EQ(found.due.provisional, vector.due.substr(0, 4) == "2027");
  }
}

TEST(ProcedureClocks, CalendarDaysRollForPartiesAndNotForDuties) {
  const Procedure rights = parsed(kSmall);
  const Procedure duties = parsed(small_in("calendar_days", "rolled = false"));
  const Vector vectors[] = {
      {"2026-09-01", 30, "2026-10-01", "2026-10-08"}, {"2026-01-17", 30, "2026-02-16", "2026-02-24"},
      {"2026-09-10", 15, "2026-09-25", "2026-09-28"}, {"2026-04-16", 15, "2026-05-01", "2026-05-06"},
      {"2026-09-25", 15, "2026-10-10", "2026-10-10"},
  };
  for (const Vector& vector : vectors) {
    const Case current = waiting_since(std::string(vector.start) + "T04:00:00Z");
    EXPECT_EQ(run_one(rights, current, vector.days).at, end_of(vector.rolled));
    const Running duty = run_one(duties, current, vector.days);
    EXPECT_EQ(duty.at, end_of(vector.due));
    EXPECT_EQ(base::format_date(duty.due.due_effective), vector.rolled);
  }
}

TEST(ProcedureClocks, TheStartDayIsBeijings) {
  const Procedure small = parsed(small_in("working_days"));
  EXPECT_EQ(run_one(small, waiting_since("2026-09-23T15:59:59Z"), 5).at, end_of("2026-10-08"));
  EXPECT_EQ(run_one(small, waiting_since("2026-09-23T16:00:00Z"), 5).at, end_of("2026-10-09"));
}

TEST(ProcedureClocks, BackwardFromADateThatWasEntered) {
  std::string text = small_in("calendar_days", "backward = true");
  text.replace(text.find("state:waiting"), 13, "field:stop");
  text.replace(text.find("event = \"wait\""), 14,
               R"(event = "wait"
input = [{ id = "stop", type = "date", label = { zh = "停止之日", en = "Stop" }, level = "L1" }])");
  const Procedure small = parsed(text);
  const Vector vectors[] = {
      {"2026-12-01", 60, "2026-10-02", "2026-09-30"},
      {"2027-01-15", 60, "2026-11-16", "2026-11-16"},
      {"2026-04-05", 60, "2026-02-04", "2026-02-04"},
      {"2029-11-14", 60, "2029-09-15", "2029-09-14"},
  };
  for (const Vector& vector : vectors) {
    Case current = waiting_since("2026-01-05T04:00:00Z");
    EXPECT_THAT(run(small, current, vector.days), IsEmpty());  // no date yet
    current.values["stop"] = *base::parse_date(vector.start);
    const Running found = run_one(small, current, vector.days);
    EXPECT_EQ(found.at, end_of(vector.due));  // the last lawful day; the target is only shown
    EXPECT_EQ(base::format_date(found.due.due_effective), vector.rolled);
    current.values["stop"] = std::string("2026-12-01");
    EXPECT_THAT(run(small, current, vector.days), IsEmpty());
  }
}

// Of no days: that day itself, on a rest day too. "1月15日前" is counted back: its target is the day before
// (requirements 3.1.8).
TEST(ProcedureClocks, NoDaysEndOnThatDayItself) {
  struct Same {
    std::string_view start, rule, due, shown;
  };
  const Same vectors[] = {
      {"2026-09-30", "that-day", "2026-09-30", "2026-09-30"},
      {"2026-10-01", "that-day", "2026-10-01", "2026-10-01"},    // 国庆节
      {"2026-10-10", "that-day", "2026-10-10", "2026-10-10"},    // a Saturday on which people work
      {"2027-01-16", "that-day", "2027-01-16", "2027-01-16"},    // a Saturday
      {"2027-01-15", "fixed-date", "2027-01-15", "2027-01-14"},  // counted back
  };
  for (const Same& vector : vectors) {
    Procedure small = parsed(kSmall);
    small.clocks[0].length_setting.clear();
    small.clocks[0].length = 0;
    small.clocks[0].backward = vector.rule == "fixed-date";
    for (const auto unit : {Clock::Unit::WorkingDays, Clock::Unit::CalendarDays}) {
      small.clocks[0].unit = unit;
      const Running found = run_one(small, waiting_since(std::string(vector.start) + "T04:00:00Z"), 30);
      EXPECT_EQ(found.due.rule, vector.rule);
      EXPECT_EQ(base::format_date(found.due.due_raw), vector.due);
      EXPECT_EQ(base::format_date(found.due.due_effective), vector.shown);
      EXPECT_EQ(found.at, end_of(vector.due));
    }
  }
}

TEST(ProcedureClocks, HoursRunFromTheMoment) {
  const Procedure small = parsed(small_in("hours"));
  const Running found = run_one(small, waiting_since("2026-09-30T15:30:00Z"), 24);
  EXPECT_EQ(found.at, at("2026-10-01T15:30:00Z"));
  EXPECT_EQ(found.due.rule, "hours:24");
  EXPECT_EQ(base::format_date(found.due.start), "2026-09-30");
  EXPECT_EQ(base::format_date(found.due.due_raw), "2026-10-01");
  EXPECT_FALSE(found.due.provisional);
}

TEST(ProcedureClocks, AFlagStartsHoursFromItsFirstEntryWhileItSaysYes) {
  std::string text = small_in("hours");
  text.replace(text.find("state:waiting"), 13, "field:seen");
  const Procedure small = parsed(text);
  Case looked;
  looked.state = "asked";
  looked.history = {{"ask", "applicant/1", at("2026-09-30T01:00:00Z")},
                    {"look", "officer/c", at("2026-09-30T02:00:00Z")},
                    {"look", "officer/c", at("2026-09-30T05:00:00Z")}};
  EXPECT_THAT(run(small, looked, 4), IsEmpty());
  looked.values["seen"] = false;
  EXPECT_THAT(run(small, looked, 4), IsEmpty());
  looked.values["seen"] = true;
  EXPECT_EQ(run_one(small, looked, 4).at, at("2026-09-30T06:00:00Z"));
}

TEST(ProcedureClocks, StopWhenMetCancelledOrExpired) {
  const Procedure small = parsed(kSmall);
  for (const std::string_view event : {"go_on", "deny", "lapse"}) {
    Case current = waiting_since("2026-09-01T04:00:00Z");
    current.history.push_back({std::string(event), "x", at("2026-09-02T04:00:00Z")});
    EXPECT_THAT(run(small, current, 30), IsEmpty()) << event;
  }
  Case looked = waiting_since("2026-09-01T04:00:00Z");
  looked.history.insert(looked.history.begin() + 1, {"look", "x", at("2026-09-01T00:00:00Z")});
  EXPECT_EQ(run(small, looked, 30).size(), 1U);
  EXPECT_THAT(run(small, Case{}, 30), IsEmpty());
}

TEST(ProcedureClocks, TheLatestStartCounts) {
  const Procedure small = parsed(kSmall);
  Case again = waiting_since("2026-09-01T04:00:00Z");
  again.history.push_back({"go_on", "applicant/1", at("2026-09-05T04:00:00Z")});
  again.history.push_back({"wait", "officer/c", at("2026-09-10T04:00:00Z")});
  EXPECT_EQ(run_one(small, again, 15).at, end_of("2026-09-28"));
}

// A request made twice gives nobody more time; one that was reset counts no more.
TEST(ProcedureClocks, AStartWhileItRunsChangesNothing) {
  const Procedure by_event = parsed(small_with("state:waiting", "look"));
  Case twice;
  twice.state = "asked";
  twice.history = {{"ask", "a", at("2026-08-01T04:00:00Z")},
                   {"look", "x", at("2026-09-10T04:00:00Z")},
                   {"look", "x", at("2026-09-20T04:00:00Z")}};
  EXPECT_EQ(run_one(by_event, twice, 15).at, end_of("2026-09-28"));

  Procedure unending = by_event;
  unending.clocks[0].met_by = {"answer"};
  twice.history = {{"ask", "a", at("2026-08-01T04:00:00Z")},
                   {"look", "x", at("2026-08-02T04:00:00Z")},
                   {"wait", "x", at("2026-08-03T04:00:00Z")},
                   {"go_on", "a", at("2026-08-04T04:00:00Z")}};
  EXPECT_THAT(run(unending, twice, 15), IsEmpty());
  twice.history.push_back({"look", "x", at("2026-09-10T04:00:00Z")});
  EXPECT_EQ(run_one(unending, twice, 15).at, end_of("2026-09-28"));
}

TEST(ProcedureClocks, StayingInAStateDoesNotStartItsClockAnew) {
  std::string text = small_with("state:waiting", "state:asked");
  const Procedure small = parsed(text);
  Case current;
  current.state = "asked";
  current.history = {{"ask", "a", at("2026-09-10T04:00:00Z")}, {"look", "b", at("2026-09-12T04:00:00Z")}};
  EXPECT_EQ(run_one(small, current, 15).at, end_of("2026-09-28"));
}

TEST(ProcedureClocks, ALengthMustBeANumberOfDays) {
  const Procedure small = parsed(kSmall);
  const Case current = waiting_since("2026-09-01T04:00:00Z");
  const Values broken[] = {{},
                           {{"cps.days", std::int64_t{0}}},
                           {{"cps.days", std::int64_t{-5}}},
                           {{"cps.days", std::int64_t{base::WorkCalendar::kMaxPeriodDays + 1}}},
                           {{"cps.days", std::string("30")}}};
  for (const Values& settings : broken) {
    const auto found = running(small, current, settings, calendar());
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, base::ErrorKind::NotFound);
    EXPECT_EQ(found.error().code, "procedure.setting");
    EXPECT_THAT(found.error().detail, HasSubstr("cps.days"));
  }
  EXPECT_TRUE(running(small, Case{}, {}, calendar()));  // not running: not asked for
  Procedure constant = small;
  constant.clocks[0].length_setting.clear();
  constant.clocks[0].length = 15;
  EXPECT_EQ(running(constant, waiting_since("2026-09-10T04:00:00Z"), {}, calendar())->at(0).at,
            end_of("2026-09-28"));
}

}  // namespace
}  // namespace yinxin::procedure
