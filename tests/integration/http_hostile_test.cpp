// What strangers may try, over real sockets: the server answers or closes, forgets nothing and lives on.
#include <gmock/gmock.h>

#include <random>

#include "http_support/test_server.hpp"

namespace yinxin::http::testing {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

constexpr const char* kHello = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";

Options impatient() {
  Options options;
  options.limits.header_timeout = milliseconds(200);
  options.limits.idle_timeout = milliseconds(400);
  options.limits.slowest_transfer = 1024 * 1024 * 1024;
  return options;
}

void wait_until_none_open(const TestServer& server) {
  while (server.server->open_connections() > 0) std::this_thread::yield();
}

TEST(HttpHostile, OversizedBodiesAreRefusedAndTheAnswerArrives) {
  const TestServer server;
  const std::string two_megabytes(2 * 1024 * 1024, 'a');
  const std::pair<const char*, std::string> table[] = {
      {"announced", "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2097152\r\n\r\n" + two_megabytes},
      {"in chunks", "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n200000\r\n" +
                        two_megabytes + "\r\n0\r\n\r\n"},
      {"small route", "POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\nhello world"},
      {"absurd", "POST /huge HTTP/1.1\r\nHost: x\r\nContent-Length: 18446744073709551615\r\n\r\n"},
  };
  for (const auto& row : table) {
    RawConnection connection = server.connect();
    connection.send(row.second);
    const std::string answer = connection.read_all();
    EXPECT_EQ(status(answer), 413) << row.first;
    EXPECT_THAT(body(answer), HasSubstr("http.too_large")) << row.first;
    EXPECT_EQ(field(answer, "Connection"), "close") << row.first;
  }
  EXPECT_EQ(status(server.ask("POST /small HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhelloworld")),
            200);
}

TEST(HttpHostile, BodiesTogetherHaveALimit) {
  Options options;
  options.limits.body_memory = 1000;
  const TestServer server(std::move(options));
  RawConnection holding = server.connect();
  holding.send("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 900\r\n\r\n");
  holding.read_answer(true);
  const std::string request =
      "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 200\r\n\r\n" + std::string(200, 'a');
  EXPECT_EQ(status(server.ask(request)), 503);
  holding.send(std::string(900, 'b'));
  EXPECT_EQ(status(holding.read_answer()), 200);
  while (status(server.ask(request)) != 200) std::this_thread::yield();  // given back once the answer is sent
}

TEST(HttpHostile, RubbishIsAnsweredAndClosed) {
  const TestServer server;
  const std::pair<std::string, int> table[] = {
      {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"GET /a/../b HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n", 501},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", 414},
      {"GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(20'000, 'a') + "\r\n\r\n", 431},
      {"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", 501},
      {"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;" + std::string(70'000, 'x'),
       400},
      {"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: " +
           std::string(70'000, 'x'),
       400},
      {"POST /echo HTTP/1.1\r\nHost: x\r\nExpect: tea\r\nContent-Length: 1\r\n\r\na", 417},
  };
  for (const auto& row : table) {
    RawConnection connection = server.connect();
    connection.send(row.first + kHello);
    const std::string answer = connection.read_all();
    EXPECT_EQ(status(answer), row.second) << row.first.substr(0, 60);
    EXPECT_EQ(field(answer, "Content-Type"), "application/problem+json");
    EXPECT_EQ(answer.find("HTTP/1.1", 1), std::string::npos) << "what follows a fault has no meaning";
  }
}

TEST(HttpHostile, RandomOctetsNeverBringItDown) {
  const TestServer server;
  std::mt19937 random(20261122);  // the same octets every time
  const std::string seed =
      "POST /echo?a=%41 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
  for (int i = 0; i < 300; ++i) {
    std::string wire = seed;
    for (int change = 0; change < 1 + i % 5; ++change) {
      wire[random() % wire.size()] = static_cast<char>(random());
      if (random() % 4 == 0) wire.erase(random() % wire.size(), random() % 9);
    }
    RawConnection connection = server.connect();
    connection.send(wire);
    connection.end_sending();
    connection.read_all();
  }
  EXPECT_EQ(status(server.ask(kHello)), 200);
}

TEST(HttpHostile, ASlowHeaderIsCutOff) {
  const TestServer server(impatient());
  RawConnection connection = server.connect();
  connection.send("GET /hello HTTP/1.1\r\nHost: x\r\nA: ");
  // An octet now and then wins no time: it runs from the first. 1,000 of them would last 20 s.
  int sent = 0;
  while (sent < 1000 && !connection.hears(20)) sent += connection.send("a") ? 1 : 1000;
  EXPECT_LT(sent, 1000);
  EXPECT_EQ(status(connection.read_all()), 408);
}

TEST(HttpHostile, AnUnfinishedRequestGets408) {
  const TestServer server(impatient());
  for (const char* wire :
       {"GET /hello HTTP/1.1\r\nHost:", "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab",
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"}) {
    RawConnection connection = server.connect();
    connection.send(wire);
    const std::string answer = connection.read_all();
    EXPECT_EQ(status(answer), 408) << wire;
    EXPECT_THAT(body(answer), HasSubstr("http.request_timeout")) << wire;
  }
}

TEST(HttpHostile, IdleConnectionsAreClosedWithoutAWord) {
  const TestServer server(impatient());
  RawConnection fresh = server.connect();
  RawConnection used = server.connect();
  used.send(kHello);
  used.read_answer();
  EXPECT_TRUE(fresh.is_closed());
  EXPECT_TRUE(used.is_closed());
  wait_until_none_open(server);
}

TEST(HttpHostile, AReaderThatDoesNotReadIsLetGo) {
  const TestServer server(impatient());
  RawConnection connection(server.server->port(), 4096);
  connection.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
  while (server.server->open_connections() == 0) std::this_thread::yield();
  wait_until_none_open(server);
}

TEST(HttpHostile, AHandlerThatNeverAnswersIsGivenUp) {
  TestServer server(impatient());
  RawConnection connection = server.connect();
  connection.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
  Responder responder = server.take_responder();
  const std::string answer = connection.read_all();
  EXPECT_EQ(status(answer), 503);
  EXPECT_THAT(body(answer), HasSubstr("http.answer_timeout"));
  responder.answer(text(200, "too late"));  // nobody hears it, nothing breaks
  EXPECT_EQ(status(server.ask(kHello)), 200);
}

TEST(HttpHostile, ClientsThatLeaveAreForgotten) {
  TestServer server;
  for (int i = 0; i < 50; ++i) {
    RawConnection connection = server.connect();
    connection.send(i % 2 == 0 ? "GET /later HTTP/1.1\r\nHost: x\r\n\r\n"
                               : "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab");
    if (i % 2 == 0) {
      Responder responder = server.take_responder();
      connection.close();
      responder.answer(text(200, std::string(100'000, 'x')));
    }
  }
  wait_until_none_open(server);
  EXPECT_EQ(status(server.ask(kHello)), 200);
}

TEST(HttpHostile, ManyConnectionsAreServed) {
  const TestServer server;
  std::list<RawConnection> connections;
  for (int i = 0; i < 400; ++i) connections.emplace_back(server.server->port());
  for (int round = 0; round < 3; ++round) {
    for (RawConnection& connection : connections) ASSERT_TRUE(connection.send(kHello));
    for (RawConnection& connection : connections) ASSERT_EQ(body(connection.read_answer()), "hello");
  }
  EXPECT_EQ(server.server->open_connections(), 400U);
}

TEST(HttpHostile, TooManyConnectionsAreClosedUnread) {
  Options options;
  options.limits.max_connections = 3;
  const TestServer server(std::move(options));
  std::list<RawConnection> held;
  for (int i = 0; i < 3; ++i) {
    held.emplace_back(server.server->port());
    held.back().send(kHello);
    ASSERT_EQ(status(held.back().read_answer()), 200);
  }
  RawConnection surplus = server.connect();
  EXPECT_TRUE(surplus.is_closed());
  held.pop_front();
  while (status(server.ask(kHello)) != 200) std::this_thread::yield();
}

}  // namespace
}  // namespace yinxin::http::testing
