#include "case_export.hpp"

#include "base/files.hpp"
#include "case_files.hpp"
#include "files.hpp"
#include "proof/case_archive.hpp"
#include "steps.hpp"

namespace yinxin::command_line {

using base::ErrorKind;
using base::make_error;
using base::Result;
using http::JsonReader;
using proof::CaseArchiveWriter;

namespace {

constexpr std::size_t kMaxSteps = 100'000;
constexpr std::size_t kMaxPapers = 1000;

proof::CaseCatalogue catalogue_of(const CaseExportOptions& options, const JsonReader& shown, base::Time now) {
  proof::CaseCatalogue catalogue;
  catalogue.number = options.number;
  catalogue.title = shown.text("zh");
  catalogue.made_by = options.as.officer.empty() ? "持密钥人" : "officer/" + options.as.officer;
  catalogue.made_at = std::chrono::floor<std::chrono::seconds>(now);
  for (const JsonReader& step : shown.objects("steps", kMaxSteps)) {
    catalogue.steps.push_back({static_cast<std::uint64_t>(step.integer("position", 0, INT64_MAX)),
                               step.text("event"), step.text("zh"), step.text("at"), step.text("actor")});
  }
  return catalogue;
}

/// A provider's office has none.
Result<void> add_documents(SignedRemote& remote, const std::string& number, CaseArchiveWriter& archive) {
  const std::string target = case_path(number) + "/documents";
  const auto list = remote.get_json(target);
  if (!list && list.error().kind == ErrorKind::NotFound) return {};
  if (!list) return list.error();
  for (const JsonReader& one : list->objects("documents", kMaxPapers)) {
    for (const JsonReader& paper : one.objects("issued", kMaxPapers)) {
      const std::string code = paper.text("code");
      const std::string title =
          "《" + paper.text("title") + "》" + paper.text("number") + paper.optional_text("copy").value_or("");
      const auto pdf = remote.get(target + "/" + http::percent_encode(code));
      if (pdf) {
        YX_CHECK(archive.add("documents/" + code + ".pdf", title, *pdf));
      } else if (pdf.error().code == "procedure.role") {
        archive.lacks(title, "无权查看");
      } else {
        return pdf.error();
      }
    }
  }
  return {};
}

/// ".pdf", as the server took it: an ending of a known kind.
std::string ending_of(const std::string& name) {
  std::string ending = name.substr(std::min(name.rfind('.'), name.size()));
  for (char& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return ending;
}

Result<void> add_files(SignedRemote& remote, const CaseExportOptions& options, CaseArchiveWriter& archive) {
  YX_TRY(const JsonReader list, remote.get_json(case_files_path(options.number)));
  for (const JsonReader& one : list.objects("files", kMaxPapers)) {
    const bool look = one.boolean("look");
    const std::string name = one.text("name");
    const std::string sm3 = one.text("sm3");
    if (look && options.reason.empty()) {
      archive.lacks(name + "　SM3 " + sm3, "未写明查看理由");
      continue;
    }
    YX_TRY(const base::Bytes octets,
           fetch_file(remote, options.number, sm3, look ? options.reason : std::string()));
    YX_CHECK(archive.add("files/" + sm3 + ending_of(name), name, octets));
  }
  const std::int64_t hidden = list.integer("hidden", 0, INT64_MAX);
  if (hidden > 0) archive.lacks("文件 " + std::to_string(hidden) + " 份", "无权查看");
  return {};
}

}  // namespace

Result<void> case_export(const CaseExportOptions& options, std::ostream& out) {
  YX_TRY(SignedRemote remote, SignedRemote::open(options.as));
  YX_TRY(const base::Bytes body, remote.get(case_path(options.number)));
  YX_TRY(const JsonReader shown, JsonReader::parse(body));
  CaseArchiveWriter archive(catalogue_of(options, shown, remote.now()));
  YX_CHECK(archive.add("case.json", "案件", body));
  YX_CHECK(add_documents(remote, options.number, archive));
  YX_CHECK(add_files(remote, options, archive));
  YX_TRY(const base::Bytes octets, std::move(archive).finish());
  YX_CHECK(write_secret(options.out, octets));
  YX_TRY(const base::Bytes read, base::read_file(options.out, proof::kMaxTarBytes));
  const proof::Report report = proof::check_case_archive(read);
  out << report.to_text();
  if (!report.pass()) return make_error(ErrorKind::Refused, "yinxin.archive", options.out);
  out << "已写入 " << options.out << "，" << read.size() << " 字节，SM3 " << base::to_hex(crypto::sm3(read))
      << "\n";
  return {};
}

}  // namespace yinxin::command_line
