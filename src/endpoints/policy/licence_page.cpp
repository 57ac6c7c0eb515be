// GET /licence: 资质公示, the content of the licence and the regulator's signed file itself (article 13).
#include "endpoints/policy/operations.hpp"

namespace yinxin::endpoints {

http::Route licence_page(const Services& services) {
  http::Route route;
  route.name = "licencePage";
  route.path = "/licence";
  route.rate_class = kQueryClass;
  route.handler = [&services](const http::Request&, http::Responder responder) {
    const auto imported = services.policy.licence();
    if (!imported) return responder.fail(imported.error());
    http::JsonWriter json;
    json.object([&] {
      write_licence(json, imported->licence);
      json.boolean("in_force", services.policy.licence_in_force(services.clock.now()).has_value());
      json.text("note", imported->note);
    });
    responder.answer(http::json(200, json.text()));
  };
  return route;
}

}  // namespace yinxin::endpoints
