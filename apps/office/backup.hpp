// What `yinxin backup` writes (docs/decisions/0007): one file with everything that a new database needs. The
// private keys and the journal are the signer's, and are not in it.
#pragma once

#include <filesystem>

#include "proof/backup_archive.hpp"

namespace yinxin::office {

struct BackupMade {
  std::uint64_t files = 0;
  std::uint64_t rows = 0;
  std::uint64_t octets = 0;
  proof::Hash manifest{};  ///< SM3 of the manifest
  std::string head;        ///< newest signed tree head in it
};

/// Beside a running server: reads one snapshot of the database. `out` must not exist; it comes to be, mode
/// 0600, when all of it is durable, and never partly. The signer must run, it need not be unlocked. Errors:
/// Conflict `office.backup.exists`; NotFound `authority.none` (the house has not been set up); those of the
/// store, of the signer and of base::file_error().
base::Result<BackupMade> make_backup(const std::filesystem::path& settings_file,
                                     const std::filesystem::path& out, const std::string& software);

}  // namespace yinxin::office
