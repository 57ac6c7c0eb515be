// The program's own log: one line an event, logfmt, to standard error. It is for operators; what happened in
// law goes to the ledger. No secret and no personal data is ever given to it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/clock.hpp"

namespace yinxin::base {

enum class LogLevel {
  Debug,
  Info,
  Warning,   ///< something to look at, nothing failed
  Error,     ///< something failed, the program goes on
  Critical,  ///< a component stops, or an alarm must sound
};

std::string_view to_string(LogLevel level);
/// "debug", "info", "warning", "error" or "critical". Errors: Malformed `base.log.level`.
Result<LogLevel> parse_log_level(std::string_view text);

/// One key=value. The key is a fixed word of ours, in lower_case; the value may come from anywhere: whatever
/// could end the line, end the value or steer a terminal is escaped, and more than kMaxValueBytes of it are
/// cut.
class LogField {
 public:
  static constexpr std::size_t kMaxValueBytes = 2048;  // so that one hostile request cannot fill the disk

  LogField(std::string_view key, std::string_view value);
  LogField(std::string_view key, const char* value) : LogField(key, std::string_view(value)) {}
  LogField(std::string_view key, const std::string& value) : LogField(key, std::string_view(value)) {}
  LogField(std::string_view key, Time value) : LogField(key, format_utc(value)) {}
  LogField(std::string_view key, Date value) : LogField(key, format_date(value)) {}
  /// Prints describe(error).
  LogField(std::string_view key, const base::Error& value) : LogField(key, describe(value)) {}
  template <class T>
  requires std::is_integral_v<T> LogField(std::string_view key, T value) : LogField(key, number(value)) {}

  /// `key=value`, quoted where needed.
  const std::string& text() const { return text_; }

 private:
  template <class T>
  static std::string number(T value) {
    if constexpr (std::is_same_v<T, bool>) {
      return value ? "true" : "false";
    } else {
      return std::to_string(value);
    }
  }

  std::string text_;
};
using LogFields = std::initializer_list<LogField>;

/// Thread safe. Lines below the least level are dropped.
class Log {
 public:
  /// `clock` must outlive this.
  Log(const Clock& clock, LogLevel least);
  ~Log();

  /// `time=… level=… event=… key=value…`. `event` is a fixed dotted word of ours. On return the line has been
  /// handed to the kernel.
  void write(LogLevel level, std::string_view event, LogFields fields = {}) const;
  void debug(std::string_view event, LogFields fields = {}) const { write(LogLevel::Debug, event, fields); }
  void info(std::string_view event, LogFields fields = {}) const { write(LogLevel::Info, event, fields); }
  void warning(std::string_view event, LogFields fields = {}) const {
    write(LogLevel::Warning, event, fields);
  }
  void error(std::string_view event, LogFields fields = {}) const { write(LogLevel::Error, event, fields); }
  void critical(std::string_view event, LogFields fields = {}) const {
    write(LogLevel::Critical, event, fields);
  }

 private:
  struct Sink;
  const Clock& clock_;
  std::unique_ptr<Sink> sink_;
};

}  // namespace yinxin::base
