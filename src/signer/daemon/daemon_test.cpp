// The daemon behind its socket, asked by real clients and by peers that do not keep to the protocol.
#include "signer/daemon/daemon.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "crypto/random.hpp"
#include "signer/client.hpp"
#include "signer/daemon/test_desk.hpp"

namespace yinxin::signer {
namespace {

using base::Bytes;
using base::ErrorKind;

Bytes certificate(std::uint8_t serial) {
  return test_tbs(serial, test_time()).to_der();
}

/// A furnished desk served in a thread; the desk itself is not touched while it runs.
class DaemonTest : public testing::Test {
 protected:
  void SetUp() override {
    desk.furnish();
    issuing_key = desk.public_key("issuing-1");
    start();
  }
  void TearDown() override { stop(); }

  DaemonOptions daemon_options() {
    DaemonOptions options;
    options.socket_path = socket_path;
    options.allowed_uids = allowed;
    options.stop_fd = stop_fd.get();
    return options;
  }
  void start() {
    auto started = Daemon::start(daemon_options(), desk.desk());
    ASSERT_TRUE(started) << base::describe(started.error());
    daemon = std::move(started).value();
    thread = std::thread([this] { daemon->run(); });
  }
  void stop() {
    if (!thread.joinable()) return;
    eventfd_write(stop_fd.get(), 1);
    thread.join();
    daemon.reset();
    eventfd_t count = 0;
    eventfd_read(stop_fd.get(), &count);
  }

  /// A peer that writes octets of its own.
  Fd raw_peer() {
    auto fd = connect_unix(socket_path);
    EXPECT_TRUE(fd);
    return fd ? std::move(fd).value() : Fd();
  }
  static void send_raw(const Fd& fd, base::ByteView octets) {
    while (!octets.empty()) {
      pollfd ready{fd.get(), POLLOUT, 0};
      poll(&ready, 1, -1);
      const ssize_t put = ::send(fd.get(), octets.data(), octets.size(), MSG_NOSIGNAL);
      ASSERT_GT(put, 0);
      octets = octets.subspan(static_cast<std::size_t>(put));
    }
  }
  /// Reads until the daemon closes, or until `enough` octets are here.
  static Bytes read_raw(const Fd& fd, std::size_t enough = SIZE_MAX) {
    Bytes all;
    Bytes chunk(64 * 1024);
    while (all.size() < enough) {
      pollfd ready{fd.get(), POLLIN, 0};
      poll(&ready, 1, -1);
      const ssize_t got = recv(fd.get(), chunk.data(), chunk.size(), 0);
      if (got <= 0) break;
      base::append(all, base::ByteView(chunk).first(static_cast<std::size_t>(got)));
    }
    return all;
  }

  TestDesk desk;
  crypto::Sm2PublicKey issuing_key;
  std::vector<uid_t> allowed{geteuid()};
  Fd stop_fd{eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
  const std::string socket_path = desk.folder / "signer.sock";
  std::unique_ptr<Daemon> daemon;
  std::thread thread;
};

TEST_F(DaemonTest, SignsEveryKindOverTheSocket) {
  const auto client = Client::make(socket_path);
  const auto status = client->status();
  ASSERT_TRUE(status) << base::describe(status.error());
  EXPECT_TRUE(status->quorum_unlocked && status->online_unlocked);
  const auto keys = client->keys();
  ASSERT_TRUE(keys);
  EXPECT_EQ(keys->size(), 4U);
  const auto certificates = client->sign_certificates("issuing-1", {certificate(1), certificate(2)});
  ASSERT_TRUE(certificates) << base::describe(certificates.error());
  EXPECT_TRUE(crypto::sm2_verify(issuing_key, certificate(2), certificates->at(1)));
  const auto ocsp_key = client->key("ocsp-1");
  ASSERT_TRUE(ocsp_key);
  const Bytes answer = test_ocsp(ocsp_key->public_key, test_time()).to_der();
  const auto ocsp = client->sign_ocsp("ocsp-1", {answer});
  ASSERT_TRUE(ocsp) << base::describe(ocsp.error());
  EXPECT_TRUE(crypto::sm2_verify(ocsp_key->public_key, answer, ocsp->at(0)));
  EXPECT_TRUE(client->sign_tree_head("tree-1", test_head(3, 1, test_time()).body()));
  EXPECT_EQ(code_of(client->sign_tree_head("tree-1", test_head(2, 1, test_time()).body())), "signer.refused");
  EXPECT_EQ(code_of(client->key("nobody")), "signer.key");
}

TEST_F(DaemonTest, UnwrapsDataKeysAndTellsWhatItSigned) {
  const auto client = Client::make(socket_path);
  const auto key = client->key("data-1");
  ASSERT_TRUE(key);
  const Bytes data_key(32, 0xD4);
  const Bytes wrapped = crypto::sm2_encrypt(key->public_key, data_key).value();
  const auto unwrapped = client->unwrap("data-1", wrapped);
  ASSERT_TRUE(unwrapped) << base::describe(unwrapped.error());
  EXPECT_TRUE(base::equal(unwrapped->reveal(), data_key));
  EXPECT_EQ(code_of(client->unwrap("ocsp-1", wrapped)), "signer.refused");
  EXPECT_EQ(code_of(client->unwrap("data-1", Bytes(10))), "signer.refused");
  ASSERT_TRUE(client->sign_certificates("issuing-1", {certificate(1), certificate(2)}));
  const auto all = client->signed_certificates("issuing-1", 0);
  ASSERT_TRUE(all) << base::describe(all.error());
  ASSERT_EQ(all->certificates.size(), 2U);
  EXPECT_EQ(all->certificates[1].tbs, certificate(2));
  EXPECT_TRUE(client->signed_certificates("issuing-1", all->next)->certificates.empty());
  const auto last = client->last_signed("issuing-1");
  ASSERT_TRUE(last) << base::describe(last.error());
  EXPECT_EQ(last->certificates, 2U);
  EXPECT_EQ(last->tree_size, 0U);
  EXPECT_TRUE(last->lists.empty());
  ASSERT_TRUE(client->sign_tree_head("tree-1", test_head(3, 1, test_time()).body()));
  EXPECT_EQ(client->last_signed("tree-1")->tree_size, 3U);
  EXPECT_EQ(client->last_signed("tree-1")->tree_root, test_head(3, 1, test_time()).root);
  EXPECT_EQ(code_of(client->last_signed("nobody")), "signer.key");
}

TEST_F(DaemonTest, SharesOpenTheQuorum) {
  const auto shares = share_credential(crypto::random_secret(32), 2, 3);
  stop();
  TestDesk locked;
  auto started = Daemon::start(daemon_options(), locked.desk());
  ASSERT_TRUE(started);
  daemon = std::move(started).value();
  thread = std::thread([this] { daemon->run(); });
  {
    const auto client = Client::make(socket_path);
    EXPECT_EQ(client->unlock_share(KeyClass::Quorum, shares[0])->there, 1);
    const auto second = client->unlock_share(KeyClass::Quorum, shares[2]);
    ASSERT_TRUE(second) << base::describe(second.error());
    EXPECT_TRUE(second->unlocked);
    EXPECT_TRUE(client->status()->quorum_unlocked);
    EXPECT_EQ(code_of(client->unlock_share(KeyClass::Online, shares[0])), "signer.refused");
  }
  stop();
}

TEST_F(DaemonTest, SharesAreWipedThoughNoneComesAfterThem) {
  const auto shares = share_credential(crypto::random_secret(32), 2, 3);
  stop();
  TestDesk locked;
  auto started = Daemon::start(daemon_options(), locked.desk());
  ASSERT_TRUE(started);
  daemon = std::move(started).value();
  thread = std::thread([this] { daemon->run(); });
  const auto client = Client::make(socket_path);
  EXPECT_EQ(client->unlock_share(KeyClass::Quorum, shares[0])->there, 1);
  locked.clock.advance(std::chrono::minutes(11));
  EXPECT_TRUE(client->status() && client->status()) << "two rounds";
  stop();
  EXPECT_EQ(locked.desk().shares.count(), 0U);
}

TEST_F(DaemonTest, SignsALargeCrlChunkByChunk) {
  auto writer = x509::CrlWriter::start(test_crl(1, test_time()), desk.folder / "");
  ASSERT_TRUE(writer);
  for (std::uint32_t i = 0; i < 6000; ++i) {
    x509::CrlEntry entry;
    Bytes serial{0x33};
    base::append_u32(serial, i);
    entry.serial = x509::Serial::from_magnitude(serial).value();
    entry.revoked_at = test_time();
    ASSERT_TRUE(writer->add(entry));
  }
  const auto client = Client::make(socket_path);
  const auto signature = client->sign_crl("issuing-1", *writer);
  ASSERT_TRUE(signature) << base::describe(signature.error());
  Bytes whole;
  ASSERT_TRUE(writer->write(*signature, [&](base::ByteView octets) -> base::Result<void> {
    base::append(whole, octets);
    return {};
  }));
  EXPECT_GT(whole.size(), 2 * kMaxChunkBytes);
  const auto crl = x509::Crl::parse(whole);
  ASSERT_TRUE(crl);
  EXPECT_TRUE(crl->verify(issuing_key));
  EXPECT_EQ(client->sign_crl("issuing-1", *writer).value(), *signature) << "again, the same";
  EXPECT_EQ(code_of(client->sign_crl("ocsp-1", *writer)), "signer.refused");
}

TEST_F(DaemonTest, PipelinedRequestsAreAllAnswered) {
  const auto client = Client::make(socket_path);
  std::vector<std::unique_ptr<base::Waiter<Signatures>>> waiters;
  for (int i = 0; i < 200; ++i) {
    waiters.push_back(std::make_unique<base::Waiter<Signatures>>());
    client->sign_certificates("issuing-1", {certificate(static_cast<std::uint8_t>(i))}, {},
                              waiters.back()->completion());
  }
  for (int i = 0; i < 200; ++i) {
    const auto signatures = waiters[static_cast<std::size_t>(i)]->wait();
    ASSERT_TRUE(signatures) << base::describe(signatures.error());
    EXPECT_TRUE(
        crypto::sm2_verify(issuing_key, certificate(static_cast<std::uint8_t>(i)), signatures->at(0)));
  }
}

TEST_F(DaemonTest, TwoClientsOneSerialOneBodyWins) {
  const auto first = Client::make(socket_path);
  const auto second = Client::make(socket_path);
  for (std::uint8_t serial = 0; serial < 30; ++serial) {
    x509::TbsCertificate other = test_tbs(serial, test_time());
    other.subject = test_name("The other one");
    base::Waiter<Signatures> one;
    base::Waiter<Signatures> two;
    first->sign_certificates("issuing-1", {certificate(serial)}, {}, one.completion());
    second->sign_certificates("issuing-1", {serial % 2 == 0 ? other.to_der() : certificate(serial)}, {},
                              two.completion());
    const auto by_first = one.wait();
    const auto by_second = two.wait();
    if (serial % 2 == 0) {
      EXPECT_NE(by_first.has_value(), by_second.has_value());
      EXPECT_EQ(code_of(by_first) + code_of(by_second), "signer.serial_used");
    } else {
      ASSERT_TRUE(by_first && by_second);
      EXPECT_EQ(*by_first, *by_second);
    }
  }
}

TEST_F(DaemonTest, AnotherUserIsTurnedAway) {
  stop();
  allowed = {geteuid() + 1};
  start();
  const auto status = Client::make(socket_path)->status();
  EXPECT_EQ(code_of(status), "signer.unreachable");
  EXPECT_EQ(status.error().kind, ErrorKind::Unavailable);
}

TEST_F(DaemonTest, AMalformedMessageEndsItsConnectionOnly) {
  const auto client = Client::make(socket_path);
  ASSERT_TRUE(client->status());
  const struct {
    Bytes octets;
    const char* why;
  } kBad[] = {
      {{0, 0, 0, 0}, "length 0"},
      {{0xFF, 0xFF, 0xFF, 0xFF}, "4 GiB"},
      {{0, 0, 0, 10, 2}, "version"},
      {encode_frame(0x55, 7, Bytes{}), "type"},
      {encode_frame(static_cast<std::uint8_t>(MessageType::Key), 7, Bytes{0, 0, 0, 9, 'a'}), "body"},
      {encode_frame(static_cast<std::uint8_t>(MessageType::Status), 7, Bytes{1}), "too long"},
  };
  for (const auto& bad : kBad) {
    const Fd peer = raw_peer();
    send_raw(peer, bad.octets);
    const Bytes answer = read_raw(peer);
    const auto frame = next_frame(answer);
    ASSERT_TRUE(frame && frame->has_value()) << bad.why;
    EXPECT_EQ((*frame)->type, kErrorAnswer) << bad.why;
    EXPECT_EQ(decode_error((*frame)->body).code, "signer.message") << bad.why;
    EXPECT_EQ((*frame)->whole_bytes, answer.size()) << bad.why;
    EXPECT_TRUE(client->status()) << bad.why << ": the others go on";
  }
}

TEST_F(DaemonTest, HalfAMessageHurtsNobody) {
  const Bytes whole = encode_frame(static_cast<std::uint8_t>(MessageType::Status), 1, Bytes{});
  {
    const Fd gone = raw_peer();
    send_raw(gone, base::ByteView(whole).first(7));
  }
  const Fd slow = raw_peer();
  for (const std::uint8_t octet : whole) send_raw(slow, {&octet, 1});
  EXPECT_EQ(read_raw(slow, kLengthBytes + kFrameHeadBytes + 5).size(), kLengthBytes + kFrameHeadBytes + 5);
}

TEST_F(DaemonTest, APeerThatDoesNotReadHoldsUpNobodyAndLosesNothing) {
  const Fd peer = raw_peer();
  const Bytes ask = encode_frame(static_cast<std::uint8_t>(MessageType::Keys), 1, encode_keys_request(""));
  constexpr std::size_t kMany = 5000;  // within the rate; answers of several megabytes
  Bytes all;
  for (std::size_t i = 0; i < kMany; ++i) base::append(all, ask);
  std::thread writer([&] { send_raw(peer, all); });
  const auto client = Client::make(socket_path);
  EXPECT_TRUE(client->status());
  EXPECT_TRUE(client->sign_certificates("issuing-1", {certificate(1)}));
  const Bytes one = encode_key_infos(client->keys().value());
  const Bytes answers = read_raw(peer, kMany * (kLengthBytes + kFrameHeadBytes + one.size()));
  writer.join();
  EXPECT_EQ(answers.size(), kMany * (kLengthBytes + kFrameHeadBytes + one.size()));
}

TEST_F(DaemonTest, StopsAndComesBackForTheSameClient) {
  const auto client = Client::make(socket_path);
  const auto before = client->sign_certificates("issuing-1", {certificate(1)});
  ASSERT_TRUE(before);
  stop();
  EXPECT_FALSE(std::filesystem::exists(socket_path));
  EXPECT_EQ(code_of(client->status()), "signer.unreachable");
  desk.reopen();
  start();
  EXPECT_EQ(client->sign_certificates("issuing-1", {certificate(1)}).value(), *before);
}

TEST_F(DaemonTest, WhatWasSentIsAnsweredBeforeTheEnd) {
  const Fd peer = raw_peer();
  send_raw(peer, encode_frame(static_cast<std::uint8_t>(MessageType::Status), 1, Bytes{}));
  const Bytes status = read_raw(peer, 1);  // accepted
  send_raw(peer, encode_frame(static_cast<std::uint8_t>(MessageType::SignCertificates), 9,
                              certificates_body("issuing-1", {certificate(1)})));
  eventfd_write(stop_fd.get(), 1);
  const Bytes answer = read_raw(peer);
  const auto frame = next_frame(answer);
  ASSERT_TRUE(frame && frame->has_value());
  EXPECT_EQ((*frame)->number, 9U);
  EXPECT_EQ((*frame)->type, answer_type(MessageType::SignCertificates));
}

TEST_F(DaemonTest, TakesNoPathThatIsInUse) {
  EXPECT_EQ(code_of(Daemon::start(daemon_options(), desk.desk())), "signer.socket")
      << "a daemon answers there";
  stop();
  std::ofstream(socket_path) << "a file";
  EXPECT_EQ(code_of(Daemon::start(daemon_options(), desk.desk())), "signer.socket") << "not a socket";
  std::filesystem::remove(socket_path);
  { const auto stale = listen_unix(socket_path, 0600); }
  ASSERT_TRUE(std::filesystem::exists(socket_path));
  EXPECT_TRUE(Daemon::start(daemon_options(), desk.desk())) << "a socket that nobody answers";
  DaemonOptions options = daemon_options();
  options.socket_path = "/tmp/" + std::string(200, 'x');
  EXPECT_EQ(code_of(Daemon::start(options, desk.desk())), "signer.socket");
}

TEST_F(DaemonTest, TheSocketIsForItsGroupAtMost) {
  EXPECT_EQ(std::filesystem::status(socket_path).permissions(), std::filesystem::perms(0600));
  stop();
  DaemonOptions options = daemon_options();
  options.group = getegid();
  const auto started = Daemon::start(options, desk.desk());
  ASSERT_TRUE(started);
  EXPECT_EQ(std::filesystem::status(socket_path).permissions(), std::filesystem::perms(0660));
}

TEST_F(DaemonTest, OcspCountsAreOnDiskAtTheEnd) {
  const auto before = std::filesystem::file_size(desk.folder / "journal");
  const auto client = Client::make(socket_path);
  const auto key = client->key("ocsp-1");
  ASSERT_TRUE(client->sign_ocsp("ocsp-1", {test_ocsp(key->public_key, test_time()).to_der()}));
  stop();
  EXPECT_GT(std::filesystem::file_size(desk.folder / "journal"), before);
}

}  // namespace
}  // namespace yinxin::signer
