#include "signer_command.hpp"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include "base/files.hpp"
#include "crypto/sm4.hpp"
#include "files.hpp"
#include "signer/client.hpp"
#include "signer/unix_socket.hpp"
#include "x509/request.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

const char* class_zh(signer::KeyClass key_class) {
  switch (key_class) {
    case signer::KeyClass::Ceremony:
      return "仪式";
    case signer::KeyClass::Quorum:
      return "法定人数";
    case signer::KeyClass::Online:
      return "在线";
  }
  return "";
}

/// Reads a file of a secret into memory that is wiped.
Result<base::SecretBytes> read_secret(const std::string& file, std::size_t max_bytes) {
  YX_TRY(base::Bytes octets, base::read_file(file, max_bytes));
  auto secret = base::SecretBytes::copy_of(octets);
  base::wipe(octets);
  return secret;
}

/// The terminal this command runs at, without echo until this goes.
class SilentTerminal {
 public:
  static Result<std::unique_ptr<SilentTerminal>> open() {
    auto terminal = std::unique_ptr<SilentTerminal>(new SilentTerminal);
    terminal->fd_ = signer::Fd(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
    if (!terminal->fd_ || tcgetattr(terminal->fd_.get(), &terminal->before_) != 0)
      return make_error(ErrorKind::Unavailable, "yinxin.signer.terminal", signer::with_errno("/dev/tty"));
    termios silent = terminal->before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL | ISIG);  // Ctrl-C would leave it silent
    if (tcsetattr(terminal->fd_.get(), TCSAFLUSH, &silent) != 0)
      return make_error(ErrorKind::Unavailable, "yinxin.signer.terminal", signer::with_errno("echo"));
    terminal->silent_ = true;
    return terminal;
  }
  ~SilentTerminal() {
    if (silent_) tcsetattr(fd_.get(), TCSAFLUSH, &before_);
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;

  void say(std::string_view text) const {
    static_cast<void>(::write(fd_.get(), text.data(), text.size()) < 0);  // a prompt nobody sees is no fault
  }
  /// What was typed beyond a wrong share belongs to it.
  void start_over(std::string_view text) const {
    tcflush(fd_.get(), TCIFLUSH);
    say(text);
  }
  /// The lines of one share, as they were typed or pasted; empty ones are passed over.
  Result<base::SecretBytes> read_share() const {
    base::SecretBytes room(signer::kMaxShareTextBytes);
    const auto text = room.writable();
    std::size_t used = 0;
    std::size_t lines = 0;
    while (lines < signer::kShareTextLines && used < text.size()) {
      const ssize_t got = ::read(fd_.get(), &text[used], 1);
      if (got != 1)
        return make_error(ErrorKind::Unavailable, "yinxin.signer.terminal",
                          "the share ended before its last line");
      const bool ends_line = text[used] == '\n';
      if (ends_line && (used == 0 || text[used - 1] == '\n')) continue;
      ++used;
      if (ends_line) ++lines;
    }
    return base::SecretBytes::copy_of(room.reveal().first(used));
  }

 private:
  SilentTerminal() = default;
  signer::Fd fd_;
  termios before_{};
  bool silent_ = false;
};

/// Gives one share to the daemon; whether the class is open now.
Result<bool> give(signer::Client& client, const base::SecretBytes& text, std::ostream& out) {
  YX_TRY(const signer::KeyShare share, signer::read_share_text(text.reveal()));
  YX_TRY(const signer::ShareProgress progress, client.unlock_share(signer::KeyClass::Quorum, share));
  out << "  第 " << int{share.share.index} << " 号分片已收到：" << int{progress.there} << " / "
      << int{progress.needed} << "\n"
      << std::flush;
  return progress.unlocked;
}

Result<bool> give_files(signer::Client& client, const std::vector<std::string>& files, std::ostream& out) {
  YX_TRY(const signer::DaemonStatus status, client.status());
  if (!status.demonstration) {
    return make_error(ErrorKind::Refused, "yinxin.signer.share_files",
                      "the signer is no demonstration's: its custodians give their shares at the terminal");
  }
  bool open = false;
  for (const std::string& file : files) {
    YX_TRY(const base::SecretBytes text, read_secret(file, signer::kMaxShareTextBytes));
    YX_TRY(open, give(client, text, out));
  }
  return open;
}

/// One custodian after another, until there are enough. A mistyped share is asked for again.
Result<bool> give_from_terminal(signer::Client& client, std::ostream& out) {
  YX_TRY(const auto terminal, SilentTerminal::open());
  bool open = false;
  while (!open) {
    terminal->say(
        "请保管人输入或粘贴分片（六行，不回显，Ctrl-D 放弃）/ type or paste a share (six lines, Ctrl-D gives "
        "up), not shown:\n");
    YX_TRY(const base::SecretBytes text, terminal->read_share());
    const auto given = give(client, text, out);
    if (!given && given.error().code != "signer.share") return given.error();
    if (!given) terminal->start_over("分片有误，请重新输入 / mistyped, once more\n");
    open = given && *given;
  }
  return open;
}

Result<void> unlock_quorum(const SignerOptions& options, std::ostream& out) {
  if (!options.credential.empty()) {
    return make_error(ErrorKind::Malformed, "yinxin.signer.credential",
                      "the quorum class opens with shares, not with a credential");
  }
  const auto client = signer::Client::make(options.socket);
  YX_TRY(const bool open, options.shares.empty() ? give_from_terminal(*client, out)
                                                 : give_files(*client, options.shares, out));
  out << (open ? "已开启法定人数密钥\n" : "分片不足，法定人数密钥尚未开启；十分钟内可继续\n");
  return {};
}

Result<void> unlock_online(const SignerOptions& options, std::ostream& out) {
  if (options.credential.empty() || !options.shares.empty()) {
    return make_error(ErrorKind::Malformed, "yinxin.signer.credential",
                      "the online class opens with a credential, not with shares");
  }
  YX_TRY(const base::SecretBytes credential, read_secret(options.credential, crypto::kSealKeySize));
  const auto client = signer::Client::make(options.socket);
  YX_CHECK(client->unlock(signer::KeyClass::Online, credential));
  out << "已开启在线密钥\n";
  return {};
}

void say(std::ostream& out, const signer::Enrolled& who) {
  out << "  登记的管理员 " << who.id << "（" << who.roles << "）公钥 SM3 "
      << base::to_hex(crypto::sm3(who.public_key.point())) << "\n";
}

}  // namespace

Result<void> signer_status(const SignerOptions& options, std::ostream& out) {
  const auto client = signer::Client::make(options.socket);
  YX_TRY(const signer::DaemonStatus status, client->status());
  out << "签名服务：法定人数密钥" << (status.quorum_unlocked ? "已开启" : "未开启") << "，在线密钥"
      << (status.online_unlocked ? "已开启" : "未开启")
      << (status.demonstration ? "（演示：软件密码模块）" : "") << "\n";
  if (!status.memory_locked) out << "  注意：密钥所在内存页未能锁定（RLIMIT_MEMLOCK 太小）；生产环境将拒绝\n";
  YX_TRY(const auto keys, client->keys());
  for (const signer::KeyInfo& key : keys) {
    out << "  " << key.spec.id << "（" << class_zh(key.spec.key_class) << "）公钥 "
        << base::to_hex(key.public_key.point()).substr(2, 16) << "…";
    if (!key.spec.limits.acts_by.empty())
      out << "，签发须有工作人员签名（" << key.spec.limits.acts_by << "）";
    out << "\n";
  }
  YX_TRY(const auto enrolled, client->enrolled());
  for (const signer::Enrolled& who : enrolled) say(out, who);
  return {};
}

Result<void> signer_enrol(const SignerEnrolOptions& options, std::ostream& out) {
  YX_TRY(const base::Bytes input, read_input(options.request));
  YX_TRY(const auto request, x509::CertificateRequest::parse_pem_or_der(input));
  YX_CHECK(request.verify_possession());
  const auto client = signer::Client::make(options.socket);
  const signer::Enrolled who{options.id, options.role, request.public_key()};
  YX_CHECK(client->enrol(who));
  if (who.roles.empty()) {
    out << "已取消登记 " << who.id << "\n";
  } else {
    say(out, who);
  }
  return {};
}

Result<void> signer_unlock(const SignerOptions& options, std::ostream& out) {
  if (options.key_class == "quorum") return unlock_quorum(options, out);
  if (options.key_class == "online") return unlock_online(options, out);
  return make_error(ErrorKind::Malformed, "yinxin.key_class", "quorum or online");
}

}  // namespace yinxin::command_line
