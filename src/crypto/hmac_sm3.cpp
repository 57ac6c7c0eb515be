#include "crypto/hmac_sm3.hpp"

#include <algorithm>
#include <stdexcept>

namespace yinxin::crypto {
namespace {

constexpr std::size_t kBlockSize = 64;        // GB/T 32905 5.3: 512 bits
constexpr std::uint8_t kInnerPadding = 0x36;  // RFC 2104 section 2
constexpr std::uint8_t kOuterPadding = 0x5C;
constexpr std::size_t kMaxExpandBlocks = 255;  // RFC 5869 2.3: the counter is one octet

void feed_padded(Sm3& stream, std::array<std::uint8_t, kBlockSize>& block, std::uint8_t padding) {
  for (std::uint8_t& octet : block) octet ^= padding;
  stream.update(block);
  for (std::uint8_t& octet : block) octet ^= padding;
}

}  // namespace

HmacSm3::HmacSm3(base::ByteView key) {
  std::array<std::uint8_t, kBlockSize> block{};
  if (key.size() > kBlockSize) {
    Sm3Digest short_key = inner_.update(key).finish();
    std::copy(short_key.begin(), short_key.end(), block.begin());
    base::wipe(short_key);
  } else {
    std::copy(key.begin(), key.end(), block.begin());
  }
  feed_padded(inner_, block, kInnerPadding);
  feed_padded(outer_, block, kOuterPadding);
  base::wipe(block);
}

HmacSm3& HmacSm3::update(base::ByteView bytes) {
  inner_.update(bytes);
  return *this;
}

Sm3Digest HmacSm3::finish() {
  Sm3Digest inner = inner_.finish();
  const Sm3Digest tag = outer_.update(inner).finish();
  base::wipe(inner);
  return tag;
}

Sm3Digest hmac_sm3(base::ByteView key, base::ByteView message) {
  return HmacSm3(key).update(message).finish();
}

Sm3Digest hmac_sm3(const base::SecretBytes& key, base::ByteView message) {
  return hmac_sm3(key.reveal(), message);
}

void hkdf_expand_sm3(base::ByteView key, base::ByteView info, std::span<std::uint8_t> out) {
  if (out.size() > kMaxExpandBlocks * kSm3Size) throw std::length_error("hkdf_expand_sm3: over 255 blocks");
  Sm3Digest block{};
  std::uint8_t counter = 0;
  while (!out.empty()) {
    HmacSm3 mac(key);
    if (counter > 0) mac.update(block);
    ++counter;
    block = mac.update(info).update({&counter, 1}).finish();
    const std::size_t part = std::min(kSm3Size, out.size());
    std::copy_n(block.begin(), part, out.begin());
    out = out.subspan(part);
  }
  base::wipe(block);
}

base::SecretBytes hkdf_expand_sm3(const base::SecretBytes& key, base::ByteView info, std::size_t size) {
  base::SecretBytes out(size);
  hkdf_expand_sm3(key.reveal(), info, out.writable());
  return out;
}

}  // namespace yinxin::crypto
