// The prober against a provider's real server: its lists, OCSP, rules, licence page and ledger over HTTP are
// what the filing says; then the server is gone, and the CPS is another (arts. 13, 16, 18, 24, 30).
#include <gmock/gmock.h>

#include "endpoints/operations.hpp"
#include "endpoints/policy/operations.hpp"
#include "integration/front_world.hpp"
#include "policy_support/policy_world.hpp"
#include "supervision/monitoring/prober.hpp"

namespace yinxin::supervision {
namespace {

using house_support::eventually;
using house_support::need;
using testing::ElementsAre;
using testing::IsEmpty;

class MonitoringHttpTest : public house_support::FrontWorld {
 protected:
  void SetUp() override {
    FrontWorld::SetUp();
    if (IsSkipped()) return;
    start_sequencer([this](std::int64_t numbered) { status->follow(numbered); });
    with_regulator_ = std::make_unique<policy::Service>(
        policy::Service::House{*database_, *lane, recorder, clock, *calendar},
        std::vector<policy::RegulatorKey>{
            {std::string(policy::kRegulator), policy::regulator_key().public_key()}});
    import_licence();
    publish(policy::RulesKind::Cp);
    publish(policy::RulesKind::Cps);
    tiles_ = std::make_unique<ledger::TileFolder>(*folder / "ledger");
    mine_ = std::make_unique<endpoints::Services>(
        endpoints::Services{office(*tiles_), *with_regulator_, *registration, *evidence, *batches});
    http::Router router;
    endpoints::add_routes(router, *mine_);
    start_server(std::move(router));
  }
  void TearDown() override {
    server.reset();
    mine_.reset();
    with_regulator_.reset();
    FrontWorld::TearDown();
  }

  void import_licence() {
    base::Waiter<policy::Licence> waiter;
    with_regulator_->import_licence(note_, policy::compliance(), {}, waiter.completion());
    need(waiter.wait());
  }
  void publish(policy::RulesKind kind) {
    base::Waiter<policy::RulesVersion> proposed, approved, published;
    with_regulator_->propose_rules(policy::proposal(kind), policy::compliance(), {}, proposed.completion());
    need(proposed.wait());
    with_regulator_->approve_rules(kind, "1.0", policy::responsible(), {}, approved.completion());
    need(approved.wait());
    with_regulator_->publish_rules(kind, "1.0", policy::compliance(), {}, published.completion());
    need(published.wait());
  }
  /// Everything so far is in OCSP, on lists and under a head.
  void follow() {
    const auto count = number("SELECT count(*) FROM act_record");
    sequencer->wake();
    need(status->wait_followed(count, house_support::kPatience));
    need(sequencer->wait_covered(count, house_support::kPatience));
  }

  Filing filing(const x509::Serial& canary) {
    Filing made;
    made.provider = "91110101MA00000005";
    made.name = "云岭电子认证服务有限公司";
    made.crl_period = std::chrono::hours(24);
    made.ocsp_period = std::chrono::minutes(60);
    made.head_period = std::chrono::minutes(60);
    made.authorities.push_back({issuing_certificate(), {"/crl/issuing-1/0.crl"}});
    made.ocsp = "/ocsp";
    made.canaries = {canary};
    const auto filed = [](policy::RulesKind kind) {
      return crypto::sm3(base::as_bytes(policy::proposal(kind).document));
    };
    made.pages.push_back({PageKind::Cps, "/rules/cps/1.0", filed(policy::RulesKind::Cps)});
    made.pages.push_back({PageKind::Cp, "/rules/cp/1.0", filed(policy::RulesKind::Cp)});
    made.pages.push_back({PageKind::Licence, "/licence", crypto::sm3(base::as_bytes(note_))});
    made.ledger = FiledLedger{"/ledger/checkpoint", "/ledger/", std::string(house_support::kOrigin),
                              need(signer->client->key("tree-head-1")).public_key};
    return Filing::parse(made.text()).value();
  }
  Round round(const Filing& held_to, const Seen& seen = {}) {
    http::Client asked = client();
    const Fetch fetch = [&asked](const Request& wanted) -> base::Result<base::Bytes> {
      const auto method = wanted.content_type.empty() ? http::Method::Get : http::Method::Post;
      http::Request request = asked.request(method, wanted.target, wanted.body);
      if (!wanted.content_type.empty()) request.headers.set("Content-Type", wanted.content_type);
      YX_TRY(const http::Response response, asked.send(request));
      if (response.status != 200) return base::make_error(base::ErrorKind::Unavailable, "status");
      return response.body ? *response.body : base::Bytes();
    };
    return probe(held_to, seen, fetch, clock.now(), base::Bytes(16, 7));
  }
  static std::vector<std::string> codes(const Round& round) {
    std::vector<std::string> all;
    for (const Finding& finding : round.findings) all.push_back(finding.code + " " + finding.detail);
    return all;
  }

  const std::string note_ = policy::signed_licence(policy::sample_licence());
  std::unique_ptr<policy::Service> with_regulator_;
  std::unique_ptr<ledger::TileFolder> tiles_;
  std::unique_ptr<endpoints::Services> mine_;
};
YX_BOTH_ENGINES(MonitoringHttpTest);

TEST_P(MonitoringHttpTest, ARealProviderIsAsItFiled) {
  const x509::Certificate good = issue("SQ-1");
  const x509::Certificate bad = issue("SQ-2");
  ASSERT_TRUE(eventually([&] {
    return status->table_complete() && static_cast<bool>(status->crl("issuing-1", 0, false));
  })) << "a full list from before the revocation: it names nobody whom OCSP would be asked about too";
  need(revoke(bad.serial()));
  follow();
  ASSERT_TRUE(eventually([&] {
    const auto list = status->crl("issuing-1", 0, true);  // the full one waits for its day
    return list && need(x509::Crl::parse(**list)).find(bad.serial()) != nullptr;
  }));
  Filing held_to = filing(good.serial());
  const Round first = round(held_to);
  EXPECT_THAT(codes(first), IsEmpty());
  EXPECT_EQ(first.answers.size(), 6U) << "a list, OCSP, three pages, a tree head";
  issue("SQ-3");
  follow();
  const Round second = round(held_to, first.seen);
  EXPECT_THAT(codes(second), IsEmpty());
  EXPECT_NE(second.seen.head, first.seen.head) << "the ledger grew, and the tiles proved it";
  held_to.pages.front().sm3 = crypto::sm3(base::as_bytes("filed otherwise"));
  const Round changed = round(held_to, second.seen);
  ASSERT_EQ(changed.findings.size(), 1U);
  EXPECT_EQ(changed.findings.front().code, "monitor.cps.changed");
  held_to = filing(good.serial());
  server->stop();
  EXPECT_THAT(codes(round(held_to, second.seen)), ElementsAre("monitor.stopped http.client.connect"));
}

}  // namespace
}  // namespace yinxin::supervision
