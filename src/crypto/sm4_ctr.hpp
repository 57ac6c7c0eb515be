// SM4 in counter mode (GB/T 17964-2021), without protection against change: sm4.hpp adds that.
#pragma once

#include "base/bytes.hpp"

namespace yinxin::crypto {

inline constexpr std::size_t kSm4KeySize = 16;
inline constexpr std::size_t kSm4BlockSize = 16;

/// Encrypts or decrypts, which are the same here. `key` is 16 octets. `counter` is the first counter block,
/// counted up as one big-endian number. `out` is as long as `in` and may be the same octets.
void sm4_ctr(base::ByteView key, base::ByteView counter, base::ByteView in, std::span<std::uint8_t> out);

}  // namespace yinxin::crypto
