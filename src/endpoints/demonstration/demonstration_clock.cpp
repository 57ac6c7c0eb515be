// GET /demonstration/clock: how far the demonstration's clock is ahead, and what it shows.
#include "demonstration/service.hpp"
#include "endpoints/demonstration/operations.hpp"

namespace yinxin::endpoints {

namespace {

std::int64_t clock_seconds(std::chrono::microseconds span) {
  return std::chrono::floor<std::chrono::seconds>(span).count();
}

}  // namespace

std::string clock_field(const base::MovableClock& clock) {
  const std::int64_t seconds = clock_seconds(clock.ahead());
  if (seconds == 0) return {};
  return std::string(demonstration::kClockField) + ": " + std::to_string(seconds) + "\r\n";
}

http::Route demonstration_clock(const Office& services) {
  http::Route route;
  route.name = "demonstrationClock";
  route.path = "/demonstration/clock";
  route.handler = [&service = *services.demonstration](const http::Request&, http::Responder responder) {
    http::JsonWriter json;
    json.object([&] {
      json.integer("ahead_seconds", clock_seconds(service.clock().ahead()))
          .time("now", service.clock().now());
      json.boolean("caught_up", service.caught_up());
      json.integer("most_ahead_seconds", clock_seconds(base::MovableClock::kMostAhead));
    });
    responder.answer(http::json(200, json.text()));
  };
  return route;
}

}  // namespace yinxin::endpoints
