// POST /draws/{id}/commitments: one of the two officers hands in the signed commitment to a share.
#include "endpoints/instruments/draw_json.hpp"

namespace yinxin::endpoints {

namespace {

void commit_share(const Supervision& office, const Call& call, const http::JsonReader& body) {
  const std::string note = body.text("note", proof::kMaxNoteBytes);
  const auto sound = body.finish();
  if (!sound) return call.fail(sound.error());
  office.instruments.draws.commit(call.request().path_parameter("id"), note, call.actor(),
                                  call.remember<supervision::Draw>(200, draw_receipt),
                                  call.completion<supervision::Draw>());
}

}  // namespace

http::Route draw_commit(const Supervision& office) {
  const auto handle = [&office](const Call& call, const http::JsonReader& body) {
    commit_share(office, call, body);
  };
  return signed_write(office, "drawCommit", http::Method::Post, "/draws/{id}/commitments", handle);
}

}  // namespace yinxin::endpoints
