// The client against the server, and against servers that misbehave.
#include "http/client.hpp"

#include <gmock/gmock.h>
#include <sys/eventfd.h>

#include "http/message_signature.hpp"
#include "http_support/test_server.hpp"

namespace yinxin::http::testing {
namespace {

using std::chrono::milliseconds;

/// Accepts connections one after another and says to each what it is given, whatever it hears.
class Scripted {
 public:
  struct Act {
    std::string says;
    bool then_closes = true;
  };
  explicit Scripted(std::vector<Act> acts) : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 8) != 0)
      std::abort();
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
    thread_ = std::thread([this, acts = std::move(acts)] {
      std::vector<int> open;
      for (const Act& act : acts) {
        const int socket = ::accept(listener_, nullptr, nullptr);
        char heard[4096];
        if (::recv(socket, heard, sizeof heard, 0) >= 0) ++heard_;
        // Whoever has heard enough may have left.
        if (!act.says.empty())
          static_cast<void>(::send(socket, act.says.data(), act.says.size(), MSG_NOSIGNAL));
        if (act.then_closes) {
          ::close(socket);
        } else {
          open.push_back(socket);
        }
      }
      for (const int socket : open) {
        char rest[4096];
        while (::recv(socket, rest, sizeof rest, 0) > 0) {
        }
        ::close(socket);
      }
    });
  }
  ~Scripted() {
    thread_.join();
    ::close(listener_);
  }
  int heard() const { return heard_; }

  std::uint16_t port = 0;

 private:
  int listener_;
  std::atomic<int> heard_{0};
  std::thread thread_;
};

std::string outcome(Client& client, Method method = Method::Get) {
  const auto answer = client.send(client.request(method, "/hello"));
  return answer ? std::to_string(answer->status) + " " + std::string(answer->body_text())
                : answer.error().code;
}

TEST(HttpClient, SendsAndReceives) {
  const TestServer server;
  Client client("127.0.0.1", server.server->port());
  EXPECT_EQ(outcome(client), "200 hello");
  const auto echoed = client.send(client.request(Method::Post, "/echo", base::to_bytes("印信")));
  ASSERT_TRUE(echoed);
  EXPECT_EQ(echoed->body_text(), "印信");
  const auto head = client.send(client.request(Method::Head, "/hello"));
  ASSERT_TRUE(head);
  EXPECT_EQ(head->headers.find("Content-Length"), "5");
  EXPECT_EQ(head->body_text(), "");
  const auto missing = client.send(client.request(Method::Get, "/nowhere"));
  ASSERT_TRUE(missing);
  EXPECT_EQ(missing->status, 404);
  EXPECT_EQ(server.server->open_connections(), 1U);  // all over one connection
}

TEST(HttpClient, ReceivesLargeAnswers) {
  const TestServer server;
  Client client("localhost", server.server->port());
  const auto large = client.send(client.request(Method::Get, "/large"));
  ASSERT_TRUE(large) << base::describe(large.error());
  EXPECT_EQ(large->body->size(), 32U * 1024 * 1024);
}

TEST(HttpClient, HearsARefusalOfALargeBody) {
  const TestServer server;
  Client client("127.0.0.1", server.server->port());
  const auto refused = client.send(client.request(Method::Post, "/small", base::Bytes(8 * 1024 * 1024, 'x')));
  ASSERT_TRUE(refused) << base::describe(refused.error());
  EXPECT_EQ(refused->status, 413);
}

TEST(HttpClient, SignedRequestsVerifyOverTheWire) {
  const crypto::Sm2PrivateKey key = crypto::Sm2PrivateKey::generate();
  base::ManualClock clock{base::Time(std::chrono::seconds(1'795'334'400))};
  SignatureVerifier verifier(clock);
  const TestServer server({}, [&](Router& router) {
    Route route;
    route.name = "signed";
    route.method = Method::Post;
    route.path = "/signed";
    route.handler = [&](const Request& request, Responder responder) {
      auto verified = verifier.verify(
          request, [&](const std::string&) { return base::Result<crypto::Sm2PublicKey>(key.public_key()); });
      if (!verified) return responder.fail(std::move(verified).error());
      responder.answer(text(200, verified->key_id));
    };
    router.add(std::move(route));
  });
  Client client("127.0.0.1", server.server->port());
  Request request = client.request(Method::Post, "/signed?x=%E5%8D%B0", base::to_bytes("{}"));
  request.headers.add("Content-Type", "application/json");
  request.headers.add("Idempotency-Key", "k-1");
  ASSERT_TRUE(sign(request, key, SignAs{"officer-7", clock.now(), "0123456789abcdef", {}}));
  const auto first = client.send(request);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->status, 200) << first->body_text();
  EXPECT_EQ(first->body_text(), "officer-7");
  const auto again = client.send(request);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->status, 401);
  EXPECT_EQ(again->headers.find("WWW-Authenticate"), "Signature");
  EXPECT_THAT(std::string(again->body_text()), ::testing::HasSubstr("http.signature.replayed"));
}

TEST(HttpClient, TellsWhatWentWrong) {
  const std::pair<const char*, const char*> table[] = {
      {"", "http.client.lost"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", "http.message"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "http.message"},
      {"SSH-2.0-OpenSSH_9.2\r\n\r\n", "http.version"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", "http.too_large"},
      {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", "200 hi"},
      {"HTTP/1.1 200 OK\r\n\r\nuntil the end", "200 until the end"},
  };
  for (const auto& row : table) {
    Scripted server({{row.first}});
    Client::Options options;
    options.max_body = 1000;
    Client client("127.0.0.1", server.port, options);
    EXPECT_EQ(outcome(client), row.second) << row.first;
  }
}

TEST(HttpClient, GivesUpInTime) {
  Scripted server({{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", false}});
  Client::Options options;
  options.timeout = milliseconds(100);
  Client client("127.0.0.1", server.port, options);
  EXPECT_EQ(outcome(client), "http.client.timeout");
}

TEST(HttpClient, LeavesAServerThatNeverStopsSending) {
  std::string endless;
  while (endless.size() < 4 * 1024 * 1024) endless += "HTTP/1.1 100 Continue\r\n\r\n";
  Scripted server({{endless, false}});
  Client::Options options;
  options.timeout = milliseconds(100);
  Client client("127.0.0.1", server.port, options);
  EXPECT_EQ(outcome(client), "http.client.timeout");
}

TEST(HttpClient, IsInterrupted) {
  Scripted server({{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", false}});
  const int interrupt = ::eventfd(0, EFD_CLOEXEC);
  Client::Options options;
  options.interrupt = interrupt;
  Client client("127.0.0.1", server.port, options);
  std::thread later([interrupt] {
    std::this_thread::sleep_for(milliseconds(50));
    ::eventfd_write(interrupt, 1);
  });
  EXPECT_EQ(outcome(client), "http.client.interrupted");
  later.join();
  EXPECT_EQ(outcome(client), "http.client.interrupted") << "and from then on";
  ::close(interrupt);
}

TEST(HttpClient, SaysThatNobodyListens) {
  std::uint16_t port = 0;
  {
    const TestServer server;
    port = server.server->port();
  }
  Client client("127.0.0.1", port);
  EXPECT_EQ(outcome(client), "http.client.connect");
}

constexpr const char* kKept = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst";
constexpr const char* kSecond = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecond";

TEST(HttpClient, RepeatsOnlyWhatIsSafe) {
  {
    Scripted server({{kKept}, {kSecond}});
    Client client("127.0.0.1", server.port);
    EXPECT_EQ(outcome(client), "200 first");
    EXPECT_EQ(outcome(client), "200 second");  // the kept connection was closed: asked again on a new one
  }
  Scripted server({{kKept}, {kSecond}});
  Client client("127.0.0.1", server.port);
  EXPECT_EQ(outcome(client), "200 first");
  EXPECT_EQ(outcome(client, Method::Post), "http.client.lost");
  EXPECT_EQ(outcome(client), "200 second");
  EXPECT_EQ(server.heard(), 2);
}

TEST(HttpClient, RefusesATargetThatIsNone) {
  Client client("127.0.0.1", 1);
  EXPECT_THROW((void)client.request(Method::Get, "no slash"), std::invalid_argument);
  EXPECT_THROW((void)client.request(Method::Get, "/a b"), std::invalid_argument);
}

TEST(HttpAddress, AsSettingsWriteIt) {
  const auto read = [](std::string_view url) {
    const auto address = parse_address(url);
    return address ? address->host + " " + std::to_string(address->port) +
                         (is_in_digits(*address) ? " in digits" : "")
                   : "none";
  };
  EXPECT_EQ(read("http://ca.example.cn:8080"), "ca.example.cn 8080");
  EXPECT_EQ(read("http://127.0.0.1:65535"), "127.0.0.1 65535 in digits");
  EXPECT_EQ(read("http://[::1]:80"), "::1 80 in digits");
  for (const char* url :
       {"", "http://", "http://:80", "http://host", "http://host:", "http://host:0", "http://host:65536",
        "http://host:8x", "https://host:443", "http://host:80/path", "http://a@b:80", "http://::1:80",
        "http://[::1:80", "http://a/b:80", "http://a b:80"})
    EXPECT_EQ(read(url), "none") << url;
}

}  // namespace
}  // namespace yinxin::http::testing
