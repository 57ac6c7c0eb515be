// GET /register/snapshots/{day}: the octets of which the ledger has the SM3.
#include "endpoints/supervision/operations.hpp"

namespace yinxin::endpoints {

namespace {

base::Result<base::Bytes> read_snapshot(const Supervision& office, const std::string& text) {
  const auto day = base::parse_date(text);
  if (!day) return base::make_error(base::ErrorKind::Malformed, "supervision.day", "day");
  return office.supervision.snapshot(*day);
}

}  // namespace

http::Route snapshot_read(const Supervision& office) {
  http::Route route;
  route.name = "registerSnapshotRead";
  route.path = "/register/snapshots/{day}";
  route.rate_class = kQueryClass;
  route.handler = [&office](const http::Request& request, http::Responder responder) {
    auto octets = read_snapshot(office, request.path_parameter("day"));
    if (!octets) return responder.fail(std::move(octets).error());
    responder.answer(http::with_body(200, "text/plain; charset=utf-8", std::move(octets).value()));
  };
  return route;
}

}  // namespace yinxin::endpoints
