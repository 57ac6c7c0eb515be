// Seals of reporters as files of a folder of their own, named by their SM3 (docs/decisions/0023). Private to
// the folders of src/supervision.
#pragma once

#include <filesystem>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "crypto/sm3.hpp"

namespace yinxin::supervision {

class SealFolder {
 public:
  /// The folder is made when the first seal comes.
  explicit SealFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Durable on return, and counted as kept at `now`, also when it was there before. Errors: those of
  /// base::write_file_durably.
  base::Result<crypto::Sm3Digest> keep(base::ByteView seal, base::Time now) const;
  /// Errors: NotFound `supervision.tip.no_seal`; Internal `supervision.tip.stored` (changed octets); those of
  /// base::read_file.
  base::Result<base::Bytes> read(const crypto::Sm3Digest& seal) const;
  /// Kept before then. Files that no seal can be called are left alone.
  base::Result<std::vector<crypto::Sm3Digest>> older_than(base::Time then) const;
  /// It need not be there. Errors: Internal `base.file.failed`.
  base::Result<void> drop(const crypto::Sm3Digest& seal) const;

 private:
  std::filesystem::path file_of(const crypto::Sm3Digest& seal) const;
  std::filesystem::path folder_;
};

}  // namespace yinxin::supervision
