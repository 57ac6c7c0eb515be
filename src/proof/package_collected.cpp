// Steps of verify_package() about what belongs into the package: the absences that the package key states,
// and the list of everything whose SM3 stands in an act of its own (PACKAGE.md, Collected).
#include <algorithm>
#include <set>

#include "proof/package_check.hpp"

namespace yinxin::proof {
namespace {

using Lines = std::set<std::string, std::less<>>;

constexpr std::size_t kHeadLines = 3;  // form, package, time

Lines lines_in(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    lines.emplace(line);
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return lines;
}

/// What a line is about: the file, the part of an absence, or the act.
std::string where_of(std::string_view line) {
  constexpr std::string_view kAbsent = "absent  ";
  constexpr std::string_view kAct = "act  ";
  if (line.starts_with(kAct))
    return std::string(layout::kActs) + std::string(line.substr(kAct.size())) + ".json";
  if (line.starts_with(kAbsent)) {
    const std::string_view rest = line.substr(kAbsent.size());
    return std::string(rest.substr(0, rest.find("  ")));
  }
  const std::size_t at = line.find("  ");
  return std::string(at == std::string_view::npos ? layout::kCollected : line.substr(at + 2));
}

/// The act that has the SM3 of the list; null: none.
const PackageAct* act_of_list(const PackageContents& contents, base::ByteView list) {
  const std::string sm3 = base::to_hex(crypto::sm3(list));
  const auto found = std::find_if(contents.acts.begin(), contents.acts.end(), [&](const PackageAct& act) {
    return act.leaf.act == ActCode::EvidenceCollected && contents.concerns_certificate(act) && act.record &&
           act.record->find("files_sm3") == sm3;
  });
  return found == contents.acts.end() ? nullptr : &*found;
}

bool compare_lists(const Lines& stated, const Lines& here, Report& report) {
  bool same = true;
  for (const std::string& line : stated) {
    if (here.contains(line)) continue;
    same = false;
    report.failed(where_of(line), {"package.collected.missing", "归集时有，包中没有或已不同：" + line,
                                   "was collected, and is not here as it was: " + line});
  }
  for (const std::string& line : here) {
    if (stated.contains(line)) continue;
    same = false;
    report.failed(where_of(line), {"package.collected.extra", "归集时没有，或与归集时不同：" + line,
                                   "was not collected, or not like this: " + line});
  }
  return same;
}

void check_absence(const std::string& name, Part part, base::ByteView content,
                   const std::optional<x509::Certificate>& signer, const PackageContents& contents,
                   Report& report) {
  const PartInfo& info = part_info(part);
  const auto note = SignedNote::parse(base::as_text(content));
  const auto said = note ? AbsenceNote::parse(note->body) : base::Result<AbsenceNote>(note.error());
  if (!said) return report.failed(name, malformed("package.format", said.error()));
  const PackageInfo& package = contents.manifest.info;
  const bool ours = said->package == package.id && said->part == part && said->built == package.built &&
                    said->certificate == contents.manifest.certificate;
  if (!ours) {
    return report.failed(name, {"package.absence", "缺少说明不是关于本包这一部分的",
                                "is about another part, or another package"});
  }
  const bool right =
      signer && std::any_of(note->signatures.begin(), note->signatures.end(), [&](const NoteSignature& line) {
        return note->signed_by(line.name, signer->tbs().public_key);
      });
  if (!right) {
    return report.failed(name, {"package.absence", "缺少说明没有机构的签名，或者签名无效",
                                "is not signed by the package key"});
  }
  report.noted(name, {"package.part.absent", "缺少“" + std::string(info.zh) + "”，原因：" + said->reason,
                      "declared absent: " + std::string(info.zh) + " (" + said->reason + ")"});
}

}  // namespace

void check_absences(const PackageContents& contents, Report& report) {
  std::optional<x509::Certificate> signer;
  if (const auto found = contents.files.find(layout::kSigner); found != contents.files.end()) {
    if (auto parsed = x509::Certificate::parse(found->second)) signer = std::move(*parsed);
  }
  for (const PartInfo& part : all_parts()) {
    const std::string name = absent_file(part.part);
    const auto found = contents.files.find(name);
    if (found != contents.files.end())
      check_absence(name, part.part, found->second, signer, contents, report);
  }
}

void check_collected(const PackageContents& contents, Report& report) {
  const auto list = contents.files.find(layout::kCollected);
  if (list == contents.files.end()) {
    return report.failed(layout::kCollected, {"package.collected", "缺少归集清单或其已被改动",
                                              "the list of what was collected is missing or changed"});
  }
  const PackageAct* act = act_of_list(contents, list->second);
  if (act == nullptr) {
    return report.failed(layout::kCollected, {"package.collected", "没有记有归集清单 SM3 的行为记录",
                                              "no act has the SM3 of what was collected"});
  }
  const std::string_view text = base::as_text(list->second);
  const std::string here = collected_text(contents.manifest, act->seq);
  const bool same = compare_lists(lines_in(text), lines_in(here), report);
  const std::string count = std::to_string(lines_in(here).size() - kHeadLines);
  report.expect(
      same && text == here, layout::kCollected,
      {"package.collected",
       "归集的 " + count + " 项逐项在包中，第 " + std::to_string(act->seq) + " 条行为记录为证",
       "all " + count + " things that were collected are here, by entry " + std::to_string(act->seq)},
      {"package.collected", "包中的内容不是归集的内容", "what is here is not what was collected"});
}

}  // namespace yinxin::proof
