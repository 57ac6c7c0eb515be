// GET /monitoring/providers: who is monitored, how often, and what the newest round found.
#include "endpoints/instruments/alert_json.hpp"

namespace yinxin::endpoints {

namespace {

base::Result<std::string> list_monitored(const Supervision& office, const officers::Actor& actor) {
  YX_TRY(const cases::Caller caller, instrument_caller(office, actor));
  YX_TRY(const auto all, office.instruments.monitoring.providers(*caller.reach));
  http::JsonWriter json;
  json.object([&] {
    json.array("providers", [&] {
      for (const supervision::Monitored& one : all) json.object([&] { write_monitored(json, one); });
    });
  });
  return json.text();
}

}  // namespace

http::Route monitoring_list(const Supervision& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request&,
                                http::Responder responder) {
    auto listed = list_monitored(office, actor);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(office, "monitoringList", "/monitoring/providers", handle);
}

}  // namespace yinxin::endpoints
