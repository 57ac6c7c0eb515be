// GET /rules/{kind}: the CPS or CP in force, the document itself: the address that certificates carry
// (article 16).
#include "endpoints/policy/operations.hpp"

namespace yinxin::endpoints {

http::Route rules_current(const Services& services) {
  http::Route route;
  route.name = "rulesCurrent";
  route.path = "/rules/{kind}";
  route.rate_class = kQueryClass;
  route.handler = [&services](const http::Request& request, http::Responder responder) {
    const auto kind = rules_kind_of(request);
    if (!kind) return responder.fail(kind.error());
    const auto rules = services.policy.current_document(*kind, services.clock.now());
    if (!rules) return responder.fail(rules.error());
    responder.answer(rules_text(rules->version, kMarkdown, rules->document));
  };
  return route;
}

}  // namespace yinxin::endpoints
