// GET /applications?state=…: the applications that officers of the business work on, newest first. Names and
// numbers of people never stand in an address: for those there is application_search. Who signs with a bare
// key is shown the application that the key serves, so that nobody depends on a note of its number.
#include "endpoints/registration/access.hpp"
#include "endpoints/registration/application_json.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

namespace {

base::Result<std::string> list_applications(const Services& services, const officers::Actor& actor,
                                            const http::Request& request) {
  const bool applicant = actor.roles.empty() && !actor.key.empty();
  if (!applicant) YX_CHECK(require_business(actor));
  YX_TRY(const Page page, read_page(request));
  registration::Service::Filter filter;
  if (applicant) filter.key = actor.key;
  filter.state = std::string(request.query_parameter("state").value_or(""));
  YX_TRY(const auto applications, services.registration.list(filter, page.after, page.limit));
  return page_of(services, applications, page.limit);
}

}  // namespace

http::Route application_list(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request& request,
                                  http::Responder responder) {
    auto listed = list_applications(services, actor, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(services, "applicationList", "/applications", handle);
}

}  // namespace yinxin::endpoints
