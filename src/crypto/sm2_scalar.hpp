// Arithmetic modulo n, the order of the group, in Montgomery's form where a product is wanted. Time depends
// on no value.
#pragma once

#include "crypto/sm2_limbs.hpp"

namespace yinxin::crypto::sm2_math {

inline constexpr Limbs kOrder = from_octets(sm2_curve::kN);
inline constexpr Limbs kOrderComplement = power_of_two(256, kOrder);  // 2^256 - n
inline constexpr Limbs kOrderSquareOfR = power_of_two(512, kOrder);

/// -1/n mod 2^64 by Newton's iteration.
inline constexpr Word kOrderInverse = [] {
  Word inverse = 1;
  for (int i = 0; i < 6; ++i) inverse *= 2 - kOrder.word[0] * inverse;
  return Word{0} - inverse;
}();

/// a * b / 2^256 mod n, for a < 2^256 and b < n.
constexpr Limbs multiply_mod_order(const Limbs& a, const Limbs& b) {
  Word product[8];
  multiply_wide(product, a, b);
  Word top = 0;
  for (int i = 0; i < 4; ++i) {
    const Word m = product[i] * kOrderInverse;
    Word carry = 0;
    for (int j = 0; j < 4; ++j) {
      const DoubleWord at = DoubleWord{m} * kOrder.word[j] + product[i + j] + carry;
      product[i + j] = static_cast<Word>(at);
      carry = static_cast<Word>(at >> 64);
    }
    const DoubleWord at = DoubleWord{product[i + 4]} + carry + top;
    product[i + 4] = static_cast<Word>(at);
    top = static_cast<Word>(at >> 64);
  }
  const Limbs high{{product[4], product[5], product[6], product[7]}};
  Limbs less;
  const Word borrow = subtract(less, high, kOrder);
  return select(mask_of(borrow & ~top & 1), high, less);
}

constexpr Limbs add_mod_order(const Limbs& a, const Limbs& b) {
  return add_mod(a, b, kOrder);
}
constexpr Limbs subtract_mod_order(const Limbs& a, const Limbs& b) {
  return subtract_mod(a, b, kOrder);
}

/// 1/a times 2^256, for a in [1, n-1] not in Montgomery's form: a^(n-2) (Fermat). Slow; once a key.
constexpr Limbs invert_mod_order(const Limbs& a) {
  const Limbs base = multiply_mod_order(a, kOrderSquareOfR);
  Limbs exponent;
  subtract(exponent, kOrder, {{2, 0, 0, 0}});
  Limbs power = base;
  for (int bit = 254; bit >= 0; --bit) {  // bit 255 of n - 2 is 1
    power = multiply_mod_order(power, power);
    if (exponent.word[bit / 64] >> (bit % 64) & 1) power = multiply_mod_order(power, base);
  }
  return power;
}

}  // namespace yinxin::crypto::sm2_math
