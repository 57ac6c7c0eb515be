// POST /applications/{number}/events: a step of the procedure, by who the rules allow (article 21).
#include "endpoints/registration/event_request.hpp"
#include "endpoints/registration/operations.hpp"

namespace yinxin::endpoints {

http::Route application_event(const Services& services) {
  const auto handle = [&services](Call call, const http::JsonReader& body) {
    try_event(services, call, body, call.request().path_parameter("number"));
  };
  return signed_write(services, "applicationEvent", http::Method::Post, "/applications/{number}/events",
                      handle, kMaxEventBody);
}

}  // namespace yinxin::endpoints
