// POST /officers/{id}/renewal: a new key for an account, by its officer or, where the present key is lost or
// its certificate has run out, by a system administrator. It can do nothing until authorised.
#include "endpoints/officers/operations.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

Result<officers::NewRenewal> read_renewal(const http::Request& request, const http::JsonReader& body) {
  officers::NewRenewal renewal;
  renewal.id = request.path_parameter("id");
  if (body.has("key_lost")) renewal.key_lost = body.boolean("key_lost");
  YX_TRY(renewal.request, read_own_request(body));
  return renewal;
}

}  // namespace

http::Route officer_renew(const Office& services) {
  return signed_write(services, "officerRenew", http::Method::Post, "/officers/{id}/renewal",
                      [&services](const Call& call, const http::JsonReader& body) {
                        auto renewal = read_renewal(call.request(), body);
                        if (!renewal) return call.fail(std::move(renewal).error());
                        services.officers.request_renewal(std::move(renewal).value(), call.actor(),
                                                          call.remember<officers::Officer>(200, officer_json),
                                                          call.completion<officers::Officer>());
                      });
}

}  // namespace yinxin::endpoints
