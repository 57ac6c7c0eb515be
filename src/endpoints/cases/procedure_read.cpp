// GET /procedures/{id}?version=…: one procedure as the rules have it, for the generic case page; open to all.
#include "endpoints/cases/case_json.hpp"
#include "endpoints/cases/operations.hpp"
#include "endpoints/procedure_json.hpp"

namespace yinxin::endpoints {

http::Route procedure_read(const Office& office) {
  http::Route route;
  route.name = "procedureRead";
  route.path = "/procedures/{id}";
  route.rate_class = kQueryClass;
  route.handler = [&office](const http::Request& request, http::Responder responder) {
    const std::string id = request.path_parameter("id");
    const auto version = request.query_parameter("version");
    const procedure::Procedure* found =
        version ? procedure_version(office, id, std::string(*version))
                : procedure_in_force(office, id, base::beijing_date(office.clock.now()));
    if (found == nullptr)
      return responder.fail(base::make_error(base::ErrorKind::NotFound, "cases.procedure", id));
    responder.answer(http::json(200, procedure_json(*found)));
  };
  return route;
}

}  // namespace yinxin::endpoints
