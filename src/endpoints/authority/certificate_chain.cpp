// GET /ca/{authority}/chain: the certificates from this authority up to its root, PEM (article 20: relying
// parties can confirm).
#include "endpoints/operations.hpp"

namespace yinxin::endpoints {

http::Route certificate_chain(const Office& services) {
  http::Route route;
  route.name = "certificateChain";
  route.path = "/ca/{authority}/chain";
  route.handler = [&services](const http::Request& request, http::Responder responder) {
    std::string chain;
    for (std::string id = request.path_parameter("authority"); !id.empty();) {
      const auto one = services.authority.one(id);
      if (!one) return responder.fail(one.error());
      chain += one->certificate.to_pem();
      id = one->issuer;
    }
    responder.answer(http::text(200, chain));
  };
  return route;
}

}  // namespace yinxin::endpoints
