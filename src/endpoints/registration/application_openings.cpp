// GET /applications/{number}/identity-openings: the holder's numbers with what opens their commitments in the
// certificate, so that the holder can prove a number to a relying party (decisions.md 7, requirements Q32).
// For who signs with the application's own key, and nobody else: officers have no need of it. No act records
// it: to be given one's own data is no look at another's.
#include "endpoints/registration/access.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/signed.hpp"
#include "http/json_writer.hpp"

namespace yinxin::endpoints {

namespace {

base::Result<std::string> openings(const Services& services, const std::string& number,
                                   const officers::Actor& actor) {
  YX_TRY(const registration::Application application, services.registration.find(number));
  if (!actor.roles.empty() || actor.key.empty() || !base::equal(actor.key, application.key))
    return base::make_error(base::ErrorKind::Forbidden, "registration.not_yours");
  YX_CHECK(check_open_to(services, number, actor));
  YX_TRY(const auto found, services.registration.openings(number));
  http::JsonWriter json;
  json.object([&] {
    json.text("number", number);
    if (application.serial) json.text("serial", application.serial->to_hex());
    json.array("identities", [&] {
      for (const auto& one : found) {
        json.object([&] {
          json.text("kind", x509::identity_word(one.identity.kind)).text("number", one.identity.number);
          json.octets("opening", one.opening);
        });
      }
    });
  });
  return json.text();
}

}  // namespace

http::Route application_openings(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request& request,
                                  http::Responder responder) {
    auto found = openings(services, request.path_parameter("number"), actor);
    if (!found) return responder.fail(std::move(found).error());
    responder.answer(http::json(200, *found));
  };
  return signed_read(services, "applicationOpenings", "/applications/{number}/identity-openings", handle);
}

}  // namespace yinxin::endpoints
