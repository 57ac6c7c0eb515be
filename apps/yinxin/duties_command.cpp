#include "duties_command.hpp"

#include "crypto/sm3.hpp"
#include "files.hpp"
#include "http/json_writer.hpp"

namespace yinxin::command_line {

using base::Result;
using http::JsonReader;
using http::JsonWriter;

namespace {

constexpr std::size_t kMaxEntries = 2000;
constexpr std::size_t kMaxCited = 20;

std::string_view day_state_zh(std::string_view state) {
  if (state == "coming") return "未到";
  if (state == "open") return "办理中";
  if (state == "done") return "已办";
  if (state == "overdue") return "【逾期】";
  return state;
}

std::string_view light_zh(std::string_view state) {
  if (state == "green") return "符合";
  if (state == "red") return "【不符合】";
  return "未核实";
}

std::string cited(const JsonReader& from) {
  std::string text;
  for (const std::string& one : from.texts("cites", kMaxCited)) text += (text.empty() ? "" : "、") + one;
  return text;
}

void print_day(std::ostream& out, const JsonReader& entry) {
  out << entry.text("day") << "  " << day_state_zh(entry.text("state")) << "  " << entry.text("zh")
      << (entry.boolean("opens") ? "（开立）" : "（最后一日）");
  if (entry.has("clock")) out << "  " << entry.text("clock");
  out << "  依据 " << cited(entry);
  if (entry.has("penalty")) out << "  罚则 " << entry.text("penalty");
  if (entry.has("case")) out << "  案件 " << entry.text("case");
  if (entry.boolean("provisional")) out << "  暂定";
  out << "\n";
}

void print_staff(std::ostream& out, const JsonReader& person) {
  out << person.text("id") << "  " << person.text("name") << "  " << person.text("kind_zh") << "  "
      << person.text("post") << (person.boolean("key_post") ? "（关键岗位）" : "") << "  自 "
      << person.text("started_on");
  if (person.has("contract_to")) out << "  合同至 " << person.text("contract_to");
  if (!person.boolean("full_time")) out << "  非全职";
  if (!person.boolean("insured")) out << "  社会保险不由本机构缴纳";
  if (!person.has("background_on")) out << "  尚无背景审查";
  if (person.has("left_on")) out << "  " << person.text("left_on") << " 离岗";
  out << "\n";
}

}  // namespace

Result<void> duties(const DutiesOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  const std::string query = options.year == 0 ? "" : "?year=" + std::to_string(options.year);
  YX_TRY(const JsonReader shown, remote.get_json("/duties" + query));
  out << shown.integer("year", 0, INT64_MAX) << " 年义务日历（今天 " << shown.text("today") << "）\n";
  for (const JsonReader& entry : shown.objects("entries", kMaxEntries)) {
    const std::string state = entry.text("state");
    if (options.open && state != "open" && state != "overdue") continue;
    print_day(out, entry);
  }
  return {};
}

Result<void> conditions_show(const ConditionsOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const JsonReader shown, remote.get_json("/conditions"));
  out << "资质条件（" << shown.text("day") << "）\n";
  for (const JsonReader& light : shown.objects("conditions", kMaxEntries)) {
    out << "  " << light.text("zh") << "：" << light_zh(light.text("state")) << "  "
        << light.text("value", http::kMaxJsonText, true) << "（要求：" << light.text("needs") << "）";
    if (light.has("verified_on")) out << "  核实于 " << light.text("verified_on");
    out << "\n";
  }
  out << "  九十日内合同到期 " << shown.object("staff").integer("contracts_ending", 0, INT64_MAX) << " 人\n";
  return {};
}

Result<void> conditions_enter(const ConditionEnterOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  std::string proof;
  if (!options.proof.empty()) {
    YX_TRY(const base::Bytes octets, read_input(options.proof));
    proof = base::to_hex(crypto::sm3(octets));
  }
  JsonWriter json;
  json.object([&] {
    json.boolean("met", !options.not_met).text("value", options.value);
    json.text("verified_on", options.verified_on);
    if (!proof.empty()) json.text("proof_sm3", proof);
  });
  YX_TRY(const JsonReader entered,
         remote.post_json("/conditions/" + http::percent_encode(options.condition), json.text()));
  out << "已登记 " << entered.text("condition") << "：" << (entered.boolean("met") ? "符合" : "不符合")
      << "，" << entered.text("value") << "\n";
  return {};
}

Result<void> conditions_snapshots(const ConditionsOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const JsonReader list, remote.get_json("/condition-snapshots"));
  for (const JsonReader& one : list.objects("snapshots", kMaxEntries))
    out << one.text("period") << "  " << one.text("taken_at") << "  SM3 " << one.text("sm3") << "\n";
  return {};
}

Result<void> conditions_snapshot(const SnapshotOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const base::Bytes octets,
         remote.get("/condition-snapshots/" + http::percent_encode(options.period)));
  YX_CHECK(write_public(options.out, octets));
  out << "已写入 " << options.out << "，SM3 " << base::to_hex(crypto::sm3(octets)) << "\n";
  return {};
}

Result<void> staff_list(const StaffListOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  std::string after;
  do {
    const std::string more = after.empty() ? "" : "&after=" + http::percent_encode(after);
    YX_TRY(const JsonReader page, remote.get_json("/staff?limit=200" + more));
    for (const JsonReader& person : page.objects("staff", kMaxEntries)) print_staff(out, person);
    after = page.optional_text("next").value_or("");
  } while (!after.empty());
  return {};
}

Result<void> staff_enter(const StaffEnterOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  JsonWriter json;
  json.object([&] {
    json.text("id", options.id).text("name", options.name).text("identity", options.identity);
    json.text("kind", options.kind).text("post", options.post).boolean("key_post", options.key_post);
    json.boolean("full_time", !options.part_time).boolean("insured", !options.uninsured);
    if (!options.background_on.empty()) json.text("background_on", options.background_on);
    if (!options.contract_to.empty()) json.text("contract_to", options.contract_to);
    json.text("started_on", options.started_on);
  });
  YX_TRY(const JsonReader person, remote.post_json("/staff", json.text()));
  print_staff(out, person);
  return {};
}

Result<void> staff_leave(const StaffLeaveOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  JsonWriter json;
  json.object([&] { json.text("left_on", options.left_on); });
  YX_TRY(const JsonReader person,
         remote.post_json("/staff/" + http::percent_encode(options.id) + "/leaving", json.text()));
  print_staff(out, person);
  if (person.boolean("key_post"))
    out << "该岗位为关键岗位：请自变动之日起十五日内报告重大事项（第三十六条），开立案件 major_event。\n";
  return {};
}

}  // namespace yinxin::command_line
