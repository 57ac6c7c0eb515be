#include "base/clock.hpp"

#include <gtest/gtest.h>

namespace yinxin::base {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

TEST(Clock, ManualClockStandsUntilMoved) {
  const Time start = *parse_utc("2026-11-22T15:41:49Z");
  ManualClock clock(start);
  EXPECT_EQ(clock.now(), start);
  clock.advance(1500us);
  EXPECT_EQ(clock.now() - start, 1500us);
  clock.set(start - 24h);
  EXPECT_EQ(clock.now(), start - 24h);
}

TEST(Clock, AMovableClockGoesForwardOnlyAndRunsOn) {
  ManualClock wall(*parse_utc("2026-11-22T15:41:49Z"));
  MovableClock clock(wall);
  EXPECT_EQ(clock.now(), wall.now());
  clock.move_to(20h * 24);
  EXPECT_EQ(format_utc(clock.now()), "2026-12-12T15:41:49Z");
  wall.advance(1s);
  EXPECT_EQ(format_utc(clock.now()), "2026-12-12T15:41:50Z");
  for (const auto back : {microseconds(19h * 24), microseconds(0), microseconds(-1h)}) {
    clock.move_to(back);
    EXPECT_EQ(clock.ahead(), 20h * 24);
  }
}

TEST(Clock, SystemClockTellsThisCentury) {
  const Date today = beijing_date(SystemClock().now());
  EXPECT_GT(today.year(), year(2020));
  EXPECT_LT(today.year(), year(2100));
}

TEST(Clock, MicrosRoundTrip) {
  for (const std::int64_t micros : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1795362109123456}}) {
    EXPECT_EQ(to_micros(from_micros(micros)), micros);
  }
}

TEST(BeijingDate, ChangesAtSixteenHoursUtc) {
  EXPECT_EQ(format_date(beijing_date(*parse_utc("2026-12-31T15:59:59Z"))), "2026-12-31");
  EXPECT_EQ(format_date(beijing_date(*parse_utc("2026-12-31T15:59:59Z") + 999999us)), "2026-12-31");
  EXPECT_EQ(format_date(beijing_date(*parse_utc("2026-12-31T16:00:00Z"))), "2027-01-01");
  EXPECT_EQ(format_date(beijing_date(*parse_utc("2028-02-28T16:00:00Z"))), "2028-02-29");
}

TEST(Format, ShowsWholeSeconds) {
  const Time time = *parse_utc("2026-11-22T15:41:49Z") + 999999us;
  EXPECT_EQ(format_utc(time), "2026-11-22T15:41:49Z");
  EXPECT_EQ(format_beijing(time), "2026-11-22 23:41:49");
  EXPECT_EQ(format_beijing(*parse_utc("2026-12-31T20:00:00Z")), "2027-01-01 04:00:00");
  EXPECT_EQ(format_utc(Time(-1us)), "1969-12-31T23:59:59Z");
}

TEST(Format, SpansAreDaysAndHours) {
  EXPECT_EQ(format_span_zh(20h * 24), "20天");
  EXPECT_EQ(format_span_zh(20h * 24 + 6h + 59min), "20天6小时");
  EXPECT_EQ(format_span_zh(6h), "6小时");
  EXPECT_EQ(format_span_zh(59min), "0小时");
  EXPECT_EQ(format_span_en(20h * 24 + 6h), "20 d 6 h");
  EXPECT_EQ(format_span_en(24h), "1 d");
}

TEST(Format, AgreesWithGnuDate) {  // date -u -d @N +%FT%TZ
  EXPECT_EQ(format_utc(Time(0s)), "1970-01-01T00:00:00Z");
  EXPECT_EQ(format_utc(Time(951782400s)), "2000-02-29T00:00:00Z");
  EXPECT_EQ(format_utc(Time(4102444799s)), "2099-12-31T23:59:59Z");
}

TEST(Format, EndsOfTheRepresentableTimeDoNotOverrun) {
  EXPECT_FALSE(format_utc(Time::max() - 24h).empty());
  EXPECT_FALSE(format_utc(Time::min() + 24h).empty());
  EXPECT_FALSE(format_date(Date(year::max(), month(255), day(255))).empty());
}

TEST(ParseDate, AcceptsRealDaysOnly) {
  EXPECT_EQ(format_date(*parse_date("2028-02-29")), "2028-02-29");
  EXPECT_EQ(format_date(*parse_date("2000-02-29")), "2000-02-29");
  EXPECT_EQ(format_date(*parse_date("9999-12-31")), "9999-12-31");
  const char* bad[] = {"",           "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-01",    "2026-01-00",
                       "2026-04-31", "2026-1-1",   "20260101",   "2026/01/01", "2026-01-01 ",   " 2026-01-01",
                       "2026-01-0a", "+026-01-01", "2026-01--1", "-026-01-01", "２０２６-01-01"};
  for (const char* text : bad) {
    const auto date = parse_date(text);
    ASSERT_FALSE(date) << text;
    EXPECT_EQ(date.error().code, "base.date") << text;
  }
}

TEST(ParseUtc, AcceptsOneFormOnly) {
  EXPECT_EQ(to_micros(*parse_utc("1970-01-01T00:00:01Z")), 1000000);
  EXPECT_EQ(format_utc(*parse_utc("2026-12-31T23:59:59Z")), "2026-12-31T23:59:59Z");
  const char* bad[] = {"",
                       "2026-11-22",
                       "2026-11-22T15:41:49",
                       "2026-11-22t15:41:49Z",
                       "2026-11-22 15:41:49Z",
                       "2026-11-22T15:41:49z",
                       "2026-11-22T24:00:00Z",
                       "2026-11-22T15:60:00Z",
                       "2026-11-22T15:41:60Z",
                       "2026-11-22T15:41:4-Z",
                       "2026-11-22T15-41-49Z",
                       "2026-11-22T15:41:49.5Z",
                       "2026-11-22T15:41:49+08:00"};
  for (const char* text : bad) EXPECT_FALSE(parse_utc(text)) << text;
  EXPECT_EQ(parse_utc("2026-11-22").error().code, "base.time");
  EXPECT_EQ(parse_utc("2026-02-30T00:00:00Z").error().code, "base.time");
}

}  // namespace
}  // namespace yinxin::base
