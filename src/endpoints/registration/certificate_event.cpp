// POST /certificates/{serial}/events: a step in the life of an issued certificate (acceptance, suspension,
// revocation; article 18), for who knows it by its serial. The same procedure, the same checks.
#include "endpoints/registration/event_request.hpp"
#include "endpoints/registration/operations.hpp"

namespace yinxin::endpoints {

namespace {

base::Result<registration::Application> application_of(const Services& services, const std::string& text) {
  YX_TRY(const x509::Serial serial, x509::Serial::from_hex(text));
  return services.registration.find_by_serial(serial);
}

}  // namespace

http::Route certificate_event(const Services& services) {
  const auto handle = [&services](Call call, const http::JsonReader& body) {
    auto application = application_of(services, call.request().path_parameter("serial"));
    if (!application) return call.fail(std::move(application).error());
    try_event(services, call, body, *application);
  };
  return signed_write(services, "certificateEvent", http::Method::Post, "/certificates/{serial}/events",
                      handle, kMaxEventBody);
}

}  // namespace yinxin::endpoints
