// Uncompressed archives of regular files: POSIX.1-2017 pax, "ustar Interchange Format", with one octet form
// for one content, so that nothing can hide between the files. `tar tf` reads them.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"

namespace yinxin::proof {

inline constexpr std::size_t kMaxTarName = 100;  // the name field; the prefix field is not used
inline constexpr std::size_t kMaxTarFiles =
    20'000;  // ours: acts, lists and scans of one certificate are hundreds
inline constexpr std::size_t kMaxTarFileBytes = std::size_t{64} << 20;  // ours: a scanned dossier
inline constexpr std::size_t kMaxTarBytes = std::size_t{512} << 20;  // ours: archives are handled in memory

/// What a reader takes at most.
struct TarLimits {
  std::size_t files = kMaxTarFiles;
  std::size_t file_bytes = kMaxTarFileBytes;
  std::size_t bytes = kMaxTarBytes;
};

/// A relative name that is the same file wherever it is unpacked: at most kMaxTarName octets of well-formed
/// UTF-8, parts divided by '/', none empty, "." or ".."; no control, invisible or private characters, no
/// space, none of \ : * ? " < > |.
bool is_tar_name(std::string_view name);

/// Mode 0644, owner 0, no owner names, one time for all files.
class TarWriter {
 public:
  /// Whole seconds of `mtime` are written; before 1970 or after 8^11 seconds is a broken invariant.
  explicit TarWriter(base::Time mtime);
  /// Errors: Malformed `proof.tar.name`, Conflict `proof.tar.repeated` (the name, also in other ASCII case,
  /// or a folder of that name), TooLarge `proof.tar.size` (one file, the whole, or the count).
  base::Result<void> add(std::string_view name, base::ByteView content);
  /// Closes the archive: two zero blocks.
  base::Bytes finish() &&;

 private:
  std::int64_t mtime_;
  base::Bytes out_;
  std::set<std::string> files_;    // folded names
  std::set<std::string> folders_;  // of those files
};

/// The same octets to a sink, for an archive that is not to be held in memory: only a file at a time is.
class TarStream {
 public:
  using Sink = std::function<base::Result<void>(base::ByteView)>;
  /// As TarWriter.
  TarStream(base::Time mtime, Sink sink);
  /// Errors: Malformed `proof.tar.name`, Conflict `proof.tar.repeated`, TooLarge `proof.tar.size` (beyond
  /// what a header can state, 8 GiB); those of the sink.
  base::Result<void> add(std::string_view name, base::ByteView content);
  base::Result<void> finish();

 private:
  std::int64_t mtime_;
  Sink sink_;
  std::set<std::string> files_;
  std::set<std::string> folders_;
};

struct TarFile {
  std::string name;
  base::ByteView content;  ///< into the archive
};
struct TarArchive {
  base::Time mtime;
  std::vector<TarFile> files;  ///< in their order
};

/// Reads exactly what TarWriter and TarStream write; every other octet anywhere is an error. `archive` must
/// outlive the result. Errors: Malformed `proof.tar` (the detail says which file and what), TooLarge
/// `proof.tar.size`.
base::Result<TarArchive> read_tar(base::ByteView archive, const TarLimits& limits = {});

}  // namespace yinxin::proof
