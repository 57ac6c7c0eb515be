#include "cases/clocks.hpp"

#include <gmock/gmock.h>

#include "cases/region.hpp"

namespace yinxin::cases {
namespace {

using procedure::Clock;
using ::testing::ElementsAre;

base::Date day(std::string_view text) {
  return base::parse_date(text).value();
}
/// The end of that day in Beijing.
base::Time end_of(const std::string& date) {
  return base::parse_utc(date + "T16:00:00Z").value();
}
base::Time begin_of(const std::string& date) {
  return end_of(date) - std::chrono::hours(24);
}

const base::WorkCalendar& calendar() {
  static const base::WorkCalendar kCalendar =
      base::WorkCalendar::load(std::string(YX_SOURCE_DIR) + "/rules/calendar").value();
  return kCalendar;
}

ClockNote due_on(const std::string& last_day) {
  ClockNote note;
  note.clock = "c";
  note.at = end_of(last_day);
  return note;
}

Clock counted_in(Clock::Unit unit, std::vector<std::int64_t> reminders) {
  Clock clock;
  clock.id = "c";
  clock.unit = unit;
  clock.reminders = std::move(reminders);
  return clock;
}

TEST(CaseClocks, WorkingDaysAreRemindedOfInWorkingDays) {
  const Clock clock = counted_in(Clock::Unit::WorkingDays, {});
  const ClockNote note = due_on("2026-10-10");  // a working Saturday after the National Day
  EXPECT_EQ(reminder_moment(clock, note, 0, calendar()), begin_of("2026-10-10"));
  EXPECT_EQ(reminder_moment(clock, note, 2, calendar()), begin_of("2026-10-08"));
  EXPECT_EQ(reminder_moment(clock, note, 3, calendar()), begin_of("2026-09-30"));
}

TEST(CaseClocks, OtherDaysAreRemindedOfInCalendarDays) {
  const ClockNote note = due_on("2026-10-10");
  EXPECT_EQ(reminder_moment(counted_in(Clock::Unit::CalendarDays, {}), note, 3, calendar()),
            begin_of("2026-10-07"));
  EXPECT_EQ(reminder_moment(counted_in(Clock::Unit::Years, {}), note, 180, calendar()),
            begin_of("2026-04-13"));
  ClockNote hours = note;
  hours.at = begin_of("2026-10-10") + std::chrono::hours(9);
  EXPECT_EQ(reminder_moment(counted_in(Clock::Unit::Hours, {}), hours, 1, calendar()),
            hours.at - std::chrono::hours(24));
}

TEST(CaseClocks, WakeForEachReminderThenForTheEnd) {
  const Clock clock = counted_in(Clock::Unit::CalendarDays, {1, 3, 30});
  ClockRow row;
  row.note = due_on("2026-10-10");
  row.reminded_to = begin_of("2026-10-01");
  std::vector<base::Time> moments;
  for (set_wake(row, clock, calendar()); row.wake_at < row.note.at; set_wake(row, clock, calendar())) {
    moments.push_back(*row.wake_at);
    row.reminded_to = *row.wake_at;
  }
  EXPECT_THAT(moments, ElementsAre(begin_of("2026-10-07"), begin_of("2026-10-09")));
  EXPECT_EQ(row.wake_at, row.note.at);
  ClockRow marked = row;
  marked.note.overdue_at = row.note.at;
  set_wake(marked, clock, calendar());
  EXPECT_FALSE(marked.wake_at);
  row.note.paused = true;
  set_wake(row, clock, calendar());
  EXPECT_FALSE(row.wake_at);
}

procedure::Procedure two_clocks() {
  procedure::Procedure procedure;
  procedure.clocks = {counted_in(Clock::Unit::CalendarDays, {}), counted_in(Clock::Unit::CalendarDays, {})};
  procedure.clocks[0].id = "late";
  procedure.clocks[0].met_by = {"meet"};
  procedure.clocks[1].id = "early";
  return procedure;
}

procedure::Running run(const Clock& clock, std::size_t start, const std::string& last_day) {
  procedure::Running running;
  running.clock = &clock;
  running.start = start;
  running.due = {day("2026-09-28"), "calendar-days:1", day(last_day), day(last_day), false};
  running.at = end_of(last_day);
  return running;
}

TEST(CaseClocks, FollowWhatTheRulesSay) {
  const procedure::Procedure rules = two_clocks();
  const Clock& late = rules.clocks[0];
  const Clock& early = rules.clocks[1];
  std::vector<ClockRow> rows;
  const base::Time now = begin_of("2026-09-28");
  follow(rows, {run(late, 0, "2026-10-10"), run(early, 0, "2026-10-10")}, {"begin", now}, rules, calendar());
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(next_wake(rows, end_of("2026-10-10"), rules)->note.clock, "late") << "the procedure's order";
  EXPECT_EQ(next_wake(rows, end_of("2026-10-09"), rules), nullptr);
  for (ClockRow& row : rows) row.changed = false;
  follow(rows, {run(late, 0, "2026-10-10"), run(early, 0, "2026-10-09")}, {"move", now}, rules, calendar());
  EXPECT_FALSE(rows[0].changed);
  EXPECT_TRUE(rows[1].changed);
  EXPECT_EQ(next_wake(rows, end_of("2026-10-10"), rules)->note.clock, "early");
  // Met and begun again by one event: another one.
  follow(rows, {run(late, 2, "2026-11-10"), run(early, 0, "2026-10-09")}, {"meet", now}, rules, calendar());
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].note.outcome, ClockNote::Outcome::Met);
  EXPECT_EQ(rows[0].note.ended_at, now);
  EXPECT_EQ(rows[2].note.start, 2);
  EXPECT_EQ(first_due(rows), end_of("2026-10-09"));
  follow(rows, {run(late, 2, "2026-11-10")}, {"expire", now, false, ClockKey{"early", "", 0}}, rules,
         calendar());
  EXPECT_EQ(rows[1].note.outcome, ClockNote::Outcome::Fired);
  follow(rows, {run(late, 2, "2026-11-10")}, {"end", now, true}, rules, calendar());
  EXPECT_EQ(rows[2].note.outcome, ClockNote::Outcome::Cancelled) << "nothing runs in a case that has ended";
  EXPECT_FALSE(first_due(rows));
  rows[2].stored = true;
  follow(rows, {run(late, 2, "2026-11-10")}, {"revive", now}, rules, calendar());
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[2].note.outcome, ClockNote::Outcome::Running) << "revived, in its place";
  EXPECT_FALSE(rows[2].note.ended_at);
  EXPECT_TRUE(rows[2].stored && rows[2].changed);
  EXPECT_EQ(first_due(rows), end_of("2026-11-10"));
}

TEST(CaseClocks, WhatWasOverdueAndIsMovedWakesAgain) {
  const procedure::Procedure rules = two_clocks();
  std::vector<ClockRow> rows;
  follow(rows, {run(rules.clocks[0], 0, "2026-10-10")}, {"begin", begin_of("2026-09-28")}, rules, calendar());
  rows[0].note.overdue_at = end_of("2026-10-10");
  rows[0].wake_at.reset();
  follow(rows, {run(rules.clocks[0], 0, "2026-10-09")}, {"move", end_of("2026-10-10")}, rules, calendar());
  EXPECT_TRUE(rows[0].note.overdue_at) << "still";
  EXPECT_FALSE(rows[0].wake_at);
  follow(rows, {run(rules.clocks[0], 0, "2031-10-10")}, {"move", end_of("2026-10-10")}, rules, calendar());
  EXPECT_FALSE(rows[0].note.overdue_at);
  EXPECT_EQ(rows[0].wake_at, end_of("2031-10-10"));
}

TEST(CaseClocks, RecountTellsWhatMoved) {
  const procedure::Procedure rules = two_clocks();
  std::vector<ClockRow> rows;
  const std::vector<procedure::Running> before{run(rules.clocks[0], 0, "2026-10-10"),
                                               run(rules.clocks[1], 0, "2026-10-10")};
  follow(rows, before, {"begin", begin_of("2026-09-28")}, rules, calendar());
  rows[0].note.overdue_at = end_of("2026-10-10");
  EXPECT_TRUE(recount(rows, before, end_of("2026-10-11"), rules, calendar()).empty());
  auto after = before;
  after[0] = run(rules.clocks[0], 0, "2026-10-20");
  const auto moved = recount(rows, after, end_of("2026-10-11"), rules, calendar());
  ASSERT_EQ(moved.size(), 1U);
  EXPECT_EQ(moved[0].before.due.due_raw, day("2026-10-10"));
  EXPECT_EQ(rows[0].note.due.due_raw, day("2026-10-20"));
  EXPECT_FALSE(rows[0].note.overdue_at);
  EXPECT_EQ(rows[0].wake_at, end_of("2026-10-20"));
}

TEST(CaseClocks, RemindWhoCanMeetThemHereElseAnywhere) {
  procedure::Procedure rules = two_clocks();
  procedure::Transition here;
  here.event = "meet";
  here.from = {"a"};
  here.roles = {"clerk", "judge"};
  procedure::Transition there = here;
  there.from = {"b"};
  there.roles = {"judge", "head"};
  rules.transitions = {here, there};
  EXPECT_THAT(reminded_roles(rules, rules.clocks[0], "a"), ElementsAre("clerk", "judge"));
  EXPECT_THAT(reminded_roles(rules, rules.clocks[0], "c"), ElementsAre("clerk", "head", "judge"));
  EXPECT_TRUE(reminded_roles(rules, rules.clocks[1], "a").empty());
}

TEST(CaseRegions, LieInOneAnother) {
  for (const std::string reach : {"000000", "530000", "530100", "530102"})
    EXPECT_TRUE(lies_in("530102", reach)) << reach;
  for (const std::string reach : {"510000", "530200", "530103"})
    EXPECT_FALSE(lies_in("530102", reach)) << reach;
  EXPECT_FALSE(lies_in("530000", "530100"));
  EXPECT_FALSE(lies_in("000000", "530000")) << "the country's cases are no province's";
  EXPECT_TRUE(lies_in("000000", "000000"));
  EXPECT_TRUE(is_region("530102"));
  for (const std::string_view bad : {"", "53", "5301020", "53010x", "53010 "}) EXPECT_FALSE(is_region(bad));
  const RegionRange range = range_of("530100");
  EXPECT_EQ(range.province + " " + range.first + " " + range.last, "53 530100 530199");
  EXPECT_TRUE(range.finer);
  EXPECT_FALSE(range_of("530000").finer);
  EXPECT_TRUE(range_of("000000").province.empty());
}

}  // namespace
}  // namespace yinxin::cases
