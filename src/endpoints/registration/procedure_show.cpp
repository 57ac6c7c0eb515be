// GET /procedures/certificate: the procedure that new applications follow, as the rules have it, so that a
// console can draw it and an applicant can read it (article 21; open to all).
#include "endpoints/procedure_json.hpp"
#include "endpoints/registration/operations.hpp"

namespace yinxin::endpoints {

http::Route procedure_show(const Services& services) {
  http::Route route;
  route.name = "procedureShow";
  route.path = "/procedures/certificate";
  route.rate_class = kQueryClass;
  route.handler = [&services](const http::Request&, http::Responder responder) {
    responder.answer(http::json(200, procedure_json(services.registration.procedure_now())));
  };
  return route;
}

}  // namespace yinxin::endpoints
