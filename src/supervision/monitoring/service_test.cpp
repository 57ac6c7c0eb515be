#include <gmock/gmock.h>

#include "supervision_support/monitoring_world.hpp"

namespace yinxin::supervision {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class MonitoringTest : public MonitoringWorld {};
YX_BOTH_ENGINES(MonitoringTest);

TEST_P(MonitoringTest, RoundsFollowTheSchedule) {
  EXPECT_EQ(need(run_due()), 0U);
  need(set(provider->filing()));
  EXPECT_EQ(acts(ActCode::MonitoringSet, "monitored/91110101MA00000005"), 1);
  EXPECT_EQ(need(run_due()), 1U) << "at once";
  EXPECT_EQ(need(run_due()), 0U);
  later(std::chrono::minutes(29));
  EXPECT_EQ(need(run_due()), 0U);
  later(std::chrono::minutes(1));
  EXPECT_EQ(need(run_due()), 1U);
  EXPECT_THAT(all(), IsEmpty());
  EXPECT_EQ(number("SELECT count(*) FROM monitor_round"), 2);
  EXPECT_GT(number("SELECT count(*) FROM monitor_probe"), 8);
  EXPECT_EQ(number("SELECT count(*) FROM monitor_answer"), 0) << "only what shows a fault is kept";
}

// Article 5: whoever works in an area sees and decides what is in it.
TEST_P(MonitoringTest, ProvidersAndAlertsAreOfTheirRegion) {
  EXPECT_EQ(code_of(set_from("510000", "530000")), "supervision.monitoring.region");
  need(set_from("530000", "530100"));
  EXPECT_EQ(code_of(set_from("510000", "510000")), "supervision.monitoring.region") << "it was of another's";
  EXPECT_THAT(need(monitoring->providers("530000")), SizeIs(1));
  EXPECT_THAT(need(monitoring->providers("000000")), SizeIs(1));
  EXPECT_THAT(need(monitoring->providers("510000")), IsEmpty());
  EXPECT_THAT(need(monitoring->providers("530200")), IsEmpty());

  provider->stopped = true;
  EXPECT_EQ(need(run_due()), 1U);
  const Alert alert = all().front();
  EXPECT_EQ(alert.region, "530100");
  AlertFilter theirs;
  theirs.reach = "530000";
  EXPECT_THAT(need(monitoring->alerts(theirs, 10)), SizeIs(1));
  theirs.state = AlertState::Open;
  EXPECT_THAT(need(monitoring->alerts(theirs, 10)), SizeIs(1));
  theirs.reach = "510000";
  EXPECT_THAT(need(monitoring->alerts(theirs, 10)), IsEmpty());
  EXPECT_EQ(code_of(monitoring->alert(alert.id, "510000")), "supervision.monitoring.none");
  EXPECT_EQ(need(monitoring->alert(alert.id, "530100")).id, alert.id);
  const auto decide_from = [&](const std::string& reach) {
    cases::Caller by = caller("enforcement_officer");
    by.reach = reach;
    base::Waiter<Alert> waiter;
    monitoring->decide(alert.id, AlertState::Confirmed, "已核实", by, {}, waiter.completion());
    return waiter.wait();
  };
  EXPECT_EQ(code_of(decide_from("510000")), "supervision.monitoring.none");
  EXPECT_EQ(need(decide_from("530000")).state, AlertState::Confirmed);
}

// The acceptance: six faults, six alerts, each with the octets as they came.
TEST_P(MonitoringTest, SixFaultsAreSixAlerts) {
  need(set(provider->filing()));
  EXPECT_EQ(need(run_due()), 1U);
  const auto good_list = provider->site[ProbedProvider::kList];
  const auto good_cps = provider->site[ProbedProvider::kCps];
  const proof::test::World other;

  provider->stopped = true;
  next_round();
  provider->stopped = false;
  provider->publish_list(clock.now() - std::chrono::hours(25));
  next_round();
  provider->publish_list(clock.now(), other);
  const auto forged = provider->site[ProbedProvider::kList];
  next_round();
  provider->site[ProbedProvider::kList] = good_list;
  provider->ocsp_lies = true;
  next_round();
  provider->ocsp_lies = false;
  provider->site[ProbedProvider::kCps].back() ^= 1;
  const auto changed = provider->site[ProbedProvider::kCps];
  next_round();
  provider->site[ProbedProvider::kCps] = good_cps;
  provider->rewrite_ledger();
  next_round();

  std::vector<std::string> codes;
  for (const Alert& alert : all()) {
    codes.push_back(alert.finding.code);
    EXPECT_EQ(acts(ActCode::AlertRaised, "alert/" + alert.id.text()), 1);
    for (const crypto::Sm3Digest& sm3 : alert.finding.evidence)
      EXPECT_EQ(crypto::sm3(need(monitoring->answer(sm3))), sm3);
    EXPECT_EQ(alert.finding.evidence.empty(), alert.finding.code == "monitor.stopped");
    EXPECT_EQ(alert.ended_at.has_value(), alert.finding.code != "monitor.ledger.rewritten");
  }
  EXPECT_THAT(codes, testing::ElementsAre("monitor.ledger.rewritten", "monitor.cps.changed",
                                          "monitor.ocsp.good_but_listed", "monitor.crl.signature",
                                          "monitor.crl.stale", "monitor.stopped"));
  EXPECT_EQ(need(monitoring->answer(crypto::sm3(forged))), forged);
  EXPECT_EQ(need(monitoring->answer(crypto::sm3(changed))), changed);
}

TEST_P(MonitoringTest, AFaultThatLastsIsOneAlert) {
  need(set(provider->filing()));
  provider->site[ProbedProvider::kCps].back() ^= 1;
  EXPECT_EQ(need(run_due()), 1U);
  next_round();
  ASSERT_THAT(all(), SizeIs(1));
  EXPECT_EQ(all().front().times, 2);
  EXPECT_EQ(all().front().last_at, clock.now());
  need(decide(all().front().id, AlertState::Confirmed));
  next_round();
  ASSERT_THAT(all(), SizeIs(1)) << "confirmed, and still so";
  EXPECT_EQ(all().front().times, 3);
  provider->site[ProbedProvider::kCps].back() ^= 1;
  next_round();
  EXPECT_EQ(all().front().ended_at, clock.now());
  provider->site[ProbedProvider::kCps].back() ^= 1;
  next_round();
  ASSERT_THAT(all(), SizeIs(2)) << "again";
  EXPECT_EQ(all().front().state, AlertState::Open);
  EXPECT_THAT(need(monitoring->alerts({AlertState::Confirmed}, 10)), SizeIs(1));
  EXPECT_THAT(need(monitoring->alerts({{}, {}, all().front().id}, 10)), SizeIs(1)) << "the page after";
}

TEST_P(MonitoringTest, TheLicencePageIsHeldAgainstTheRegister) {
  const auto show = [&](const std::string& holder, const std::string& status) {
    provider->site["/licence"] = base::to_bytes(
        R"({"holder":")" + holder +
        R"(","number":"1","valid_from":"2026-10-01","valid_to":"2031-09-30","status":{"code":")" + status +
        R"("},"note":"yinxin licence v1\nsigned\n"})");
  };
  show("北京某某认证有限公司", "valid");
  need(set(provider->filing()));
  EXPECT_EQ(need(run_due()), 1U);
  EXPECT_THAT(all(), SizeIs(0)) << "nothing in the register to hold it against";
  RegisterEntry entry;
  entry.licence_number = "1";
  entry.organisation = "北京某某认证有限公司";
  entry.status = "valid";
  entry.valid_from = "2026-10-01";
  entry.valid_to = "2031-09-30";
  registered = {entry};
  next_round();
  EXPECT_THAT(all(), SizeIs(0));
  registered[0].organisation = "北京新名认证有限公司";  // changed in the register; the page follows late
  next_round();
  ASSERT_THAT(all(), SizeIs(1));
  EXPECT_EQ(all()[0].finding.code, "monitor.licence.register");
  EXPECT_EQ(all()[0].finding.detail, "名称“北京某某认证有限公司” ≠ “北京新名认证有限公司”");
  EXPECT_EQ(need(monitoring->answer(all()[0].finding.evidence.at(0))), provider->site["/licence"]);
  show("北京新名认证有限公司", "valid");
  next_round();
  EXPECT_TRUE(all()[0].ended_at);
  registered[0].status = "revoked";
  next_round();
  ASSERT_THAT(all(), SizeIs(2));
  EXPECT_EQ(all()[0].finding.detail, "状态“有效” ≠ “非有效”");
}

TEST_P(MonitoringTest, APersonDecidesWithAReason) {
  need(set(provider->filing()));
  provider->stopped = true;
  EXPECT_EQ(need(run_due()), 1U);
  const AlertId id = all().front().id;
  EXPECT_EQ(code_of(decide(id, AlertState::Confirmed, "理由", "case_officer")), "procedure.role");
  EXPECT_EQ(code_of(decide(id, AlertState::Confirmed, "")), "supervision.monitoring.reason");
  EXPECT_EQ(code_of(decide(id, AlertState::Confirmed, std::string(501, 'x'))),
            "supervision.monitoring.reason");
  EXPECT_EQ(code_of(decide(id, AlertState::Open)), "supervision.monitoring.decided");
  EXPECT_EQ(code_of(decide(ids.next<AlertTag>(), AlertState::Confirmed)), "supervision.monitoring.none");
  EXPECT_EQ(need(decide(id, AlertState::Dismissed, "机房割接，事先报告过")).state, AlertState::Dismissed);
  EXPECT_EQ(code_of(decide(id, AlertState::Confirmed)), "supervision.monitoring.decided");
  const Alert kept = need(monitoring->alert(id, "000000"));
  EXPECT_EQ(kept.state, AlertState::Dismissed);
  EXPECT_EQ(kept.reason, "机房割接，事先报告过");
  EXPECT_EQ(kept.decided_by, "officer/case-1");
  EXPECT_EQ(said(ActCode::AlertDismissed, "alert/" + id.text()).find("reason"), "机房割接，事先报告过");
}

TEST_P(MonitoringTest, WhatCannotBeSet) {
  EXPECT_EQ(code_of(set(provider->filing(), std::chrono::minutes(4))), "supervision.monitoring.every");
  EXPECT_EQ(code_of(set(provider->filing(), std::chrono::minutes(1441))), "supervision.monitoring.every");
  EXPECT_EQ(code_of(set(provider->filing(), std::chrono::minutes(30), "case_officer")), "procedure.role");
  Filing broken = provider->filing();
  broken.authorities.clear();
  EXPECT_EQ(code_of(set(broken)), "base.toml.content");
  EXPECT_EQ(code_of(monitoring->alerts({}, 0)), "supervision.monitoring.filter");
  EXPECT_EQ(code_of(monitoring->answer({})), "supervision.monitoring.none");
}

TEST_P(MonitoringTest, AFilingIsSetAnew) {
  need(set(provider->filing()));
  EXPECT_EQ(need(run_due()), 1U);
  Filing next = provider->filing();
  next.pages.front().sm3 = crypto::sm3(base::as_bytes("the second version"));
  need(set(next));
  EXPECT_EQ(need(run_due()), 1U) << "at once";
  ASSERT_THAT(all(), SizeIs(1));
  EXPECT_EQ(all().front().finding.code, "monitor.cps.changed");
  EXPECT_EQ(number("SELECT count(*) FROM monitored_list"), 1) << "what was seen is kept";
}

TEST_P(MonitoringTest, WhatNobodyCouldLookAtIsNotOver) {
  need(set(provider->filing()));
  provider->site[ProbedProvider::kCps].back() ^= 1;
  EXPECT_EQ(need(run_due()), 1U);
  provider->stopped = true;
  next_round();
  const auto cps = provider->site[ProbedProvider::kCps];
  provider->stopped = false;
  provider->site.erase(ProbedProvider::kCps);
  next_round();
  ASSERT_THAT(all(), SizeIs(3));
  EXPECT_EQ(all()[0].finding.code, "monitor.unreachable");
  EXPECT_EQ(all()[1].finding.code, "monitor.stopped");
  EXPECT_TRUE(all()[1].ended_at);
  EXPECT_EQ(all()[2].finding.code, "monitor.cps.changed");
  EXPECT_FALSE(all()[2].ended_at) << "neither round saw the CPS";
  EXPECT_EQ(all()[2].times, 1);
  provider->site[ProbedProvider::kCps] = cps;
  next_round();
  EXPECT_TRUE(all()[0].ended_at);
  EXPECT_EQ(all()[2].times, 2);
}

TEST_P(MonitoringTest, ARefusedHeadIsAnAlertUntilOneIsCosigned) {
  need(set(provider->filing()));
  EXPECT_EQ(need(run_due()), 1U);
  const base::Bytes head = base::to_bytes("the forked head"), before = base::to_bytes("the head before");
  const RefusedHead refused{
      "/ledger/checkpoint",
      "proof.witness.fork",
      {{"/ledger/checkpoint", head, crypto::sm3(head)}, {"/ledger/checkpoint", before, crypto::sm3(before)}}};
  need(monitoring->note_witness(known, refused));
  need(monitoring->note_witness(known, refused));
  ASSERT_THAT(all(), SizeIs(1));
  const Alert alert = all().front();
  EXPECT_EQ(alert.finding.code, "witness.refused");
  EXPECT_EQ(alert.times, 2);
  EXPECT_EQ(acts(ActCode::AlertRaised, "alert/" + alert.id.text()), 1);
  EXPECT_EQ(need(monitoring->answer(crypto::sm3(head))), head);
  EXPECT_EQ(need(monitoring->answer(crypto::sm3(before))), before);
  next_round();
  EXPECT_FALSE(all().front().ended_at) << "a round of probes says nothing about it";
  need(monitoring->note_witness(known, std::nullopt));
  EXPECT_TRUE(all().front().ended_at);
  need(monitoring->note_witness(known, std::nullopt));
}

TEST_P(MonitoringTest, ProvidersAreListedWithTheirNewestRound) {
  EXPECT_THAT(need(monitoring->providers("000000")), IsEmpty());
  EXPECT_EQ(code_of(monitoring->provider(known)), "supervision.monitoring.none");
  need(set(provider->filing()));
  ASSERT_THAT(need(monitoring->providers("000000")), SizeIs(1));
  EXPECT_FALSE(need(monitoring->provider(known)).last_at);
  provider->stopped = true;
  EXPECT_EQ(need(run_due()), 1U);
  const Monitored monitored = need(monitoring->provider(known));
  EXPECT_EQ(monitored.filing.text(), provider->filing().text());
  EXPECT_EQ(monitored.every, std::chrono::minutes(30));
  EXPECT_EQ(monitored.last_at, clock.now());
  EXPECT_EQ(monitored.next_at, clock.now() + std::chrono::minutes(30));
  EXPECT_EQ(monitored.findings, 1);
  EXPECT_EQ(monitored.set_by, "officer/case-1");
}

TEST_P(MonitoringTest, AProviderWhoseAddressNobodyKnowsIsNotAccused) {
  Filing stranger = provider->filing();
  stranger.provider = "91110101MA00000006";
  EXPECT_EQ(code_of(set(stranger)), "supervision.monitoring.address");
  need(set(provider->filing()));
  known = "";  // the operator took it out of the file
  EXPECT_EQ(code_of(run_due()), "supervision.monitoring.address");
  EXPECT_THAT(all(), IsEmpty());
}

TEST_P(MonitoringTest, AlertsAreListedByStateAndProvider) {
  need(set(provider->filing()));
  provider->stopped = true;
  EXPECT_EQ(need(run_due()), 1U);
  const auto count = [&](AlertFilter filter) { return need(monitoring->alerts(filter, 10)).size(); };
  EXPECT_EQ(count({}), 1U);
  EXPECT_EQ(count({AlertState::Open}), 1U);
  EXPECT_EQ(count({AlertState::Confirmed}), 0U);
  EXPECT_EQ(count({{}, known}), 1U);
  EXPECT_EQ(count({AlertState::Open, known}), 1U);
  EXPECT_EQ(count({{}, "another"}), 0U);
  EXPECT_EQ(count({AlertState::Open, "another"}), 0U);
}

}  // namespace
}  // namespace yinxin::supervision
