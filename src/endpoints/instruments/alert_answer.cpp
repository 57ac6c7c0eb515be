// GET /monitoring/alerts/{id}/answers/{sm3}: the octets as the provider's address gave them. Whatever they
// are, they are not shown: they are saved.
#include <algorithm>

#include "endpoints/instruments/alert_json.hpp"

namespace yinxin::endpoints {

namespace {

base::Result<base::Bytes> find_alert_answer(const Supervision& office, const http::Request& request,
                                            const officers::Actor& actor) {
  YX_TRY(const supervision::Alert alert, read_alert(office, request, actor));
  const auto& evidence = alert.finding.evidence;
  const auto found = std::find_if(evidence.begin(), evidence.end(), [&](const crypto::Sm3Digest& sm3) {
    return base::to_hex(sm3) == request.path_parameter("sm3");
  });
  if (found == evidence.end())
    return base::make_error(base::ErrorKind::NotFound, "supervision.monitoring.none");
  return office.instruments.monitoring.answer(*found);
}

}  // namespace

http::Route alert_answer(const Supervision& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    auto octets = find_alert_answer(office, request, actor);
    if (!octets) return responder.fail(std::move(octets).error());
    http::Response response = http::with_body(200, "application/octet-stream", std::move(octets).value());
    response.headers.add("Content-Disposition", "attachment");
    response.headers.add("Cache-Control", "no-store");
    responder.answer(std::move(response));
  };
  return signed_read(office, "alertAnswer", "/monitoring/alerts/{id}/answers/{sm3}", handle);
}

}  // namespace yinxin::endpoints
