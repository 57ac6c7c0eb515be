#include "policy_command.hpp"

#include "files.hpp"
#include "http/json_writer.hpp"

namespace yinxin::command_line {

using base::Result;
using http::JsonReader;
using http::JsonWriter;

namespace {

constexpr std::size_t kMaxRows = 1000;

std::string_view kind_zh(std::string_view kind) {
  if (kind == "cps") return "业务规则";
  if (kind == "cp") return "证书策略";
  return kind;
}

std::string_view state_zh(std::string_view state) {
  if (state == "proposed") return "起草";
  if (state == "approved") return "已批准";
  if (state == "published") return "已公布";
  return state;
}

std::string beijing(const JsonReader& from, std::string_view name) {
  const auto time = base::parse_utc(from.optional_text(name).value_or(""));
  return time ? base::format_beijing(*time) : std::string();
}

void print(std::ostream& out, const JsonReader& rules) {
  out << kind_zh(rules.text("kind")) << " " << rules.text("version") << " " << rules.text("title") << "："
      << state_zh(rules.text("state")) << "，生效 " << beijing(rules, "effective_at");
  if (rules.has("published_at"))
    out << "，公布 " << beijing(rules, "published_at") << "，备案期限 " << rules.text("filing_due");
  if (rules.has("filed_at")) out << "，已备案 " << beijing(rules, "filed_at");
  out << "\n  SM3 " << rules.text("sm3") << "\n";
}

/// A day begins at 00:00 in Beijing, eight hours before 00:00 UTC.
Result<std::string> effective_time(const std::string& text) {
  const auto date = base::parse_date(text);
  if (date) return base::format_utc(base::Time(std::chrono::sys_days(*date)) - std::chrono::hours(8));
  YX_TRY(const base::Time time, base::parse_utc(text));
  return base::format_utc(time);
}

Result<void> advance(const RulesVersionOptions& options, const char* what, const std::string& json,
                     std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  const std::string target = "/rules/" + http::percent_encode(options.kind) + "/" +
                             http::percent_encode(options.version) + "/" + what;
  YX_TRY(const JsonReader rules, remote.post_json(target, json));
  print(out, rules);
  return {};
}

}  // namespace

Result<void> licence_import(const LicenceImportOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const base::Bytes note, read_input(options.file));
  JsonWriter json;
  json.object([&] { json.text("note", base::as_text(note)); });
  YX_TRY(const JsonReader licence, remote.post_json("/licences", json.text()));
  out << "已登记资质证书 " << licence.text("number") << "：" << licence.text("holder") << "，"
      << licence.text("valid_from") << " 至 " << licence.text("valid_to") << "，"
      << licence.object("status").text("zh") << "\n";
  return {};
}

Result<void> rules_propose(const RulesProposeOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const std::string effective, effective_time(options.effective));
  YX_TRY(const base::Bytes document, read_input(options.document));
  YX_TRY(const base::Bytes profile, read_input(options.profile));
  JsonWriter json;
  json.object([&] {
    json.text("kind", options.kind).text("version", options.version).text("title", options.title);
    json.text("effective_at", effective).text("document", base::as_text(document));
    json.text("profile", base::as_text(profile));
  });
  YX_TRY(const JsonReader rules, remote.post_json("/rules", json.text()));
  print(out, rules);
  return {};
}

Result<void> rules_approve(const RulesVersionOptions& options, std::ostream& out) {
  return advance(options, "approval", "{}", out);
}

Result<void> rules_publish(const RulesVersionOptions& options, std::ostream& out) {
  return advance(options, "publication", "{}", out);
}

Result<void> rules_file(const RulesVersionOptions& options, std::ostream& out) {
  JsonWriter json;
  json.object([&] { json.text("receipt", options.receipt); });
  return advance(options, "filing", json.text(), out);
}

Result<void> rules_list(const RulesListOptions& options, std::ostream& out) {
  YX_TRY(Remote remote, Remote::at(options.server));
  YX_TRY(const base::Bytes body, remote.get("/rules"));
  YX_TRY(const JsonReader list, JsonReader::parse(body));
  for (const JsonReader& rules : list.objects("rules", kMaxRows)) print(out, rules);
  return {};
}

}  // namespace yinxin::command_line
