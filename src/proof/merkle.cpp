#include "proof/merkle.hpp"

#include <algorithm>
#include <bit>

namespace yinxin::proof {
namespace {

using base::ErrorKind;
using base::Result;

base::Error out_of_range(const char* what) {
  return base::make_error(ErrorKind::Malformed, "proof.merkle.range", what);
}

/// The largest power of two smaller than n; n > 1.
std::uint64_t split(std::uint64_t n) {
  return std::bit_floor(n - 1);
}

/// MTH(D[begin:end]); `begin` is a multiple of every power of two not above end - begin, as it is throughout
/// RFC 9162 2.1.
Result<Hash> range_root(const NodeReader& nodes, std::uint64_t begin, std::uint64_t end) {
  const std::uint64_t n = end - begin;
  if (std::has_single_bit(n)) {
    const auto level = static_cast<unsigned>(std::countr_zero(n));
    return nodes(level, begin >> level);
  }
  const std::uint64_t middle = begin + split(n);
  YX_TRY(const Hash left, range_root(nodes, begin, middle));
  YX_TRY(const Hash right, range_root(nodes, middle, end));
  return node_hash(left, right);
}

}  // namespace

Hash empty_root() {
  return crypto::sm3({});
}

Hash leaf_hash(base::ByteView leaf) {
  base::Bytes message;
  message.reserve(leaf.size() + 1);
  message.push_back(0x00);
  base::append(message, leaf);
  return crypto::sm3(message);
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<std::uint8_t, 1 + 2 * crypto::kSm3Size> message;
  message[0] = 0x01;
  std::copy(right.begin(), right.end(), std::copy(left.begin(), left.end(), message.begin() + 1));
  return crypto::sm3(message);
}

Result<Hash> to_hash(base::ByteView octets) {
  if (octets.size() != crypto::kSm3Size)
    return base::make_error(ErrorKind::Malformed, "proof.hash", "not 32 octets");
  Hash hash;
  std::copy(octets.begin(), octets.end(), hash.begin());
  return hash;
}

Result<Hash> tree_root(const NodeReader& nodes, std::uint64_t size) {
  if (size > kMaxTreeSize) return out_of_range("size");
  if (size == 0) return empty_root();
  return range_root(nodes, 0, size);
}

Result<HashPath> inclusion_proof(const NodeReader& nodes, std::uint64_t index, std::uint64_t size) {
  if (index >= size || size > kMaxTreeSize) return out_of_range("leaf index");
  HashPath path;
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  while (end - begin > 1) {
    const std::uint64_t middle = begin + split(end - begin);
    const bool on_the_left = index < middle;
    YX_TRY(const Hash sibling,
           on_the_left ? range_root(nodes, middle, end) : range_root(nodes, begin, middle));
    path.push_back(sibling);
    (on_the_left ? end : begin) = middle;
  }
  std::reverse(path.begin(), path.end());
  return path;
}

bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, const HashPath& path,
                      const Hash& root) {
  if (index >= size || size > kMaxTreeSize) return false;
  std::uint64_t fn = index;
  std::uint64_t sn = size - 1;
  Hash r = leaf;
  for (const Hash& p : path) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      r = node_hash(p, r);
      for (; (fn & 1) == 0 && fn != 0; fn >>= 1) sn >>= 1;
    } else {
      r = node_hash(r, p);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && r == root;
}

Result<HashPath> consistency_proof(const NodeReader& nodes, std::uint64_t old_size, std::uint64_t new_size) {
  if (old_size > new_size || new_size > kMaxTreeSize) return out_of_range("tree sizes");
  HashPath path;
  if (old_size == 0 || old_size == new_size) return path;
  std::uint64_t begin = 0;
  std::uint64_t end = new_size;
  while (end != old_size) {  // down to the subtree that ends where the old tree ends
    const std::uint64_t middle = begin + split(end - begin);
    const bool on_the_left = old_size <= middle;
    YX_TRY(const Hash sibling,
           on_the_left ? range_root(nodes, middle, end) : range_root(nodes, begin, middle));
    path.push_back(sibling);
    (on_the_left ? end : begin) = middle;
  }
  if (begin != 0) {  // otherwise that subtree is the whole old tree, whose root the verifier has
    YX_TRY(const Hash last, range_root(nodes, begin, end));
    path.push_back(last);
  }
  std::reverse(path.begin(), path.end());
  return path;
}

bool verify_consistency(std::uint64_t old_size, const Hash& old_root, std::uint64_t new_size,
                        const Hash& new_root, const HashPath& path) {
  if (old_size > new_size || new_size > kMaxTreeSize) return false;
  if (old_size == 0)
    return path.empty() && old_root == empty_root() && (new_size != 0 || new_root == old_root);
  if (old_size == new_size) return path.empty() && old_root == new_root;
  const bool old_is_perfect = std::has_single_bit(old_size);
  if (path.empty() && !old_is_perfect) return false;
  std::uint64_t fn = old_size - 1;
  std::uint64_t sn = new_size - 1;
  for (; (fn & 1) != 0; fn >>= 1) sn >>= 1;
  Hash fr = old_is_perfect ? old_root : path.front();
  Hash sr = fr;
  for (std::size_t i = old_is_perfect ? 0 : 1; i < path.size(); ++i) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      fr = node_hash(path[i], fr);
      sr = node_hash(path[i], sr);
      for (; (fn & 1) == 0 && fn != 0; fn >>= 1) sn >>= 1;
    } else {
      sr = node_hash(sr, path[i]);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && fr == old_root && sr == new_root;
}

}  // namespace yinxin::proof
