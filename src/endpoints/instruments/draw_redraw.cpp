// POST /draws/{id}/redraw: another draw in place of one, for a reason; the first stays (docs/design/draw.md).
#include "endpoints/instruments/draw_json.hpp"

namespace yinxin::endpoints {

namespace {

void state_redraw(const Supervision& office, const Call& call, const http::JsonReader& body) {
  const auto first = read_draw(office, call.request().path_parameter("id"), call.actor());
  if (!first) return call.fail(first.error());
  auto caller = instrument_caller(office, call.actor());
  if (!caller) return call.fail(std::move(caller).error());
  const std::string reason = body.text("reason", proof::kMaxNoteBytes);
  auto wanted = read_new_draw(body, false);
  if (!wanted) return call.fail(std::move(wanted).error());
  office.instruments.draws.redraw(
      first->statement.draw, reason, std::move(wanted).value(), std::move(caller).value(),
      call.remember<supervision::Draw>(201, draw_receipt), call.completion<supervision::Draw>());
}

}  // namespace

http::Route draw_redraw(const Supervision& office) {
  const auto handle = [&office](const Call& call, const http::JsonReader& body) {
    state_redraw(office, call, body);
  };
  return signed_write(office, "drawRedraw", http::Method::Post, "/draws/{id}/redraw", handle, kMaxDrawBody);
}

}  // namespace yinxin::endpoints
