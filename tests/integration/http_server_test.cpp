// What a well-behaved client sees of the server, over real sockets.
#include <gmock/gmock.h>

#include "http/rate_limit.hpp"
#include "http_support/test_server.hpp"

namespace yinxin::http::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

constexpr const char* kGetHello = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";

TEST(HttpServer, AnswersWithTheFieldsEveryAnswerHas) {
  const TestServer server;
  const std::string answer = server.ask(kGetHello);
  EXPECT_EQ(status(answer), 200);
  EXPECT_EQ(body(answer), "hello");
  EXPECT_EQ(field(answer, "Content-Length"), "5");
  EXPECT_EQ(field(answer, "Date"), "Sun, 22 Nov 2026 08:00:00 GMT");
  EXPECT_THAT(field(answer, "Request-Id"), MatchesRegex("[0-9a-f]{16}"));
  EXPECT_EQ(field(answer, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(field(answer, "Cache-Control"), "no-store");
  EXPECT_EQ(field(answer, "Connection"), "");
  EXPECT_EQ(field(answer, "Server"), "");
}

TEST(HttpServer, KeepsTheConnection) {
  const TestServer server;
  RawConnection connection = server.connect();
  std::set<std::string> ids;
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(connection.send(kGetHello));
    const std::string answer = connection.read_answer();
    ASSERT_EQ(body(answer), "hello") << i;
    ids.insert(field(answer, "Request-Id"));
  }
  EXPECT_EQ(ids.size(), 100U);
  EXPECT_EQ(server.server->open_connections(), 1U);
}

TEST(HttpServer, AnswersPipelinedRequestsInOrder) {
  const TestServer server;
  std::string wire;
  for (int i = 0; i < 200; ++i) {
    const std::string number = std::to_string(i);
    wire += i % 2 == 0
                ? "GET /hello/" + number + " HTTP/1.1\r\nHost: x\r\n\r\n"
                : "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(number.size()) +
                      "\r\n\r\n" + number;
  }
  RawConnection connection = server.connect();
  ASSERT_TRUE(connection.send(wire));
  for (int i = 0; i < 200; ++i) {
    ASSERT_EQ(body(connection.read_answer()), (i % 2 == 0 ? "hello " : "") + std::to_string(i));
  }
}

TEST(HttpServer, AnswersFromTheHandOrElseFromTheHandler) {
  const TestServer server;
  RawConnection connection = server.connect();
  const auto ask = [&](const std::string& from) {
    connection.send("GET /kept?from=" + from + " HTTP/1.1\r\nHost: x\r\n\r\n");
    return connection.read_answer();
  };
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(body(ask("hand")), "from the hand");
    EXPECT_EQ(body(ask("elsewhere")), "from the handler");
    EXPECT_EQ(body(ask("fault")), "from the handler");
  }
  EXPECT_EQ(field(ask("hand"), "Cache-Control"), "no-store");
}

TEST(HttpServer, ReadsChunkedBodies) {
  const TestServer server;
  RawConnection connection = server.connect();
  connection.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
  connection.send("4;ext\r\ndefg\r\n0\r\nTrailer: x\r\n\r\n");
  EXPECT_EQ(body(connection.read_answer()), "abcdefg");
  connection.send(kGetHello);
  EXPECT_EQ(body(connection.read_answer()), "hello");
}

TEST(HttpServer, CarriesLargeBodiesBothWays) {
  const TestServer server;
  const std::string large(kAbsoluteMaxBody, 'b');
  RawConnection connection = server.connect();
  connection.send("POST /huge HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(large.size()) +
                  "\r\n\r\n" + large);
  EXPECT_EQ(body(connection.read_answer()), large);
}

TEST(HttpServer, HeadIsGetWithoutTheBody) {
  const TestServer server;
  RawConnection connection = server.connect();
  connection.send("HEAD /hello HTTP/1.1\r\nHost: x\r\n\r\n" + std::string(kGetHello));
  const std::string answer = connection.read_answer(true);
  EXPECT_EQ(status(answer), 200);
  EXPECT_EQ(field(answer, "Content-Length"), "5");
  EXPECT_EQ(body(connection.read_answer()), "hello");  // nothing stood between the two
}

TEST(HttpServer, UnknownPathsAndMethodsAreProblems) {
  const TestServer server;
  RawConnection connection = server.connect();
  connection.send("GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\nDELETE /hello HTTP/1.1\r\nHost: x\r\n\r\n" +
                  std::string(kGetHello));
  const std::string not_found = connection.read_answer();
  EXPECT_EQ(status(not_found), 404);
  EXPECT_EQ(field(not_found, "Content-Type"), "application/problem+json");
  EXPECT_THAT(body(not_found), HasSubstr("\"code\":\"http.no_route\""));
  EXPECT_THAT(body(not_found), HasSubstr("没有找到所请求的地址。"));
  EXPECT_THAT(body(not_found), HasSubstr("urn:yinxin:request:" + field(not_found, "Request-Id")));
  const std::string not_allowed = connection.read_answer();
  EXPECT_EQ(status(not_allowed), 405);
  EXPECT_EQ(field(not_allowed, "Allow"), "GET, HEAD");
  EXPECT_EQ(body(connection.read_answer()), "hello");
}

TEST(HttpServer, ARefusalCarriesItsArticle) {
  const TestServer server;
  const std::string answer = server.ask("GET /refuses HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(status(answer), 422);
  EXPECT_THAT(body(answer), HasSubstr("\"article\":\"21\""));
  EXPECT_THAT(body(answer), HasSubstr("\"reason\":\"not yours\""));
}

TEST(HttpServer, FaultsOfHandlersAre500WithoutText) {
  const TestServer server;
  for (const char* path : {"/throws", "/throws/now", "/forgets", "/splits"}) {
    RawConnection connection = server.connect();
    connection.send("GET " + std::string(path) + " HTTP/1.1\r\nHost: x\r\n\r\n" + kGetHello);
    const std::string answer = connection.read_answer();
    EXPECT_EQ(status(answer), 500) << path;
    EXPECT_THAT(answer, Not(HasSubstr("secret"))) << path;
    EXPECT_THAT(answer, Not(HasSubstr("Set-Cookie"))) << path;
    EXPECT_EQ(body(connection.read_answer()), "hello") << path;
  }
}

TEST(HttpServer, AnAnswerMayComeLaterFromAnotherThread) {
  TestServer server;
  RawConnection connection = server.connect();
  connection.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n" + std::string(kGetHello));
  Responder responder = server.take_responder();
  EXPECT_EQ(status(server.ask(kGetHello)), 200);  // nobody is held up meanwhile
  std::thread([&] { responder.answer(text(200, "at last")); }).join();
  EXPECT_EQ(body(connection.read_answer()), "at last");
  EXPECT_EQ(body(connection.read_answer()), "hello");
}

TEST(HttpServer, BlockedWorkersDoNotStallImmediateRoutes) {
  Options options;
  options.threads = 1;
  options.workers = 1;
  options.worker_queue = 1;
  TestServer server(std::move(options));
  RawConnection blocked = server.connect();
  blocked.send("GET /gate HTTP/1.1\r\nHost: x\r\n\r\n");
  server.gate.wait_until_entered();
  EXPECT_EQ(body(server.ask(kGetHello)), "hello");

  RawConnection waiting = server.connect();
  waiting.send("GET /refuses HTTP/1.1\r\nHost: x\r\n\r\n");
  while (server.server->queued_work() == 0) std::this_thread::yield();
  const std::string busy = server.ask("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na");
  EXPECT_EQ(status(busy), 503);
  EXPECT_EQ(field(busy, "Retry-After"), "1");
  EXPECT_THAT(body(busy), HasSubstr("http.busy"));
  EXPECT_EQ(body(server.ask(kGetHello)), "hello");
  const std::string ask_kept = "GET /kept HTTP/1.1\r\nHost: x\r\n\r\n";
  EXPECT_EQ(status(server.ask(ask_kept)), 503);
  server.kept_need_not_wait = true;
  EXPECT_EQ(body(server.ask(ask_kept)), "from the handler");

  server.gate.open();
  EXPECT_EQ(body(blocked.read_answer()), "through");
  EXPECT_EQ(status(waiting.read_answer()), 422);
}

TEST(HttpServer, SpeaksHttp10) {
  const TestServer server;
  RawConnection once = server.connect();
  once.send("GET /hello HTTP/1.0\r\n\r\n");
  const std::string answer = once.read_all();
  EXPECT_EQ(body(answer), "hello");
  EXPECT_EQ(field(answer, "Connection"), "close");
  RawConnection kept = server.connect();
  for (int i = 0; i < 2; ++i) {
    kept.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(field(kept.read_answer(), "Connection"), "keep-alive");
  }
}

TEST(HttpServer, ClosesWhenAsked) {
  const TestServer server;
  RawConnection connection = server.connect();
  connection.send("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" + std::string(kGetHello));
  const std::string all = connection.read_all();
  EXPECT_EQ(body(all), "hello");  // and no second answer
  EXPECT_EQ(field(all, "Connection"), "close");
}

TEST(HttpServer, AnswersAHalfClosedConnection) {
  TestServer server;
  RawConnection connection = server.connect();
  connection.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n" + std::string(kGetHello));
  connection.end_sending();
  server.take_responder().answer(text(200, "still here"));
  EXPECT_EQ(body(connection.read_answer()), "still here");
  EXPECT_EQ(body(connection.read_answer()), "hello");
  EXPECT_TRUE(connection.is_closed());
}

TEST(HttpServer, InvitesABodyThatWaitsForIt) {
  const TestServer server;
  RawConnection connection = server.connect();
  connection.send("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(connection.read_answer(true), "HTTP/1.1 100 Continue\r\n\r\n");
  connection.send("abc");
  EXPECT_EQ(body(connection.read_answer()), "abc");
}

TEST(HttpServer, DoesNotInviteABodyItWillNotTake) {
  const TestServer server;
  const std::string answer =
      server.ask("POST /small HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
  EXPECT_EQ(status(answer), 413);
}

TEST(HttpServer, BelievesTrustedProxiesOnly) {
  const std::string forwarded =
      "GET /who HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 198.51.100.7, 203.0.113.9\r\nX-Forwarded-For: "
      "127.0.0.1\r\n\r\n";
  const TestServer plain;
  EXPECT_EQ(body(plain.ask(forwarded)), "127.0.0.1");
  Options options;
  options.trusted_proxies = {"127.0.0.1"};
  const TestServer proxied(std::move(options));
  EXPECT_EQ(body(proxied.ask(forwarded)), "203.0.113.9");  // what a client wrote before it is not believed
  EXPECT_EQ(body(proxied.ask("GET /who HTTP/1.1\r\nHost: x\r\n\r\n")), "127.0.0.1");
}

TEST(HttpServer, LimitsTheRateOfAClass) {
  const base::ManualClock clock{base::Time()};
  Options options;
  options.rate_limiter =
      std::make_shared<RateLimiter>(clock, std::map<std::string, RateLimiter::Rate>{{"query", {0.1, 2}}});
  const TestServer server(std::move(options), [](Router& router) {
    Route route;
    route.name = "limited";
    route.path = "/limited";
    route.rate_class = "query";
    route.handler = [](const Request&, Responder responder) { responder.answer(no_content()); };
    router.add(std::move(route));
  });
  const std::string request = "GET /limited HTTP/1.1\r\nHost: x\r\n\r\n";
  EXPECT_EQ(status(server.ask(request)), 204);
  EXPECT_EQ(status(server.ask(request)), 204);
  const std::string limited = server.ask(request);
  EXPECT_EQ(status(limited), 429);
  EXPECT_EQ(field(limited, "Retry-After"), "10");
  EXPECT_EQ(status(server.ask(kGetHello)), 200);
}

TEST(HttpServer, TellsWhatItFinished) {
  std::mutex mutex;
  std::vector<std::pair<std::string, int>> seen;
  Options options;
  options.on_finished = [&](const Finished& finished) {
    const std::lock_guard lock(mutex);
    seen.emplace_back(finished.route == nullptr ? "" : finished.route->name, finished.status);
  };
  TestServer server(std::move(options));
  RawConnection connection = server.connect();
  connection.send(
      std::string(kGetHello) +
      "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\nGET /refuses HTTP/1.1\r\nHost: x\r\n\r\nrubbish\r\n\r\n");
  connection.read_all();
  server.server->stop();
  EXPECT_THAT(seen, ::testing::ElementsAre(std::pair("hello", 200), std::pair("", 404),
                                           std::pair("refuses", 422), std::pair("", 400)));
}

}  // namespace
}  // namespace yinxin::http::testing
