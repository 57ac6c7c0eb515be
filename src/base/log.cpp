// The only unit that includes spdlog.
#include "base/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <array>
#include <cstdio>

namespace yinxin::base {
namespace {

struct LevelName {
  LogLevel level;
  std::string_view name;
  spdlog::level::level_enum theirs;
};

constexpr std::array<LevelName, 5> kLevels = {{
    {LogLevel::Debug, "debug", spdlog::level::debug},
    {LogLevel::Info, "info", spdlog::level::info},
    {LogLevel::Warning, "warning", spdlog::level::warn},
    {LogLevel::Error, "error", spdlog::level::err},
    {LogLevel::Critical, "critical", spdlog::level::critical},
}};

spdlog::level::level_enum theirs(LogLevel level) {
  return kLevels.at(static_cast<std::size_t>(level)).theirs;
}

/// The octets of the UTF-8 character (RFC 3629) that `text` begins with; 0 when it begins with none.
std::size_t character_length(std::string_view text) {
  const auto octet = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const unsigned first = octet(0);
  const std::size_t length = first < 0x80   ? 1
                             : first < 0xC2 ? 0
                             : first < 0xE0 ? 2
                             : first < 0xF0 ? 3
                             : first < 0xF5 ? 4
                                            : 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((octet(i) & 0xC0) != 0x80) return 0;
  }
  const unsigned second = octet(1);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool outside = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
  return overlong || outside ? 0 : length;
}

bool is_control(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return first < 0x20 || first == 0x7F;
  // C1 controls (U+0080 to U+009F): U+009B steers terminals as ESC [ does.
  return character.size() == 2 && first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
}

void append_escaped(std::string& to, std::string_view character) {
  if (character == "\n") {
    to += "\\n";
  } else if (character == "\"" || character == "\\") {
    to += "\\" + std::string(character);
  } else {
    for (const char c : character) {
      std::array<char, 5> text{};
      std::snprintf(text.data(), text.size(), "\\x%02x",
                    static_cast<unsigned>(static_cast<unsigned char>(c)));
      to += text.data();
    }
  }
}

/// At most kMaxValueBytes, not ending inside a character.
std::string_view shortened(std::string_view value) {
  if (value.size() <= LogField::kMaxValueBytes) return value;
  std::size_t end = LogField::kMaxValueBytes;
  for (int steps = 0; steps < 3 && (static_cast<unsigned char>(value[end]) & 0xC0) == 0x80; ++steps) --end;
  return value.substr(0, end);
}

/// The value as logfmt wants it: bare where nothing in it could be mistaken, else between quotes.
std::string quoted(std::string_view value) {
  std::string inside;
  bool bare = !value.empty();
  const std::string_view kept = shortened(value);
  for (std::size_t at = 0; at < kept.size();) {
    const std::size_t length = character_length(kept.substr(at));
    const std::string_view character = kept.substr(at, length == 0 ? 1 : length);
    if (length == 0 || is_control(character) || character == "\"" || character == "\\") {
      bare = false;
      append_escaped(inside, character);
    } else {
      if (character == " " || character == "=") bare = false;
      inside += character;
    }
    at += character.size();
  }
  if (kept.size() < value.size()) inside += "…";
  return bare ? inside : "\"" + inside + "\"";
}

}  // namespace

std::string_view to_string(LogLevel level) {
  return kLevels.at(static_cast<std::size_t>(level)).name;
}

Result<LogLevel> parse_log_level(std::string_view text) {
  for (const LevelName& known : kLevels) {
    if (known.name == text) return known.level;
  }
  return make_error(ErrorKind::Malformed, "base.log.level",
                    "expected debug, info, warning, error or critical");
}

LogField::LogField(std::string_view key, std::string_view value)
    : text_(std::string(key) + "=" + quoted(value)) {}

struct Log::Sink {
  spdlog::logger logger{"yinxin", std::make_shared<spdlog::sinks::stderr_sink_mt>()};
};

Log::Log(const Clock& clock, LogLevel least) : clock_(clock), sink_(std::make_unique<Sink>()) {
  sink_->logger.set_pattern("%v", spdlog::pattern_time_type::utc);
  sink_->logger.set_level(theirs(least));
  sink_->logger.flush_on(spdlog::level::trace);
}

Log::~Log() = default;

void Log::write(LogLevel level, std::string_view event, LogFields fields) const {
  if (!sink_->logger.should_log(theirs(level))) return;
  const Time now = clock_.now();
  std::string line = LogField("time", now).text() + " level=" + std::string(to_string(level)) + " " +
                     LogField("event", event).text();
  for (const LogField& field : fields) line += " " + field.text();
  sink_->logger.log(now, spdlog::source_loc{}, theirs(level), spdlog::string_view_t(line));
}

}  // namespace yinxin::base
