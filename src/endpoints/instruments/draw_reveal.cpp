// POST /draws/{id}/shares: one of the two officers opens the share; the second share draws.
#include "endpoints/instruments/draw_json.hpp"

namespace yinxin::endpoints {

namespace {

base::Result<proof::DrawShare> read_share(const http::JsonReader& body) {
  const std::string hex = body.text("share", 2 * proof::kDrawShareSize);
  const auto octets = base::from_hex(hex);
  proof::DrawShare share{};
  if (!octets || octets->size() != share.size())
    body.fault("share", "64 hexadecimal digits");
  else
    std::copy(octets->begin(), octets->end(), share.begin());
  YX_CHECK(body.finish());
  return share;
}

void reveal_share(const Supervision& office, const Call& call, const http::JsonReader& body) {
  const auto share = read_share(body);
  if (!share) return call.fail(share.error());
  office.instruments.draws.reveal(call.request().path_parameter("id"), *share, call.actor(),
                                  call.remember<supervision::Draw>(200, draw_receipt),
                                  call.completion<supervision::Draw>());
}

}  // namespace

http::Route draw_reveal(const Supervision& office) {
  const auto handle = [&office](const Call& call, const http::JsonReader& body) {
    reveal_share(office, call, body);
  };
  return signed_write(office, "drawReveal", http::Method::Post, "/draws/{id}/shares", handle);
}

}  // namespace yinxin::endpoints
