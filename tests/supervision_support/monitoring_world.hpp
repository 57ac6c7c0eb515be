// The office that monitors a provider, in a test.
#pragma once

#include "supervision/monitoring/service.hpp"
#include "supervision_support/monitored_provider.hpp"
#include "supervision_support/regulator_world.hpp"

namespace yinxin::supervision {

class MonitoringWorld : public RegulatorWorld {
 protected:
  void SetUp() override {
    RegulatorWorld::SetUp();
    if (IsSkipped()) return;
    provider = std::make_unique<ProbedProvider>(clock.now());
    start();
  }
  void TearDown() override {
    monitoring.reset();
    monitoring_lane.reset();
    RegulatorWorld::TearDown();
  }
  /// A new program on the same database; what fails is what its lane meets.
  void start(std::optional<store::Fault> fault = {}) {
    monitoring.reset();
    monitoring_lane.reset();
    monitoring_lane =
        store::Lane::start(std::make_unique<store::FaultyConnection>(connect(), std::move(fault)));
    monitoring = std::make_unique<Monitoring>(
        Monitoring::House{
            *database_, *monitoring_lane, recorder, clock, ids,
            [this](const std::string&) -> base::Result<std::vector<RegisterEntry>> { return registered; }},
        [this](const std::string& name) -> base::Result<Fetch> {
          if (name == known) return provider->fetch();
          return base::make_error(base::ErrorKind::NotFound, "supervision.monitoring.address", name);
        });
  }
  base::Result<Monitored> set(Filing filing, std::chrono::minutes every = std::chrono::minutes(30),
                              const std::string& role = "enforcement_officer") {
    base::Waiter<Monitored> waiter;
    monitoring->set(std::move(filing), every, caller(role), {}, waiter.completion());
    return waiter.wait();
  }
  base::Result<Monitored> set_from(const std::string& reach, const std::string& region) {
    Filing filing = provider->filing();
    filing.region = region;
    cases::Caller by = caller("enforcement_officer");
    by.reach = reach;
    base::Waiter<Monitored> waiter;
    monitoring->set(std::move(filing), std::chrono::minutes(30), by, {}, waiter.completion());
    return waiter.wait();
  }
  base::Result<Alert> decide(const AlertId& id, AlertState outcome, const std::string& reason = "已电话核实",
                             const std::string& role = "enforcement_officer") {
    base::Waiter<Alert> waiter;
    monitoring->decide(id, outcome, reason, caller(role), {}, waiter.completion());
    return waiter.wait();
  }
  void later(std::chrono::minutes by) {
    clock.advance(by);
    provider->now = clock.now();
  }
  /// A round of each provider that is due. How many were kept.
  base::Result<std::size_t> run_due() {
    std::size_t kept = 0;
    YX_TRY(const auto due, monitoring->due());
    for (const std::string& name : due) {
      YX_TRY(const bool ran, monitoring->run_round(name));
      kept += ran ? 1 : 0;
    }
    return kept;
  }
  /// The next round, with a provider that keeps its lists and heads fresh.
  void next_round() {
    later(std::chrono::minutes(30));
    provider->publish_head();
    EXPECT_EQ(need(run_due()), 1U);
  }
  std::vector<Alert> all() const { return need(monitoring->alerts({}, 100)); }

  std::vector<RegisterEntry> registered;     // what the register has of the provider
  std::string known = "91110101MA00000005";  // whose address the office has
  std::unique_ptr<ProbedProvider> provider;
  std::unique_ptr<store::Lane> monitoring_lane;
  std::unique_ptr<Monitoring> monitoring;
};

}  // namespace yinxin::supervision
