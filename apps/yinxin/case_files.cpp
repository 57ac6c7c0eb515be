#include "case_files.hpp"

#include <filesystem>

#include "base/files.hpp"
#include "cases/types.hpp"
#include "files.hpp"
#include "http/json_writer.hpp"
#include "steps.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;
using http::JsonReader;
using http::JsonWriter;

namespace {

constexpr std::size_t kMaxParts = 1000;
constexpr std::string_view kUploadType = "application/vnd.yinxin.file";

/// The type that a form of the rules gives to a name.
std::string type_in(const std::optional<JsonReader>& form, const std::string& name) {
  if (!form) return "text";
  for (const JsonReader& input : form->objects("inputs", kMaxParts)) {
    if (input.text("id") == name) return input.text("type");
  }
  return "text";
}

/// One line of JSON, and the octets behind it. Gives the SM3 that the server found.
Result<std::string> upload(SignedRemote& remote, const std::string& target, const std::string& input,
                           const std::string& path, std::ostream& out) {
  YX_TRY(const base::Bytes octets, base::read_file(path, cases::kMaxFileBytes));
  const std::string name = std::filesystem::path(path).filename().string();
  JsonWriter head;
  head.object([&] { head.text("input", input).text("name", name); });
  base::Bytes body = base::to_bytes(head.text() + "\n");
  base::append(body, octets);
  YX_TRY(const base::Bytes answer, remote.post_file(target, kUploadType, std::move(body)));
  YX_TRY(const JsonReader receipt, JsonReader::parse(answer));
  std::string sm3 = receipt.text("sm3");
  if (sm3 != base::to_hex(crypto::sm3(octets)))
    return make_error(ErrorKind::Refused, "yinxin.answer", "SM3 of other octets");
  out << "已上传 " << name << "，" << octets.size() << " 字节，" << receipt.text("media_type") << "，SM3 "
      << sm3 << "\n";
  return sm3;
}

Result<std::string> object_of_pairs(const Entries& entries, const std::optional<JsonReader>& form) {
  JsonWriter json;
  Result<void> written;
  json.object([&] {
    written = write_entries(json, entries, [&](const std::string& name) { return type_in(form, name); });
  });
  if (!written) return written.error();
  return json.text();
}

/// The object of the file, with the uploaded ones as further members.
Result<std::string> object_of_file(const std::string& file, const Entries& uploaded) {
  YX_TRY(const base::Bytes octets, read_input(file));
  YX_TRY(const JsonReader object, JsonReader::parse(octets));
  for (const auto& one : uploaded) {
    if (object.has(one.first))
      return make_error(ErrorKind::Malformed, "yinxin.value", one.first + " stands in --inputs too");
  }
  std::string text(base::as_text(octets));
  YX_TRY(const std::string more, object_of_pairs(uploaded, std::nullopt));
  if (uploaded.empty()) return text;
  const std::size_t end = text.rfind('}');
  const std::size_t last = text.find_last_not_of(" \t\r\n", end - 1);
  return text.substr(0, end) + (text[last] == '{' ? "" : ",") + more.substr(1);
}

void print_file(std::ostream& out, const JsonReader& one) {
  out << one.text("sm3") << "  " << one.text("name") << "  " << one.integer("size", 0, INT64_MAX) << " 字节  "
      << one.text("media_type") << "  " << one.text("level") << "  " << one.text("added_by") << "  "
      << one.text("added_at") << (one.boolean("look") ? "  （查看须写明理由）" : "") << "\n";
}

}  // namespace

std::string case_files_path(const std::string& number) {
  return case_path(number) + "/files";
}

std::string opening_files_path(const std::string& procedure) {
  return "/procedures/" + http::percent_encode(procedure) + "/files";
}

Result<std::string> inputs_of(SignedRemote& remote, const std::string& target, const Entered& entered,
                              const std::optional<JsonReader>& form, std::ostream& out) {
  if (!entered.inputs.empty() && !entered.set.empty())
    return make_error(ErrorKind::Malformed, "yinxin.value", "either --inputs or --set");
  Entries entries;
  for (const std::string& text : entered.set) {
    YX_TRY(auto pair, split_pair(text));
    entries.push_back(std::move(pair));
  }
  for (const std::string& text : entered.files) {
    YX_TRY(const auto pair, split_pair(text));
    YX_TRY(std::string sm3, upload(remote, target, pair.first, pair.second, out));
    entries.emplace_back(pair.first, std::move(sm3));
  }
  return entered.inputs.empty() ? object_of_pairs(entries, form) : object_of_file(entered.inputs, entries);
}

Result<void> case_upload(const CaseUploadOptions& options, std::ostream& out) {
  if (options.number.empty() == options.procedure.empty())
    return make_error(ErrorKind::Malformed, "yinxin.value", "either --number or --procedure");
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  const std::string target =
      options.number.empty() ? opening_files_path(options.procedure) : case_files_path(options.number);
  YX_TRY(const std::string sm3, upload(remote, target, options.input, options.file, out));
  return {};
}

Result<void> case_files(const CaseFilesOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const JsonReader list, remote.get_json(case_files_path(options.number)));
  for (const JsonReader& one : list.objects("files", kMaxParts)) print_file(out, one);
  const std::int64_t hidden = list.integer("hidden", 0, INT64_MAX);
  if (hidden > 0) out << "另有 " << hidden << " 份无权查看\n";
  return {};
}

Result<base::Bytes> fetch_file(SignedRemote& remote, const std::string& number, const std::string& sm3,
                               const std::string& reason) {
  const std::string target = case_files_path(number) + "/" + http::percent_encode(sm3);
  JsonWriter look;
  look.object([&] { look.text("reason", reason); });
  auto octets = reason.empty() ? remote.get(target) : remote.post(target + "/looks", look.text());
  if (!octets) return octets;
  if (base::to_hex(crypto::sm3(*octets)) != sm3)
    return make_error(ErrorKind::Refused, "yinxin.answer", "SM3 of other octets");
  return octets;
}

Result<void> case_file(const CaseFileOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const base::Bytes octets, fetch_file(remote, options.number, options.sm3, options.reason));
  YX_CHECK(write_secret(options.out, octets));
  out << "已写入 " << options.out << "，" << octets.size() << " 字节，SM3 " << options.sm3 << "，核对一致\n";
  return {};
}

}  // namespace yinxin::command_line
