#include "filing_command.hpp"

#include <limits>

#include <filesystem>
#include <map>

#include "crypto/sm3.hpp"
#include "files.hpp"
#include "http/json_writer.hpp"

namespace yinxin::command_line {

using base::Result;
using http::JsonReader;
using http::JsonWriter;

namespace {

constexpr std::size_t kMaxFilingRows = 1000;
constexpr std::int64_t kMaxPosition = std::numeric_limits<std::int64_t>::max();

std::string filing_path(const std::string& id) {
  return "/filings/" + http::percent_encode(id);
}

std::string zh_in(const JsonReader& from) {
  return from.optional_text("zh").value_or("");
}

std::string beijing_in(const JsonReader& from, std::string_view name) {
  const auto time = base::parse_utc(from.optional_text(name).value_or(""));
  return time ? base::format_beijing(*time) : std::string();
}

std::string type_by_ending(const std::string& file) {
  static const std::map<std::string, std::string> kTypes{
      {".pdf", "application/pdf"}, {".ofd", "application/ofd"}, {".md", "text/markdown"},
      {".txt", "text/plain"},      {".png", "image/png"},       {".jpg", "image/jpeg"}};
  const auto found = kTypes.find(std::filesystem::path(file).extension().string());
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

/// "add_change#c1=change.json"
Result<void> write_deed(JsonWriter& json, const std::string& text) {
  YX_TRY(const auto pair, split_pair(text));
  const std::size_t mark = pair.first.find('#');
  std::string inputs = "{}";
  if (!pair.second.empty()) {
    YX_TRY(const base::Bytes file, read_input(pair.second));
    YX_TRY(const JsonReader object, JsonReader::parse(file));
    static_cast<void>(object);
    inputs = std::string(base::as_text(file));
  }
  json.object([&] {
    json.text("event", pair.first.substr(0, mark));
    if (mark != std::string::npos) json.text("item", pair.first.substr(mark + 1));
    json.json("inputs", inputs);
  });
  return {};
}

Result<void> write_letter(JsonWriter& json, const LetterOptions& options) {
  Result<void> written;
  json.array("deeds", [&] {
    for (const std::string& deed : options.deeds) {
      if (written) written = write_deed(json, deed);
    }
  });
  if (!written) return written;
  json.array("files", [&] {
    for (const std::string& name : options.files) {
      const auto content = read_input(name);
      if (!content) {
        written = content.error();
        return;
      }
      json.object([&] {
        json.text("name", std::filesystem::path(name).filename().string());
        json.text("media_type", type_by_ending(name)).octets("content", *content);
      });
    }
  });
  return written;
}

void print_filing(std::ostream& out, const JsonReader& one) {
  out << one.text("id") << "  " << zh_in(one) << "  " << one.text("state_zh") << " (" << one.text("state")
      << ")  往来机构 " << one.text("peer") << "  辖区 " << one.text("scope");
  if (one.has("case")) {
    const JsonReader state = one.object("case_state");
    out << "  案件 " << one.text("case") << " " << zh_in(state) << " (" << state.text("id") << ")";
  }
  if (one.has("due_on")) out << "  期限 " << one.text("due_on");
  if (one.has("code")) out << "  理由 " << one.text("code");
  out << "  " << beijing_in(one, "changed_at") << "\n";
}

void print_notice(std::ostream& out, const JsonReader& notice) {
  const JsonReader state = notice.object("state");
  out << "    案件 " << notice.text("case") << "：" << zh_in(state) << "\n";
  for (const JsonReader& step : notice.objects("steps", kMaxFilingRows)) {
    out << "    " << beijing_in(step, "at") << "  " << zh_in(step) << " (" << step.text("event") << ")";
    for (const JsonReader& paper : step.objects("papers", kMaxFilingRows))
      out << "  《" << zh_in(paper) << "》";
    out << "\n";
  }
  for (const JsonReader& deadline : notice.objects("deadlines", kMaxFilingRows))
    out << "    期限 " << zh_in(deadline) << "：至 " << deadline.text("last_day")
        << (deadline.boolean("paused") ? "（中止）" : "") << "\n";
  if (!notice.has("document")) return;
  const JsonReader document = notice.object("document");
  out << "    文书 《" << document.text("title") << "》" << document.text("number") << "  核验码 "
      << document.text("code") << "\n";
}

void print_letter(std::ostream& out, const JsonReader& letter) {
  out << "  " << beijing_in(letter, "at") << "  " << (letter.boolean("incoming") ? "收到 " : "发出 ")
      << letter.text("kind") << "  " << letter.text("state");
  if (letter.has("received_at")) out << "  对方收到 " << beijing_in(letter, "received_at");
  if (letter.has("code")) out << "  理由 " << letter.text("code");
  out << "  " << letter.text("made_by") << "  " << letter.text("id") << "\n";
  for (const JsonReader& deed : letter.objects("deeds", kMaxFilingRows))
    out << "    " << zh_in(deed) << " (" << deed.text("event") << ")\n";
  if (letter.has("notice")) print_notice(out, letter.object("notice"));
  std::int64_t position = 0;
  for (const JsonReader& file : letter.objects("files", kMaxFilingRows))
    out << "    文件 " << position++ << "  " << file.text("name") << "  " << file.text("sm3") << "\n";
}

/// What our own case did not follow.
void print_matter(std::ostream& out, const JsonReader& matter) {
  out << (matter.has("settled_by") ? "已处理的未随办事项" : "未随办的事项") << "  消息 "
      << matter.text("letter") << "  序号 " << matter.integer("position", -1, kMaxPosition) << "\n    "
      << zh_in(matter) << "\n";
}

void print_filed(std::ostream& out, const JsonReader& receipt) {
  out << receipt.text("id") << " 已报送 " << receipt.text("peer") << "，辖区 " << receipt.text("scope")
      << "\n";
}

}  // namespace

Result<void> filing_open(const FilingOpenOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  JsonWriter json;
  Result<void> written;
  json.object([&] {
    json.text("procedure", options.procedure);
    if (!options.authority.empty()) json.text("authority", options.authority);
    if (!options.scope.empty()) json.text("scope", options.scope);
    if (!options.own_case.empty()) json.text("own_case", options.own_case);
    written = write_letter(json, options);
  });
  YX_CHECK(written);
  YX_TRY(const JsonReader receipt, remote.post_json("/filings", json.text()));
  if (!options.id_out.empty())
    YX_CHECK(write_public(options.id_out, base::as_bytes(receipt.text("id") + "\n")));
  print_filed(out, receipt);
  return {};
}

Result<void> filing_add(const FilingAddOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  JsonWriter json;
  Result<void> written;
  json.object([&] { written = write_letter(json, options); });
  YX_CHECK(written);
  YX_TRY(const JsonReader receipt, remote.post_json(filing_path(options.id) + "/letters", json.text()));
  print_filed(out, receipt);
  return {};
}

Result<void> filing_list(const FilingListOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  std::string after;
  do {
    std::string query = "/filings?limit=200";
    const std::pair<const char*, std::string> parameters[] = {
        {"peer", options.peer},   {"procedure", options.procedure},           {"state", options.state},
        {"case", options.number}, {"matters", options.matters ? "true" : ""}, {"after", after}};
    for (const auto& [name, value] : parameters) {
      if (!value.empty()) query += std::string("&") + name + "=" + http::percent_encode(value);
    }
    YX_TRY(const JsonReader page, remote.get_json(query));
    for (const JsonReader& one : page.objects("filings", kMaxFilingRows)) print_filing(out, one);
    after = page.optional_text("next").value_or("");
  } while (!after.empty());
  return {};
}

Result<void> filing_show(const FilingShowOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const base::Bytes body, remote.get(filing_path(options.id)));
  if (options.json) {
    out << base::as_text(body) << "\n";
    return {};
  }
  YX_TRY(const JsonReader shown, JsonReader::parse(body));
  print_filing(out, shown);
  for (const JsonReader& letter : shown.objects("letters", kMaxFilingRows)) print_letter(out, letter);
  for (const JsonReader& matter : shown.objects("matters_found", kMaxFilingRows)) print_matter(out, matter);
  return {};
}

Result<void> filing_file(const FilingFileOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  const std::string target = filing_path(options.id) + "/letters/" + http::percent_encode(options.letter) +
                             "/files/" + std::to_string(options.position);
  JsonWriter look;
  look.object([&] { look.text("reason", options.reason); });
  YX_TRY(const base::Bytes content,
         options.reason.empty() ? remote.get(target) : remote.post(target + "/looks", look.text()));
  YX_CHECK(write_secret(options.out, content));  // it may hold whatever a filing does
  out << "已写入 " << options.out << "，" << content.size() << " 字节，SM3 "
      << base::to_hex(crypto::sm3(content)) << "\n";
  return {};
}

Result<void> filing_settle(const FilingSettleOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  JsonWriter json;
  json.object([&] {
    json.boolean("again", options.again);
    if (!options.reason.empty()) json.text("reason", options.reason);
  });
  const std::string target = filing_path(options.id) + "/letters/" + http::percent_encode(options.letter) +
                             "/matters/" + std::to_string(options.position);
  YX_TRY([[maybe_unused]] const JsonReader receipt, remote.post_json(target, json.text()));
  out << (options.again ? "已在本机构案件中办理" : "已注明不再跟进") << "\n";
  return {};
}

}  // namespace yinxin::command_line
