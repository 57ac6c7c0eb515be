// Octets and blocks of SM3.
#pragma once

#include <bit>
#include <cstddef>
#include <cstring>

#include "crypto/sm3_rounds.hpp"

namespace yinxin::crypto {

using Sm3State = std::array<std::uint32_t, 8>;

inline std::uint32_t big_endian_word(const std::uint8_t* at) {
  std::uint32_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return std::endian::native == std::endian::little ? __builtin_bswap32(word) : word;
}

inline void put_big_endian_word(std::uint8_t* at, std::uint32_t word) {
  if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap32(word);
  std::memcpy(at, &word, sizeof word);
}

/// `size` octets at most 8.
inline void put_big_endian(std::uint8_t* at, std::uint64_t value, int size) {
  for (int i = 0; i < size; ++i) at[i] = static_cast<std::uint8_t>(value >> (8 * (size - 1 - i)));
}

/// state = CF(... CF(state, first) ..., last) over `count` blocks of 64 octets.
void sm3_compress(Sm3State& state, const std::uint8_t* blocks, std::size_t count);

}  // namespace yinxin::crypto
