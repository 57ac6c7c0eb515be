// GET /ca/{file}: our own certificates, "issuing-1.cer" in DER as caIssuers promises (RFC 5280 4.2.2.1),
// ".pem" in text.
#include "endpoints/operations.hpp"

namespace yinxin::endpoints {

http::Route authority_certificate(const Office& services) {
  http::Route route;
  route.name = "authorityCertificate";
  route.path = "/ca/{file}";
  route.handler = [&services](const http::Request& request, http::Responder responder) {
    const std::string& file = request.path_parameter("file");
    const bool pem = file.ends_with(".pem");
    if (!pem && !file.ends_with(".cer"))
      return responder.fail(base::make_error(base::ErrorKind::NotFound, "authority.none"));
    const auto one = services.authority.one(
        services.authority.served_as(request.authority, file.substr(0, file.size() - 4)));
    if (!one) return responder.fail(one.error());
    if (pem) return responder.answer(http::text(200, one->certificate.to_pem()));
    responder.answer(http::der("application/pkix-cert", base::to_bytes(one->certificate.der())));
  };
  return route;
}

}  // namespace yinxin::endpoints
