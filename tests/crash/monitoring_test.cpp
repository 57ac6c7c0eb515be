// An office that dies before or after the commit of a round, on both engines: after the restart each alert is
// there once, with its evidence and its act.
#include "supervision_support/monitoring_world.hpp"

namespace yinxin::supervision {
namespace {

using store::Fault;
using store::Moment;
using store::Operation;

class MonitoringCrashTest : public MonitoringWorld {};
YX_BOTH_ENGINES(MonitoringCrashTest);

TEST_P(MonitoringCrashTest, ARoundIsKeptWholeOrComesAgain) {
  need(set(provider->filing()));
  need(run_due());
  std::size_t faults = 0;
  for (const Operation operation : {Operation::Begin, Operation::RunAll, Operation::Commit}) {
    for (const Moment moment : {Moment::Before, Moment::After}) {
      SCOPED_TRACE(static_cast<int>(operation));
      later(std::chrono::minutes(30));
      provider->publish_head();
      provider->site[ProbedProvider::kCps] = base::to_bytes("version " + std::to_string(++faults));
      start(Fault{operation, 1, moment});
      static_cast<void>(run_due());
      start();
      need(run_due());
      ASSERT_EQ(all().size(), faults);
      const Alert alert = all().front();
      EXPECT_EQ(alert.times, 1);
      EXPECT_FALSE(alert.ended_at);
      EXPECT_EQ(acts(ActCode::AlertRaised, "alert/" + alert.id.text()), 1);
      ASSERT_EQ(alert.finding.evidence.size(), 1U);
      EXPECT_EQ(need(monitoring->answer(alert.finding.evidence.front())),
                provider->site[ProbedProvider::kCps]);
      later(std::chrono::minutes(30));
      provider->publish_head();
      provider->site[ProbedProvider::kCps] = base::to_bytes("# 电子认证业务规则\n第一章\n");
      need(run_due());
      EXPECT_EQ(all().front().ended_at, clock.now());
    }
  }
  EXPECT_EQ(number("SELECT count(*) FROM act_record WHERE act = $1",
                   {static_cast<std::int64_t>(ActCode::AlertRaised)}),
            static_cast<std::int64_t>(faults));
}

}  // namespace
}  // namespace yinxin::supervision
