// GET /rules: the published versions of CPS and CP, newest first, with their filing (article 16).
#include "endpoints/policy/operations.hpp"

namespace yinxin::endpoints {

http::Route rules_list(const Services& services) {
  http::Route route;
  route.name = "rulesList";
  route.path = "/rules";
  route.rate_class = kQueryClass;
  route.handler = [&services](const http::Request&, http::Responder responder) {
    const auto versions = services.policy.rules(false);
    if (!versions) return responder.fail(versions.error());
    http::JsonWriter json;
    json.object([&] {
      json.array("rules", [&] {
        for (const policy::RulesVersion& version : *versions) write_rules(json, version);
      });
    });
    responder.answer(http::json(200, json.text()));
  };
  return route;
}

}  // namespace yinxin::endpoints
