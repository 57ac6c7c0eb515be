// POST /demonstration/clock: a system administrator moves the demonstration's clock forward.
#include "demonstration/service.hpp"
#include "endpoints/demonstration/operations.hpp"

namespace yinxin::endpoints {

namespace {

constexpr std::size_t kMaxMoveBody = 1024;

std::string move_json(const demonstration::Move& move) {
  using std::chrono::duration_cast;
  using std::chrono::seconds;
  http::JsonWriter json;
  json.object([&] {
    json.integer("number", move.number).integer("from_seconds", duration_cast<seconds>(move.from).count());
    json.integer("ahead_seconds", duration_cast<seconds>(move.to).count());
  });
  return json.text();
}

}  // namespace

http::Route demonstration_clock_move(const Office& services) {
  const auto handle = [&service = *services.demonstration](const Call& call, const http::JsonReader& body) {
    const std::int64_t hours = body.integer("forward_hours", 1, demonstration::Service::kMostAtOnce.count());
    const auto sound = body.finish();
    if (!sound) return call.fail(sound.error());
    service.move(std::chrono::hours(hours), call.actor(), call.remember<demonstration::Move>(200, move_json),
                 call.completion<demonstration::Move>());
  };
  return signed_write(services, "demonstrationClockMove", http::Method::Post, "/demonstration/clock", handle,
                      kMaxMoveBody);
}

}  // namespace yinxin::endpoints
