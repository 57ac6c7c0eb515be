// Octets and blocks of SM3.
#pragma once

#include <cstddef>

#include "crypto/sm3_rounds.hpp"

namespace yinxin::crypto {

using Sm3State = std::array<std::uint32_t, 8>;

inline std::uint32_t big_endian_word(const std::uint8_t* at) {
  return std::uint32_t{at[0]} << 24 | std::uint32_t{at[1]} << 16 | std::uint32_t{at[2]} << 8 | at[3];
}

/// `size` octets at most 8.
inline void put_big_endian(std::uint8_t* at, std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i) at[i] = static_cast<std::uint8_t>(value >> (8 * (size - 1 - i)));
}

/// state = CF(... CF(state, first) ..., last) over `count` blocks of 64 octets.
void sm3_compress(Sm3State& state, const std::uint8_t* blocks, std::size_t count);

}  // namespace yinxin::crypto
