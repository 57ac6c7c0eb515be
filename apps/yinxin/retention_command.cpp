#include "retention_command.hpp"

#include "base/clock.hpp"
#include "steps.hpp"

namespace yinxin::command_line {

using base::Result;
using http::JsonReader;

namespace {

constexpr std::size_t kMaxRows = 1000;
constexpr std::int64_t kMaxCount = INT64_MAX;

Result<void> step(const SignedAs& as, const std::string& number, const std::string& event,
                  const Entries& entries, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(as));
  YX_TRY(const JsonReader receipt, take_step(remote, application_path(number), event, entries, out));
  static_cast<void>(receipt);
  return {};
}

std::string beijing(const JsonReader& from, std::string_view name) {
  const auto time = base::parse_utc(from.optional_text(name).value_or(""));
  return time ? base::format_beijing(*time) : std::string();
}

std::string what_zh(const std::string& what) {
  constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"form", "申请表"},
      {"identities", "证件号码索引及开启值"},
      {"step_inputs", "各环节填写内容"},
      {"materials", "申请材料"},
      {"act_records", "存证记录内容及开启值"}};
  for (const auto& [word, zh] : kWords) {
    if (word == what) return std::string(zh);
  }
  return what;
}

void print_subject(std::ostream& out, const JsonReader& list) {
  out << "《销毁清册》 " << list.text("number") << "\n  依据 第" << list.text("article") << "条，保存至 "
      << list.text("retain_until") << "\n";
  for (const std::string& other : list.texts("shared_with", kMaxRows)) out << "  共用记录 " << other << "\n";
  if (!list.has("certificate")) return;
  const JsonReader certificate = list.object("certificate");
  out << "  证书 " << certificate.text("serial") << "，SM3 " << certificate.text("sm3") << "\n  有效期至 "
      << beijing(certificate, "not_after");
  if (certificate.has("revoked_at")) out << "，撤销于 " << beijing(certificate, "revoked_at");
  out << "\n";
}

void print_list(std::ostream& out, const JsonReader& list) {
  print_subject(out, list);
  for (const JsonReader& approval : list.objects("approvals", kMaxRows)) {
    out << "  批准 " << approval.text("zh") << "：" << approval.text("actor") << "，"
        << beijing(approval, "at") << "\n";
  }
  out << "  销毁 " << list.text("destroyed_by") << "，" << beijing(list, "destroyed_at") << "\n";
  for (const JsonReader& gone : list.objects("destroyed", kMaxRows)) {
    out << "  已销毁 " << what_zh(gone.text("what")) << " " << gone.integer("count", 0, kMaxCount) << " 项（"
        << gone.text("object") << "），密文 SM3 " << gone.text("sealed_sm3") << "\n";
  }
  out << "  保留 证书及其状态、办理环节与时间、台账叶子\n";
}

}  // namespace

Result<void> application_hold(const PlaceHoldOptions& options, std::ostream& out) {
  return step(options.as, options.number, "place_hold",
              {{"hold_authority", options.authority},
               {"hold_basis", options.basis},
               {"hold_reference", options.reference}},
              out);
}

Result<void> application_release_hold(const ReleaseHoldOptions& options, std::ostream& out) {
  return step(options.as, options.number, "release_hold",
              {{"hold_reference", options.reference}, {"release_reason", options.reason}}, out);
}

Result<void> application_destruction_list(const DestructionListOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const base::Bytes body, remote.get(application_path(options.number) + "/destruction-list"));
  if (options.json) {
    out << base::as_text(body) << "\n";
    return {};
  }
  YX_TRY(const JsonReader list, JsonReader::parse(body));
  print_list(out, list);
  return {};
}

}  // namespace yinxin::command_line
