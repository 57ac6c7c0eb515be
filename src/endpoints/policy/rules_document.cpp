// GET /rules/{kind}/{version}: one published version at its permanent address, octet for octet (article 16).
#include "endpoints/policy/operations.hpp"

namespace yinxin::endpoints {

http::Route rules_document(const Services& services) {
  http::Route route;
  route.name = "rulesDocument";
  route.path = "/rules/{kind}/{version}";
  route.rate_class = kQueryClass;
  route.handler = [&services](const http::Request& request, http::Responder responder) {
    const auto kind = rules_kind_of(request);
    if (!kind) return responder.fail(kind.error());
    const auto rules = services.policy.document(*kind, request.path_parameter("version"));
    if (!rules) return responder.fail(rules.error());
    http::Response response = rules_text(rules->version, kMarkdown, rules->document);
    response.headers.add("Cache-Control", kForEver);
    responder.answer(std::move(response));
  };
  return route;
}

}  // namespace yinxin::endpoints
