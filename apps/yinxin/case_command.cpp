#include "case_command.hpp"

#include "files.hpp"
#include "http/json_writer.hpp"
#include "steps.hpp"
#include "x509/request.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;
using http::JsonReader;
using http::JsonWriter;

namespace {

constexpr std::size_t kMaxRows = 1000;
constexpr std::size_t kMaxTexts = 100;

std::string zh_of(const JsonReader& from) {
  return from.optional_text("zh").value_or("");
}

std::string beijing(const JsonReader& from, std::string_view name) {
  const auto time = base::parse_utc(from.optional_text(name).value_or(""));
  return time ? base::format_beijing(*time) : std::string();
}

/// "a、b"
std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : "、") + word;
  return text;
}

std::optional<JsonReader> find_in(const JsonReader& document, const char* list, const char* key,
                                  const std::string& word) {
  for (const JsonReader& one : document.objects(list, kMaxRows)) {
    if (one.text(key, http::kMaxJsonText, true) == word) return one;
  }
  return std::nullopt;
}

std::string name_in(const JsonReader& document, const char* list, const char* key, const std::string& word) {
  const auto found = find_in(document, list, key, word);
  return found ? zh_of(*found) : word;
}

/// "XK-2026-1 已收件，第 1 版", by the procedure's own words.
Result<void> print_receipt(SignedRemote& remote, const JsonReader& receipt, std::ostream& out) {
  const std::string number = receipt.text("number");
  YX_TRY(const JsonReader shown, remote.get_json(case_path(number)));
  const JsonReader state = shown.object("state");
  out << number << " " << zh_of(shown) << "：现为“" << zh_of(state) << "”，第 "
      << shown.integer("version", 0, INT64_MAX) << " 版" << (shown.boolean("ended") ? "，已办结" : "")
      << "\n";
  return {};
}

void print_head(std::ostream& out, const JsonReader& one) {
  const JsonReader state = one.object("state");
  out << one.text("number") << "  " << zh_of(one) << "  " << zh_of(state) << " (" << state.text("id")
      << ")  第 " << one.integer("version", 0, INT64_MAX) << " 版  辖区 " << one.text("scope") << "  当事人 "
      << one.text("party") << "  " << beijing(one, "opened_at");
  if (one.has("due_at")) out << "  期限 " << beijing(one, "due_at");
  out << "\n";
}

std::string outcome_zh(const JsonReader& clock) {
  const std::string outcome = clock.text("outcome");
  if (outcome == "met") return "按期完成或者已办";
  if (outcome == "fired") return "届满，已依法处理";
  if (outcome == "cancelled") return "取消";
  if (clock.boolean("paused")) return "中止";
  const std::int64_t days = clock.optional_integer("days_left", INT64_MIN, INT64_MAX).value_or(0);
  if (days < 0 || clock.has("found_overdue_at")) return "逾期";
  return "运行，还有 " + std::to_string(days) + " 天";
}

void print_clocks(std::ostream& out, const JsonReader& shown) {
  for (const JsonReader& clock : shown.objects("clocks", kMaxRows)) {
    out << "  期限 " << zh_of(clock) << "：至 " << clock.text("effective")
        << (clock.boolean("provisional") ? "（暂定）" : "") << "，" << outcome_zh(clock) << "\n";
  }
}

/// "罚款幅度下限 100000.00 元": what guards read from outside, by the words of the rules where there are none
/// of ours.
void print_settings(std::ostream& out, const JsonReader& shown) {
  constexpr std::int64_t kFenOfYuan = 100;
  for (const JsonReader& one : shown.objects("settings", kMaxRows)) {
    const std::string name = one.text("name");
    const auto number = one.optional_integer("value", INT64_MIN, INT64_MAX);
    if (!number) continue;
    const bool least = name == "penalty.range_min_fen";
    if (!least && name != "penalty.range_max_fen") {
      out << "  依据 " << name << "：" << *number << "\n";
      continue;
    }
    const std::string fen = std::to_string(*number % kFenOfYuan);
    out << "  罚款幅度" << (least ? "下限 " : "上限 ") << *number / kFenOfYuan << "."
        << (fen.size() < 2 ? "0" : "") << fen << " 元（" << *number << " 分）\n";
  }
}

std::string_view input_type_zh(const std::string& type) {
  if (type == "file") return "，文件";
  if (type == "date") return "，日期";
  if (type == "flag") return "，true 或者 false";
  if (type == "money") return "，单位为分";
  if (type == "rows") return "，表格";
  return "";
}

/// "claimant_kind（请求人：holder 电子签名人、relying_party 电子签名依赖方）、serial（证书序列号）"
std::string form_words(const JsonReader& from, std::string_view list) {
  std::vector<std::string> words;
  for (const JsonReader& input : from.objects(list, kMaxRows)) {
    std::string word = input.text("id") + "（" + zh_of(input);
    std::vector<std::string> codes;
    for (const JsonReader& code : input.objects("codes", kMaxRows))
      codes.push_back(code.text("code") + " " + zh_of(code));
    word += codes.empty() ? std::string(input_type_zh(input.text("type"))) : "：" + joined(codes);
    if (input.has("fields")) word += "：" + form_words(input, "fields");
    if (input.boolean("conditional")) word += "；视情形";
    if (!input.boolean("required") && !input.boolean("conditional")) word += "；可不填";
    words.push_back(word + "）");
  }
  return joined(words);
}

void print_course(std::ostream& out, const JsonReader& shown) {
  for (const JsonReader& step : shown.objects("steps", kMaxRows)) {
    out << "  " << beijing(step, "at") << "  " << zh_of(step) << "  " << step.text("actor");
    if (step.has("counts_on")) out << "  自 " << step.text("counts_on") << " 起算";
    const auto hidden = step.texts("hidden", kMaxTexts);
    if (!hidden.empty()) out << "  （不显示：" << joined(hidden) << "）";
    out << "\n";
  }
  print_clocks(out, shown);
  for (const JsonReader& gate : shown.objects("gates", kMaxRows)) {
    out << "  环节 " << zh_of(gate) << "（" << gate.text("article") << "）："
        << (gate.boolean("open") ? "已办" : "未办") << "\n";
  }
  print_settings(out, shown);
  for (const JsonReader& child : shown.objects("children", kMaxRows)) {
    out << "  子案件 " << child.text("number") << (child.boolean("ended") ? "（已办结）" : "") << "\n";
  }
  for (const JsonReader& next : shown.objects("possible", kMaxRows)) {
    const std::string inputs = form_words(next, "inputs");
    out << "  可办 " << zh_of(next) << " (" << next.text("event") << ")"
        << (inputs.empty() ? "" : "：" + inputs) << "\n";
  }
}

void print_procedure(std::ostream& out, const JsonReader& shown) {
  out << shown.text("version") << "  " << zh_of(shown) << "\n";
  for (const JsonReader& state : shown.objects("states", kMaxRows))
    out << "  状态 " << zh_of(state) << " (" << state.text("id") << ")"
        << (state.boolean("final") ? "，终" : "") << "\n";
  for (const JsonReader& one : shown.objects("transitions", kMaxRows)) {
    out << "  " << zh_of(one) << " (" << one.text("event") << ")：" << joined(one.texts("roles", kMaxTexts))
        << "  第" << joined(one.texts("cites", kMaxTexts)) << "条\n";
    const std::string inputs = form_words(one, "inputs");
    if (!inputs.empty()) out << "    填写 " << inputs << "\n";
  }
}

/// Of a page's address: "?limit=…" and what is not empty.
std::string query_of(std::initializer_list<std::pair<const char*, std::string>> parameters) {
  std::string query = "?limit=200";
  for (const auto& [name, value] : parameters) {
    if (!value.empty()) query += std::string("&") + name + "=" + http::percent_encode(value);
  }
  return query;
}

/// As acts name a key: "key/<hex SM3 of the point>".
Result<std::string> party_of(const CaseOpenOptions& options) {
  if (options.party_request.empty()) return options.party;
  YX_TRY(const base::Bytes input, read_input(options.party_request));
  YX_TRY(const auto request, x509::CertificateRequest::parse_pem_or_der(input));
  return "key/" + base::to_hex(crypto::sm3(request.public_key().point()));
}

/// What an event asks for: as the caller may do it now, else as the rules have it, for the server to say why
/// it may not be done.
Result<std::optional<JsonReader>> form_of(SignedRemote& remote, const JsonReader& shown,
                                          const std::string& event) {
  auto form = find_in(shown, "possible", "event", event);
  if (form) return form;
  YX_TRY(const JsonReader procedure,
         remote.get_json("/procedures/" + http::percent_encode(shown.text("procedure")) +
                         "?version=" + http::percent_encode(shown.text("procedure_version"))));
  return find_in(procedure, "transitions", "event", event);
}

/// The document's last step in the list, and what was issued of it.
struct Place {
  std::int64_t position = -1;
  std::string code;
};
Result<Place> place_of(SignedRemote& remote, const CasePrintOptions& options) {
  YX_TRY(const JsonReader list, remote.get_json(case_path(options.number) + "/documents"));
  Place place;
  for (const JsonReader& one : list.objects("documents", kMaxRows)) {
    if (one.text("document") != options.document) continue;
    place.position = one.integer("position", 0, INT64_MAX);
    place.code.clear();
    const auto issued = one.objects("issued", kMaxRows);
    if (!issued.empty() && options.copy == 0) place.code = issued.front().text("code");
  }
  if (place.position < 0) return make_error(ErrorKind::NotFound, "papers.none", options.document);
  return place;
}

Result<std::string> issue_at(SignedRemote& remote, const CasePrintOptions& options, std::int64_t position,
                             std::ostream& out) {
  std::string values = "{}";
  if (!options.values.empty()) {
    YX_TRY(const base::Bytes file, read_input(options.values));
    YX_TRY(const JsonReader object, JsonReader::parse(file));
    static_cast<void>(object);
    values = std::string(base::as_text(file));
  }
  JsonWriter json;
  json.object([&] {
    json.integer("position", position).text("document", options.document);
    json.integer("copy", options.copy).json("values", values);
  });
  YX_TRY(const JsonReader issued, remote.post_json(case_path(options.number) + "/documents", json.text()));
  out << "已制作《" << issued.text("title") << "》" << issued.text("number") << "\n";
  return issued.text("code");
}

}  // namespace

Result<void> case_procedures(const CaseProceduresOptions& options, std::ostream& out) {
  YX_TRY(Remote remote, Remote::at(options.server));
  const std::string target =
      options.id.empty() ? "/procedures" : "/procedures/" + http::percent_encode(options.id);
  YX_TRY(const base::Bytes body, remote.get(target));
  YX_TRY(const JsonReader shown, JsonReader::parse(body));
  if (!options.id.empty()) {
    print_procedure(out, shown);
    return {};
  }
  for (const JsonReader& one : shown.objects("procedures", kMaxRows)) {
    const JsonReader opening = one.object("opening");
    const auto roles = opening.texts("roles", kMaxTexts);
    out << one.text("id") << "  " << zh_of(one) << "  第" << joined(one.texts("cites", kMaxTexts)) << "条  "
        << (roles.empty() ? "由其他案件或者期限开立" : "开立：" + joined(roles)) << "\n";
  }
  return {};
}

Result<void> case_open(const CaseOpenOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const JsonReader procedure,
         remote.get_json("/procedures/" + http::percent_encode(options.procedure)));
  std::optional<JsonReader> form;
  for (const JsonReader& one : procedure.objects("transitions", kMaxRows)) {
    if (one.texts("from", kMaxTexts).empty() && one.text("origin") == "person") form = one;
  }
  YX_TRY(const std::string inputs,
         inputs_of(remote, opening_files_path(options.procedure), options, form, out));
  YX_TRY(const std::string party, party_of(options));
  JsonWriter json;
  json.object([&] {
    json.text("procedure", options.procedure);
    if (!party.empty()) json.text("party", party);
    if (!options.scope.empty()) json.text("scope", options.scope);
    json.json("inputs", inputs);
  });
  YX_TRY(const JsonReader receipt, remote.post_json("/cases", json.text()));
  const std::string number = receipt.text("number");
  if (!options.number_out.empty()) YX_CHECK(write_public(options.number_out, base::as_bytes(number + "\n")));
  return print_receipt(remote, receipt, out);
}

Result<void> case_list(const CaseListOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  std::string after;
  do {
    YX_TRY(const JsonReader page,
           remote.get_json("/cases" + query_of({{"procedure", options.procedure},
                                                {"state", options.state},
                                                {"scope", options.scope},
                                                {"overdue", options.overdue ? "true" : ""},
                                                {"after", after}})));
    for (const JsonReader& one : page.objects("cases", kMaxRows)) print_head(out, one);
    after = page.optional_text("next").value_or("");
  } while (!after.empty());
  return {};
}

Result<void> case_show(const CaseShowOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const base::Bytes body, remote.get(case_path(options.number)));
  if (options.json) {
    out << base::as_text(body) << "\n";
    return {};
  }
  YX_TRY(const JsonReader shown, JsonReader::parse(body));
  print_head(out, shown);
  print_course(out, shown);
  return {};
}

Result<void> case_act(const CaseActOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const JsonReader shown, remote.get_json(case_path(options.number)));
  YX_TRY(const auto form, form_of(remote, shown, options.event));
  YX_TRY(const std::string inputs, inputs_of(remote, case_files_path(options.number), options, form, out));
  JsonWriter json;
  json.object([&] {
    json.text("event", options.event);
    if (options.version >= 0) json.integer("version", options.version);
    if (!options.item.empty()) json.text("item", options.item);
    json.json("inputs", inputs);
  });
  YX_TRY(const JsonReader receipt, remote.post_json(case_path(options.number) + "/events", json.text()));
  out << name_in(shown, "possible", "event", options.event) << "：已办理\n";
  return print_receipt(remote, receipt, out);
}

Result<void> case_documents(const CaseDocumentsOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const JsonReader list, remote.get_json(case_path(options.number) + "/documents"));
  for (const JsonReader& one : list.objects("documents", kMaxRows)) {
    out << one.integer("position", 0, INT64_MAX) << "  " << zh_of(one) << " (" << one.text("document") << ")";
    const auto issued = one.objects("issued", kMaxRows);
    if (issued.empty()) out << (one.boolean("has_template") ? "  未制作" : "  尚无模板");
    for (const JsonReader& paper : issued)
      out << "  " << paper.text("number") << " " << paper.optional_text("copy").value_or("") << " 核验码 "
          << paper.text("code");
    out << "\n";
  }
  return {};
}

Result<void> case_print(const CasePrintOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(Place place, place_of(remote, options));
  if (place.code.empty()) {
    YX_TRY(place.code, issue_at(remote, options, place.position, out));
  }
  YX_TRY(const base::Bytes pdf,
         remote.get(case_path(options.number) + "/documents/" + http::percent_encode(place.code)));
  YX_CHECK(write_public(options.out, pdf));
  out << "已写入 " << options.out << "，" << pdf.size() << " 字节，SM3 " << base::to_hex(crypto::sm3(pdf))
      << "\n";
  if (options.seal.empty()) return {};
  YX_TRY(const base::Bytes note,
         remote.get(case_path(options.number) + "/documents/" + http::percent_encode(place.code) + "/seal"));
  YX_CHECK(write_public(options.seal, note));
  out << "签名已写入 " << options.seal << "\n";
  return {};
}

Result<void> case_reminders(const CaseRemindersOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  std::string after;
  do {
    YX_TRY(const JsonReader page,
           remote.get_json("/reminders" + query_of({{"role", options.role}, {"after", after}})));
    for (const JsonReader& one : page.objects("reminders", kMaxRows)) {
      const auto days = one.optional_integer("days", 0, INT64_MAX);
      out << one.text("number") << "  " << one.text("clock") << "  至 " << one.text("last_day") << "  "
          << (days ? "还有 " + std::to_string(*days) + " 天" : "已逾期") << "\n";
    }
    after = page.optional_text("next").value_or("");
  } while (!after.empty());
  return {};
}

}  // namespace yinxin::command_line
