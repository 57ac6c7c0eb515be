// The real yinxin-signerd, killed in the middle of its work, cut off from its disk, started on damaged files.
// Whatever it answered must still be so at the next start.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>

#include "base/files.hpp"
#include "crash/signer_process.hpp"
#include "signer/daemon/test_desk.hpp"

namespace yinxin::signer {
namespace {

using base::Bytes;
using base::Result;

std::string text_of(const std::string& path) {
  return std::string(base::as_text(base::read_file(path, 1 << 16).value()));
}

class SignerKillTest : public testing::Test {
 protected:
  void start(bool initialise = false, rlim_t file_limit = 0) {
    std::vector<std::string> arguments = {"--socket", socket_path, "--keys", keys};
    if (initialise) arguments.push_back("--initialise");
    process = std::make_unique<Process>(arguments, file_limit);
    ASSERT_TRUE(process->wait_ready()) << process->errors();
    client = Client::make(socket_path);
    const auto online =
        client->unlock(KeyClass::Online, base::SecretBytes::copy_of(TestDesk::credential(KeyClass::Online)));
    ASSERT_TRUE(online) << base::describe(online.error());
    for (const std::size_t custodian : {4U, 0U, 2U}) {
      const auto quorum = client->unlock_share(KeyClass::Quorum, shares[custodian]);
      ASSERT_TRUE(quorum) << base::describe(quorum.error());
      EXPECT_EQ(quorum->unlocked, custodian == 2U);
    }
  }
  void start_new(rlim_t file_limit = 0) {
    start(true, file_limit);
    const auto issuing = client->generate(issuing_spec());
    ASSERT_TRUE(issuing) << base::describe(issuing.error());
    issuing_key = issuing->public_key;
    ASSERT_TRUE(client->generate(tree_spec()));
  }
  /// A start that must fail: what it said.
  std::string failed_start() {
    process = std::make_unique<Process>(std::vector<std::string>{"--socket", socket_path, "--keys", keys}, 0);
    EXPECT_FALSE(process->wait_ready());
    EXPECT_EQ(process->wait(), 1);
    return process->errors();
  }
  base::Time now() const { return base::SystemClock().now(); }
  Bytes certificate(std::uint32_t serial) const {
    x509::TbsCertificate tbs = test_tbs(0, std::chrono::floor<std::chrono::seconds>(now()));
    Bytes magnitude{0x11};
    base::append_u32(magnitude, serial);
    tbs.serial = x509::Serial::from_magnitude(magnitude).value();
    return tbs.to_der();
  }

  TestFolder folder;
  const std::string keys = folder / "keys";
  const std::string journal = folder / "keys/journal";
  const std::string socket_path = folder / "signer.sock";
  const std::vector<KeyShare> shares =
      share_credential(base::SecretBytes::copy_of(TestDesk::credential(KeyClass::Quorum)), 3, 5);
  std::unique_ptr<Process> process;
  std::unique_ptr<Client> client;
  crypto::Sm2PublicKey issuing_key;
};

/// A batch on its way, and what came of it.
struct Batch {
  std::vector<Bytes> items;
  base::Waiter<Signatures> waiter;
  std::optional<Signatures> signatures;
};

TEST_F(SignerKillTest, WhatWasAnsweredStaysAnswered) {
  start_new();
  constexpr std::size_t kBatches = 24;
  constexpr std::size_t kPerBatch = 8;
  std::uint32_t serial = 0;
  std::vector<std::unique_ptr<Batch>> all;
  for (const std::size_t answered_before_kill : {1U, 5U, 12U, 20U}) {
    std::vector<std::unique_ptr<Batch>> round;
    std::atomic<std::size_t> answered{0};
    for (std::size_t i = 0; i < kBatches; ++i) {
      round.push_back(std::make_unique<Batch>());
      for (std::size_t j = 0; j < kPerBatch; ++j) round[i]->items.push_back(certificate(serial++));
    }
    const pid_t pid = process->pid();
    for (auto& batch : round) {
      client->sign_certificates("issuing-1", batch->items, {},
                                [&, done = batch->waiter.completion()](Result<Signatures> result) {
                                  if (result && ++answered == answered_before_kill) kill(pid, SIGKILL);
                                  done(std::move(result));
                                });
    }
    for (auto& batch : round) {
      auto result = batch->waiter.wait();
      if (result) {
        batch->signatures = *result;
      } else {
        EXPECT_EQ(result.error().code, "signer.unreachable");
      }
    }
    EXPECT_GE(answered, answered_before_kill);
    process->kill_now();
    start();
    std::move(round.begin(), round.end(), std::back_inserter(all));
    for (const auto& batch : all) {
      const auto again = client->sign_certificates("issuing-1", batch->items);
      ASSERT_TRUE(again) << base::describe(again.error());
      if (batch->signatures) {
        EXPECT_EQ(*again, *batch->signatures) << "the same octets as before the kill";
      }
      batch->signatures = *again;
      for (std::size_t i = 0; i < kPerBatch; ++i) {
        EXPECT_TRUE(crypto::sm2_verify(issuing_key, batch->items[i], (*again)[i]));
      }
    }
  }
}

TEST_F(SignerKillTest, EveryCertificateThatWasAnsweredComesBackWhole) {
  start_new();
  std::map<Bytes, crypto::Sm2Signature> answered;
  for (std::uint32_t serial = 0; serial < 40; ++serial) {
    const Bytes tbs = certificate(serial);
    const auto signatures = client->sign_certificates("issuing-1", {tbs});
    ASSERT_TRUE(signatures) << base::describe(signatures.error());
    answered[tbs] = signatures->at(0);
    if (serial % 10 != 9) continue;
    process->kill_now();
    start();
    std::map<Bytes, crypto::Sm2Signature> learnt;
    for (std::uint64_t from = 0;;) {
      const auto page = client->signed_certificates("issuing-1", from);
      ASSERT_TRUE(page) << base::describe(page.error());
      if (page->certificates.empty()) break;
      for (const SignedCertificate& one : page->certificates) learnt[one.tbs] = one.signature;
      from = page->next;
    }
    EXPECT_EQ(learnt, answered) << "a database that was lost can learn them all";
  }
}

TEST_F(SignerKillTest, AnOlderJournalIsRefusedByName) {
  start_new();
  process->kill_now();
  Bytes older = base::read_file(journal, 1 << 20).value();
  older[15] = '1';
  ASSERT_TRUE(base::write_file_durably(journal, older, 0600));
  EXPECT_NE(failed_start().find("signer.journal_version"), std::string::npos);
}

TEST_F(SignerKillTest, ATreeNeverShrinksAcrossAKill) {
  start_new();
  const base::Time at = std::chrono::floor<std::chrono::seconds>(now());
  for (std::uint64_t size = 1; size <= 20; ++size) {
    const std::string note = test_head(size, static_cast<std::uint8_t>(size), at).body();
    const auto signature = client->sign_tree_head("tree-1", note);
    ASSERT_TRUE(signature) << base::describe(signature.error());
    if (size % 5 != 0) continue;
    process->kill_now();
    start();
    EXPECT_EQ(client->sign_tree_head("tree-1", note).value(), *signature);
    const auto smaller = client->sign_tree_head("tree-1", test_head(size - 1, 9, at).body());
    const auto forked = client->sign_tree_head("tree-1", test_head(size, 99, at).body());
    EXPECT_EQ(code_of(smaller), "signer.refused");
    EXPECT_EQ(code_of(forked), "signer.refused");
  }
}

TEST_F(SignerKillTest, AnUnfinishedLastRecordIsRemovedAtStart) {
  start_new();
  const Bytes first = certificate(1);
  const auto signature = client->sign_certificates("issuing-1", {first});
  ASSERT_TRUE(signature);
  const auto whole = std::filesystem::file_size(journal);
  ASSERT_TRUE(client->sign_certificates("issuing-1", {certificate(2)}));
  process->kill_now();
  std::filesystem::resize_file(journal, std::filesystem::file_size(journal) - 5);
  start();
  EXPECT_EQ(std::filesystem::file_size(journal), whole);
  EXPECT_EQ(client->sign_certificates("issuing-1", {first}).value(), *signature);
  EXPECT_EQ(process->terminate(), 0);
  EXPECT_NE(process->errors().find("signer.journal.tail_removed"), std::string::npos);
}

TEST_F(SignerKillTest, AChangedJournalIsNotStartedFrom) {
  start_new();
  for (std::uint32_t serial = 0; serial < 5; ++serial) {
    ASSERT_TRUE(client->sign_certificates("issuing-1", {certificate(serial)}));
  }
  process->kill_now();
  const Bytes sound = base::read_file(journal, 1 << 20).value();
  for (const std::size_t at : {std::size_t{0}, sound.size() / 2, sound.size() - 1}) {
    Bytes changed = sound;
    changed[at] ^= 0x40;
    ASSERT_TRUE(base::write_file_durably(journal, changed, 0600));
    EXPECT_NE(failed_start().find("signer.journal_damaged"), std::string::npos) << at;
  }
  std::filesystem::remove(journal);
  EXPECT_NE(failed_start().find("signer.journal_damaged"), std::string::npos) << "keys whose journal is lost";
  ASSERT_TRUE(base::write_file_durably(journal, sound, 0600));
  start();
}

TEST_F(SignerKillTest, AFullDiskStopsSigningAndNothingElse) {
  constexpr rlim_t kRoom = 8192;
  start_new(kRoom);
  std::uint32_t serial = 0;
  Result<Signatures> last = Signatures();
  while ((last = client->sign_certificates("issuing-1", {certificate(serial)}))) ASSERT_LT(++serial, 1000U);
  EXPECT_EQ(code_of(last), "signer.journal");
  EXPECT_EQ(last.error().kind, base::ErrorKind::Unavailable);
  EXPECT_GT(serial, 0U);
  EXPECT_TRUE(client->status()) << "the daemon lives";
  const rlimit roomy{RLIM_INFINITY, RLIM_INFINITY};
  ASSERT_EQ(prlimit(process->pid(), RLIMIT_FSIZE, &roomy, nullptr), 0);
  EXPECT_TRUE(client->sign_certificates("issuing-1", {certificate(serial)}))
      << "and signs again when there is room";
  process->kill_now();
  start();
}

TEST_F(SignerKillTest, OneFolderOneDaemon) {
  start_new();
  Process second({"--socket", folder / "other.sock", "--keys", keys}, 0);
  EXPECT_FALSE(second.wait_ready());
  EXPECT_EQ(second.wait(), 1);
  EXPECT_NE(second.errors().find("signer.journal_in_use"), std::string::npos);
  EXPECT_TRUE(client->status());
}

TEST_F(SignerKillTest, EndsCleanlyAndIsHardened) {
  start_new();
  const std::string proc = "/proc/" + std::to_string(process->pid());
  const std::string status = text_of(proc + "/status");
  EXPECT_NE(status.find("NoNewPrivs:\t1"), std::string::npos);
  const std::string limits = text_of(proc + "/limits");
  EXPECT_NE(limits.find("Max core file size        0                    0"), std::string::npos) << limits;
  EXPECT_EQ(process->terminate(), 0);
  EXPECT_FALSE(std::filesystem::exists(socket_path));
}

TEST_F(SignerKillTest, RootIsRefusedUnlessAllowed) {
  if (geteuid() != 0) GTEST_SKIP() << "not root";
  const pid_t pid = fork();
  if (pid == 0) {
    close(STDERR_FILENO);
    execl(YX_BIN_DIR "/yinxin-signerd", "yinxin-signerd", "--socket", socket_path.c_str(), "--keys",
          keys.c_str(), nullptr);
    _exit(127);
  }
  int ended = 0;
  waitpid(pid, &ended, 0);
  EXPECT_TRUE(WIFEXITED(ended) && WEXITSTATUS(ended) == 1);
  EXPECT_FALSE(std::filesystem::exists(keys));
}

}  // namespace
}  // namespace yinxin::signer
