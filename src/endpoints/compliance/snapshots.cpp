// GET /condition-snapshots and /condition-snapshots/{period}: the conditions as they stood on the first of a
// month, the very octets whose SM3 stands in the ledger (article 34).
#include "endpoints/compliance/operations.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

Result<std::string> list_snapshots(const Services& services, const officers::Actor& actor) {
  YX_CHECK(require_duties(actor));
  YX_TRY(const auto notes, duties_of(services).snapshots());
  http::JsonWriter json;
  json.object([&] {
    json.array("snapshots", [&] {
      for (const compliance::SnapshotNote& note : notes) {
        json.object([&] {
          json.text("period", note.period).time("taken_at", note.taken_at);
          json.text("sm3", base::to_hex(note.sm3));
        });
      }
    });
  });
  return json.text();
}

Result<std::string> read_snapshot(const Services& services, const officers::Actor& actor,
                                  const std::string& period) {
  YX_CHECK(require_duties(actor));
  YX_TRY(compliance::Snapshot found, duties_of(services).snapshot(period));
  return std::move(found.content);
}

}  // namespace

http::Route snapshot_list(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request&,
                                  http::Responder responder) {
    auto listed = list_snapshots(services, actor);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(services, "snapshotList", "/condition-snapshots", handle);
}

http::Route snapshot_read(const Services& services) {
  const auto handle = [&services](const officers::Actor& actor, const http::Request& request,
                                  http::Responder responder) {
    auto content = read_snapshot(services, actor, request.path_parameter("period"));
    if (!content) return responder.fail(std::move(content).error());
    responder.answer(http::text(200, *content));
  };
  return signed_read(services, "snapshotRead", "/condition-snapshots/{period}", handle);
}

}  // namespace yinxin::endpoints
