#include "endpoints/console/console.hpp"

#include "http/json_writer.hpp"

namespace yinxin::endpoints {

namespace {

std::string facts_json(const ConsoleFacts& facts) {
  http::JsonWriter json;
  json.object([&] {
    json.boolean("demonstration", facts.demonstration).text("office", facts.office);
    if (!facts.name.empty()) json.text("name", facts.name);
    if (facts.device_port != 0) json.integer("device_port", facts.device_port);
  });
  return json.text();
}

}  // namespace

void add_console(http::Router& router, http::StaticFiles files, const ConsoleFacts& facts) {
  http::add_static_routes(router, std::make_shared<const http::StaticFiles>(std::move(files)),
                          {"public", std::string(facts.office)});
  http::Route route;
  route.name = "console";
  route.path = "/console.json";
  route.runs = http::Runs::Immediately;
  route.handler = [json = facts_json(facts)](const http::Request&, http::Responder responder) {
    responder.answer(http::json(200, json));
  };
  router.add(std::move(route));
}

}  // namespace yinxin::endpoints
