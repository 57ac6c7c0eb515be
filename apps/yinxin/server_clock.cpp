#include "server_clock.hpp"

#include <charconv>
#include <iostream>

#include "demonstration/service.hpp"
#include "remote.hpp"

namespace yinxin::command_line {

namespace {

/// No field, or one that no server of ours writes: not moved.
std::chrono::seconds moved_by(const http::Response& answer) {
  const std::string_view text = answer.headers.find(demonstration::kClockField).value_or("");
  std::int64_t seconds = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
  const std::chrono::seconds ahead(seconds);
  return whole && seconds > 0 && ahead <= base::MovableClock::kMostAhead ? ahead : std::chrono::seconds(0);
}

}  // namespace

base::Time ServerClock::now() const {
  return base::SystemClock().now() + ahead_;
}

bool ServerClock::hear(const http::Response& answer) {
  const std::chrono::seconds ahead = moved_by(answer);
  if (ahead == ahead_) return false;
  ahead_ = ahead;
  std::cerr << "演示时钟：" << base::format_beijing(now()) << "（北京时间），比实际时间快 "
            << base::format_span_zh(ahead_) << " / demonstration clock, " << base::format_span_en(ahead_)
            << " ahead\n";
  return true;
}

base::Result<ServerClock> clock_of_server(const std::string& url) {
  YX_TRY(const auto client, client_for(url));
  YX_TRY(const http::Response answer,
         client->send(client->request(http::Method::Get, "/demonstration/clock")));
  ServerClock clock;
  clock.hear(answer);
  return clock;
}

}  // namespace yinxin::command_line
