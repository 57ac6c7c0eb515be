// The file that `yinxin backup` writes: an archive (ustar.hpp) of whatever is given, then a manifest with the
// SM3 of each file, then the SM3 of the manifest. Written as a stream, since the digests stand at the end.
// What the files of tables hold: src/store/BACKUP.md.
#pragma once

#include "proof/merkle.hpp"
#include "proof/ustar.hpp"

namespace yinxin::proof {

namespace backup_file {
inline constexpr std::string_view kManifest = "manifest.json";
inline constexpr std::string_view kManifestDigest = "manifest.sm3";  // 64 hexadecimal digits and a newline
inline constexpr std::string_view kSettings = "settings.toml";
inline constexpr std::string_view kTables = "tables/";  // <table>/<part>.rows, parts from 000000
inline constexpr std::string_view kKeys = "keys/";      // <setting>: data keys, wrapped
inline constexpr std::string_view kLists = "crl/";      // <authority>/<partition>[.delta].crl
}  // namespace backup_file

/// Ours: a hundred thousand parts of 16 MiB are more than a provider's disk; the manifest then has some 20
/// MiB.
inline constexpr TarLimits kBackupLimits{100'000, std::size_t{512} << 20, std::size_t{1} << 42};
inline constexpr std::size_t kMaxBackupManifestBytes = std::size_t{64} << 20;

struct BackupManifest {
  static constexpr std::uint64_t kFormat = 1;

  struct File {
    std::string name;
    std::uint64_t size = 0;
    Hash digest{};
    std::uint64_t rows = 0;  ///< of a part of a table; 0 for everything else
  };
  /// A key of the signer that signs certificates, and how many it had signed when the backup was made.
  struct Key {
    std::string id;
    std::uint64_t certificates = 0;
  };

  std::uint64_t schema = 0;  ///< number of the newest migration
  std::string software;
  std::string engine;  ///< "sqlite", "postgres"
  base::Time made_at;  ///< whole seconds
  std::string head;    ///< newest signed tree head; empty: none yet
  std::vector<Key> keys;
  std::vector<File> files;  ///< in their order; not the manifest and its digest

  /// Indented JSON with a newline at the end:
  /// {"format":1,"schema":8,"software":…,"engine":…,"made_at":…,"head":…,
  /// "keys":[{"id","certificates"}…],"files":[{"name","size","sm3","rows"}…]}
  std::string to_json() const;
  /// Only the canonical form. Errors: Malformed `proof.json` and `base.time`; Refused `proof.backup.newer`.
  static base::Result<BackupManifest> parse(std::string_view json);
};

class BackupWriter {
 public:
  /// `sink` gets the octets of the archive in order.
  BackupWriter(base::Time made_at, TarStream::Sink sink) : tar_(made_at, std::move(sink)) {}
  /// Errors: those of TarStream::add().
  base::Result<void> add(const std::string& name, base::ByteView content, std::uint64_t rows = 0);
  /// Writes `manifest`, with the files so far, and closes the archive. Gives SM3 of the manifest.
  base::Result<Hash> finish(BackupManifest manifest);
  /// So far, without the manifest.
  std::uint64_t files() const { return count_; }
  std::uint64_t rows() const { return rows_; }

 private:
  TarStream tar_;
  std::vector<BackupManifest::File> files_;
  std::uint64_t count_ = 0;
  std::uint64_t rows_ = 0;
};

/// A backup that is whole: each file has the size and SM3 of the manifest, and there is no other.
struct Backup {
  BackupManifest manifest;
  Hash digest{};               ///< SM3 of the manifest's octets
  std::vector<TarFile> files;  ///< those of the manifest, in its order; into the archive

  /// Null when there is none of this name.
  const TarFile* find(std::string_view name) const;
};
/// `archive` must outlive the result. Errors: Malformed `proof.backup`, the detail names the file that is
/// changed, missing or too many; those of BackupManifest::parse() and of read_tar(), which names the file as
/// well.
base::Result<Backup> open_backup(base::ByteView archive);

}  // namespace yinxin::proof
