// POST /monitoring/alerts/{id}/decision: an officer who looked at the octets confirms the alert or dismisses
// it, for a reason (行政处罚法 41: what a machine recorded is examined by a person).
#include "endpoints/instruments/alert_json.hpp"

namespace yinxin::endpoints {

namespace {

constexpr std::size_t kMaxOutcome = 16;       // octets of the word
constexpr std::size_t kMaxReasonSent = 4096;  // octets; how many characters, the service says

supervision::AlertState read_outcome(const http::JsonReader& body) {
  const std::string word = body.text("outcome", kMaxOutcome);
  if (word == "confirmed") return supervision::AlertState::Confirmed;
  if (word != "dismissed") body.fault("outcome", "confirmed or dismissed");
  return supervision::AlertState::Dismissed;
}

void decide_alert(const Supervision& office, const Call& call, const http::JsonReader& body) {
  auto caller = instrument_caller(office, call.actor());
  if (!caller) return call.fail(std::move(caller).error());
  const auto alert = read_alert(office, call.request(), call.actor());
  if (!alert) return call.fail(alert.error());
  const supervision::AlertState outcome = read_outcome(body);
  const std::string reason = body.text("reason", kMaxReasonSent);
  const auto sound = body.finish();
  if (!sound) return call.fail(sound.error());
  office.instruments.monitoring.decide(alert->id, outcome, reason, std::move(caller).value(),
                                       call.remember<supervision::Alert>(200, alert_json),
                                       call.completion<supervision::Alert>());
}

}  // namespace

http::Route alert_decide(const Supervision& office) {
  const auto handle = [&office](const Call& call, const http::JsonReader& body) {
    decide_alert(office, call, body);
  };
  return signed_write(office, "alertDecide", http::Method::Post, "/monitoring/alerts/{id}/decision", handle);
}

}  // namespace yinxin::endpoints
