// GET /certificates/{serial}/status: status in words, for people and programs that have no OCSP (article 18
// item 3).
#include "endpoints/operations.hpp"
#include "http/json_writer.hpp"

namespace yinxin::endpoints {

http::Route certificate_status(const Services& services) {
  http::Route route;
  route.name = "certificateStatus";
  route.path = "/certificates/{serial}/status";
  route.rate_class = kQueryClass;
  route.handler = [&services](const http::Request& request, http::Responder responder) {
    const auto serial = x509::Serial::from_hex(request.path_parameter("serial"));
    if (!serial) return responder.fail(serial.error());
    const auto status = services.status.status(*serial);
    if (!status) return responder.fail(status.error());
    http::JsonWriter json;
    json.object([&] {
      json.text("serial", serial->to_hex()).text("authority", status->authority);
      json.text("status", status::standing_name(status->standing)).time("as_of", status->as_of);
      if (status->revoked_at) json.time("revoked_at", *status->revoked_at);
      if (status->reason) json.integer("reason", static_cast<std::int64_t>(*status->reason));
    });
    responder.answer(http::json(200, json.text()));
  };
  return route;
}

}  // namespace yinxin::endpoints
