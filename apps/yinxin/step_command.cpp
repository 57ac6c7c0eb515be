#include "step_command.hpp"

#include "files.hpp"
#include "registration/papers.hpp"
#include "steps.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;
using http::JsonReader;

namespace {

/// One step with what `entries` says.
Result<void> step(const SignedAs& as, const std::string& path, const std::string& event,
                  const Entries& entries, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(as));
  YX_TRY(const JsonReader receipt, take_step(remote, path, event, entries, out));
  static_cast<void>(receipt);
  return {};
}

std::string sm3_hex(base::ByteView octets) {
  return base::to_hex(crypto::sm3(octets));
}

/// The lines that begin one of the four matters.
void print_headings(std::ostream& out, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    line.remove_prefix(std::min(line.find_first_not_of("# "), line.size()));
    for (const std::string_view start : {"一、", "二、", "三、", "四、"}) {
      if (line.starts_with(start)) out << "  " << line << " —— 已阅读并理解\n";
    }
  }
}

}  // namespace

Result<void> application_notify(const ApplicationNumberOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  const std::string path = application_path(options.number);
  YX_TRY(const base::Bytes notification, remote.get(path + "/notification"));
  YX_TRY(const JsonReader shown, remote.get_json(path));
  const std::string version = shown.text("notification");
  out << "《证书申请告知书》" << version << "\n";
  print_headings(out, base::as_text(notification));
  Entries entries{{"text_version", version}};
  for (const std::string_view matter : registration::kFourMatters) entries.emplace_back("matters", matter);
  YX_TRY(const JsonReader receipt, take_step(remote, path, "notify", entries, out));
  static_cast<void>(receipt);
  return {};
}

Result<void> application_do(const ApplicationDoOptions& options, std::ostream& out) {
  Entries entries;
  for (const std::string& text : options.set) {
    YX_TRY(auto pair, split_pair(text));
    entries.push_back(std::move(pair));
  }
  return step(options.as, application_path(options.number), options.event, entries, out);
}

Result<void> application_agree(const ApplicationNumberOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  const std::string path = application_path(options.number);
  YX_TRY(const base::Bytes agreement, remote.get(path + "/agreement"));
  YX_TRY(const auto signature, crypto::sm2_sign(remote.key(), agreement));
  out << "协议全文 " << agreement.size() << " 字节，SM3 " << sm3_hex(agreement) << "\n";
  YX_TRY(const JsonReader receipt, take_step(remote, path, "sign_agreement",
                                             {{"agreement_sm3", sm3_hex(agreement)},
                                              {"agreement_signature", base::to_base64(signature.to_der())}},
                                             out));
  static_cast<void>(receipt);
  return {};
}

Result<void> application_accept(const ApplicationNumberOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  const std::string path = application_path(options.number);
  YX_TRY(const base::Bytes agreement, remote.get(path + "/agreement"));
  YX_TRY(const JsonReader receipt,
         take_step(remote, path, "accept", {{"agreement_sm3", sm3_hex(agreement)}}, out));
  static_cast<void>(receipt);
  return {};
}

Result<void> application_check_identity(const CheckIdentityOptions& options, std::ostream& out) {
  YX_TRY(const base::Bytes evidence, read_input(options.evidence));
  Entries entries{{"method", options.method}, {"result", "match"}, {"evidence_sm3", sm3_hex(evidence)}};
  if (!options.source_response.empty()) entries.emplace_back("source_response", options.source_response);
  return step(options.as, application_path(options.number), "check_identity", entries, out);
}

Result<void> issue(const IssueOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  const std::string path = application_path(options.number);
  YX_TRY(const JsonReader shown, remote.get_json(path));
  const std::string key = shown.text("key_sm3");
  out << "公钥 SM3：" << key << "\n";
  YX_TRY(const JsonReader receipt, take_step(remote, path, "issue", {{"key_sm3", key}}, out));
  const std::string serial = receipt.text("serial");
  YX_TRY(const JsonReader certificate, remote.get_json(certificate_path(serial)));
  const std::string pem = certificate.text("pem");
  if (pem.empty()) return make_error(ErrorKind::NotFound, "authority.certificate");
  YX_CHECK(write_public(options.out, base::as_bytes(pem)));
  out << "证书 " << serial << " 已写入 " << options.out << "\n";
  return {};
}

Result<void> revoke(const RevokeOptions& options, std::ostream& out) {
  Entries entries{{"reason", options.reason}, {"cause", options.cause}};
  if (!options.invalidity_date.empty()) entries.emplace_back("invalidity_date", options.invalidity_date);
  return step(options.as, certificate_path(options.serial), "revoke", entries, out);
}

Result<void> suspend(const HoldOptions& options, std::ostream& out) {
  return step(options.as, certificate_path(options.serial), "suspend", {{"cause", options.cause}}, out);
}

Result<void> resume(const HoldOptions& options, std::ostream& out) {
  return step(options.as, certificate_path(options.serial), "resume", {}, out);
}

}  // namespace yinxin::command_line
