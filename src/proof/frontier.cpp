#include "proof/frontier.hpp"

#include <bit>
#include <stdexcept>

namespace yinxin::proof {

void Frontier::append(const Hash& leaf) {
  if (size_ >= kMaxTreeSize) throw std::logic_error("proof: the tree is full");
  Hash hash = leaf;
  for (std::uint64_t n = size_; (n & 1) != 0; n >>= 1) {
    hash = node_hash(subtrees_.back(), hash);
    subtrees_.pop_back();
  }
  subtrees_.push_back(hash);
  ++size_;
}

Hash Frontier::root() const {
  if (subtrees_.empty()) return empty_root();
  Hash hash = subtrees_.back();
  for (std::size_t i = subtrees_.size() - 1; i-- > 0;) hash = node_hash(subtrees_[i], hash);
  return hash;
}

base::Bytes Frontier::to_bytes() const {
  base::Bytes out;
  out.reserve(8 + subtrees_.size() * crypto::kSm3Size);
  base::append_u64(out, size_);
  for (const Hash& hash : subtrees_) base::append(out, hash);
  return out;
}

base::Result<Frontier> Frontier::parse(base::ByteView octets) {
  const auto bad = [](const char* why) {
    return base::make_error(base::ErrorKind::Malformed, "proof.frontier", why);
  };
  if (octets.size() < 8) return bad("no size");
  Frontier frontier;
  frontier.size_ = base::read_u64(octets.first<8>());
  if (frontier.size_ > kMaxTreeSize) return bad("size");
  const auto count = static_cast<std::size_t>(std::popcount(frontier.size_));
  if (octets.size() != 8 + count * crypto::kSm3Size) return bad("length does not fit the size");
  for (std::size_t i = 0; i < count; ++i) {
    YX_TRY(const Hash hash, to_hash(octets.subspan(8 + i * crypto::kSm3Size, crypto::kSm3Size)));
    frontier.subtrees_.push_back(hash);
  }
  return frontier;
}

}  // namespace yinxin::proof
