// GET /register/snapshots?before=…&limit=…: the days of which the register was kept, with the SM3 that the
// ledger has.
#include "endpoints/signed.hpp"
#include "endpoints/supervision/operations.hpp"
#include "endpoints/supervision/register_json.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

Result<std::string> list_snapshots(const Supervision& office, const http::Request& request) {
  YX_TRY(const auto before, read_past_day(office, request, "before"));
  YX_TRY(const Page page, read_page(request));
  YX_TRY(const auto found, office.supervision.snapshots(before, page.limit));
  http::JsonWriter json;
  json.object([&] {
    json.array("snapshots", [&] {
      for (const supervision::Snapshot& one : found) {
        json.object([&] {
          json.text("day", base::format_date(one.day)).text("sm3", one.sm3);
          json.integer("size", static_cast<std::int64_t>(one.size)).time("made_at", one.made_at);
        });
      }
    });
  });
  return json.text();
}

}  // namespace

http::Route snapshot_list(const Supervision& office) {
  http::Route route;
  route.name = "registerSnapshotList";
  route.path = "/register/snapshots";
  route.rate_class = kQueryClass;
  route.handler = [&office](const http::Request& request, http::Responder responder) {
    auto listed = list_snapshots(office, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return route;
}

}  // namespace yinxin::endpoints
