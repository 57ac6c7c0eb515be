#include "proof/case_archive.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "proof/json_object.hpp"

namespace yinxin::proof {

namespace {

namespace json = boost::json;
using base::ErrorKind;
using base::Result;

constexpr std::string_view kContentsTitle = "案卷目录";

std::string contents_of(const CaseCatalogue& catalogue) {
  std::string text = std::string(kContentsTitle) + "\n案件 " + catalogue.number + "　" + catalogue.title +
                     "\n导出 " + base::format_beijing(catalogue.made_at) + "　" + catalogue.made_by +
                     "\n\n一、办理过程\n";
  for (const auto& step : catalogue.steps)
    text += std::to_string(step.position) + "　" + step.at + "　" + step.title + " (" + step.event + ")　" +
            step.actor + "\n";
  text += "\n二、文件\n";
  std::size_t number = 0;
  for (const auto& entry : catalogue.entries)
    text += std::to_string(++number) + "　" + entry.title + "　" + entry.path + "　" +
            std::to_string(entry.size) + " 字节　SM3 " + base::to_hex(entry.sm3) + "\n";
  if (!catalogue.absent.empty()) text += "\n三、未收入本卷\n";
  for (const auto& absent : catalogue.absent) text += absent.title + "　" + absent.why + "\n";
  return text;
}

Result<void> read_steps(const JsonObject& object, CaseCatalogue& catalogue) {
  YX_TRY(const auto steps, object.objects("steps"));
  for (const JsonObject& step : steps) {
    YX_CHECK(step.only({"position", "event", "title", "at", "actor"}));
    CaseCatalogue::Step& to = catalogue.steps.emplace_back();
    YX_TRY(to.position, step.number("position"));
    YX_TRY(to.event, step.text("event"));
    YX_TRY(to.title, step.text("title"));
    YX_TRY(to.at, step.text("at"));
    YX_TRY(to.actor, step.text("actor"));
  }
  return {};
}

Result<void> read_entries(const JsonObject& object, CaseCatalogue& catalogue) {
  YX_TRY(const auto entries, object.objects("entries"));
  for (const JsonObject& entry : entries) {
    YX_CHECK(entry.only({"path", "title", "size", "sm3"}));
    CaseCatalogue::Entry& to = catalogue.entries.emplace_back();
    YX_TRY(to.path, entry.text("path"));
    YX_TRY(to.title, entry.text("title"));
    YX_TRY(to.size, entry.number("size"));
    YX_TRY(const std::string sm3, entry.text("sm3"));
    YX_TRY(const base::Bytes octets, base::from_hex(sm3));
    YX_TRY(to.sm3, to_hash(octets));
  }
  YX_TRY(const auto absent, object.objects("absent"));
  for (const JsonObject& one : absent) {
    YX_CHECK(one.only({"title", "why"}));
    CaseCatalogue::Absent& to = catalogue.absent.emplace_back();
    YX_TRY(to.title, one.text("title"));
    YX_TRY(to.why, one.text("why"));
  }
  return {};
}

void check_entry(Report& report, const CaseCatalogue::Entry& entry, const TarFile& file) {
  const bool same = entry.size == file.content.size() && entry.sm3 == crypto::sm3(file.content);
  report.expect(same, file.name, {"case.file", "与目录一致：" + entry.title, "as the catalogue says"},
                {"case.file.digest", "内容与目录所载的大小或者 SM3 不一致",
                 "size or SM3 is not what the catalogue says"});
}

void check_files(Report& report, const CaseCatalogue& catalogue, const std::vector<TarFile>& files) {
  const auto& entries = catalogue.entries;
  for (std::size_t i = 0; i < std::max(entries.size(), files.size()); ++i) {
    if (i >= files.size() || (i < entries.size() && entries[i].path != files[i].name)) {
      return report.failed(entries[i].path, {"case.file.missing", "目录所载的文件不在案卷中或者次序不符",
                                             "named in the catalogue, and not there or not in its place"});
    }
    if (i >= entries.size()) {
      report.failed(files[i].name, {"case.file.unlisted", "目录没有记载的文件", "not in the catalogue"});
    } else {
      check_entry(report, entries[i], files[i]);
    }
  }
}

/// What people read says the same, word for word.
void check_contents(Report& report, CaseCatalogue catalogue, const std::vector<TarFile>& files) {
  bool same = false;
  if (!catalogue.entries.empty() && !files.empty()) {
    const bool named = catalogue.entries.back().title == kContentsTitle;
    catalogue.entries.pop_back();  // itself
    same = named && files.back().name == kCaseContents &&
           base::as_text(files.back().content) == contents_of(catalogue);
  }
  report.expect(
      same, kCaseContents, {"case.contents", "两份目录一致", "both catalogues agree"},
      {"case.contents", "供人阅读的目录与机读目录不一致", "the contents differ from the catalogue"});
}

}  // namespace

std::string CaseCatalogue::to_json() const {
  json::array step_list;
  for (const Step& step : steps) {
    step_list.push_back({{"position", step.position},
                         {"event", step.event},
                         {"title", step.title},
                         {"at", step.at},
                         {"actor", step.actor}});
  }
  json::array entry_list;
  for (const Entry& entry : entries) {
    entry_list.push_back({{"path", entry.path},
                          {"title", entry.title},
                          {"size", entry.size},
                          {"sm3", base::to_hex(entry.sm3)}});
  }
  json::array absent_list;
  for (const Absent& one : absent) absent_list.push_back({{"title", one.title}, {"why", one.why}});
  const json::object whole{{"format", kFormat},
                           {"number", number},
                           {"title", title},
                           {"made_by", made_by},
                           {"made_at", base::format_utc(made_at)},
                           {"steps", std::move(step_list)},
                           {"entries", std::move(entry_list)},
                           {"absent", std::move(absent_list)}};
  return indent_json(json::serialize(whole));
}

Result<CaseCatalogue> CaseCatalogue::parse(std::string_view text) {
  YX_TRY(const JsonObject object, JsonObject::parse(text, kMaxCatalogueBytes));
  YX_TRY(const std::uint64_t format, object.number("format"));
  if (format != kFormat)
    return base::make_error(ErrorKind::Refused, "proof.case.newer", "format " + std::to_string(format));
  YX_CHECK(object.only({"format", "number", "title", "made_by", "made_at", "steps", "entries", "absent"}));
  CaseCatalogue catalogue;
  YX_TRY(catalogue.number, object.text("number"));
  YX_TRY(catalogue.title, object.text("title"));
  YX_TRY(catalogue.made_by, object.text("made_by"));
  YX_TRY(const std::string made_at, object.text("made_at"));
  YX_TRY(catalogue.made_at, base::parse_utc(made_at));
  YX_CHECK(read_steps(object, catalogue));
  YX_CHECK(read_entries(object, catalogue));
  return catalogue;
}

Result<void> CaseArchiveWriter::add(std::string path, std::string title, base::ByteView content) {
  YX_CHECK(tar_.add(path, content));
  catalogue_.entries.push_back({std::move(path), std::move(title), content.size(), crypto::sm3(content)});
  return {};
}

Result<base::Bytes> CaseArchiveWriter::finish() && {
  YX_CHECK(
      add(std::string(kCaseContents), std::string(kContentsTitle), base::as_bytes(contents_of(catalogue_))));
  YX_CHECK(tar_.add(kCaseCatalogue, base::as_bytes(catalogue_.to_json())));
  return std::move(tar_).finish();
}

Report check_case_archive(base::ByteView archive) {
  Report report;
  auto read = read_tar(archive);
  if (!read) {
    report.failed("", malformed("case.archive", read.error()));
    return report;
  }
  if (read->files.empty() || read->files.back().name != kCaseCatalogue) {
    report.failed(kCaseCatalogue, {"case.catalogue", "案卷没有以目录结尾", "does not end with a catalogue"});
    return report;
  }
  const auto catalogue = CaseCatalogue::parse(base::as_text(read->files.back().content));
  if (!catalogue) {
    report.failed(kCaseCatalogue, malformed("case.catalogue", catalogue.error()));
    return report;
  }
  read->files.pop_back();
  report.passed(kCaseCatalogue, {"case.catalogue", "案件 " + catalogue->number + "，" + catalogue->title,
                                 "case " + catalogue->number});
  check_files(report, *catalogue, read->files);
  check_contents(report, *catalogue, read->files);
  for (const auto& one : catalogue->absent)
    report.noted(one.title, {"case.absent", "未收入本卷：" + one.why, "not in the archive: " + one.why});
  return report;
}

}  // namespace yinxin::proof
