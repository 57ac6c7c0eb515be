// Arithmetic modulo p = 2^256 - 2^224 - 2^96 + 2^64 - 1 (GB/T 32918.5 section 2) in Montgomery's form with R
// = 2^256 (Montgomery, Modular multiplication without trial division, 1985). Because -1/p = 1 mod 2^64, a
// step of the reduction adds (lowest word) * p, which is shifts and additions. All values are below p; time
// depends on none of them.
#pragma once

#include "crypto/sm2_limbs.hpp"

namespace yinxin::crypto::sm2_math {

/// An element of the field, times 2^256.
using Element = Limbs;

inline constexpr Limbs kPrime = from_octets(sm2_curve::kP);
inline constexpr Element kFieldOne = power_of_two(256, kPrime);
inline constexpr Element kFieldSquareOfR = power_of_two(512, kPrime);

/// In C++ alone, for any processor with 64-bit words.
struct PlainField {
  static constexpr Element multiply(const Element& a, const Element& b) {
    Word product[8];
    multiply_wide(product, a, b);
    return reduce(product);
  }
  static constexpr Element square(const Element& a) { return multiply(a, a); }
  static constexpr Element add(const Element& a, const Element& b) { return add_mod(a, b, kPrime); }
  static constexpr Element subtract(const Element& a, const Element& b) { return subtract_mod(a, b, kPrime); }

 private:
  /// product / 2^256 mod p.
  static constexpr Element reduce(Word (&product)[8]) {
    Limbs low{{product[0], product[1], product[2], product[3]}};
    for (int i = 0; i < 4; ++i) low = step(low);
    Limbs sum, less;
    const Word carry = sm2_math::add(sum, low, {{product[4], product[5], product[6], product[7]}});
    const Word borrow = sm2_math::subtract(less, sum, kPrime);
    return select(mask_of(borrow & ~carry & 1), sum, less);
  }
  /// (a + m p) / 2^64 with m the lowest word of a: m p = m 2^256 - m 2^224 - m 2^96 + m 2^64 - m.
  static constexpr Limbs step(const Limbs& a) {
    const Word m = a.word[0];
    const Limbs minus{{m << 32, m >> 32, m << 32, m >> 32}};
    Limbs difference, sum;
    sm2_math::subtract(difference, {{a.word[1], a.word[2], a.word[3], m}}, minus);
    sm2_math::add(sum, difference, {{m, 0, 0, 0}});
    return sum;
  }
};

/// Into and out of Montgomery's form.
template <class F>
constexpr Element to_field(const Limbs& number) {
  return F::multiply(number, kFieldSquareOfR);
}
template <class F>
constexpr Limbs from_field(const Element& a) {
  return F::multiply(a, Limbs{{1, 0, 0, 0}});
}

template <class F>
constexpr Element square_times(Element a, int times) {
  for (int i = 0; i < times; ++i) a = F::square(a);
  return a;
}

/// 1/a, and 0 of 0: a^(p-2) (Fermat). p - 2 is 31 ones, 0, 128 ones, 32 zeros, 62 ones, 0, 1. E<n> below is
/// a^(2^n - 1).
template <class F>
constexpr Element invert(const Element& a) {
  const Element e2 = F::multiply(F::square(a), a);
  const Element e4 = F::multiply(square_times<F>(e2, 2), e2);
  const Element e6 = F::multiply(square_times<F>(e4, 2), e2);
  const Element e12 = F::multiply(square_times<F>(e6, 6), e6);
  const Element e24 = F::multiply(square_times<F>(e12, 12), e12);
  const Element e30 = F::multiply(square_times<F>(e24, 6), e6);
  const Element e31 = F::multiply(F::square(e30), a);
  const Element e32 = F::multiply(F::square(e31), a);
  Element power = F::square(e31);
  for (int i = 0; i < 4; ++i) power = F::multiply(square_times<F>(power, 32), e32);
  power = F::multiply(square_times<F>(power, 64), e32);
  power = F::multiply(square_times<F>(power, 30), e30);
  return F::multiply(square_times<F>(power, 2), a);
}

}  // namespace yinxin::crypto::sm2_math
