// GET /monitoring/alerts?state=…&provider=…: what monitoring found, the newest first.
#include "endpoints/instruments/alert_json.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

Result<supervision::AlertFilter> read_alert_filter(const http::Request& request, const Page& page) {
  using supervision::AlertState;
  supervision::AlertFilter filter;
  filter.provider = std::string(request.query_parameter("provider").value_or(""));
  if (const auto word = request.query_parameter("state")) {
    for (const AlertState state : {AlertState::Open, AlertState::Confirmed, AlertState::Dismissed}) {
      if (supervision::alert_state_name(state) == *word) filter.state = state;
    }
    if (!filter.state) return make_error(ErrorKind::Malformed, "supervision.monitoring.filter", "state");
  }
  if (!page.after.empty()) {
    const auto before = supervision::AlertId::parse(page.after);
    if (!before) return make_error(ErrorKind::Malformed, "http.page", "after");
    filter.before = *before;
  }
  return filter;
}

Result<std::string> list_alerts(const Supervision& office, const officers::Actor& actor,
                                const http::Request& request) {
  YX_TRY(const cases::Caller caller, instrument_caller(office, actor));
  YX_TRY(const Page page, read_page(request));
  YX_TRY(supervision::AlertFilter filter, read_alert_filter(request, page));
  filter.reach = *caller.reach;
  YX_TRY(const auto found, office.instruments.monitoring.alerts(filter, page.limit));
  http::JsonWriter json;
  json.object([&] {
    json.array("alerts", [&] {
      for (const supervision::Alert& one : found) json.object([&] { write_alert(json, one); });
    });
    if (static_cast<std::int64_t>(found.size()) == page.limit) json.text("next", found.back().id.text());
  });
  return json.text();
}

}  // namespace

http::Route alert_list(const Supervision& office) {
  const auto handle = [&office](const officers::Actor& actor, const http::Request& request,
                                http::Responder responder) {
    auto listed = list_alerts(office, actor, request);
    if (!listed) return responder.fail(std::move(listed).error());
    responder.answer(http::json(200, *listed));
  };
  return signed_read(office, "alertList", "/monitoring/alerts", handle);
}

}  // namespace yinxin::endpoints
