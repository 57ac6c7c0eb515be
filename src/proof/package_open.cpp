// First steps of verify_package(): is it an archive, is every file the one that the manifest lists, and is
// nothing hidden.
#include <algorithm>

#include "proof/package_check.hpp"
#include "proof/ustar.hpp"

namespace yinxin::proof {
namespace {

using base::ByteView;

using FileMap = std::map<std::string, ByteView, std::less<>>;

/// Compares one listed file with the archive; keeps it when it is intact.
void compare(const ManifestFile& listed, FileMap& rest, PackageContents& contents, Report& report) {
  const auto found = rest.find(listed.name);
  if (found == rest.end()) {
    report.failed(listed.name,
                  {"package.file.missing", "清单中的文件不在包中", "is listed but not in the archive"});
    return;
  }
  const ByteView content = found->second;
  rest.erase(found);
  if (content.size() != listed.size || crypto::sm3(content) != listed.digest) {
    report.failed(listed.name, {"package.file.digest", "内容与清单中的 SM3 摘要不符（文件被改动）",
                                "content does not match its SM3 digest (the file was changed)"});
    return;
  }
  contents.files.emplace(listed.name, content);
}

void compare_all(FileMap rest, PackageContents& contents, Report& report) {
  for (const ManifestFile& listed : contents.manifest.files) compare(listed, rest, contents, report);
  for (const auto& [name, content] : rest) {
    report.failed(
        name, {"package.file.extra", "包中有清单以外的文件", "is in the archive but not in the manifest"});
  }
  if (contents.files.size() == contents.manifest.files.size() && rest.empty()) {
    const std::string count = std::to_string(contents.files.size());
    report.passed("", {"package.files", count + " 个文件的 SM3 摘要全部相符",
                       "all " + count + " files match their SM3 digests"});
  }
}

/// Each part is filled or absent, and never both (article 40: what is missing is stated, never hidden).
void check_part(const PartInfo& part, const Manifest& manifest, Report& report) {
  const std::string absent_name = absent_file(part.part);
  std::size_t files = 0;
  bool absent = false;
  for (const ManifestFile& file : manifest.files) {
    if (file.name == absent_name)
      absent = true;
    else if (part_of(file.name) == part.part)
      ++files;
  }
  const std::string zh = "“" + std::string(part.zh) + "”";
  if (absent && files > 0)
    report.failed(part.folder,
                  {"package.part.both", zh + "既有文件，又称缺少", "has files and is stated absent"});
  if (!absent && files == 0)
    report.failed(part.folder, {"package.part.missing", zh + "既无文件，也未说明缺少的原因",
                                "neither files nor a stated reason for their absence"});
  if (absent && is_always_there(part.part))
    report.failed(part.folder, {"package.part.needed", zh + "不得缺少", "this part is never absent"});
  for (const Absence& absence : manifest.absences) {
    if (absence.part != part.part) continue;
    report.noted(part.folder,
                 {"package.item.absent",
                  "缺少“" + std::string(part.zh) + "·" + absence.item + "”，原因：" + absence.reason,
                  "declared absent: " + absence.item + " (" + absence.reason + ")"});
  }
}

/// A package of another format than ours is told from one that is damaged.
Sentence manifest_fault(const base::Error& error) {
  if (error.code != "proof.manifest.version") return malformed("package.manifest", error);
  return {
      "package.version",
      "本包的格式是 " + error.detail + "，本程序只核验第 2 版，请用制作该包的版本所附的 yinxin-audit 核验",
      "is of the format " + error.detail +
          "; this program checks version 2 alone: use the yinxin-audit of the "
          "release that built it"};
}

}  // namespace

std::optional<PackageContents> open_package(ByteView archive, Report& report) {
  const auto tar = read_tar(archive);
  if (!tar) {
    report.failed("", malformed("package.archive", tar.error()));
    return std::nullopt;
  }
  FileMap files;
  for (const TarFile& file : tar->files) files.emplace(file.name, file.content);
  const auto manifest_file = files.find(layout::kManifest);
  if (manifest_file == files.end()) {
    report.failed(layout::kManifest, {"package.manifest", "缺少清单", "there is no manifest"});
    return std::nullopt;
  }
  auto manifest = Manifest::parse(base::as_text(manifest_file->second));
  if (!manifest) {
    report.failed(layout::kManifest, manifest_fault(manifest.error()));
    return std::nullopt;
  }
  PackageContents contents;
  contents.manifest = std::move(*manifest);
  report.expect(tar->mtime == contents.manifest.info.built, "",
                {"package.archive", "归档结构完整", "the archive is well formed"},
                {"package.archive.time", "归档时间与清单的制作时间不同",
                 "times in the archive differ from the manifest"});
  files.erase(manifest_file);
  if (const auto signature = files.extract(std::string(layout::kSignature)); !signature.empty()) {
    contents.signature = signature.mapped();
  }
  compare_all(std::move(files), contents, report);
  for (const PartInfo& part : all_parts()) check_part(part, contents.manifest, report);
  return contents;
}

std::optional<ByteView> PackageContents::expect_file(std::string_view name, std::string_view zh,
                                                     std::string_view en, Report& report) const {
  const auto found = files.find(name);
  if (found != files.end()) return found->second;
  const bool listed = std::any_of(manifest.files.begin(), manifest.files.end(),
                                  [&](const ManifestFile& file) { return file.name == name; });
  if (!listed && !manifest.declares_absent(*part_of(name))) {
    report.failed(name, {"package.unstated", "缺少" + std::string(zh) + "，且未说明原因",
                         std::string(en) + " is missing and no reason is stated"});
  }
  return std::nullopt;
}

std::vector<std::pair<std::string, ByteView>> PackageContents::expect_folder(std::string_view folder,
                                                                             std::string_view zh,
                                                                             std::string_view en,
                                                                             Report& report) const {
  std::vector<std::pair<std::string, ByteView>> found;
  for (const auto& [name, content] : files) {
    if (name.starts_with(folder)) found.emplace_back(name, content);
  }
  const bool listed = std::any_of(manifest.files.begin(), manifest.files.end(),
                                  [&](const ManifestFile& file) { return file.name.starts_with(folder); });
  if (!listed && !manifest.declares_absent(*part_of(folder))) {
    report.failed(folder, {"package.unstated", "缺少" + std::string(zh) + "，且未说明原因",
                           std::string(en) + " are missing and no reason is stated"});
  }
  return found;
}

}  // namespace yinxin::proof
