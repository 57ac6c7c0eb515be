// POST /evidence/{sm3}/looks: a kept package of article 40, for a compliance officer or the responsible
// person who approves it, once the look is on record (requirements 6.5). The octets are not kept as an
// idempotent answer: asking again looks, and is recorded, again.
#include "endpoints/evidence/operations.hpp"
#include "endpoints/registration/access.hpp"
#include "endpoints/signed.hpp"
#include "http/content_disposition.hpp"

namespace yinxin::endpoints {

namespace {

constexpr std::size_t kMaxPackageLook = 4096;          // of the body
constexpr std::size_t kMaxPackageReasonOctets = 2048;  // 500 characters

struct SealedPackage {
  std::string name;
  base::Bytes archive;
};

base::Result<SealedPackage> look(const Services& services, const http::Request& request) {
  YX_TRY(const officers::Actor actor, services.authenticator.authenticate(request));
  const auto octets = base::from_hex(request.path_parameter("sm3"));
  crypto::Sm3Digest sm3{};
  if (!octets || octets->size() != sm3.size())
    return base::make_error(base::ErrorKind::NotFound, "evidence.package");
  std::copy(octets->begin(), octets->end(), sm3.begin());
  YX_TRY(const auto body, http::JsonReader::parse(request.body));
  const std::string reason = body.text("reason", kMaxPackageReasonOctets);
  YX_CHECK(body.finish());
  YX_CHECK(evidence::Service::require_reader(actor));
  YX_TRY(const evidence::KeptPackage package, services.evidence.find(sm3));
  if (!package.application.empty()) YX_CHECK(check_open_to(services, package.application, actor));
  SealedPackage sealed;
  YX_TRY(sealed.archive, services.evidence.look(sm3, reason, actor));
  sealed.name = "evidence-" + package.serial + ".tar";
  return sealed;
}

}  // namespace

http::Route evidence_look(const Services& services) {
  http::Route route;
  route.name = "evidenceLook";
  route.method = http::Method::Post;
  route.path = "/evidence/{sm3}/looks";
  route.max_body = kMaxPackageLook;
  route.handler = [&services](const http::Request& request, http::Responder responder) {
    auto sealed = look(services, request);
    if (!sealed) return responder.fail(std::move(sealed).error());
    http::Response response = http::with_body(200, "application/x-tar", std::move(sealed->archive));
    response.headers.add("Content-Disposition", http::attachment(sealed->name, sealed->name));
    response.headers.set("Cache-Control", "no-store");  // it holds personal data
    responder.answer(std::move(response));
  };
  return route;
}

}  // namespace yinxin::endpoints
