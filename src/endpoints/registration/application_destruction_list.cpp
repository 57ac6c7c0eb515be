// GET /applications/{number}/destruction-list: 《销毁清册》 of records that were destroyed (article 24), for
// officers of the business and for the holder. It names no person but the officers who decided, by their
// accounts.
#include "endpoints/registration/access.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

namespace {

base::Result<std::string> list(const Services& services, const std::string& number,
                               const officers::Actor& actor) {
  YX_TRY(const registration::Application application, services.registration.find(number));
  YX_CHECK(require_reader(actor, application));
  return services.registration.destruction_list(number);
}

}  // namespace

http::Route application_destruction_list(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request& request,
                                  http::Responder responder) {
    auto found = list(services, request.path_parameter("number"), actor);
    if (!found) return responder.fail(std::move(found).error());
    responder.answer(http::json(200, *found));
  };
  return signed_read(services, "applicationDestructionList", "/applications/{number}/destruction-list",
                     handle);
}

}  // namespace yinxin::endpoints
