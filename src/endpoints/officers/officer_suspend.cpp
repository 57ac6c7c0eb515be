// POST /officers/{id}/suspension: a security administrator takes the right to act away, at once and until
// resumed.
#include "endpoints/officers/operations.hpp"

namespace yinxin::endpoints {

http::Route officer_suspend(const Services& services) {
  return signed_write(services, "officerSuspend", http::Method::Post, "/officers/{id}/suspension",
                      [&services](const Call& call, const http::JsonReader& body) {
                        std::string reason = body.text("reason");
                        const auto sound = body.finish();
                        if (!sound) return call.fail(sound.error());
                        services.officers.suspend(call.request().path_parameter("id"), std::move(reason),
                                                  call.actor(),
                                                  call.remember<officers::Officer>(200, officer_json),
                                                  call.completion<officers::Officer>());
                      });
}

}  // namespace yinxin::endpoints
