// Time is passed in, never asked for (architecture.md 3, law 5).
#pragma once

#include <atomic>
#include <chrono>
#include <string>

#include "base/result.hpp"

namespace yinxin::base {

/// An instant, UTC, in microseconds: the resolution stored in the database and in ledger leaves.
using Time = std::chrono::sys_time<std::chrono::microseconds>;
using Date = std::chrono::year_month_day;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() const = 0;
};

/// The machine's wall clock. Made once, in apps/.
class SystemClock final : public Clock {
 public:
  Time now() const override;
};

/// Another clock's time, ahead of it by what it was moved, forward only: the demonstration clock
/// (docs/decisions/0026). Thread safe.
class MovableClock final : public Clock {
 public:
  /// Ours: a licence's five years (article 12) and one more.
  static constexpr std::chrono::hours kMostAhead{24 * 366 * 6};

  /// `beneath` must outlive this.
  explicit MovableClock(const Clock& beneath) : beneath_(beneath) {}
  Time now() const override { return beneath_.now() + ahead(); }
  std::chrono::microseconds ahead() const { return std::chrono::microseconds(micros_.load()); }
  /// Nothing happens where it is that far ahead already.
  void move_to(std::chrono::microseconds ahead);

 private:
  const Clock& beneath_;
  std::atomic<std::int64_t> micros_{0};
};

/// A clock that stands where it was put; for tests. Thread safe.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Time start) : micros_(start.time_since_epoch().count()) {}
  Time now() const override { return Time(std::chrono::microseconds(micros_.load())); }
  void set(Time time) { micros_.store(time.time_since_epoch().count()); }
  void advance(std::chrono::microseconds by) { micros_.fetch_add(by.count()); }

 private:
  std::atomic<std::int64_t> micros_;
};

inline std::int64_t to_micros(Time time) {
  return time.time_since_epoch().count();
}
inline Time from_micros(std::int64_t micros) {
  return Time(std::chrono::microseconds(micros));
}

/// The civil date in Beijing (Asia/Shanghai, UTC+8 without daylight saving since 1992), by which all periods
/// are counted.
Date beijing_date(Time time);

/// "2026-11-22T15:41:49Z" (RFC 3339, whole seconds, UTC).
std::string format_utc(Time time);
/// "2026-11-22 23:41:49" in Beijing time, as shown to people.
std::string format_beijing(Time time);
/// "20天6小时", whole hours; what is less than an hour is "0小时".
std::string format_span_zh(std::chrono::microseconds span);
/// "20 d 6 h", likewise.
std::string format_span_en(std::chrono::microseconds span);
/// "2026-11-22".
std::string format_date(Date date);
/// Accepts exactly YYYY-MM-DD naming a real day. Errors: Malformed `base.date`.
Result<Date> parse_date(std::string_view text);
/// Accepts exactly YYYY-MM-DDTHH:MM:SSZ. Errors: Malformed `base.time`.
Result<Time> parse_utc(std::string_view text);

}  // namespace yinxin::base
