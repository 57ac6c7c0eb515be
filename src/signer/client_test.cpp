// The client against a server of the test's own, which answers as it is told: late, wrongly or not at all.
#include "signer/client.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <future>

#include "signer/link.hpp"

namespace yinxin::signer {
namespace {

using base::Bytes;
using base::ErrorKind;
using base::Result;

/// A request as the server read it.
struct Received {
  std::uint8_t type = 0;
  std::uint64_t number = 0;
  Bytes body;
};

class Server {
 public:
  Server() {
    std::string pattern = "/tmp/yinxin-client-XXXXXX";
    folder_ = mkdtemp(pattern.data());
    listen();
  }
  ~Server() { std::filesystem::remove_all(folder_); }
  std::string path() const { return folder_ + "/s"; }

  void listen() { listener_ = listen_unix(path(), 0600).value(); }
  void leave() {
    peer_ = Fd();
    listener_ = Fd();
  }
  void accept_one() {
    wait(listener_);
    peer_ = Fd(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    input_.clear();
  }
  void hang_up() { peer_ = Fd(); }
  Received receive() {
    while (true) {
      const auto next = next_frame(input_);
      if (next && next->has_value()) {
        const Frame frame = **next;
        Received received{frame.type, frame.number, base::to_bytes(frame.body)};
        input_.erase(input_.begin(), input_.begin() + static_cast<std::ptrdiff_t>(frame.whole_bytes));
        return received;
      }
      Bytes chunk(4096);
      const ssize_t got = recv(peer_.get(), chunk.data(), chunk.size(), 0);
      if (got <= 0) return {};
      base::append(input_, base::ByteView(chunk).first(static_cast<std::size_t>(got)));
    }
  }
  void send(std::uint8_t type, std::uint64_t number, base::ByteView body) {
    send_octets(encode_frame(type, number, body));
  }
  void send_octets(base::ByteView octets) { ::send(peer_.get(), octets.data(), octets.size(), MSG_NOSIGNAL); }

 private:
  static void wait(const Fd& fd) {
    pollfd ready{fd.get(), POLLIN, 0};
    poll(&ready, 1, -1);
  }
  std::string folder_;
  Fd listener_;
  Fd peer_;
  Bytes input_;
};

/// A call whose result is waited for later.
class Asked {
 public:
  explicit Asked(Client& client, std::size_t items = 1) {
    client.sign_certificates("k", std::vector<Bytes>(items, Bytes{1}), {}, waiter_.completion());
  }
  Result<Signatures> wait() { return waiter_.wait(); }

 private:
  base::Waiter<Signatures> waiter_;
};

std::uint8_t good() {
  return answer_type(MessageType::SignCertificates);
}

Signatures marked(std::uint8_t mark, std::size_t count = 1) {
  Signatures signatures(count);
  for (auto& signature : signatures) signature.r.fill(mark);
  return signatures;
}

void expect_unreachable(const Result<Signatures>& result) {
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "signer.unreachable");
  EXPECT_EQ(result.error().kind, ErrorKind::Unavailable);
}

TEST(ClientTest, WithoutADaemonEveryCallSaysSo) {
  const auto client = Client::make("/tmp/no-such-folder/signer.sock");
  EXPECT_EQ(client->status().error().code, "signer.unreachable");
  expect_unreachable(client->sign_certificates("k", {Bytes{1}}));
  const auto impossible = Client::make(std::string(200, 'x'));
  EXPECT_EQ(impossible->status().error().code, "signer.unreachable");
}

TEST(ClientTest, AnswersAreMatchedByNumber) {
  Server server;
  const auto client = Client::make(server.path());
  Asked first(*client);
  Asked second(*client);
  server.accept_one();
  const Received one = server.receive();
  const Received two = server.receive();
  EXPECT_EQ(one.type, static_cast<std::uint8_t>(MessageType::SignCertificates));
  EXPECT_NE(one.number, two.number);
  server.send(good(), two.number, encode_signatures(marked(2)));
  EXPECT_EQ(second.wait().value(), marked(2));
  server.send(good(), one.number, encode_signatures(marked(1)));
  EXPECT_EQ(first.wait().value(), marked(1));
}

TEST(ClientTest, ErrorAnswersArePassedOn) {
  Server server;
  const auto client = Client::make(server.path());
  Asked asked(*client);
  server.accept_one();
  const base::Error error = base::make_error(ErrorKind::Conflict, "signer.serial_used", "why");
  server.send(kErrorAnswer, server.receive().number, encode_error(error));
  const auto result = asked.wait();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "signer.serial_used");
  EXPECT_EQ(result.error().kind, ErrorKind::Conflict);
  EXPECT_EQ(result.error().detail, "why");
}

TEST(ClientTest, SharesAndDataKeysOfAnotherFormAreRefused) {
  Server server;
  const auto client = Client::make(server.path());
  KeyShare share;
  share.set.threshold = 3;
  share.share.index = 4;
  share.share.octets = base::SecretBytes(32);
  auto unwrapped = std::async(std::launch::async, [&] { return client->unwrap("data-1", Bytes(140, 1)); });
  server.accept_one();
  Received request = server.receive();
  EXPECT_EQ(decode_unwrap(request.body)->key_id, "data-1");
  server.send(answer_type(MessageType::Unwrap), request.number, Bytes(31));
  EXPECT_EQ(unwrapped.get().error().code, "signer.message") << "31 octets";
  auto given = std::async(std::launch::async, [&] { return client->unlock_share(KeyClass::Quorum, share); });
  request = server.receive();
  EXPECT_EQ(decode_unlock_share(request.body)->index, 4);
  server.send(answer_type(MessageType::UnlockShare), request.number, Bytes{1, 3, 2});
  EXPECT_EQ(given.get().error().code, "signer.message") << "a flag that is neither";
}

TEST(ClientTest, AnAnswerInPiecesIsOneAnswer) {
  Server server;
  const auto client = Client::make(server.path());
  Asked asked(*client);
  server.accept_one();
  const Bytes frame = encode_frame(good(), server.receive().number, encode_signatures(marked(1)));
  for (const std::uint8_t octet : frame) server.send_octets({&octet, 1});
  EXPECT_TRUE(asked.wait());
}

TEST(ClientTest, UnansweredRequestsEndWithTheConnectionAndTheNextOneConnectsAgain) {
  Server server;
  const auto client = Client::make(server.path());
  Asked first(*client);
  Asked second(*client);
  server.accept_one();
  server.receive();
  server.hang_up();
  expect_unreachable(first.wait());
  expect_unreachable(second.wait());
  Asked third(*client);
  server.accept_one();
  server.send(good(), server.receive().number, encode_signatures(marked(3)));
  EXPECT_TRUE(third.wait());
}

TEST(ClientTest, ComesBackAfterTheDaemonWasAway) {
  Server server;
  const auto client = Client::make(server.path());
  server.leave();
  expect_unreachable(client->sign_certificates("k", {Bytes{1}}));
  server.listen();
  Asked asked(*client);
  server.accept_one();
  server.send(good(), server.receive().number, encode_signatures(marked(1)));
  EXPECT_TRUE(asked.wait());
}

TEST(ClientTest, AServerThatBreaksTheProtocolIsLeft) {
  const struct {
    std::uint8_t type;
    std::uint64_t number_off;
    const char* why;
  } kBad[] = {
      {answer_type(MessageType::SignOcsp), 0, "the answer to another message"},
      {static_cast<std::uint8_t>(MessageType::SignCertificates), 0, "a request"},
      {answer_type(MessageType::SignCertificates), 1000, "an answer nobody asked for"},
      {kErrorAnswer, 1000, "an error nobody asked for"},
  };
  for (const auto& bad : kBad) {
    Server server;
    const auto client = Client::make(server.path());
    Asked asked(*client);
    server.accept_one();
    server.send(bad.type, server.receive().number + bad.number_off, encode_signatures(marked(1)));
    SCOPED_TRACE(bad.why);
    expect_unreachable(asked.wait());
  }
  Server server;
  const auto client = Client::make(server.path());
  Asked asked(*client);
  server.accept_one();
  server.receive();
  server.send_octets(Bytes(20, 0xFF));
  expect_unreachable(asked.wait());
}

TEST(ClientTest, AnotherNumberOfSignaturesIsMalformed) {
  Server server;
  const auto client = Client::make(server.path());
  for (const std::size_t count : {std::size_t{1}, std::size_t{3}}) {
    Asked asked(*client, 2);
    if (count == 1) server.accept_one();
    server.send(good(), server.receive().number, encode_signatures(marked(1, count)));
    const auto result = asked.wait();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, "signer.message");
    EXPECT_EQ(result.error().kind, ErrorKind::Malformed);
  }
}

TEST(ClientTest, AMessageOverTheLimitIsNotSent) {
  Server server;
  const auto client = Client::make(server.path());
  const auto result = client->sign_certificates("k", {Bytes(kMaxFrameBytes)});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "signer.message_size");
  EXPECT_EQ(result.error().kind, ErrorKind::TooLarge);
}

TEST(ClientTest, SubmittingNeverWaitsForTheDaemon) {
  Server server;  // listens and never reads
  const auto client = Client::make(server.path());
  std::vector<std::unique_ptr<base::Waiter<Signatures>>> waiters;
  constexpr std::size_t kItem = 200 * 1024;
  for (std::size_t octets = 0; octets < Link::kMaxQueuedBytes + 8 * kItem; octets += kItem) {
    waiters.push_back(std::make_unique<base::Waiter<Signatures>>());
    client->sign_certificates("k", {Bytes(kItem)}, {}, waiters.back()->completion());
  }
  const auto last = waiters.back()->wait();
  ASSERT_FALSE(last);
  EXPECT_EQ(last.error().code, "signer.queue_full");
  EXPECT_EQ(last.error().kind, ErrorKind::TooMany);
}

TEST(ClientTest, ClosingTheClientAnswersEverybody) {
  Server server;
  auto client = Client::make(server.path());
  Asked asked(*client);
  server.accept_one();
  server.receive();
  client.reset();
  expect_unreachable(asked.wait());
}

TEST(ClientTest, ACompletionMayAskAgain) {
  Server server;
  const auto client = Client::make(server.path());
  base::Waiter<Signatures> second;
  client->sign_certificates("k", {Bytes{1}}, {}, [&](const Result<Signatures>&) {
    client->sign_certificates("k", {Bytes{2}}, {}, second.completion());
  });
  server.accept_one();
  server.send(good(), server.receive().number, encode_signatures(marked(1)));
  server.send(good(), server.receive().number, encode_signatures(marked(2)));
  EXPECT_EQ(second.wait().value(), marked(2));
}

TEST(ClientTest, TheCredentialTravelsAsItIs) {
  Server server;
  const auto client = Client::make(server.path());
  const base::SecretBytes credential = base::SecretBytes::copy_of(Bytes(32, 0xC4));
  std::thread thread([&] { EXPECT_TRUE(client->unlock(KeyClass::Quorum, credential)); });
  server.accept_one();
  const Received received = server.receive();
  EXPECT_EQ(received.type, static_cast<std::uint8_t>(MessageType::Unlock));
  const auto unlock = decode_unlock(received.body);
  ASSERT_TRUE(unlock);
  EXPECT_EQ(unlock->key_class, KeyClass::Quorum);
  EXPECT_TRUE(base::equal(unlock->credential, Bytes(32, 0xC4)));
  server.send(answer_type(MessageType::Unlock), received.number, {});
  thread.join();
}

}  // namespace
}  // namespace yinxin::signer
