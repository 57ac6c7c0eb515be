#include "proof/package_layout.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <stdexcept>

#include "proof/json_object.hpp"
#include "proof/ustar.hpp"

namespace yinxin::proof {
namespace {

namespace json = boost::json;
using base::Result;

constexpr std::string_view kPackageFormat = "yinxin-evidence-package/2";
constexpr std::string_view kAnyFormat = "yinxin-evidence-package/";

constexpr std::array kParts{
    PartInfo{Part::Scope, "01-scope", "目录与说明", "contents and scope"},
    PartInfo{Part::Licence, "02-licence", "资质", "licence"},
    PartInfo{Part::Rules, "03-rules", "规则", "rules (CPS and CP)"},
    PartInfo{Part::Application, "04-application", "申请与查验", "application and identity check"},
    PartInfo{Part::Agreement, "05-agreement", "告知与协议", "notification and agreement"},
    PartInfo{Part::Issue, "06-issue", "签发", "issue"},
    PartInfo{Part::Acceptance, "07-acceptance", "领取", "acceptance by the holder"},
    PartInfo{Part::Status, "08-status", "状态历史", "history of status"},
    PartInfo{Part::Security, "09-security", "安全运行", "secure operation"},
    PartInfo{Part::Staff, "10-staff", "人员与受委托机构", "staff and delegated bodies"},
    PartInfo{Part::Notices, "11-notices", "通知与答复", "notices and answers"},
    PartInfo{Part::Custody, "12-custody", "保管链", "chain of custody"},
    PartInfo{Part::Responsibility, "13-responsibility", "责任分析表", "table of responsibility"},
    PartInfo{Part::Verification, "14-verification", "验证说明", "how to verify"},
};

base::Error bad_manifest(const char* what) {
  return base::make_error(base::ErrorKind::Malformed, "proof.manifest", what);
}

/// Not empty, and nothing in it could end a line.
bool is_one_line(std::string_view text) {
  return !text.empty() &&
         std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

Result<base::Time> read_time(const JsonObject& object, std::string_view name) {
  YX_TRY(const std::string text, object.text(name));
  return base::parse_utc(text);
}

Result<Hash> read_hash(const JsonObject& object, std::string_view name) {
  YX_TRY(const std::string text, object.text(name));
  YX_TRY(const base::Bytes octets, base::from_hex(text));
  if (base::to_hex(octets) != text) return bad_manifest("upper-case hexadecimal");
  return to_hash(octets);
}

Result<PackageInfo> read_info(const JsonObject& object) {
  PackageInfo info;
  YX_TRY(info.id, object.text("package"));
  YX_TRY(info.built, read_time(object, "built"));
  YX_TRY(info.software, object.text("software"));
  YX_TRY(info.scope, object.text("scope"));
  YX_TRY(info.requester, object.text("requester"));
  return info;
}

Result<ManifestFile> read_file(const JsonObject& object) {
  YX_CHECK(object.only({"name", "part", "size", "sm3"}));
  ManifestFile file;
  YX_TRY(file.name, object.text("name"));
  YX_TRY(const std::uint64_t part, object.number("part"));
  YX_TRY(file.size, object.number("size"));
  YX_TRY(file.digest, read_hash(object, "sm3"));
  const std::optional<Part> actual = part_of(file.name);
  if (!actual || static_cast<std::uint64_t>(*actual) != part) return bad_manifest("a file outside its part");
  return file;
}

Result<Absence> read_absence(const JsonObject& object) {
  YX_CHECK(object.only({"part", "item", "reason"}));
  Absence absence;
  YX_TRY(const std::uint64_t part, object.number("part"));
  if (part < 1 || part > kParts.size()) return bad_manifest("part");
  absence.part = static_cast<Part>(part);
  YX_TRY(absence.item, object.text("item"));
  YX_TRY(absence.reason, object.text("reason"));
  if (!is_one_line(absence.item) || !is_one_line(absence.reason))
    return bad_manifest("an absence without an item or a reason of one line");
  return absence;
}

}  // namespace

std::span<const PartInfo> all_parts() {
  return kParts;
}

const PartInfo& part_info(Part part) {
  return kParts.at(static_cast<std::size_t>(part) - 1);
}

std::optional<Part> part_of(std::string_view file) {
  const std::string_view folder = file.substr(0, std::min(file.find('/'), file.size()));
  const auto* found =
      std::find_if(kParts.begin(), kParts.end(), [&](const PartInfo& info) { return info.folder == folder; });
  if (found == kParts.end() || folder.size() == file.size()) return std::nullopt;
  return found->part;
}

std::string absent_file(Part part) {
  return std::string(part_info(part).folder) + "/absent.note";
}

bool is_always_there(Part part) {
  return part == Part::Scope || part == Part::Issue || part >= Part::Custody;
}

bool Manifest::declares_absent(Part part) const {
  const bool stated = std::any_of(absences.begin(), absences.end(),
                                  [&](const Absence& absence) { return absence.part == part; });
  return stated ||
         std::any_of(files.begin(), files.end(),
                     [name = absent_file(part)](const ManifestFile& file) { return file.name == name; });
}

std::string Manifest::to_json() const {
  json::array file_rows;
  for (const ManifestFile& file : files) {
    const auto part = part_of(file.name);
    if (!part) throw std::logic_error("proof: a file outside the parts");
    file_rows.push_back({{"name", file.name},
                         {"part", static_cast<unsigned>(*part)},
                         {"size", file.size},
                         {"sm3", base::to_hex(file.digest)}});
  }
  json::array absence_rows;
  for (const Absence& absence : absences) {
    absence_rows.push_back(
        {{"part", static_cast<unsigned>(absence.part)}, {"item", absence.item}, {"reason", absence.reason}});
  }
  const json::object object{{"format", kPackageFormat},
                            {"package", info.id},
                            {"built", base::format_utc(info.built)},
                            {"software", info.software},
                            {"scope", info.scope},
                            {"requester", info.requester},
                            {"certificate", base::to_hex(certificate)},
                            {"serial", serial},
                            {"files", file_rows},
                            {"absent", absence_rows}};
  return indent_json(json::serialize(object));
}

Result<Manifest> Manifest::parse(std::string_view text) {
  YX_TRY(const JsonObject object, JsonObject::parse(text, kMaxManifestBytes));
  YX_TRY(const std::string format, object.text("format"));
  if (format != kPackageFormat && format.starts_with(kAnyFormat))
    return base::make_error(base::ErrorKind::Refused, "proof.manifest.version", format);
  if (format != kPackageFormat) return bad_manifest("format");
  YX_CHECK(object.only({"format", "package", "built", "software", "scope", "requester", "certificate",
                        "serial", "files", "absent"}));
  Manifest manifest;
  YX_TRY(manifest.info, read_info(object));
  YX_TRY(manifest.certificate, read_hash(object, "certificate"));
  YX_TRY(manifest.serial, object.text("serial"));
  YX_TRY(const std::vector<JsonObject> files, object.objects("files"));
  for (const JsonObject& row : files) {
    YX_TRY(ManifestFile file, read_file(row));
    manifest.files.push_back(std::move(file));
  }
  YX_TRY(const std::vector<JsonObject> absences, object.objects("absent"));
  for (const JsonObject& row : absences) {
    YX_TRY(Absence absence, read_absence(row));
    manifest.absences.push_back(std::move(absence));
  }
  if (manifest.to_json() != text) return bad_manifest("not in canonical form");
  return manifest;
}

}  // namespace yinxin::proof
