// POST /officers/{id}/resumption: a security administrator gives a suspended account the right to act back.
#include "endpoints/officers/operations.hpp"

namespace yinxin::endpoints {

http::Route officer_resume(const Services& services) {
  return signed_write(services, "officerResume", http::Method::Post, "/officers/{id}/resumption",
                      [&services](const Call& call, const http::JsonReader& body) {
                        std::string reason = body.text("reason");
                        const auto sound = body.finish();
                        if (!sound) return call.fail(sound.error());
                        services.officers.resume(call.request().path_parameter("id"), std::move(reason),
                                                 call.actor(),
                                                 call.remember<officers::Officer>(200, officer_json),
                                                 call.completion<officers::Officer>());
                      });
}

}  // namespace yinxin::endpoints
