// The ledger's tree: RFC 9162 section 2.1 (the tree of RFC 6962) with SM3 in place of SHA-256. Pure
// arithmetic: hashes come from a NodeReader, so that the same code proves from a database, from tiles and
// from memory.
#pragma once

#include <functional>
#include <vector>

#include "crypto/sm3.hpp"

namespace yinxin::proof {

using Hash = crypto::Sm3Digest;
using HashPath = std::vector<Hash>;

/// A sequence number is a signed 64-bit integer in the database, so no tree is larger.
inline constexpr std::uint64_t kMaxTreeSize = INT64_MAX;

/// Root of the tree without leaves: SM3 of nothing (RFC 9162 2.1.1).
Hash empty_root();
/// SM3(0x00 || leaf).
Hash leaf_hash(base::ByteView leaf);
/// SM3(0x01 || left || right).
Hash node_hash(const Hash& left, const Hash& right);
/// From exactly 32 octets. Errors: Malformed `proof.hash`.
base::Result<Hash> to_hash(base::ByteView octets);

/// The hash of one *perfect* subtree: node (level, index) covers the leaves [index << level, (index + 1) <<
/// level), all of which exist; level 0 is leaf hashes. May fail as its source fails; that error is handed on.
using NodeReader = std::function<base::Result<Hash>(unsigned level, std::uint64_t index)>;

/// Root of the first `size` leaves.
base::Result<Hash> tree_root(const NodeReader& nodes, std::uint64_t size);

/// RFC 9162 2.1.3.1, from the leaf upwards. Errors: Malformed `proof.merkle.range` unless index < size <=
/// kMaxTreeSize.
base::Result<HashPath> inclusion_proof(const NodeReader& nodes, std::uint64_t index, std::uint64_t size);
/// RFC 9162 2.1.3.2: whether `path` proves that `leaf` (a leaf hash) stands at `index` in the tree of this
/// size and root.
bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, const HashPath& path,
                      const Hash& root);

/// RFC 9162 2.1.4.1. Empty when the sizes are equal, and for an old tree without leaves, with which every
/// tree is consistent. Errors: Malformed `proof.merkle.range` unless old_size <= new_size <= kMaxTreeSize.
base::Result<HashPath> consistency_proof(const NodeReader& nodes, std::uint64_t old_size,
                                         std::uint64_t new_size);
/// RFC 9162 2.1.4.2: whether `path` proves that the old tree is the beginning of the new one.
bool verify_consistency(std::uint64_t old_size, const Hash& old_root, std::uint64_t new_size,
                        const Hash& new_root, const HashPath& path);

}  // namespace yinxin::proof
