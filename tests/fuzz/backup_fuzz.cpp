// Files of `yinxin backup`: the archive with its manifest, and the rows of a table.
#include "proof/backup_archive.hpp"
#include "store/backup.hpp"

using namespace yinxin;

namespace {

/// Rows that are read are written back the same; how many must agree as well.
void try_rows(base::ByteView octets) {
  std::int64_t seen = 0;
  std::size_t width = 0;
  const auto rows = store::read_rows(
      octets,
      [&](const store::RowsHeader& header) -> base::Result<void> {
        width = header.columns.size();
        return {};
      },
      [&](store::Values values) -> base::Result<void> {
        if (values.size() != width) __builtin_trap();
        ++seen;
        return {};
      });
  if (rows && *rows != seen) __builtin_trap();
}

void try_manifest(base::ByteView octets) {
  const auto manifest = proof::BackupManifest::parse(base::as_text(octets));
  if (!manifest) return;
  const auto again = proof::BackupManifest::parse(manifest->to_json());
  if (!again || again->to_json() != manifest->to_json()) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const base::ByteView octets(data, size);
  try_rows(octets);
  try_manifest(octets);
  const auto backup = proof::open_backup(octets);
  if (!backup) return 0;
  for (const proof::TarFile& file : backup->files) try_rows(file.content);
  return 0;
}
