// The journal's file: records appended in groups, each group on disk before anything is answered. Knows
// nothing of what the records mean.
//
// File: 16 octets "yinxin journal 3", then records: u32 size || u32 ~size || body || SM3(chain so far ||
// body). The chain starts as SM3 of the head. A record cut short at the very end is the trace of a crash and
// is removed; anything else that does not fit means the file is not what we wrote, and we do not go on with
// it.
#pragma once

#include <functional>
#include <span>

#include "crypto/sm3.hpp"
#include "signer/unix_socket.hpp"

namespace yinxin::signer {

class JournalFile {
 public:
  static constexpr std::size_t kMaxBodyBytes = 65 * 1024;  // a TBSCertificate of at most 64 KiB and its frame
  /// Called for each record in order while opening.
  using OnRecord = std::function<base::Result<void>(std::uint64_t offset, base::ByteView body)>;

  /// Opens or creates (0600) the file, holds a lock on it, checks and hands out all it holds. Errors:
  /// Conflict `signer.journal_in_use`; Refused `signer.journal_version` (an older
  /// program's, or a newer one's); Internal `signer.journal_damaged` with the offset; Unavailable
  /// `signer.journal`; what `on_record` returns.
  static base::Result<JournalFile> open(const std::string& path, const OnRecord& on_record);

  /// Appends all, durable on return, and gives their offsets. On an error none of them counts: the file is
  /// cut back to where it was. Errors: Unavailable `signer.journal` (disk full); after a failed sync or a
  /// failed cut the state of the disk is unknown, and every later call fails the same way until the daemon is
  /// started anew.
  base::Result<std::vector<std::uint64_t>> append(std::span<const base::Bytes> bodies);

  /// The body at an offset got from above. Errors: Internal `signer.journal_damaged`, Unavailable
  /// `signer.journal`.
  base::Result<base::Bytes> read(std::uint64_t offset) const;

  /// Octets of an unfinished last record that opening removed.
  std::uint64_t removed_bytes() const { return removed_bytes_; }

 private:
  base::Result<void> create(const std::string& path);
  base::Result<void> replay(const OnRecord& on_record);

  Fd fd_;
  std::uint64_t size_ = 0;
  crypto::Sm3Digest chain_{};
  std::uint64_t removed_bytes_ = 0;
  bool broken_ = false;
};

}  // namespace yinxin::signer
