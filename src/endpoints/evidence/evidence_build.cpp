// POST /certificates/{serial}/evidence: the package of article 40, for a compliance officer. Building blocks
// on the signer, on the ledger's lane and on the next signed head, and runs on the worker as it is: rare, one
// at a time (evidence::Service), and its megabytes are streamed to nobody else. The archive is not kept as an
// idempotent answer; asking again builds, and records, another one.
#include "endpoints/evidence/operations.hpp"
#include "endpoints/registration/access.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

namespace {

constexpr std::size_t kMaxBody = 16 * 1024;
constexpr std::size_t kMaxRequester = 512;  // octets
constexpr std::size_t kMaxScope = 4096;
constexpr std::size_t kMaxClaim = 64;  // of a case number

base::Result<evidence::PackageOrder> read_order(const http::Request& request) {
  evidence::PackageOrder order;
  YX_TRY(order.serial, x509::Serial::from_hex(request.path_parameter("serial")));
  YX_TRY(const auto body, http::JsonReader::parse(request.body));
  order.requester = body.text("requester", kMaxRequester);
  order.scope = body.text("scope", kMaxScope);
  order.claim = body.optional_text("claim", kMaxClaim).value_or("");
  YX_CHECK(body.finish());
  return order;
}

base::Result<base::Bytes> build(const Services& services, const http::Request& request) {
  YX_TRY(const officers::Actor actor, services.authenticator.authenticate(request));
  YX_CHECK(officers::require_role(actor, officers::Role::ComplianceOfficer));
  YX_TRY(const evidence::PackageOrder order, read_order(request));
  const auto number = services.registration.number_of(order.serial);
  if (number) YX_CHECK(check_open_to(services, *number, actor));
  if (!number && number.error().kind != base::ErrorKind::NotFound) return number.error();  // nobody knows
  return services.evidence.build(order, actor);
}

}  // namespace

http::Route evidence_build(const Services& services) {
  http::Route route;
  route.name = "evidenceBuild";
  route.method = http::Method::Post;
  route.path = "/certificates/{serial}/evidence";
  route.max_body = kMaxBody;
  route.handler = [&services](const http::Request& request, http::Responder responder) {
    auto archive = build(services, request);
    if (!archive) return responder.fail(std::move(archive).error());
    http::Response response = http::with_body(200, "application/x-tar", std::move(*archive));
    response.headers.set("Cache-Control", "no-store");  // it holds personal data
    responder.answer(std::move(response));
  };
  return route;
}

}  // namespace yinxin::endpoints
