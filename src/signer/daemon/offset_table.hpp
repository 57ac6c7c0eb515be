// Where in the journal a serial may be: 16 octets an entry instead of the record, so that tens of millions of
// certificates fit in memory. A match is a candidate only; the record in the file decides.
#pragma once

#include <cstdint>
#include <vector>

namespace yinxin::signer {

/// A multimap from 64-bit fingerprints to file offsets by open addressing. Nothing is ever removed.
class OffsetTable {
 public:
  /// `offset` is not 0 (the journal's head is there).
  void add(std::uint64_t fingerprint, std::uint64_t offset);
  std::vector<std::uint64_t> find(std::uint64_t fingerprint) const;
  std::size_t size() const { return used_; }

 private:
  struct Slot {
    std::uint64_t fingerprint = 0;
    std::uint64_t offset = 0;  // 0: empty
  };
  void insert(const Slot& slot);

  std::vector<Slot> slots_;  // a power of two, at most two thirds used
  std::size_t used_ = 0;
};

}  // namespace yinxin::signer
