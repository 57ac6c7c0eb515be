// Starting and stopping: what is under way finishes, what hangs is cut, late answers find nobody and break
// nothing.
#include <gmock/gmock.h>

#include "http/client.hpp"
#include "http/health.hpp"
#include "http_support/test_server.hpp"

namespace yinxin::http::testing {
namespace {

constexpr const char* kGreeting = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";
constexpr const char* kLater = "GET /later HTTP/1.1\r\nHost: x\r\n\r\n";

/// Whether the port still takes connections.
bool accepts(std::uint16_t port) {
  try {
    return !RawConnection(port).is_closed();
  } catch (const std::runtime_error&) {
    return false;
  }
}

TEST(HttpStop, WhatIsUnderWayFinishes) {
  TestServer server;
  RawConnection idle = server.connect();
  idle.send(kGreeting);
  idle.read_answer();
  RawConnection waiting = server.connect();
  waiting.send(kLater);
  Responder responder = server.take_responder();
  std::thread stopper([&] { server.server->stop(); });
  EXPECT_TRUE(idle.is_closed());  // at once, though the other is still busy
  EXPECT_FALSE(accepts(server.server->port()));
  responder.answer(text(200, "finished"));
  const std::string answer = waiting.read_answer();
  EXPECT_EQ(body(answer), "finished");
  EXPECT_EQ(field(answer, "Connection"), "close");
  waiting.close();
  stopper.join();
  EXPECT_EQ(server.server->open_connections(), 0U);
}

TEST(HttpStop, WhatHangsIsCutAfterTheDrain) {
  Options options;
  options.limits.drain = std::chrono::milliseconds(100);
  TestServer server(std::move(options));
  RawConnection waiting = server.connect();
  waiting.send(kLater);
  Responder responder = server.take_responder();
  RawConnection half = server.connect();
  half.send(std::string(kGreeting) + "GET /hel");
  half.read_answer();
  server.server->stop();
  EXPECT_NE(status(waiting.read_all()), 200);
  EXPECT_TRUE(half.is_closed());
  responder.answer(text(200, "late"));
}

TEST(HttpStop, AResponderMayOutliveTheServer) {
  Options options;
  options.limits.drain = std::chrono::milliseconds(0);
  auto server = std::make_unique<TestServer>(std::move(options));
  RawConnection waiting = server->connect();
  waiting.send(kLater);
  Responder answering = server->take_responder();
  RawConnection other = server->connect();
  other.send(kLater);
  {
    const Responder dropped = server->take_responder();
    server.reset();
  }
  answering.answer(text(200, "nobody is there"));
}

TEST(HttpStop, WaitsForAHandlerThatRuns) {
  Options options;
  options.limits.drain = std::chrono::milliseconds(0);
  TestServer server(std::move(options));
  RawConnection connection = server.connect();
  connection.send("GET /gate HTTP/1.1\r\nHost: x\r\n\r\n");
  server.gate.wait_until_entered();
  std::thread stopper([&] { server.server->stop(); });
  while (server.server->open_connections() > 0) std::this_thread::yield();
  server.gate.open();
  stopper.join();
  server.server->stop();  // twice is once
}

TEST(HttpStart, TwoServersDoNotShareAPort) {
  const TestServer first;
  Options options;
  options.port = first.server->port();
  base::ManualClock clock{base::Time()};
  const base::Log log(clock, base::LogLevel::Critical);
  const auto second = Server::start(std::move(options), Router(), clock, log);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "http.listen.in_use");
}

TEST(HttpStart, APortCanBeNamedAndTakenAgain) {
  std::uint16_t port = 0;
  {
    const TestServer server;
    port = server.server->port();
    EXPECT_EQ(status(server.ask(kGreeting)), 200);
  }
  Options options;
  options.port = port;
  const TestServer again(std::move(options));
  EXPECT_EQ(again.server->port(), port);
  EXPECT_EQ(status(again.ask(kGreeting)), 200);
}

TEST(HttpStart, ListensOnIpv6) {
  Options options;
  options.address = "::1";
  const TestServer server(std::move(options));
  Client client("::1", server.server->port());
  const Request request = client.request(Method::Get, "/who");
  EXPECT_EQ(request.authority, "[::1]:" + std::to_string(server.server->port()));
  const auto answer = client.send(request);
  ASSERT_TRUE(answer) << base::describe(answer.error());
  EXPECT_EQ(answer->body_text(), "::1");
}

TEST(HttpStart, RefusesFaultyOptions) {
  base::ManualClock clock{base::Time()};
  const base::Log log(clock, base::LogLevel::Critical);
  for (const auto& [address, code] : {std::pair("localhost", "http.listen.address"),
                                      {"256.0.0.1", "http.listen.address"},
                                      {"", "http.listen.address"},
                                      {"192.0.2.1", "http.listen"}}) {
    Options options;
    options.address = address;
    const auto server = Server::start(std::move(options), Router(), clock, log);
    ASSERT_FALSE(server) << address;
    EXPECT_EQ(server.error().code, code) << address;
  }
  Router router;
  Route route;
  route.name = "limited";
  route.path = "/limited";
  route.rate_class = "query";
  route.handler = [](const Request&, Responder responder) { responder.answer(no_content()); };
  router.add(std::move(route));
  EXPECT_THROW((void)Server::start(Options(), std::move(router), clock, log), std::invalid_argument);
}

TEST(HttpHealth, IsServed) {
  Readiness readiness;
  readiness.add("signer", [] { return std::optional<std::string>("locked"); });
  const TestServer server({}, [&](Router& router) { add_health_routes(router, readiness); });
  EXPECT_EQ(body(server.ask("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")), "ok\n");
  EXPECT_EQ(status(server.ask("GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n")), 503);
}

}  // namespace
}  // namespace yinxin::http::testing
