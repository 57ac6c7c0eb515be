// GET /monitoring/providers/{provider}: what one provider is held to, as it is kept.
#include <algorithm>

#include "endpoints/instruments/alert_json.hpp"

namespace yinxin::endpoints {

namespace {

base::Result<std::string> show_monitored(const Supervision& office, const officers::Actor& actor,
                                         const std::string& provider) {
  YX_TRY(const cases::Caller caller, instrument_caller(office, actor));
  YX_TRY(const auto all, office.instruments.monitoring.providers(*caller.reach));
  const auto found = std::find_if(all.begin(), all.end(), [&](const supervision::Monitored& one) {
    return one.filing.provider == provider;
  });
  if (found == all.end()) return base::make_error(base::ErrorKind::NotFound, "supervision.monitoring.none");
  http::JsonWriter json;
  json.object([&] {
    write_monitored(json, *found);
    json.text("filing", found->filing.text());
  });
  return json.text();
}

}  // namespace

http::Route monitoring_show(const Supervision& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    auto shown = show_monitored(office, actor, request.path_parameter("provider"));
    if (!shown) return responder.fail(std::move(shown).error());
    responder.answer(http::json(200, *std::move(shown)));
  };
  return signed_read(office, "monitoringShow", "/monitoring/providers/{provider}", handle);
}

}  // namespace yinxin::endpoints
