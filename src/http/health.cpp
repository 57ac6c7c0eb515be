// The checks are copied out of the lock: one of them may take as long as its database does.
#include "http/health.hpp"

#include "http/json_writer.hpp"

namespace yinxin::http {

void Readiness::add(const std::string& name, Check check) {
  const std::lock_guard lock(mutex_);
  checks_[name] = std::move(check);
}

Readiness::Report Readiness::report() const {
  std::map<std::string, Check> checks;
  {
    const std::lock_guard lock(mutex_);
    checks = checks_;
  }
  Report report;
  for (const auto& entry : checks) {
    std::optional<std::string> fault = "the check itself failed";
    try {
      fault = entry.second();
    } catch (...) {
      // Kept as it was set: not well.
    }
    report.ready = report.ready && !fault;
    report.parts[entry.first] = fault.value_or("ok");
  }
  return report;
}

void add_health_routes(Router& router, const Readiness& readiness) {
  Route health;
  health.name = "health";
  health.path = "/healthz";
  health.runs = Runs::Immediately;
  health.handler = [](const Request&, Responder responder) { responder.answer(text(200, "ok\n")); };
  router.add(std::move(health));

  Route ready;
  ready.name = "readiness";
  ready.path = "/readyz";
  ready.handler = [&readiness](const Request&, Responder responder) {
    const Readiness::Report report = readiness.report();
    JsonWriter document;
    document.object([&] {
      document.boolean("ready", report.ready);
      document.object("parts", [&] {
        for (const auto& part : report.parts) document.text(part.first, part.second);
      });
    });
    responder.answer(json(report.ready ? 200 : 503, document.text()));
  };
  router.add(std::move(ready));
}

}  // namespace yinxin::http
