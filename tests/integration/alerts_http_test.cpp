// Monitoring over HTTP: set by an enforcement officer, alerts listed and shown with the octets as they came,
// confirmed or dismissed by a person with a reason (art. 30; 行政处罚法 41).
#include <gmock/gmock.h>

#include "integration/regulator_world.hpp"
#include "supervision_support/monitored_provider.hpp"

namespace yinxin::endpoints {
namespace {

using house_support::need;
using house_support::Signer;
using proof::ActCode;
using supervision::ProbedProvider;
using testing::ElementsAre;
using testing::SizeIs;

class AlertsHttpTest : public house_support::RegulatorWorld {
 protected:
  void SetUp() override {
    RegulatorWorld::SetUp();
    if (IsSkipped()) return;
    provider = std::make_unique<ProbedProvider>(clock.now());
    instruments->providers[kCode] = provider->fetch();
  }
  Signer enforcer() const { return by_role("enforcement_officer"); }
  http::Response get(const Signer& by, const std::string& target) const { return send(read(by, target)); }
  http::Response post(const Signer& by, const std::string& target, const std::string& body) const {
    return send(write(by, target, body));
  }
  static http::JsonReader json(const http::Response& response) {
    if (response.status >= 300) throw std::runtime_error(outcome(response));
    return need(http::JsonReader::parse(*response.body));
  }
  static std::string setting(const std::string& filing, const std::string& more = "") {
    http::JsonWriter writer;
    writer.object([&] { writer.text("filing", filing); });
    std::string body = writer.text();
    body.insert(body.size() - 1, more);
    return body;
  }
  http::Response set(const std::string& more = R"(,"every_minutes":30)") const {
    return post(enforcer(), "/monitoring/providers", setting(provider->filing().text(), more));
  }
  void round() { EXPECT_TRUE(need(instruments->monitoring.run_round(kCode))); }
  /// Half an hour on, the provider as it is.
  void next_round() {
    clock.advance(std::chrono::minutes(30));
    provider->now = clock.now();
    provider->publish_head();
    round();
  }
  std::vector<http::JsonReader> alerts(const std::string& query = "") const {
    return json(get(enforcer(), "/monitoring/alerts" + query)).objects("alerts", 200);
  }
  http::Response decide(const Signer& by, const std::string& id, const std::string& outcome,
                        const std::string& reason = "已电话核实") const {
    return post(by, "/monitoring/alerts/" + id + "/decision",
                R"({"outcome":")" + outcome + R"(","reason":")" + reason + "\"}");
  }

  static constexpr const char* kCode = "91110101MA00000005";
  std::unique_ptr<ProbedProvider> provider;
};
YX_BOTH_ENGINES(AlertsHttpTest);

TEST_P(AlertsHttpTest, FromTheFilingToAConfirmedAlertWithItsOctets) {
  const http::Response made = set();
  ASSERT_EQ(outcome(made), "200") << made.body_text();
  EXPECT_EQ(json(made).text("filing_sm3"),
            base::to_hex(crypto::sm3(base::as_bytes(provider->filing().text()))));
  EXPECT_EQ(records(ActCode::MonitoringSet, std::string("monitored/") + kCode), 1);
  provider->site[ProbedProvider::kCps].back() ^= 1;
  round();
  const auto all = alerts();
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].text("code"), "monitor.cps.changed");
  EXPECT_EQ(all[0].text("article"), "16");
  EXPECT_EQ(all[0].text("state"), "open");
  EXPECT_FALSE(all[0].has("ended_at"));
  const std::string id = all[0].text("id");
  const auto evidence = all[0].texts("evidence", 10);
  ASSERT_THAT(evidence, SizeIs(1));
  const std::string path = "/monitoring/alerts/" + id;
  const http::Response octets = get(enforcer(), path + "/answers/" + evidence[0]);
  ASSERT_EQ(outcome(octets), "200");
  EXPECT_EQ(*octets.body, provider->site[ProbedProvider::kCps]);
  EXPECT_EQ(octets.headers.find("Content-Type"), "application/octet-stream");
  EXPECT_EQ(octets.headers.find("Content-Disposition"), "attachment");
  EXPECT_EQ(outcome(get(enforcer(), path + "/answers/" + std::string(64, '0'))),
            "404 supervision.monitoring.none");

  const http::Response decided = decide(enforcer(), id, "confirmed");
  ASSERT_EQ(outcome(decided), "200");
  EXPECT_EQ(json(decided).text("state"), "confirmed");
  const http::JsonReader shown = json(get(by_role("case_officer"), path));
  EXPECT_EQ(shown.text("reason"), "已电话核实");
  EXPECT_EQ(shown.text("decided_by"), "officer/enforcement-officer");
  EXPECT_EQ(records(ActCode::AlertConfirmed, "alert/" + id), 1) << "with the officer's signature";
  EXPECT_EQ(outcome(decide(enforcer(), id, "dismissed")), "409 supervision.monitoring.decided");
}

TEST_P(AlertsHttpTest, AreListedInPagesByStateAndProvider) {
  ASSERT_EQ(outcome(set()), "200");
  provider->stopped = true;
  round();
  provider->stopped = false;
  next_round();
  provider->site[ProbedProvider::kCps].back() ^= 1;
  next_round();
  provider->ocsp_lies = true;
  next_round();
  const auto codes = [&](const std::string& query) {
    std::vector<std::string> all;
    for (const http::JsonReader& one : alerts(query)) all.push_back(one.text("code"));
    return all;
  };
  EXPECT_THAT(codes(""),
              ElementsAre("monitor.ocsp.good_but_listed", "monitor.cps.changed", "monitor.stopped"));
  const auto page = json(get(enforcer(), "/monitoring/alerts?limit=2"));
  ASSERT_TRUE(page.has("next"));
  EXPECT_THAT(codes("?limit=2&after=" + page.text("next")), ElementsAre("monitor.stopped"));
  const std::string first = alerts().front().text("id");
  ASSERT_EQ(outcome(decide(enforcer(), first, "dismissed")), "200");
  EXPECT_THAT(codes("?state=dismissed"), ElementsAre("monitor.ocsp.good_but_listed"));
  EXPECT_THAT(codes("?state=open"), SizeIs(2));
  EXPECT_THAT(codes(std::string("?state=open&provider=") + kCode), SizeIs(2));
  EXPECT_THAT(codes("?provider=another"), SizeIs(0));
  for (const char* query : {"?state=x", "?state="})
    EXPECT_EQ(outcome(get(enforcer(), std::string("/monitoring/alerts") + query)),
              "400 supervision.monitoring.filter");
  EXPECT_EQ(outcome(get(enforcer(), "/monitoring/alerts?after=x")), "400 http.page");
  EXPECT_EQ(outcome(get(enforcer(), "/monitoring/alerts?limit=0")), "400 http.page");
}

TEST_P(AlertsHttpTest, AConfirmedAlertLeadsToACaseLinkedBothWays) {
  ASSERT_EQ(outcome(set()), "200");
  provider->stopped = true;
  round();
  const std::string id = alerts().front().text("id");
  const auto open_case = [&](const std::string& alert, const std::string& scope) {
    return post(enforcer(), "/cases",
                R"({"procedure":"penalty","party":"org/)" + std::string(kCode) + R"(","scope":")" + scope +
                    R"(","inputs":{"party":"某机构","party_kind":"provider","lead":"网络监测","alerts":[")" +
                    alert + R"("]}})");
  };
  EXPECT_EQ(outcome(open_case(id, "000000")), "422 supervision.monitoring.unconfirmed");
  ASSERT_EQ(outcome(decide(enforcer(), id, "confirmed")), "200");
  EXPECT_EQ(outcome(open_case("0190a000-0000-7000-8000-0000000000d1", "000000")),
            "404 supervision.monitoring.none");
  EXPECT_EQ(outcome(open_case(id, "110000")), "404 supervision.monitoring.none") << "of another region";
  const http::Response opened = open_case(id, "000000");
  ASSERT_EQ(outcome(opened), "201") << opened.body_text();
  const std::string number = member(opened, "number");
  const std::string path = "/monitoring/alerts/" + id;
  EXPECT_THAT(json(get(enforcer(), path)).texts("cases", 10), ElementsAre(number));
  EXPECT_NE(get(enforcer(), "/cases/" + number).body_text().find(id), std::string_view::npos);
  const std::string again = member(open_case(id, "000000"), "number");
  EXPECT_THAT(json(get(enforcer(), path)).texts("cases", 10), ElementsAre(number, again));
}

TEST_P(AlertsHttpTest, ProvidersAreShownWithTheirNewestRound) {
  const auto listed = [&] {
    return json(get(by_role("case_officer"), "/monitoring/providers")).objects("providers", 10);
  };
  EXPECT_THAT(listed(), SizeIs(0));
  ASSERT_EQ(outcome(set("")), "200");
  ASSERT_THAT(listed(), SizeIs(1));
  EXPECT_EQ(listed()[0].integer("every_minutes", 0, 100), 30) << "as the office has it";
  EXPECT_FALSE(listed()[0].has("last_at"));
  provider->stopped = true;
  round();
  EXPECT_EQ(listed()[0].text("last_at"), base::format_utc(clock.now()));
  EXPECT_EQ(listed()[0].integer("last_findings", 0, 100), 1);
}

TEST_P(AlertsHttpTest, AProviderIsShownWithWhatItIsHeldTo) {
  const std::string path = std::string("/monitoring/providers/") + kCode;
  EXPECT_EQ(outcome(get(enforcer(), path)), "404 supervision.monitoring.none");
  ASSERT_EQ(outcome(set()), "200");
  const http::JsonReader shown = json(get(by_role("case_officer"), path));
  EXPECT_EQ(shown.text("provider"), kCode);
  EXPECT_EQ(shown.text("filing"), provider->filing().text());
  EXPECT_EQ(shown.text("filing_sm3"), base::to_hex(crypto::sm3(base::as_bytes(shown.text("filing")))));
  EXPECT_EQ(shown.integer("every_minutes", 0, 100), 30);
}

TEST_P(AlertsHttpTest, WhoMay) {
  const std::string body = setting(provider->filing().text());
  EXPECT_EQ(outcome(post(by_role("case_officer"), "/monitoring/providers", body)), "403 procedure.role");
  ASSERT_EQ(outcome(set()), "200");
  provider->stopped = true;
  round();
  const std::string id = alerts().front().text("id");
  EXPECT_EQ(outcome(decide(by_role("case_officer"), id, "confirmed")), "403 procedure.role");
  const std::pair<Signer, const char*> strangers[] = {{officer("administrator"), "403 officers.role_needed"},
                                                      {by_role("review_expert"), "403 procedure.role"},
                                                      {by_role("applicant"), "403 procedure.role"}};
  for (const auto& [by, refused] : strangers) {
    for (const std::string& target :
         {std::string("/monitoring/alerts"), "/monitoring/alerts/" + id, std::string("/monitoring/providers"),
          std::string("/monitoring/providers/") + kCode})
      EXPECT_EQ(outcome(get(by, target)), refused) << target;
    EXPECT_EQ(outcome(decide(by, id, "confirmed")), refused);
  }
  EXPECT_EQ(outcome(send(client().request(http::Method::Get, "/monitoring/alerts"))).substr(0, 3), "401");
  EXPECT_EQ(alerts().front().text("state"), "open");
}

TEST_P(AlertsHttpTest, OfAnotherRegionNothingIsSeenOrDecided) {
  enrol("yunnan-enforcer", {officers::Role::EnforcementOfficer}, "530000");
  enrol("sichuan-enforcer", {officers::Role::EnforcementOfficer}, "510000");
  supervision::Filing filing = provider->filing();
  filing.region = "530000";
  const std::string body = setting(filing.text());
  EXPECT_EQ(outcome(post(officer("sichuan-enforcer"), "/monitoring/providers", body)),
            "403 supervision.monitoring.region");
  ASSERT_EQ(outcome(post(officer("yunnan-enforcer"), "/monitoring/providers", body)), "200");
  provider->stopped = true;
  round();
  const http::JsonReader alert = alerts().front();
  EXPECT_EQ(alert.text("region"), "530000");
  const std::string path = "/monitoring/alerts/" + alert.text("id");
  const Signer other = officer("sichuan-enforcer");
  EXPECT_THAT(json(get(other, "/monitoring/alerts")).objects("alerts", 10), SizeIs(0));
  EXPECT_THAT(json(get(other, "/monitoring/providers")).objects("providers", 10), SizeIs(0));
  EXPECT_EQ(outcome(get(other, std::string("/monitoring/providers/") + kCode)),
            "404 supervision.monitoring.none");
  EXPECT_EQ(outcome(get(other, path)), "404 supervision.monitoring.none");
  EXPECT_EQ(outcome(decide(other, alert.text("id"), "dismissed")), "404 supervision.monitoring.none");
  EXPECT_EQ(outcome(decide(officer("yunnan-enforcer"), alert.text("id"), "confirmed")), "200");
}

TEST_P(AlertsHttpTest, WhatIsRefused) {
  const auto refused = [&](const std::string& body) {
    return outcome(post(enforcer(), "/monitoring/providers", body));
  };
  EXPECT_EQ(refused("{}"), "400 http.json.content");
  EXPECT_EQ(refused(setting("x")), "400 base.toml.syntax");
  EXPECT_EQ(refused(setting("format = \"yinxin-monitoring/1\"")), "400 base.toml.content");
  EXPECT_EQ(refused(setting(provider->filing().text(), R"(,"every_minutes":4)")),
            "400 supervision.monitoring.every");
  EXPECT_EQ(refused(setting(provider->filing().text(), R"(,"address":"http://10.0.0.1:80")")),
            "400 http.json.content")
      << "where a provider is reached is the operator's word";
  supervision::Filing unknown = provider->filing();
  unknown.provider = "91110101MA00000006";
  EXPECT_EQ(refused(setting(unknown.text())), "404 supervision.monitoring.address");
  ASSERT_EQ(outcome(set()), "200");
  provider->stopped = true;
  round();
  const std::string id = alerts().front().text("id");
  EXPECT_EQ(outcome(decide(enforcer(), id, "open")), "400 http.json.content");
  EXPECT_EQ(outcome(decide(enforcer(), id, "confirmed", "")), "400 http.json.content");
  EXPECT_EQ(outcome(decide(enforcer(), id, "confirmed", std::string(501, 'x'))),
            "400 supervision.monitoring.reason");
  EXPECT_EQ(outcome(decide(enforcer(), "x", "confirmed")), "404 supervision.monitoring.none");
  EXPECT_EQ(outcome(get(enforcer(), "/monitoring/alerts/" + ids.next<struct AnyTag>().text())),
            "404 supervision.monitoring.none");
}

}  // namespace
}  // namespace yinxin::endpoints
