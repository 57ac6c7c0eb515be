// GET /draws/{id}/record: the file with which anybody repeats the draw (`yinxin-audit draw`). The office
// hands it on: who is drawn for an inspection does not stand in public before it took place.
#include "endpoints/instruments/draw_json.hpp"

namespace yinxin::endpoints {

namespace {

/// Above the officers and the tree-head key, and that key's own.
std::vector<x509::Certificate> vouching(const authority::Service& authority) {
  std::vector<x509::Certificate> certificates;
  for (const authority::Authority& one : authority.authorities()) {
    if (one.role != "ocsp_signer") certificates.push_back(one.certificate);
  }
  return certificates;
}

base::Result<std::string> make_record(const Supervision& office, const std::string& id,
                                      const officers::Actor& actor) {
  YX_TRY(const supervision::Draw draw, read_draw(office, id, actor));
  YX_TRY(const proof::DrawRecord record,
         office.instruments.draws.record(draw.statement.draw, office.tiles, vouching(office.authority)));
  return record.to_json();
}

}  // namespace

http::Route draw_record(const Supervision& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    auto made = make_record(office, request.path_parameter("id"), actor);
    if (!made) return responder.fail(std::move(made).error());
    http::Response response = http::json(200, *made);
    response.headers.add("Cache-Control", "no-store");
    responder.answer(std::move(response));
  };
  return signed_read(office, "drawRecord", "/draws/{id}/record", handle);
}

}  // namespace yinxin::endpoints
