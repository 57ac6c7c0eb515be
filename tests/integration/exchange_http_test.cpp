// Messages between organisations over HTTP: the provider's transport against the regulator's server.
#include <gmock/gmock.h>

#include "endpoints/exchange/http_transport.hpp"
#include "endpoints/exchange/operations.hpp"
#include "exchange_support/exchange_world.hpp"
#include "integration/front_world.hpp"

namespace yinxin::endpoints {
namespace {

using exchange_support::Draft;
using exchange_support::Party;
using house_support::need;

class ExchangeHttpTest : public house_support::FrontWorld {
 protected:
  void SetUp() override {
    FrontWorld::SetUp();
    if (IsSkipped()) return;
    provider = std::make_unique<Party>("provider", GetParam(), moved);
    regulator = std::make_unique<Party>("regulator", GetParam(), moved);
    regulator->start({provider->as_peer()});
    desk.emplace(ExchangeDesk{*regulator->service, pool});
    services->exchange = &*desk;
    http::Router router;
    add_routes(router, *services);
    start_server(std::move(router));
    peer = regulator->as_peer();
    peer.address = "http://127.0.0.1:" + std::to_string(server->port());
    transport = need(HttpTransport::make({peer}));
    provider->transport = transport.get();
    provider->start({peer});
    regulator->line.ends["provider"] = provider->service.get();
    enrol("clerk", {officers::Role::RegistrationOfficer});
    enrol("admin", {officers::Role::SystemAdministrator});
  }
  void TearDown() override {
    server.reset();
    pool.stop();
    desk.reset();
    provider.reset();
    regulator.reset();
    FrontWorld::TearDown();
  }
  std::string post(const base::Bytes& body) const {
    return outcome(send(client().request(http::Method::Post, kMessagesPath, body)));
  }
  std::string put(const std::string& target) const {
    return outcome(send(client().request(http::Method::Put, target, base::to_bytes("x"))));
  }

  base::ManualClock moved{base::parse_utc("2026-01-09T02:00:00Z").value()};
  http::WorkerPool pool{1, 16};
  std::unique_ptr<Party> provider, regulator;
  std::optional<ExchangeDesk> desk;
  exchange::Peer peer;
  std::unique_ptr<HttpTransport> transport;
};
INSTANTIATE_TEST_SUITE_P(Engines, ExchangeHttpTest, testing::Values(store::Engine::Sqlite),
                         store::engine_name);

TEST_P(ExchangeHttpTest, AMessageWithAttachmentsArrives) {
  Draft draft = provider->draft("regulator", provider->service->new_conversation(), "report");
  draft.sealed = base::to_bytes("secret");
  draft.files.push_back({"a.pdf", "application/pdf", base::Bytes(exchange::kPartBytes + 1, 7), true});
  const auto id = need(provider->send(std::move(draft)));
  EXPECT_EQ(need(provider->service->work()), 1U);
  EXPECT_EQ(provider->sent(id).state, "received");
  EXPECT_GE(need(regulator->service->work()), 2U) << "delivered, and the receipt sent";
  EXPECT_EQ(provider->sent(id).state, "delivered");
  const std::string listed(
      send(read(officer("clerk"), "/exchange/messages?box=in&state=delivered")).body_text());
  EXPECT_THAT(listed, testing::HasSubstr("\"id\":\"" + id.text() + "\""));
  EXPECT_THAT(listed, testing::HasSubstr("\"received_at\":\"2026-01-09T02:00:00Z\""));
}

TEST_P(ExchangeHttpTest, APeerThatIsDownIsUnavailable) {
  const auto id =
      need(provider->send(provider->draft("regulator", provider->service->new_conversation(), "report")));
  server.reset();
  EXPECT_EQ(need(provider->service->work()), 0U);
  EXPECT_EQ(provider->sent(id).state, "sent");
  EXPECT_THAT(provider->sent(id).trouble, testing::StartsWith("http.client."));
}

TEST_P(ExchangeHttpTest, ARefusalIsSeenAtTheSender) {
  regulator->start({});  // no peer any more
  desk.emplace(ExchangeDesk{*regulator->service, pool});
  const auto id =
      need(provider->send(provider->draft("regulator", provider->service->new_conversation(), "report")));
  EXPECT_EQ(need(provider->service->work()), 0U);
  EXPECT_EQ(provider->sent(id).trouble, "exchange.sender");
}

TEST_P(ExchangeHttpTest, Refusals) {
  EXPECT_EQ(post(base::to_bytes("x")), "400 exchange.message");
  EXPECT_EQ(post({}), "400 exchange.message");
  const std::string path = "/exchange/attachments/" + std::string(64, '0');
  EXPECT_EQ(put(path + "?offset=0"), "404 exchange.upload");
  EXPECT_EQ(put(path), "400 exchange.part");
  EXPECT_EQ(put(path + "?offset=-1"), "400 exchange.part");
  EXPECT_EQ(put("/exchange/attachments/00?offset=0"), "400 exchange.part");
  EXPECT_EQ(outcome(send(read(officer("admin"), "/exchange/messages"))), "403 officers.role_needed");
  EXPECT_EQ(outcome(send(client().request(http::Method::Get, "/exchange/messages"))).substr(0, 3), "401");
  for (const char* query : {"box=x", "state=x", "conversation=x", "after=x"})
    EXPECT_EQ(outcome(send(read(officer("clerk"), std::string("/exchange/messages?") + query))),
              "400 exchange.cursor")
        << query;
  services->exchange = nullptr;
  EXPECT_EQ(post(base::to_bytes("x")), "404 exchange.off");
  EXPECT_EQ(outcome(send(read(officer("clerk"), "/exchange/messages"))), "404 exchange.off");
}

TEST(HttpTransport, Addresses) {
  const auto made = [](const std::string& address) {
    return store::code_of(HttpTransport::make({exchange::Peer{"a", {}, {}, address}}));
  };
  EXPECT_EQ(made("http://127.0.0.1:80"), "ok");
  for (const char* address : {"", "http://", "http://:80", "http://host", "http://host:", "http://host:0",
                              "http://host:65536", "http://host:8x", "https://host:443", "ftp://host:21"})
    EXPECT_EQ(made(address), "exchange.peers") << address;
}

}  // namespace
}  // namespace yinxin::endpoints
