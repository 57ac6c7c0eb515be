#include "signer_command.hpp"

#include "base/files.hpp"
#include "crypto/sm4.hpp"
#include "signer/client.hpp"

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
        << base::to_hex(key.public_key.point()).substr(2, 16) << "…\n";
  }
  return {};
}

Result<void> signer_unlock(const SignerOptions& options, std::ostream& out) {
  const bool quorum = options.key_class == "quorum";
  if (!quorum && options.key_class != "online")
    return make_error(ErrorKind::Malformed, "yinxin.key_class", "quorum or online");
  YX_TRY(base::Bytes octets, base::read_file(options.credential, crypto::kSealKeySize));
  const auto credential = base::SecretBytes::copy_of(octets);
  base::wipe(octets);
  const auto client = signer::Client::make(options.socket);
  const auto key_class = quorum ? signer::KeyClass::Quorum : signer::KeyClass::Online;
  YX_CHECK(client->unlock(key_class, credential));
  out << "已开启" << class_zh(key_class) << "密钥\n";
  return {};
}

}  // namespace yinxin::command_line
