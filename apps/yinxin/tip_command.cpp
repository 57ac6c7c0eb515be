#include "tip_command.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>

#include "base/files.hpp"
#include "base/toml.hpp"
#include "crypto/key_file.hpp"
#include "files.hpp"
#include "http/json_writer.hpp"
#include "supervision/tips/seal.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;
using http::JsonReader;
using http::JsonWriter;
using supervision::Reporter;
using supervision::SealWrap;
using supervision::TipSeal;

namespace {

constexpr std::size_t kMinPin = 8;
constexpr std::size_t kMaxPinFile = 256;
constexpr std::size_t kMaxTipParts = 20;
constexpr std::size_t kMaxOpenings = 10'000;
constexpr std::size_t kMaxWrapCipher = 256;

std::string tip_path(const std::string& number) {
  return "/tips/" + http::percent_encode(number);
}

Result<base::SecretBytes> checked_pin(std::string_view text) {
  const std::string_view line = text.substr(0, std::min(text.find_first_of("\r\n"), text.size()));
  if (line.size() < kMinPin) return make_error(ErrorKind::Malformed, "yinxin.tip.pin");
  return base::SecretBytes::copy_of(base::as_bytes(line));
}

Result<base::SecretBytes> read_pin(const std::string& file) {
  if (file.empty()) {
    char* typed = ::getpass("密钥口令 / PIN: ");
    if (typed == nullptr) return make_error(ErrorKind::Malformed, "yinxin.tip.pin", "no terminal");
    auto pin = checked_pin(typed);
    base::wipe({reinterpret_cast<std::uint8_t*>(typed), std::strlen(typed)});
    return pin;
  }
  YX_TRY(base::Bytes octets, base::read_file(file, kMaxPinFile));
  auto pin = checked_pin(base::as_text(octets));
  base::wipe(octets);
  return pin;
}

Result<crypto::Sm2PrivateKey> read_tip_key(const TipKeyFile& from) {
  YX_TRY(const base::Bytes pem, read_input(from.tip_key));
  YX_TRY(const base::SecretBytes pin, read_pin(from.pin_file));
  return crypto::read_private_key_pem(pem, pin);
}

Result<Reporter> read_reporter(const std::string& file) {
  YX_TRY(const auto reader, base::TomlReader::load(file));
  Reporter who;
  YX_TRY(who.name, reader.get<std::string>("name"));
  YX_TRY(who.number, reader.get_or<std::string>("number", ""));
  YX_TRY(who.phone, reader.get_or<std::string>("phone", ""));
  YX_TRY(who.address, reader.get_or<std::string>("address", ""));
  YX_TRY(who.reply_by, reader.get_or<std::string>("reply_by", ""));
  YX_TRY(who.other, reader.get_or<std::string>("other", ""));
  YX_CHECK(reader.finish());
  return who;
}

Result<std::vector<crypto::Sm2PublicKey>> ask_keys(const std::string& server, const std::string& scope) {
  YX_TRY(Remote remote, Remote::at(server));
  YX_TRY(const base::Bytes body, remote.get("/tips/keys?scope=" + http::percent_encode(scope)));
  YX_TRY(const JsonReader listed, JsonReader::parse(body));
  std::vector<crypto::Sm2PublicKey> keys;
  for (const JsonReader& one : listed.objects("keys", supervision::kMaxSealHandlers)) {
    YX_TRY(auto key, crypto::Sm2PublicKey::from_point(one.octets("point", crypto::Sm2PublicKey::kPointSize)));
    keys.push_back(std::move(key));
  }
  return keys;
}

struct Sealed {
  std::string code;
  crypto::Sm2PrivateKey key;
  std::string body;
};

/// The code is made first: the seal is bound to its key.
Result<Sealed> seal_tip(const TipWanted& wanted, const std::string& server) {
  const std::string code = supervision::new_query_code();
  YX_TRY(auto key, supervision::query_key(code));
  YX_TRY(const base::Bytes facts, read_input(wanted.facts));
  std::string seal;
  if (!wanted.reporter.empty()) {
    YX_TRY(const Reporter who, read_reporter(wanted.reporter));
    YX_TRY(const auto handlers, ask_keys(server, wanted.scope));
    YX_TRY(const TipSeal made, supervision::seal_reporter(who, key.public_key(), handlers));
    seal = base::to_base64(made.to_der());
  }
  JsonWriter json;
  json.object([&] {
    json.text("scope", wanted.scope);
    json.object("inputs", [&] {
      json.text("channel", wanted.channel).boolean("named", !seal.empty());
      json.text("reported", wanted.reported).text("facts", base::as_text(facts));
      if (!wanted.address.empty()) json.text("reported_address", wanted.address);
      if (!wanted.request.empty()) json.text("request", wanted.request);
      json.boolean("keep_secret", wanted.keep_secret);
    });
    if (!seal.empty()) json.text("seal", seal);
  });
  return Sealed{code, std::move(key), json.text()};
}

Result<void> submit_tip(SignedRemote& remote, const TipWanted& wanted, const Sealed& sealed, bool with_code,
                        std::ostream& out) {
  YX_TRY(const JsonReader receipt, remote.post_json("/tips", sealed.body));
  const std::string number = receipt.text("number");
  out << "已收到举报 " << number << (wanted.reporter.empty() ? "（匿名）" : "（实名，举报人已加密）") << "\n";
  if (!with_code) return {};
  out << "  查询码 " << sealed.code << "，凭编号和查询码查询进度；遗失不能补发，请勿告诉他人\n";
  if (wanted.code_out.empty()) return {};
  return write_secret(wanted.code_out, base::as_bytes(sealed.code + "\n" + number + "\n"));
}

Result<JsonReader> open_at(SignedRemote& remote, const TipOpenOptions& options, bool with_seal) {
  JsonWriter json;
  json.object([&] { json.text("reason", options.reason).boolean("seal", with_seal); });
  return remote.post_json(tip_path(options.number) + "/openings", json.text());
}

struct Opened {
  TipSeal seal;
  std::vector<SealWrap> wraps;
};

Result<Opened> read_opened(const JsonReader& answer) {
  Opened opened;
  YX_TRY(opened.seal, TipSeal::parse(answer.octets("seal", supervision::kMaxSealBytes)));
  for (const JsonReader& one : answer.objects("wraps", 2 * supervision::kMaxSealHandlers)) {
    SealWrap wrap;
    YX_TRY(const base::Bytes name, base::from_hex(one.text("key")));
    if (name.size() != wrap.key.size()) return make_error(ErrorKind::Malformed, "supervision.tip.seal");
    std::copy(name.begin(), name.end(), wrap.key.begin());
    wrap.cipher = one.octets("cipher", kMaxWrapCipher);
    opened.wraps.push_back(std::move(wrap));
  }
  return opened;
}

Result<SealWrap> wrap_of(const Opened& opened, const crypto::Sm2PrivateKey& key) {
  const crypto::Sm3Digest name = supervision::handler_key_name(key.public_key());
  for (const SealWrap& wrap : opened.wraps) {
    if (wrap.key == name) return wrap;
  }
  return make_error(ErrorKind::Refused, "supervision.tip.not_opened",
                    "sealed for another key of this account");
}

void print_reporter(std::ostream& out, const Reporter& who) {
  const auto line = [&](const char* label, const std::string& text) {
    if (!text.empty()) out << "  " << label << "：" << text << "\n";
  };
  line("举报人", who.name);
  line("证件号（信用代码）", who.number);
  line("电话", who.phone);
  line("地址", who.address);
  line("反馈方式", who.reply_by);
  line("其他", who.other);
}

}  // namespace

Result<void> tip_key(const TipKeyOptions& options, std::ostream& out) {
  if (std::filesystem::exists(options.tip_key))
    return make_error(ErrorKind::Conflict, "yinxin.tip.key_there", options.tip_key);
  YX_TRY(const base::SecretBytes pin, read_pin(options.pin_file));
  const auto key = crypto::Sm2PrivateKey::generate();
  const std::string pem = crypto::encrypted_key_pem(key, pin, crypto::KeyFileForm::Gm);
  YX_CHECK(write_secret(options.tip_key, base::as_bytes(pem)));
  out << "已生成加密密钥 " << base::to_hex(supervision::handler_key_name(key.public_key())) << "\n  保存在 "
      << options.tip_key << "，由本人保管并另行备份；遗失后只有其他办理人员能够打开举报人密封件\n";
  return {};
}

Result<void> tip_enrol(const TipEnrolOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const auto key, read_tip_key(options));
  JsonWriter json;
  json.object([&] { json.octets("point", key.public_key().point()); });
  YX_TRY(const JsonReader receipt, remote.post_json("/tips/keys", json.text()));
  out << "已登记加密公钥 " << receipt.text("key") << "，此后的举报人密封件加密给它\n";
  return {};
}

Result<void> tip_send(const TipSendOptions& options, std::ostream& out) {
  YX_TRY(Sealed sealed, seal_tip(options, options.server));
  YX_TRY(auto key, supervision::query_key(sealed.code));
  YX_TRY(SignedRemote remote, SignedRemote::with_key(options.server, std::move(key)));
  return submit_tip(remote, options, sealed, true, out);
}

Result<void> tip_enter(const TipEnterOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const Sealed sealed, seal_tip(options, options.as.server));
  return submit_tip(remote, options, sealed, !options.reporter.empty(), out);
}

Result<void> tip_open(const TipOpenOptions& options, std::ostream& out) {
  const bool with_seal = !options.tip_key.empty();
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  std::optional<crypto::Sm2PrivateKey> key;
  if (with_seal) {
    YX_TRY(key, read_tip_key(options));
  }
  YX_TRY(const JsonReader answer, open_at(remote, options, with_seal));
  out << "举报 " << options.number << "（本次查看已记入存证台账）\n";
  for (const JsonReader& part : answer.objects("parts", kMaxTipParts))
    out << "  " << part.text("zh") << "：" << part.text("text") << "\n";
  if (!key) return {};
  YX_TRY(const Opened opened, read_opened(answer));
  YX_TRY(const SealWrap wrap, wrap_of(opened, *key));
  YX_TRY(const Reporter who, supervision::open_reporter(opened.seal, wrap, *key));
  print_reporter(out, who);
  return {};
}

Result<void> tip_share(const TipShareOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const auto key, read_tip_key(options));
  YX_TRY(const JsonReader tip, remote.get_json(tip_path(options.number)));
  YX_TRY(const auto handlers, ask_keys(options.as.server, tip.text("scope")));
  const auto other = std::find_if(handlers.begin(), handlers.end(), [&](const crypto::Sm2PublicKey& one) {
    return base::to_hex(supervision::handler_key_name(one)) == options.to;
  });
  if (other == handlers.end()) return make_error(ErrorKind::NotFound, "yinxin.tip.handler", options.to);
  YX_TRY(const JsonReader answer, open_at(remote, options, true));
  YX_TRY(const Opened opened, read_opened(answer));
  YX_TRY(const SealWrap mine, wrap_of(opened, key));
  YX_TRY(const SealWrap wrap, supervision::share_seal(opened.seal, mine, key, *other));
  JsonWriter json;
  json.object([&] { json.text("key", base::to_hex(wrap.key)).octets("cipher", wrap.cipher); });
  YX_CHECK(remote.post_json(tip_path(options.number) + "/wraps", json.text()));
  out << "举报 " << options.number << " 的举报人密封件已转加密给 " << options.to << "\n";
  return {};
}

Result<void> tip_keys(const TipKeysOptions& options, std::ostream& out) {
  YX_TRY(const auto keys, ask_keys(options.server, options.scope));
  for (const crypto::Sm2PublicKey& key : keys)
    out << base::to_hex(supervision::handler_key_name(key)) << "\n";
  return {};
}

Result<void> tip_show(const TipShowOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const JsonReader tip, remote.get_json(tip_path(options.number)));
  out << "举报 " << tip.text("number") << " " << tip.text("zh") << "，收到 " << tip.text("received_at")
      << "\n  举报人：" << tip.text("reporter_zh") << "\n";
  for (const JsonReader& one : tip.objects("openings", kMaxOpenings)) {
    out << "  " << one.text("at") << "  " << one.text("actor")
        << (one.boolean("seal") ? "  查看内容和举报人" : "  查看内容") << "  理由：" << one.text("reason")
        << "\n";
  }
  return {};
}

Result<void> tip_progress(const TipProgressOptions& options, std::ostream& out) {
  YX_TRY(const base::Bytes octets, read_input(options.code));
  const std::string_view text = base::as_text(octets);
  YX_TRY(auto key, supervision::query_key(text.substr(0, text.find('\n'))));
  YX_TRY(SignedRemote remote, SignedRemote::with_key(options.server, std::move(key)));
  YX_TRY(const JsonReader progress, remote.get_json(tip_path(options.number) + "/progress"));
  out << "举报 " << progress.text("number") << "：" << progress.text("zh") << "\n";
  if (const auto answer = progress.optional_text("answer")) out << "  " << *answer << "\n";
  return {};
}

}  // namespace yinxin::command_line
