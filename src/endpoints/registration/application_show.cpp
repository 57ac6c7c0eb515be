// GET /applications/{number}: where it stands and what comes next, for officers of the business and for the
// applicant.
#include "endpoints/registration/access.hpp"
#include "endpoints/registration/application_json.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

namespace {

base::Result<std::string> show(const Services& services, const std::string& number,
                               const officers::Actor& actor) {
  YX_TRY(const registration::Application application, services.registration.find(number));
  YX_CHECK(require_reader(actor, application));
  YX_CHECK(check_open_to(services, number, actor));
  return whole(services, application, actor);
}

}  // namespace

http::Route application_show(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request& request,
                                  http::Responder responder) {
    auto shown = show(services, request.path_parameter("number"), actor);
    if (!shown) return responder.fail(std::move(shown).error());
    responder.answer(http::json(200, *shown));
  };
  return signed_read(services, "applicationShow", "/applications/{number}", handle);
}

}  // namespace yinxin::endpoints
