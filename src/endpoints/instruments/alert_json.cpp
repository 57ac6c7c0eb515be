#include "endpoints/instruments/alert_json.hpp"

namespace yinxin::endpoints {

using base::Result;
using supervision::Alert;

void write_alert(http::JsonWriter& json, const Alert& alert) {
  const supervision::FindingInfo& info = supervision::finding_info(alert.finding.code);
  json.text("id", alert.id.text()).text("provider", alert.provider).text("region", alert.region);
  json.text("code", alert.finding.code);
  json.text("zh", info.zh).text("en", info.en).text("article", info.article);
  json.text("target", alert.finding.target).text("detail", alert.finding.detail);
  json.time("first_at", alert.first_at).time("last_at", alert.last_at).integer("times", alert.times);
  if (alert.ended_at) json.time("ended_at", *alert.ended_at);
  json.text("state", supervision::alert_state_name(alert.state));
  if (alert.state != supervision::AlertState::Open)
    json.text("reason", alert.reason).text("decided_by", alert.decided_by);
  json.array("evidence", [&] {
    for (const crypto::Sm3Digest& sm3 : alert.finding.evidence) json.item(base::to_hex(sm3));
  });
  if (alert.cases.empty()) return;
  json.array("cases", [&] {
    for (const std::string& number : alert.cases) json.item(number);
  });
}

std::string alert_json(const Alert& alert) {
  http::JsonWriter json;
  json.object([&] { write_alert(json, alert); });
  return json.text();
}

void write_monitored(http::JsonWriter& json, const supervision::Monitored& monitored) {
  const std::string filing = monitored.filing.text();
  json.text("provider", monitored.filing.provider).text("name", monitored.filing.name);
  json.text("region", monitored.filing.region);
  json.integer("every_minutes", monitored.every.count());
  json.text("filing_sm3", base::to_hex(crypto::sm3(base::as_bytes(filing))));
  json.text("set_by", monitored.set_by).time("set_at", monitored.set_at).time("next_at", monitored.next_at);
  if (monitored.last_at)
    json.time("last_at", *monitored.last_at).integer("last_findings", monitored.findings);
}

std::string monitored_json(const supervision::Monitored& monitored) {
  http::JsonWriter json;
  json.object([&] { write_monitored(json, monitored); });
  return json.text();
}

Result<Alert> read_alert(const Supervision& office, const http::Request& request,
                         const officers::Actor& actor) {
  YX_TRY(const cases::Caller caller, instrument_caller(office, actor));
  const auto id = supervision::AlertId::parse(request.path_parameter("id"));
  if (!id) return base::make_error(base::ErrorKind::NotFound, "supervision.monitoring.none");
  return office.instruments.monitoring.alert(*id, *caller.reach);
}

}  // namespace yinxin::endpoints
