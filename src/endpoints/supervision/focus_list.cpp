// GET /focus?past=true: 重点监督检查名单 (article 33), for officers, of their region.
#include "endpoints/cases/access.hpp"
#include "endpoints/signed.hpp"
#include "endpoints/supervision/operations.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

void write_focus(http::JsonWriter& json, const supervision::Focus& one) {
  json.object([&] {
    json.text("number", one.case_number).text("organisation", one.organisation);
    json.text("scope", one.scope).text("ground", one.ground);
    if (!one.other.empty()) json.text("other", one.other);
    if (!one.source.empty()) json.text("source", one.source);
    json.text("counted_from", one.counted_from).text("listed_on", one.listed_on);
    if (!one.removed_on.empty()) json.text("removed_on", one.removed_on);
  });
}

Result<std::string> list_focus(const Supervision& office, const officers::Actor& actor,
                               const http::Request& request) {
  YX_TRY(const cases::Caller caller, caller_of(office, actor));
  if (!caller.reach || is_expert(caller))
    return make_error(ErrorKind::Forbidden, "procedure.role", "the list is for officers");
  const std::string past(request.query_parameter("past").value_or(""));
  if (!past.empty() && past != "true") return make_error(ErrorKind::Malformed, "cases.filter", "past");
  YX_TRY(const auto list, office.supervision.focus_list(*caller.reach, !past.empty()));
  http::JsonWriter json;
  json.object([&] {
    json.array("entries", [&] {
      for (const supervision::Focus& one : list) write_focus(json, one);
    });
  });
  return json.text();
}

}  // namespace

http::Route focus_list(const Supervision& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    auto listed = list_focus(office, actor, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(office, "focusList", "/focus", handle);
}

}  // namespace yinxin::endpoints
