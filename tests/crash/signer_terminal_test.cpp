// Custodians at a terminal: the real yinxin and yinxin-signerd, typed to through a pseudo-terminal.
#include <gtest/gtest.h>
#include <pty.h>

#include "crash/signer_process.hpp"
#include "crypto/random.hpp"
#include "signer/daemon/test_desk.hpp"

namespace yinxin::signer {
namespace {

using base::Bytes;

/// `yinxin signer unlock --class quorum` at a terminal of its own.
class Custodians {
 public:
  explicit Custodians(const std::string& socket, const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"yinxin", "signer", "unlock", "--socket", socket, "--class", "quorum"};
    words.insert(words.end(), more.begin(), more.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    int master = -1;
    pid_ = forkpty(&master, nullptr, nullptr, nullptr);
    if (pid_ == 0) {
      execv(YX_BIN_DIR "/yinxin", argv.data());
      _exit(127);
    }
    terminal_ = Fd(master);
  }
  /// Reads until `text` has come once more, or the program ended.
  bool wait_for(const std::string& text) {
    std::size_t at = std::string::npos;
    char chunk[512];
    while ((at = shown_.find(text, seen_)) == std::string::npos) {
      const ssize_t got = read(terminal_.get(), chunk, sizeof(chunk));
      if (got <= 0) return false;
      shown_.append(chunk, static_cast<std::size_t>(got));
    }
    seen_ = at + text.size();
    return true;
  }
  void type(base::ByteView text) {
    ASSERT_EQ(write(terminal_.get(), text.data(), text.size()), ssize_t(text.size()));
  }
  int end() {
    wait_for("nothing that it says");
    int status = 0;
    waitpid(pid_, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  const std::string& shown() const { return shown_; }

 private:
  pid_t pid_ = -1;
  Fd terminal_;
  std::string shown_;
  std::size_t seen_ = 0;
};

TEST(SignerTerminal, CustodiansTypeTheirSharesUnseen) {
  const TestFolder folder;
  const std::string keys = folder / "keys";
  const std::string socket_path = folder / "signer.sock";
  const auto shares = share_credential(crypto::random_secret(kCredentialBytes), 3, 5);
  {
    Process first({"--socket", socket_path, "--keys", keys, "--initialise"}, 0);
    ASSERT_TRUE(first.wait_ready()) << first.errors();
    const auto client = Client::make(socket_path);
    for (const std::size_t i : {0U, 1U, 2U}) ASSERT_TRUE(client->unlock_share(KeyClass::Quorum, shares[i]));
  }
  Process process({"--socket", socket_path, "--keys", keys}, 0);
  ASSERT_TRUE(process.wait_ready()) << process.errors();
  Custodians custodians(socket_path);
  const std::string prompt = "not shown:";
  std::vector<Bytes> texts;
  for (const std::size_t custodian : {1U, 3U, 4U})
    texts.push_back(base::to_bytes(write_share_text(shares[custodian]).reveal()));
  Bytes mistyped = texts[1];
  mistyped[mistyped.size() - 2] ^= 1;
  for (const Bytes& text : {texts[0], mistyped, texts[1], texts[2]}) {
    ASSERT_TRUE(custodians.wait_for(prompt)) << custodians.shown();
    custodians.type(text);
  }
  EXPECT_EQ(custodians.end(), 0) << custodians.shown();
  EXPECT_NE(custodians.shown().find("2 / 3"), std::string::npos) << custodians.shown();
  EXPECT_NE(custodians.shown().find("3 / 3"), std::string::npos) << custodians.shown();
  EXPECT_EQ(custodians.shown().find("share: "), std::string::npos) << "nothing that was typed is shown";
  const auto status = Client::make(socket_path)->status();
  ASSERT_TRUE(status);
  EXPECT_TRUE(status->quorum_unlocked);
}

/// The signer is no demonstration's: a file is not read.
TEST(SignerTerminal, ShareFilesAreForDemonstrations) {
  const TestFolder folder;
  const std::string socket_path = folder / "signer.sock";
  Process process({"--socket", socket_path, "--keys", folder / "keys"}, 0);
  ASSERT_TRUE(process.wait_ready()) << process.errors();
  Custodians custodians(socket_path, {"--share", folder / "share-1.txt"});
  EXPECT_EQ(custodians.end(), 1);
  EXPECT_NE(custodians.shown().find("yinxin.signer.share_files"), std::string::npos) << custodians.shown();
}

}  // namespace
}  // namespace yinxin::signer
