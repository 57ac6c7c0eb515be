// Arithmetic modulo p = 2^256 - 2^224 - 2^96 + 2^64 - 1 (GB/T 32918.5 section 2) in Montgomery's form with R
// = 2^256 (Montgomery, Modular multiplication without trial division, 1985). Because -1/p = 1 mod 2^64, a
// step of the reduction adds (lowest word) * p, which is shifts and additions. All values are below p; time
// depends on none of them.
#pragma once

#include "crypto/sm2_inverse.hpp"
#include "crypto/sm2_scalar.hpp"

namespace yinxin::crypto::sm2_math {

/// An element of the field, times 2^256.
using Element = Limbs;

inline constexpr Limbs kPrime = from_octets(sm2_curve::kP);
inline constexpr Element kFieldOne = power_of_two(256, kPrime);
inline constexpr Element kFieldSquareOfR = power_of_two(512, kPrime);
inline constexpr Element kFieldCubeOfR = power_of_two(768, kPrime);

/// In C++ alone, for any processor with 64-bit words.
struct PlainField {
  static constexpr Element multiply(const Element& a, const Element& b) {
    Word product[8];
    multiply_wide(product, a, b);
    return reduce(product);
  }
  static constexpr Element square(const Element& a) { return multiply(a, a); }
  /// a * b + c * d.
  static constexpr Element sum_of_products(const Element& a, const Element& b, const Element& c,
                                           const Element& d) {
    return add(multiply(a, b), multiply(c, d));
  }
  /// a * b / 2^256 mod n (sm2_scalar.hpp).
  static constexpr Limbs multiply_order(const Limbs& a, const Limbs& b) { return multiply_mod_order(a, b); }
  static constexpr Element add(const Element& a, const Element& b) { return add_mod(a, b, kPrime); }
  static constexpr Element subtract(const Element& a, const Element& b) { return subtract_mod(a, b, kPrime); }
  /// a / 2.
  static constexpr Element halve(const Element& a) {
    const Word odd = mask_of(a.word[0] & 1);
    Limbs sum;
    const Word carry = sm2_math::add(sum, a, select(odd, kPrime, Limbs{}));
    for (int i = 0; i < 4; ++i) sum.word[i] = sum.word[i] >> 1 | (i < 3 ? sum.word[i + 1] : carry) << 63;
    return sum;
  }

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

/// 1/a, and 0 of 0.
template <class F>
Element invert(const Element& a) {
  return F::multiply(invert_number(a), kFieldCubeOfR);  // (a R)^-1 R^3 / R
}

}  // namespace yinxin::crypto::sm2_math
