// Where everything stands in an evidence package (article 40, requirements 7) and what its manifest says.
// PACKAGE.md is the same for readers without the source.
#pragma once

#include <optional>
#include <span>

#include "base/clock.hpp"
#include "proof/merkle.hpp"

namespace yinxin::proof {

/// The fourteen parts; each is a folder of the archive.
enum class Part : std::uint8_t {
  Scope = 1,
  Licence,
  Rules,
  Application,
  Agreement,
  Issue,
  Acceptance,
  Status,
  Security,
  Staff,
  Notices,
  Custody,
  Responsibility,
  Verification,
};
struct PartInfo {
  Part part;
  std::string_view folder;  ///< "06-issue"
  std::string_view zh;
  std::string_view en;
};
std::span<const PartInfo> all_parts();
const PartInfo& part_info(Part part);
/// By the folder that `file` lies in; nothing when that is no part.
std::optional<Part> part_of(std::string_view file);

/// Files that the checker understands. All others are bound by their digest only.
namespace layout {
inline constexpr std::string_view kManifest = "manifest.json";
inline constexpr std::string_view kSignature = "manifest.sig";
inline constexpr std::string_view kScope = "01-scope/scope.txt";
inline constexpr std::string_view kLicence = "02-licence/licence.json";
inline constexpr std::string_view kRules = "03-rules/rules.json";
inline constexpr std::string_view kRequest = "06-issue/request.p10";
inline constexpr std::string_view kCertificate = "06-issue/certificate.cer";
inline constexpr std::string_view kAuthorities = "06-issue/chain/";  // *.cer, DER
inline constexpr std::string_view kCrls = "08-status/crl/";          // *.crl, DER
inline constexpr std::string_view kOcsp = "08-status/ocsp/";         // *.ors, DER
inline constexpr std::string_view kIncidents = "09-security/incidents.json";
inline constexpr std::string_view kConditions = "09-security/conditions-";  // <YYYY-MM>.txt
inline constexpr std::string_view kRights = "10-staff/rights.json";
inline constexpr std::string_view kBodies = "10-staff/bodies.json";
inline constexpr std::string_view kNotices = "11-notices/cases.json";
inline constexpr std::string_view kActs = "12-custody/acts/";  // *.json
inline constexpr std::string_view kCollected = "12-custody/collected.txt";
inline constexpr std::string_view kTreeHead = "12-custody/tree-head.txt";
inline constexpr std::string_view kTreeHeadSigner = "12-custody/tree-head-signer.cer";
inline constexpr std::string_view kDuties = "13-responsibility/duties.json";
inline constexpr std::string_view kInstructions = "14-verification/README.txt";
inline constexpr std::string_view kSigner = "14-verification/signer.cer";
}  // namespace layout

/// Where the act with this number stands: its seq in at least ten digits.
std::string act_file(std::uint64_t seq);
/// Where a part that has no files says so.
std::string absent_file(Part part);
/// Parts that every package has: 1, 6, 12, 13, 14.
bool is_always_there(Part part);

/// Who asked for the package, and for what.
struct PackageInfo {
  std::string id;
  base::Time built;  ///< whole seconds count; also the time of the files in the archive
  std::string software;
  std::string scope;
  std::string requester;
};

struct ManifestFile {
  std::string name;
  std::uint64_t size = 0;
  Hash digest{};
};

/// Something that belongs into a part with files and is not there: the absence is stated, never hidden
/// (requirements 7).
struct Absence {
  Part part = Part::Scope;
  std::string item;    ///< one line
  std::string reason;  ///< one line
};

struct Manifest {
  PackageInfo info;
  Hash certificate{};  ///< SM3 of the certificate that the package is about
  std::string serial;  ///< its serial, hexadecimal
  std::vector<ManifestFile> files;
  std::vector<Absence> absences;

  /// Whether the part is absent, or states that an item is.
  bool declares_absent(Part part) const;

  std::string to_json() const;
  /// Only what to_json() writes. Errors: Malformed `proof.json`, `proof.manifest`; Refused
  /// `proof.manifest.version` (another version of the format, in the detail).
  static base::Result<Manifest> parse(std::string_view json);
};
inline constexpr std::size_t kMaxManifestBytes = 8 * 1024 * 1024;  // kMaxTarFiles names and digests

/// What the package key signs (as a note): three lines that bind the manifest, octet for octet.
///   "yinxin evidence package v1" LF  base64 of SM3(manifest.json) LF  time built, YYYY-MM-DDTHH:MM:SSZ LF
std::string package_note_body(std::string_view manifest_json, base::Time built);

/// What `12-custody/collected.txt` says of a package with this manifest (PACKAGE.md); `collecting` is the act
/// that has its SM3, and is not in it.
std::string collected_text(const Manifest& manifest, const std::optional<std::uint64_t>& collecting);

/// What an absence file says; the package key signs the body (as a note).
struct AbsenceNote {
  std::string package;
  Part part = Part::Scope;
  Hash certificate{};
  base::Time built;
  std::string reason;  ///< one line of 1 to kMaxReason octets

  std::string body() const;
  /// Only what body() writes. Errors: Malformed `proof.package.note`.
  static base::Result<AbsenceNote> parse(std::string_view body);
};
inline constexpr std::size_t kMaxReason = 600;  // a body fits the signer's limit of 1024; ours

/// The time in a package's note or in that of an absence. Errors: Malformed `proof.package.note`.
base::Result<base::Time> package_note_time(std::string_view body);

}  // namespace yinxin::proof
