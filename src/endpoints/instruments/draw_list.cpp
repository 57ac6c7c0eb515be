// GET /draws?matter=…: draws within the caller's reach, and those that the caller draws; the newest first.
#include "endpoints/instruments/draw_json.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

Result<std::string> list_draws(const Supervision& office, const officers::Actor& actor,
                               const http::Request& request) {
  YX_TRY(const cases::Caller caller, instrument_caller(office, actor));
  YX_TRY(const Page page, read_page(request));
  supervision::DrawFilter filter{*caller.reach, actor.id};
  filter.matter = std::string(request.query_parameter("matter").value_or(""));
  if (!page.after.empty()) {
    const auto before = supervision::DrawId::parse(page.after);
    if (!before) return base::make_error(base::ErrorKind::Malformed, "http.page", "after");
    filter.before = *before;
  }
  YX_TRY(const auto found, office.instruments.draws.list(filter, page.limit));
  http::JsonWriter json;
  json.object([&] {
    json.array("draws", [&] {
      for (const supervision::DrawHead& one : found)
        json.object([&] { write_draw_head(json, one.statement, one.state); });
    });
    if (static_cast<std::int64_t>(found.size()) == page.limit) json.text("next", found.back().statement.draw);
  });
  return json.text();
}

}  // namespace

http::Route draw_list(const Supervision& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    auto listed = list_draws(office, actor, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(office, "drawList", "/draws", handle);
}

}  // namespace yinxin::endpoints
