// GET /register?as_of=…: 电子政务电子认证服务机构名录, the public register of licensed providers (article 9),
// as it stands, or as it stood at the end of a day.
#include "endpoints/supervision/operations.hpp"
#include "endpoints/supervision/register_json.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

Result<std::string> list_register(const Supervision& office, const http::Request& request) {
  YX_TRY(const auto day, read_past_day(office, request, "as_of"));
  YX_TRY(const auto entries,
         day ? office.supervision.licence_register(*day) : office.supervision.licence_register());
  http::JsonWriter json;
  json.object([&] {
    json.time("as_of", office.clock.now());
    if (day) json.text("day", base::format_date(*day));
    json.array("entries", [&] {
      for (const supervision::RegisterEntry& entry : entries)
        json.object([&] { write_register_members(json, office, entry); });
    });
  });
  return json.text();
}

}  // namespace

http::Route register_list(const Supervision& office) {
  http::Route route;
  route.name = "registerList";
  route.path = "/register";
  route.rate_class = kQueryClass;
  route.handler = [&office](const http::Request& request, http::Responder responder) {
    auto listed = list_register(office, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return route;
}

}  // namespace yinxin::endpoints
