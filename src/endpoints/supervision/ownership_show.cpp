// GET /cases/{number}/ownership: 股权穿透, who stands behind the applicant, for who works on such cases
// (article 11).
#include "endpoints/cases/access.hpp"
#include "endpoints/signed.hpp"
#include "endpoints/supervision/operations.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

void write_owner(http::JsonWriter& json, const supervision::Owner& one) {
  json.text("name", one.name).boolean("foreign", one.foreign).boolean("ultimate", one.ultimate);
  json.integer("ppm", one.ppm);
}

Result<std::string> show_ownership(const Supervision& office, const officers::Actor& actor,
                                   const http::Request& request) {
  YX_TRY(const cases::Caller caller, caller_of(office, actor));
  YX_TRY(const cases::View view, read_case(office, request.path_parameter("number"), caller));
  if (!works_on(caller, *view.procedure, view.found.scope))
    return make_error(ErrorKind::Forbidden, "procedure.role", "for who works on such cases");
  YX_TRY(const supervision::Ownership seen, supervision::Service::ownership(view.found));
  http::JsonWriter json;
  json.object([&] {
    json.array("owners", [&] {
      for (const supervision::Owner& one : seen.owners) json.object([&] { write_owner(json, one); });
    });
    json.integer("foreign_ppm", seen.foreign_ppm);
    if (!seen.controller.empty()) json.text("controller", seen.controller);
  });
  return json.text();
}

}  // namespace

http::Route ownership_show(const Supervision& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    auto shown = show_ownership(office, actor, request);
    if (!shown) return responder.fail(std::move(shown).error());
    responder.answer(http::json(200, *shown));
  };
  return signed_read(office, "ownershipShow", "/cases/{number}/ownership", handle);
}

}  // namespace yinxin::endpoints
