// GET /monitoring/alerts/{id}: one alert, with the SM3 of each answer that shows it.
#include "endpoints/instruments/alert_json.hpp"

namespace yinxin::endpoints {

http::Route alert_show(const Supervision& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    const auto alert = read_alert(office, request, actor);
    if (!alert) return responder.fail(alert.error());
    responder.answer(http::json(200, alert_json(*alert)));
  };
  return signed_read(office, "alertShow", "/monitoring/alerts/{id}", handle);
}

}  // namespace yinxin::endpoints
