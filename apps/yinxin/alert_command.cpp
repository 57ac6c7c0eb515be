#include "alert_command.hpp"

#include <filesystem>

#include "base/files.hpp"
#include "files.hpp"
#include "http/json_writer.hpp"
#include "supervision/monitoring/types.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;
using http::JsonReader;
using http::JsonWriter;

namespace {

constexpr std::size_t kMaxAlerts = 200;  // of a page
constexpr std::size_t kMaxProviders = 1000;
constexpr std::size_t kMaxEvidence = 64;

std::string alert_path(const std::string& id) {
  return "/monitoring/alerts/" + http::percent_encode(id);
}

std::string beijing_time(const JsonReader& from, std::string_view name) {
  const auto time = base::parse_utc(from.optional_text(name).value_or(""));
  return time ? base::format_beijing(*time) : std::string("—");
}

std::string decision_zh(const JsonReader& alert) {
  const std::string state = alert.text("state");
  if (state == "confirmed") return "已确认";
  return state == "dismissed" ? "已排除" : "待核实";
}

void print_alert(std::ostream& out, const JsonReader& alert) {
  const std::string target = alert.text("target", http::kMaxJsonText, true);
  const std::string detail = alert.text("detail", http::kMaxJsonText, true);
  out << alert.text("id") << "  " << decision_zh(alert) << "  " << alert.text("provider") << "  "
      << (target.empty() ? "" : target + "：") << alert.text("zh") << (detail.empty() ? "" : "：" + detail)
      << "（依据第 " << alert.text("article") << " 条） " << alert.text("code") << "  "
      << beijing_time(alert, "first_at") << (alert.has("ended_at") ? "，已消失" : "，仍在") << "\n";
}

Result<void> keep_answers(SignedRemote& remote, const AlertShowOptions& options,
                          const std::vector<std::string>& evidence) {
  std::error_code error;
  std::filesystem::create_directories(options.keep, error);
  if (error) return base::file_error(error.value(), "making", options.keep);
  for (const std::string& sm3 : evidence) {
    YX_TRY(const base::Bytes octets,
           remote.get(alert_path(options.id) + "/answers/" + http::percent_encode(sm3)));
    if (base::to_hex(crypto::sm3(octets)) != sm3)
      return make_error(ErrorKind::Refused, "yinxin.alert.answer", sm3);
    YX_CHECK(write_public((std::filesystem::path(options.keep) / sm3).string(), octets));
  }
  return {};
}

Result<void> decide(const AlertDecideOptions& options, const char* outcome, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  JsonWriter json;
  json.object([&] { json.text("outcome", outcome).text("reason", options.reason); });
  YX_TRY(const JsonReader alert, remote.post_json(alert_path(options.id) + "/decision", json.text()));
  print_alert(out, alert);
  return {};
}

}  // namespace

Result<void> monitor_set(const MonitorSetOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const base::Bytes text, read_input(options.filing));
  YX_TRY(const auto filing, supervision::Filing::parse(base::as_text(text), folder_of(options.filing)));
  JsonWriter json;
  json.object([&] {
    json.text("filing", filing.text());
    if (options.every > 0) json.integer("every_minutes", options.every);
  });
  YX_TRY(const JsonReader set, remote.post_json("/monitoring/providers", json.text()));
  out << "已设定对 " << set.text("name") << "（" << set.text("provider") << "）的监测，每 "
      << set.integer("every_minutes", 0, INT64_MAX) << " 分钟一轮，依据 SM3 " << set.text("filing_sm3")
      << "\n";
  return {};
}

Result<void> monitor_list(const MonitorListOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const JsonReader list, remote.get_json("/monitoring/providers"));
  for (const JsonReader& one : list.objects("providers", kMaxProviders)) {
    const auto findings = one.optional_integer("last_findings", 0, INT64_MAX);
    out << one.text("provider") << "  " << one.text("name") << "  每 "
        << one.integer("every_minutes", 0, INT64_MAX) << " 分钟  上一轮 " << beijing_time(one, "last_at")
        << (findings ? "，发现 " + std::to_string(*findings) + " 项" : "") << "  下一轮 "
        << beijing_time(one, "next_at") << "\n";
  }
  return {};
}

Result<void> alert_list(const AlertListOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  std::string after;
  do {
    std::string target = "/monitoring/alerts?limit=" + std::to_string(kMaxAlerts);
    for (const auto& [name, value] : {std::pair<const char*, std::string>{"state", options.state},
                                      {"provider", options.provider},
                                      {"after", after}}) {
      if (!value.empty()) target += std::string("&") + name + "=" + http::percent_encode(value);
    }
    YX_TRY(const JsonReader page, remote.get_json(target));
    for (const JsonReader& one : page.objects("alerts", kMaxAlerts)) print_alert(out, one);
    after = page.optional_text("next").value_or("");
  } while (!after.empty());
  return {};
}

Result<void> alert_show(const AlertShowOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const JsonReader alert, remote.get_json(alert_path(options.id)));
  print_alert(out, alert);
  out << "  " << alert.text("en") << "\n  首次 " << beijing_time(alert, "first_at") << "  最近 "
      << beijing_time(alert, "last_at") << "  共 " << alert.integer("times", 0, INT64_MAX) << " 轮\n";
  if (alert.has("reason")) out << "  " << alert.text("decided_by") << "：" << alert.text("reason") << "\n";
  const auto evidence = alert.texts("evidence", kMaxEvidence);
  for (const std::string& sm3 : evidence) out << "  证据 SM3 " << sm3 << "\n";
  if (options.keep.empty()) return {};
  return keep_answers(remote, options, evidence);
}

Result<void> alert_confirm(const AlertDecideOptions& options, std::ostream& out) {
  return decide(options, "confirmed", out);
}

Result<void> alert_dismiss(const AlertDecideOptions& options, std::ostream& out) {
  return decide(options, "dismissed", out);
}

}  // namespace yinxin::command_line
