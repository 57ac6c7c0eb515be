// GET /cases/{number}: state, steps, clocks, gates, and what the caller may do next.
#include "endpoints/cases/case_json.hpp"
#include "endpoints/cases/operations.hpp"
#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

namespace {

base::Result<std::string> show_case(const Office& office, const std::string& number,
                                    const officers::Actor& actor) {
  YX_TRY(const cases::Caller caller, caller_of(office, actor));
  YX_TRY(const cases::View view, read_case(office, number, caller));
  return case_json(office, view, caller);
}

}  // namespace

http::Route case_show(const Office& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    auto shown = show_case(office, request.path_parameter("number"), actor);
    if (!shown) return responder.fail(std::move(shown).error());
    responder.answer(http::json(200, *shown));
  };
  return signed_read(office, "caseShow", "/cases/{number}", handle);
}

}  // namespace yinxin::endpoints
