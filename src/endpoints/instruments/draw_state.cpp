// POST /draws: fixes the pool, how many are drawn and the two officers who draw; the pool's hash is in the
// ledger before anybody has chosen anything (arts. 10, 30).
#include "endpoints/instruments/draw_json.hpp"

namespace yinxin::endpoints {

namespace {

void state_draw(const Supervision& office, const Call& call, const http::JsonReader& body) {
  auto caller = instrument_caller(office, call.actor());
  if (!caller) return call.fail(std::move(caller).error());
  auto wanted = read_new_draw(body, true);
  if (!wanted) return call.fail(std::move(wanted).error());
  office.instruments.draws.state(std::move(wanted).value(), std::move(caller).value(),
                                 call.remember<supervision::Draw>(201, draw_receipt),
                                 call.completion<supervision::Draw>());
}

}  // namespace

http::Route draw_state(const Supervision& office) {
  const auto handle = [&office](const Call& call, const http::JsonReader& body) {
    state_draw(office, call, body);
  };
  return signed_write(office, "drawState", http::Method::Post, "/draws", handle, kMaxDrawBody);
}

}  // namespace yinxin::endpoints
