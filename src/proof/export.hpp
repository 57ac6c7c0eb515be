// The folder that `yinxin export` writes and `yinxin-audit ledger` reads. Format: EXPORT.md. The checker
// reads it through ExportFolder, so that this folder of the sources opens no file itself.
#pragma once

#include <functional>

#include "proof/ledger_entry.hpp"

namespace yinxin::proof {

namespace export_file {
inline constexpr std::string_view kEntries = "entries.jsonl";
inline constexpr std::string_view kTreeHeads = "tree-heads.txt";
inline constexpr std::string_view kCertificates = "certificates.jsonl";
inline constexpr std::string_view kAuthorities = "authorities.pem";
}  // namespace export_file

inline constexpr std::size_t kMaxExportLine = kMaxEntryBytes;  // the longest lines are entries
inline constexpr std::size_t kMaxAuthoritiesBytes = 4 * 1024 * 1024;

/// A line of certificates.jsonl.
struct ExportedCertificate {
  std::uint64_t seq = 0;  ///< of the act of issue, or of recovery
  base::Bytes der;

  /// {"seq":17,"der":"<base64>"}, compact, no newline.
  std::string to_json() const;
  /// Errors: Malformed `proof.json`, `base.base64`.
  static base::Result<ExportedCertificate> parse(std::string_view json);
};

/// Gives one line after another, without its newline; nothing at the end.
using LineSource = std::function<base::Result<std::optional<std::string>>()>;

/// Where an export lies: a folder on disk, or memory in tests.
class ExportFolder {
 public:
  virtual ~ExportFolder() = default;
  /// The file line by line, each at most kMaxExportLine octets. Errors: NotFound (any code) when it is not
  /// there.
  virtual base::Result<LineSource> lines(std::string_view name) const = 0;
  /// The whole file. Errors: NotFound (any code) when it is not there, TooLarge (any code) over `max_bytes`.
  virtual base::Result<base::Bytes> read(std::string_view name, std::size_t max_bytes) const = 0;
};

}  // namespace yinxin::proof
