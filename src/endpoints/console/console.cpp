#include "endpoints/console/console.hpp"

#include "http/json_writer.hpp"

namespace yinxin::endpoints {

void add_console(http::Router& router, http::StaticFiles files, bool demonstration) {
  http::add_static_routes(router, std::make_shared<const http::StaticFiles>(std::move(files)),
                          {"public", "provider"});
  http::Route route;
  route.name = "console";
  route.path = "/console.json";
  route.runs = http::Runs::Immediately;
  route.handler = [demonstration](const http::Request&, http::Responder responder) {
    http::JsonWriter json;
    json.object([&] { json.boolean("demonstration", demonstration); });
    responder.answer(http::json(200, json.text()));
  };
  router.add(std::move(route));
}

}  // namespace yinxin::endpoints
