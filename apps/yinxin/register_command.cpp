#include "register_command.hpp"

#include "files.hpp"

namespace yinxin::command_line {

using base::Result;
using http::JsonReader;

namespace {

constexpr std::size_t kMaxEntries = 100'000;
constexpr std::int64_t kMaxSnapshot = std::int64_t{1} << 40;

Result<JsonReader> ask(const std::string& server, const std::string& target) {
  YX_TRY(Remote remote, Remote::at(server));
  YX_TRY(const base::Bytes body, remote.get(target));
  return JsonReader::parse(body);
}

void print_entry(std::ostream& out, const JsonReader& entry) {
  const JsonReader status = entry.object("status");
  out << entry.text("number") << "  " << entry.text("organisation") << "  " << entry.text("credit_code")
      << "  " << status.text("zh") << " (" << status.text("id") << ")  " << entry.text("valid_from") << " 至 "
      << entry.text("valid_to") << "  住所 " << entry.text("domicile") << "\n";
}

std::string ground_zh(const std::string& ground) {
  if (ground == "finding") return "检查发现严重问题";
  if (ground == "penalty") return "受到处罚";
  return "其他情形";
}

Result<void> list_snapshots(const std::string& server, std::ostream& out) {
  YX_TRY(const JsonReader list, ask(server, "/register/snapshots?limit=200"));
  for (const JsonReader& one : list.objects("snapshots", kMaxEntries)) {
    out << one.text("day") << "  SM3 " << one.text("sm3") << "  " << one.integer("size", 0, kMaxSnapshot)
        << " 字节\n";
  }
  return {};
}

}  // namespace

Result<void> register_list(const RegisterListOptions& options, std::ostream& out) {
  const std::string query = options.as_of.empty() ? "" : "?as_of=" + http::percent_encode(options.as_of);
  YX_TRY(const JsonReader list, ask(options.server, "/register" + query));
  for (const JsonReader& one : list.objects("entries", kMaxEntries)) print_entry(out, one);
  return {};
}

Result<void> register_history(const RegisterHistoryOptions& options, std::ostream& out) {
  YX_TRY(const JsonReader shown,
         ask(options.server, "/register/history?number=" + http::percent_encode(options.number)));
  for (const JsonReader& one : shown.objects("changes", kMaxEntries)) {
    const auto since = base::parse_utc(one.text("changed_at"));
    out << (since ? base::format_beijing(*since) : "") << "  " << one.object("change").text("zh") << "  ";
    print_entry(out, one);
  }
  return {};
}

Result<void> register_snapshot(const RegisterSnapshotOptions& options, std::ostream& out) {
  if (options.day.empty()) return list_snapshots(options.server, out);
  YX_TRY(Remote remote, Remote::at(options.server));
  YX_TRY(const base::Bytes octets, remote.get("/register/snapshots/" + http::percent_encode(options.day)));
  if (options.out.empty()) {
    out << base::as_text(octets);
    return {};
  }
  YX_CHECK(write_public(options.out, octets));
  out << "已写入 " << options.out << "，" << octets.size() << " 字节，SM3 "
      << base::to_hex(crypto::sm3(octets)) << "\n";
  return {};
}

Result<void> ownership(const OwnershipOptions& options, std::ostream& out) {
  constexpr std::size_t kMaxOwners = 2000;
  constexpr std::int64_t kWholePpm = 1'000'000;
  constexpr std::int64_t kPpmOfPercent = 10'000;
  const auto percent = [](std::int64_t ppm) {
    const std::string rest = std::to_string(kPpmOfPercent + ppm % kPpmOfPercent);
    return std::to_string(ppm / kPpmOfPercent) + "." + rest.substr(1) + " %";
  };
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const JsonReader shown,
         remote.get_json("/cases/" + http::percent_encode(options.number) + "/ownership"));
  for (const JsonReader& one : shown.objects("owners", kMaxOwners)) {
    out << one.text("name") << "  " << percent(one.integer("ppm", 0, kWholePpm));
    if (one.boolean("foreign")) out << "  境外";
    if (one.boolean("ultimate")) out << "  穿透至此";
    out << "\n";
  }
  out << "外资（穿透）" << percent(shown.integer("foreign_ppm", 0, kWholePpm)) << "，实际控制人 "
      << shown.optional_text("controller").value_or("无") << "\n";
  return {};
}

Result<void> focus_list(const FocusListOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const JsonReader list, remote.get_json(options.past ? "/focus?past=true" : "/focus"));
  for (const JsonReader& one : list.objects("entries", kMaxEntries)) {
    out << one.text("number") << "  " << one.text("organisation") << "  " << ground_zh(one.text("ground"))
        << "  自 " << one.text("listed_on") << " 列入";
    if (const auto removed = one.optional_text("removed_on")) out << "  " << *removed << " 解除";
    if (const auto source = one.optional_text("source")) out << "  来源 " << *source;
    out << "\n";
  }
  return {};
}

}  // namespace yinxin::command_line
