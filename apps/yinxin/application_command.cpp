#include "application_command.hpp"

#include <algorithm>

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

/// "NAME=VALUE" each, as {name_key: NAME, value_key: VALUE}.
Result<void> write_pairs(JsonWriter& json, const char* list, const std::vector<std::string>& pairs,
                         const char* name_key, const char* value_key) {
  Entries split;
  for (const std::string& text : pairs) {
    YX_TRY(auto pair, split_pair(text));
    split.push_back(std::move(pair));
  }
  json.array(list, [&] {
    for (const auto& pair : split) {
      json.object([&] { json.text(name_key, pair.first).text(value_key, pair.second); });
    }
  });
  return {};
}

void write_texts(JsonWriter& json, const char* name, const std::vector<std::string>& texts) {
  json.array(name, [&] {
    for (const std::string& text : texts) json.item(text);
  });
}

/// Proof that the holder of the certificate replaced asks: its key signs the new request.
Result<base::Bytes> sign_by_old(const std::string& key_file, base::ByteView request) {
  YX_TRY(const auto key, read_key(key_file));
  YX_TRY(const auto parsed, x509::CertificateRequest::parse_pem_or_der(request));
  YX_TRY(const auto signature, crypto::sm2_sign(key, parsed.der()));
  return signature.to_der();
}

void write_replacing(JsonWriter& json, const ApplicationSubmitOptions& options, base::ByteView signature) {
  json.text("purpose", options.purpose);
  if (!options.replaces.empty()) json.text("replaces", options.replaces);
  if (!signature.empty()) json.octets("replaced_signature", signature);
  if (!options.reason.empty()) json.text("reason", options.reason);
}

Result<std::string> form_of(const ApplicationSubmitOptions& options) {
  YX_TRY(const base::Bytes request, read_input(options.request));
  base::Bytes signature;
  if (!options.old_key.empty()) {
    YX_TRY(signature, sign_by_old(options.old_key, request));
  }
  JsonWriter json;
  Result<void> written;
  json.object([&] {
    write_replacing(json, options, signature);
    json.text("profile", options.profile);
    written = write_pairs(json, "subject", options.subject, "type", "value");
    if (written) written = write_pairs(json, "identities", options.identity, "kind", "number");
    write_texts(json, "dns", options.dns);
    write_texts(json, "mails", options.mails);
    json.text("phone", options.phone);
    if (!options.mail.empty()) json.text("mail", options.mail);
    json.integer("validity_days", options.days).text("request", base::as_text(request));
  });
  if (!written) return written.error();
  return json.text();
}

Result<std::string> media_type_of(const std::string& file) {
  constexpr std::pair<std::string_view, std::string_view> kKnown[] = {
      {".pdf", "application/pdf"}, {".png", "image/png"},       {".jpg", "image/jpeg"},
      {".jpeg", "image/jpeg"},     {".ofd", "application/ofd"},
  };
  for (const auto& one : kKnown) {
    if (std::string_view(file).ends_with(one.first)) return std::string(one.second);
  }
  return make_error(ErrorKind::Malformed, "yinxin.media_type", "expected .pdf, .ofd, .png or .jpg");
}

std::string beijing(const JsonReader& from, std::string_view name) {
  const auto time = base::parse_utc(from.optional_text(name).value_or(""));
  return time ? base::format_beijing(*time) : std::string();
}

std::string zh_of(const JsonReader& from) {
  return from.optional_text("zh").value_or("");
}

void print_head(std::ostream& out, const JsonReader& shown) {
  const JsonReader state = shown.object("state");
  out << shown.text("number") << "  " << zh_of(state) << " (" << state.text("id") << ")  第 "
      << shown.integer("version", 0, INT64_MAX) << " 版  " << shown.text("profile") << "  "
      << beijing(shown, "opened_at");
  for (const JsonReader& field : shown.objects("subject", kMaxRows))
    out << "  " << field.text("type") << "=" << field.text("value");
  if (shown.has("serial")) out << "  序列号 " << shown.text("serial");
  out << "\n";
}

/// Officers are told.
void print_retention(std::ostream& out, const JsonReader& shown) {
  if (!shown.has("retention")) return;
  const JsonReader kept = shown.object("retention");
  if (kept.has("retain_until"))
    out << "  保存至 " << kept.text("retain_until") << (kept.boolean("ended") ? "（已期满）" : "") << "\n";
  for (const JsonReader& hold : kept.objects("holds", kMaxRows)) {
    out << "  保全 " << hold.text("reference") << "，" << hold.text("authority") << "，" << hold.text("basis")
        << "，" << beijing(hold, "at") << " " << hold.text("by") << " 设定\n";
  }
}

void print_course(std::ostream& out, const JsonReader& shown) {
  for (const JsonReader& step : shown.objects("steps", kMaxRows)) {
    out << "  " << beijing(step, "at") << "  " << zh_of(step) << "  " << step.text("actor") << "\n";
  }
  for (const JsonReader& gate : shown.objects("gates", kMaxRows)) {
    out << "  环节 " << zh_of(gate) << "（第" << gate.text("article") << "条）："
        << (gate.boolean("open") ? "已办" : "未办") << "\n";
  }
  for (const JsonReader& clock : shown.objects("clocks", kMaxRows)) {
    out << "  期限 " << zh_of(clock) << "：至 " << beijing(clock, "overdue_at") << "\n";
  }
  print_retention(out, shown);
  for (const JsonReader& next : shown.objects("possible", kMaxRows)) {
    out << "  可办 " << zh_of(next) << " (" << next.text("event") << ")\n";
  }
}

}  // namespace

Result<void> application_submit(const ApplicationSubmitOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const std::string form, form_of(options));
  YX_TRY(const JsonReader receipt, remote.post_json("/applications", form));
  const std::string number = receipt.text("number");
  if (!options.number_out.empty()) YX_CHECK(write_public(options.number_out, base::as_bytes(number + "\n")));
  out << "已提交申请 " << number << "\n";
  return {};
}

Result<void> application_material(const ApplicationMaterialOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const std::string media_type, media_type_of(options.file));
  YX_TRY(const base::Bytes content, read_input(options.file));
  JsonWriter json;
  json.object([&] {
    json.text("kind", options.kind).text("title", options.title).text("media_type", media_type);
    json.octets("content", content);
  });
  YX_TRY(const JsonReader added,
         remote.post_json(application_path(options.number) + "/materials", json.text()));
  out << options.number << " 已收到材料《" << options.title << "》，" << content.size() << " 字节，SM3 "
      << added.text("sm3") << "\n";
  return {};
}

Result<void> application_show(const ApplicationShowOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const base::Bytes body, remote.get(application_path(options.number)));
  if (options.json) {
    out << base::as_text(body) << "\n";
    return {};
  }
  YX_TRY(const JsonReader shown, JsonReader::parse(body));
  print_head(out, shown);
  print_course(out, shown);
  return {};
}

Result<void> application_list(const ApplicationListOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  std::string after;
  do {
    std::string target = "/applications?limit=200";
    if (!options.state.empty()) target += "&state=" + http::percent_encode(options.state);
    if (!after.empty()) target += "&after=" + http::percent_encode(after);
    YX_TRY(const JsonReader page, remote.get_json(target));
    for (const JsonReader& one : page.objects("applications", kMaxRows)) print_head(out, one);
    after = page.optional_text("next").value_or("");
  } while (!after.empty());
  return {};
}

}  // namespace yinxin::command_line
