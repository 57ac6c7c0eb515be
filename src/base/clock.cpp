#include "base/clock.hpp"

#include <array>
#include <cstdio>

namespace yinxin::base {
namespace {

using namespace std::chrono;

constexpr hours kBeijingOffset{8};

/// Reads `count` decimal digits at `at`; -1 when one is not a digit.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

std::string format_span(microseconds span, const char* day, const char* between, const char* hour) {
  const auto whole = floor<hours>(span);
  const std::int64_t of_days = whole / days(1);
  const std::int64_t of_hours = (whole % days(1)).count();
  std::string text;
  if (of_days != 0) text = std::to_string(of_days) + day;
  if (of_days != 0 && of_hours != 0) text += between;
  if (of_days == 0 || of_hours != 0) text += std::to_string(of_hours) + hour;
  return text;
}

std::string format_parts(sys_time<microseconds> time, const char* format) {
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(floor<seconds>(time - day));
  std::array<char, 40> text{};
  const int length = std::snprintf(
      text.data(), text.size(), format, static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
      static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
      static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return std::string(text.data(), static_cast<std::size_t>(length));
}

}  // namespace

Time SystemClock::now() const {
  return floor<microseconds>(system_clock::now());
}

void MovableClock::move_to(microseconds ahead) {
  std::int64_t before = micros_.load();
  while (before < ahead.count() && !micros_.compare_exchange_weak(before, ahead.count())) {
  }
}

Date beijing_date(Time time) {
  return Date(floor<days>(time + kBeijingOffset));
}

std::string format_utc(Time time) {
  return format_parts(time, "%04d-%02u-%02uT%02d:%02d:%02dZ");
}

std::string format_beijing(Time time) {
  return format_parts(time + kBeijingOffset, "%04d-%02u-%02u %02d:%02d:%02d");
}

std::string format_span_zh(microseconds span) {
  return format_span(span, "天", "", "小时");
}

std::string format_span_en(microseconds span) {
  return format_span(span, " d", " ", " h");
}

std::string format_date(Date date) {
  std::array<char, 40> text{};
  const int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                                   static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return std::string(text.data(), static_cast<std::size_t>(length));
}

Result<Date> parse_date(std::string_view text) {
  const auto bad = [&] {
    return make_error(ErrorKind::Malformed, "base.date", "expected a date as YYYY-MM-DD");
  };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return bad();
  const int y = digits(text, 0, 4);
  const int m = digits(text, 5, 2);
  const int d = digits(text, 8, 2);
  if (y < 0 || m < 0 || d < 0) return bad();
  const Date date{year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d))};
  if (!date.ok()) return bad();
  return date;
}

Result<Time> parse_utc(std::string_view text) {
  const auto bad = [&] {
    return make_error(ErrorKind::Malformed, "base.time", "expected a time as YYYY-MM-DDTHH:MM:SSZ");
  };
  if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z')
    return bad();
  const Result<Date> date = parse_date(text.substr(0, 10));
  if (!date) return bad();
  const int h = digits(text, 11, 2);
  const int m = digits(text, 14, 2);
  const int s = digits(text, 17, 2);
  if (h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59) return bad();
  return Time(sys_days(*date) + hours(h) + minutes(m) + seconds(s));
}

}  // namespace yinxin::base
