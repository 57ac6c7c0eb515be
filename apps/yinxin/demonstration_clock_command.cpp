#include "demonstration_clock_command.hpp"

#include <charconv>
#include <thread>

#include "http/json_writer.hpp"
#include "signed_remote.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::chrono::minutes kMostPatience{5};  // a year's duties and notices are opened meanwhile
constexpr std::chrono::milliseconds kBetweenLooks{200};
constexpr std::int64_t kMostForward = 99999;  // the server says how far is too far
const std::string kTarget = "/demonstration/clock";

Result<http::JsonReader> look(Remote& remote) {
  YX_TRY(const base::Bytes body, remote.get(kTarget));
  return http::JsonReader::parse(body);
}

/// Until upkeep has been round since the move.
Result<void> wait_for_upkeep(Remote& remote) {
  const auto end = std::chrono::steady_clock::now() + kMostPatience;
  while (true) {
    YX_TRY(const http::JsonReader shown, look(remote));
    if (shown.boolean("caught_up")) return {};
    if (std::chrono::steady_clock::now() > end)
      return make_error(ErrorKind::Unavailable, "yinxin.demonstration.behind");
    std::this_thread::sleep_for(kBetweenLooks);
  }
}

Result<void> move_forward(const DemonstrationClockOptions& options) {
  YX_TRY(const std::chrono::hours forward, parse_forward(options.forward));
  if (options.officer.empty() || options.key.empty())
    return make_error(ErrorKind::Malformed, "yinxin.value", "--forward needs --officer and --key");
  YX_TRY(SignedRemote remote, SignedRemote::open({options.server, options.officer, options.key}));
  http::JsonWriter json;
  json.object([&] { json.integer("forward_hours", forward.count()); });
  YX_TRY(const base::Bytes answer, remote.post(kTarget, json.text()));
  static_cast<void>(answer);
  return {};
}

}  // namespace

Result<std::chrono::hours> parse_forward(std::string_view text) {
  std::int64_t count = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
  const std::string_view unit(read.ptr, static_cast<std::size_t>(text.data() + text.size() - read.ptr));
  if (read.ec != std::errc() || count < 1 || count > kMostForward || (unit != "d" && unit != "h"))
    return make_error(ErrorKind::Malformed, "yinxin.value", "expected days or hours, as 20d or 6h");
  return std::chrono::hours(unit == "d" ? 24 * count : count);
}

Result<void> demonstration_clock(const DemonstrationClockOptions& options, std::ostream& out) {
  if (!options.forward.empty()) YX_CHECK(move_forward(options));
  YX_TRY(Remote remote, Remote::at(options.server));
  if (!options.forward.empty()) YX_CHECK(wait_for_upkeep(remote));
  YX_TRY(const http::JsonReader shown, look(remote));
  const std::int64_t seconds =
      shown.integer("ahead_seconds", 0, std::chrono::seconds(base::MovableClock::kMostAhead).count());
  YX_TRY(const base::Time now, base::parse_utc(shown.text("now")));
  const std::chrono::seconds ahead(seconds);
  out << "演示时钟 " << base::format_beijing(now) << "（北京时间），";
  if (seconds == 0)
    out << "与实际时间一致 / not moved\n";
  else
    out << "比实际时间快" << base::format_span_zh(ahead) << " / " << base::format_span_en(ahead)
        << " ahead\n";
  if (!shown.boolean("caught_up")) out << "到期事项正在办理 / what was due on the way is under way\n";
  return {};
}

}  // namespace yinxin::command_line
