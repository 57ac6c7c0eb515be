// The lines that are signed, or whose SM3 stands in an act: of a package, of an absence, of what was
// collected.
#include <algorithm>

#include "proof/package_layout.hpp"

namespace yinxin::proof {
namespace {

using base::Result;

constexpr std::string_view kPackageLine = "yinxin evidence package v1";
constexpr std::string_view kAbsenceLine = "yinxin evidence absence v1";
constexpr std::string_view kFilesLine = "yinxin evidence files v1";
constexpr std::size_t kDigestText = 44;  // base64 of 32 octets
constexpr std::size_t kTimeText = 20;

base::Error bad_package_note() {
  return base::make_error(base::ErrorKind::Malformed, "proof.package.note");
}

std::string digest_text(const Hash& digest) {
  return base::to_base64(digest);
}

Result<Hash> read_digest(std::string_view text) {
  if (text.size() != kDigestText) return bad_package_note();
  const auto octets = base::from_base64(text);
  if (!octets || octets->size() != crypto::kSm3Size) return bad_package_note();
  return to_hash(*octets);
}

Result<base::Time> read_stated_time(std::string_view text) {
  if (text.size() != kTimeText) return bad_package_note();
  const auto time = base::parse_utc(text);
  if (!time || base::format_utc(*time) != text) return bad_package_note();
  return *time;
}

/// The lines of a text that ends with a line; nothing when it does not.
std::optional<std::vector<std::string_view>> whole_lines(std::string_view text) {
  if (text.empty() || text.back() != '\n') return std::nullopt;
  std::vector<std::string_view> lines;
  for (std::size_t end = 0; !text.empty(); text.remove_prefix(end + 1)) {
    end = text.find('\n');
    lines.push_back(text.substr(0, end));
  }
  return lines;
}

std::string act_number(std::uint64_t seq) {
  std::string number = std::to_string(seq);
  number.insert(0, number.size() < 10 ? 10 - number.size() : 0, '0');
  return number;
}

}  // namespace

std::string package_note_body(std::string_view manifest_json, base::Time built) {
  return std::string(kPackageLine) + "\n" + digest_text(crypto::sm3(base::as_bytes(manifest_json))) + "\n" +
         base::format_utc(built) + "\n";
}

std::string act_file(std::uint64_t seq) {
  return std::string(layout::kActs) + act_number(seq) + ".json";
}

std::string AbsenceNote::body() const {
  return std::string(kAbsenceLine) + "\n" + package + "\n" + std::string(part_info(part).folder) + "\n" +
         digest_text(certificate) + "\n" + base::format_utc(built) + "\n" + reason + "\n";
}

Result<AbsenceNote> AbsenceNote::parse(std::string_view body) {
  constexpr std::size_t kLines = 6;
  const auto lines = whole_lines(body);
  if (!lines || lines->size() != kLines || lines->front() != kAbsenceLine) return bad_package_note();
  AbsenceNote note;
  note.package = lines->at(1);
  const auto part = part_of(std::string(lines->at(2)) + "/x");
  if (!part || note.package.empty()) return bad_package_note();
  note.part = *part;
  YX_TRY(note.certificate, read_digest(lines->at(3)));
  YX_TRY(note.built, read_stated_time(lines->at(4)));
  note.reason = lines->at(5);
  const bool plain = std::none_of(note.reason.begin(), note.reason.end(),
                                  [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  if (note.reason.empty() || note.reason.size() > kMaxReason || !plain || note.body() != body)
    return bad_package_note();
  return note;
}

Result<base::Time> package_note_time(std::string_view body) {
  if (const auto absence = AbsenceNote::parse(body)) return absence->built;
  const auto lines = whole_lines(body);
  if (!lines || lines->size() != 3 || lines->front() != kPackageLine) return bad_package_note();
  YX_CHECK(read_digest(lines->at(1)));
  return read_stated_time(lines->at(2));
}

std::string collected_text(const Manifest& manifest, const std::optional<std::uint64_t>& collecting) {
  std::string text =
      std::string(kFilesLine) + "\n" + manifest.info.id + "\n" + base::format_utc(manifest.info.built) + "\n";
  std::vector<const ManifestFile*> files;
  for (const ManifestFile& file : manifest.files) files.push_back(&file);
  std::sort(files.begin(), files.end(),
            [](const ManifestFile* a, const ManifestFile* b) { return a->name < b->name; });
  std::string acts;
  for (const ManifestFile* file : files) {
    if (file->name == layout::kTreeHead || file->name == layout::kCollected) continue;
    if (!file->name.starts_with(layout::kActs)) {
      text += base::to_hex(file->digest) + "  " + file->name + "\n";
    } else if (!collecting || file->name != act_file(*collecting)) {
      std::string number = file->name.substr(layout::kActs.size());
      if (number.ends_with(".json")) number.resize(number.size() - std::string_view(".json").size());
      acts += "act  " + number + "\n";
    }
  }
  for (const Absence& absence : manifest.absences) {
    text += "absent  " + std::string(part_info(absence.part).folder) + "  " + absence.item + "  " +
            absence.reason + "\n";
  }
  return text + acts;
}

}  // namespace yinxin::proof
