// The right edge of a growing tree: enough to append and to know the root, in O(log n) memory.
#pragma once

#include "proof/merkle.hpp"

namespace yinxin::proof {

/// The perfect subtrees that the leaves so far consist of, largest first: one for each bit set in size().
class Frontier {
 public:
  /// `leaf` is a leaf hash. Amortised one node hash a call. Past kMaxTreeSize is a broken invariant.
  void append(const Hash& leaf);
  std::uint64_t size() const { return size_; }
  /// Root of all leaves so far.
  Hash root() const;

  /// size (8 octets, big-endian) || the subtree hashes, largest first.
  base::Bytes to_bytes() const;
  /// Errors: Malformed `proof.frontier` (a length that does not fit the size, or a size over kMaxTreeSize).
  static base::Result<Frontier> parse(base::ByteView octets);

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> subtrees_;
};

}  // namespace yinxin::proof
