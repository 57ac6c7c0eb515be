// Numbers of 256 bits as four 64-bit words, lowest first, and what both moduli of SM2 need of them. Nothing
// here branches on, or indexes by, a value.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "crypto/sm2_curve.hpp"

namespace yinxin::crypto::sm2_math {

using Word = std::uint64_t;
__extension__ using DoubleWord = unsigned __int128;
using Octets32 = sm2_curve::Octets32;

struct Limbs {
  Word word[4]{};
  friend constexpr bool operator==(const Limbs&, const Limbs&) = default;  // for public values only
};

// Compilers see through the loops only one by one, and not always: at run time a word is turned whole.
constexpr Limbs from_octets(const std::uint8_t* octets) {
  Limbs number;
  if (std::is_constant_evaluated() || std::endian::native != std::endian::little) {
    for (int i = 0; i < 32; ++i) number.word[3 - i / 8] = number.word[3 - i / 8] << 8 | octets[i];
    return number;
  }
  for (int i = 0; i < 4; ++i) {
    Word word = 0;
    std::memcpy(&word, octets + 8 * i, sizeof word);
    number.word[3 - i] = __builtin_bswap64(word);
  }
  return number;
}
constexpr Limbs from_octets(const Octets32& octets) {
  return from_octets(octets.data());
}
inline void to_octets(const Limbs& number, std::uint8_t* octets) {
  for (int i = 0; i < 4; ++i) {
    const Word word = number.word[3 - i];
    const Word turned = std::endian::native == std::endian::little ? __builtin_bswap64(word) : word;
    std::memcpy(octets + 8 * i, &turned, sizeof turned);
  }
}

/// sum = a + b mod 2^256; the carry, 0 or 1.
constexpr Word add(Limbs& sum, const Limbs& a, const Limbs& b) {
#if defined(__x86_64__)
  if (!std::is_constant_evaluated()) {  // g++ 12 does not keep the carry in its flag
    Limbs to = a;
    Word out = 0;
    asm("add 0(%[b]), %[t0]\n\t"
        "adc 8(%[b]), %[t1]\n\t"
        "adc 16(%[b]), %[t2]\n\t"
        "adc 24(%[b]), %[t3]\n\t"
        "adc $0, %[out]\n\t"
        : [t0] "+&r"(to.word[0]), [t1] "+&r"(to.word[1]), [t2] "+&r"(to.word[2]), [t3] "+&r"(to.word[3]),
          [out] "+&r"(out)
        : [b] "r"(b.word), "m"(b)
        : "cc");
    sum = to;
    return out;
  }
#endif
  Word carry = 0;
  for (int i = 0; i < 4; ++i) {
    const DoubleWord at = DoubleWord{a.word[i]} + b.word[i] + carry;
    sum.word[i] = static_cast<Word>(at);
    carry = static_cast<Word>(at >> 64);
  }
  return carry;
}

/// difference = a - b mod 2^256; the borrow, 0 or 1.
constexpr Word subtract(Limbs& difference, const Limbs& a, const Limbs& b) {
#if defined(__x86_64__)
  if (!std::is_constant_evaluated()) {
    Limbs from = a;
    Word out = 0;
    asm("sub 0(%[b]), %[f0]\n\t"
        "sbb 8(%[b]), %[f1]\n\t"
        "sbb 16(%[b]), %[f2]\n\t"
        "sbb 24(%[b]), %[f3]\n\t"
        "adc $0, %[out]\n\t"
        : [f0] "+&r"(from.word[0]), [f1] "+&r"(from.word[1]), [f2] "+&r"(from.word[2]),
          [f3] "+&r"(from.word[3]), [out] "+&r"(out)
        : [b] "r"(b.word), "m"(b)
        : "cc");
    difference = from;
    return out;
  }
#endif
  Word borrow = 0;
  for (int i = 0; i < 4; ++i) {
    const DoubleWord at = DoubleWord{a.word[i]} - b.word[i] - borrow;
    difference.word[i] = static_cast<Word>(at);
    borrow = static_cast<Word>(at >> 64) & 1;
  }
  return borrow;
}

/// All ones when `bit` is 1, 0 when it is 0.
constexpr Word mask_of(Word bit) {
  return Word{0} - bit;
}
/// All ones when the word is 0.
constexpr Word mask_if_zero(Word value) {
  return mask_of(((~value & (value - 1)) >> 63) & 1);
}
constexpr Word mask_if_zero(const Limbs& a) {
  return mask_if_zero(a.word[0] | a.word[1] | a.word[2] | a.word[3]);
}
/// `a` where the mask is ones, else `b`.
constexpr Limbs select(Word mask, const Limbs& a, const Limbs& b) {
  Limbs chosen;
  for (int i = 0; i < 4; ++i) chosen.word[i] = (a.word[i] & mask) | (b.word[i] & ~mask);
  return chosen;
}

/// a + b mod m, for a, b < m.
constexpr Limbs add_mod(const Limbs& a, const Limbs& b, const Limbs& m) {
  Limbs sum, less;
  const Word carry = add(sum, a, b);
  const Word borrow = subtract(less, sum, m);
  return select(mask_of(borrow & ~carry & 1), sum, less);
}
/// a - b mod m, for a, b < m.
constexpr Limbs subtract_mod(const Limbs& a, const Limbs& b, const Limbs& m) {
  Limbs difference, more;
  const Word borrow = subtract(difference, a, b);
  add(more, difference, m);
  return select(mask_of(borrow), more, difference);
}
/// a mod m for a < 2m, where a is below 2^256.
constexpr Limbs reduce_once(const Limbs& a, const Limbs& m) {
  Limbs less;
  const Word borrow = subtract(less, a, m);
  return select(mask_of(borrow), a, less);
}

/// k where it is odd, else n - k; and all ones where it is that.
constexpr Limbs make_odd(const Limbs& k, Word& negated) {
  Limbs other;
  subtract(other, from_octets(sm2_curve::kN), k);
  negated = mask_of(~k.word[0] & 1);
  return select(negated, other, k);
}

/// 2^bits mod m, by doubling; m is at least 2^255.
constexpr Limbs power_of_two(int bits, const Limbs& m) {
  Limbs value{{1, 0, 0, 0}};
  for (int i = 0; i < bits; ++i) value = add_mod(value, value, m);
  return value;
}

/// a * b.
constexpr void multiply_wide(Word (&product)[8], const Limbs& a, const Limbs& b) {
  for (Word& word : product) word = 0;
  for (int i = 0; i < 4; ++i) {
    Word carry = 0;
    for (int j = 0; j < 4; ++j) {
      const DoubleWord at = DoubleWord{a.word[i]} * b.word[j] + product[i + j] + carry;
      product[i + j] = static_cast<Word>(at);
      carry = static_cast<Word>(at >> 64);
    }
    product[i + 4] = carry;
  }
}

}  // namespace yinxin::crypto::sm2_math
