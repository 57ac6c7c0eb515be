// POST /monitoring/providers: what a provider is held to, and how often; the first round is due at once.
#include "endpoints/instruments/alert_json.hpp"

namespace yinxin::endpoints {

namespace {

constexpr std::size_t kMaxFiling = 256 * 1024;  // 64 certificates are some 100 KiB
constexpr std::size_t kMaxSetting = 2 * kMaxFiling;
constexpr std::int64_t kMostMinutes = 366 * 24 * 60;  // the service says which of them are allowed

void set_monitoring(const Supervision& office, const Call& call, const http::JsonReader& body) {
  auto caller = instrument_caller(office, call.actor());
  if (!caller) return call.fail(std::move(caller).error());
  const std::string text = body.text("filing", kMaxFiling);
  const auto minutes = body.optional_integer("every_minutes", 0, kMostMinutes);
  const auto sound = body.finish();
  if (!sound) return call.fail(sound.error());
  auto filing = supervision::Filing::parse(text);
  if (!filing) return call.fail(std::move(filing).error());
  const auto every = minutes ? std::chrono::minutes(*minutes) : office.instruments.every;
  office.instruments.monitoring.set(std::move(filing).value(), every, std::move(caller).value(),
                                    call.remember<supervision::Monitored>(200, monitored_json),
                                    call.completion<supervision::Monitored>());
}

}  // namespace

http::Route monitoring_set(const Supervision& office) {
  const auto handle = [&office](const Call& call, const http::JsonReader& body) {
    set_monitoring(office, call, body);
  };
  return signed_write(office, "monitoringSet", http::Method::Post, "/monitoring/providers", handle,
                      kMaxSetting);
}

}  // namespace yinxin::endpoints
