// GET /officers/{id}: one account, for administrators and for the officer.
#include "endpoints/officers/operations.hpp"

namespace yinxin::endpoints {

http::Route officer_show(const Office& services) {
  return signed_read(
      services, "officerShow", "/officers/{id}",
      [&services](const officers::Actor& actor, const http::Request& request, http::Responder responder) {
        const std::string& id = request.path_parameter("id");
        if (!is_administrator(actor) && actor.id != "officer/" + id)
          return responder.fail(base::make_error(base::ErrorKind::Forbidden, "officers.role_needed"));
        const auto officer = services.officers.find(id);
        if (!officer) return responder.fail(officer.error());
        responder.answer(http::json(200, officer_json(*officer)));
      });
}

}  // namespace yinxin::endpoints
