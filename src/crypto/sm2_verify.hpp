// Verification by any field arithmetic F: GB/T 32918.2-2016 7.1, steps B5 to B7. Everything here is public,
// and time is variable.
#pragma once

#include <algorithm>

#include "crypto/sm2_engine.hpp"
#include "crypto/sm2_scalar.hpp"
#include "crypto/sm2_table.hpp"

namespace yinxin::crypto {

inline constexpr int kNafWidth = 5;
inline constexpr int kNafDigits = 257;
inline constexpr int kOddMultiples = 1 << (kNafWidth - 2);  // 1, 3, ... 15

/// `count` bits of k from `from` on; those above bit 255 are 0.
constexpr sm2_math::Word bits_of(const sm2_math::Limbs& k, int from, int count) {
  if (from >= 256) return 0;
  const int low = from % 64;
  sm2_math::Word bits = k.word[from / 64] >> low;
  if (low + count > 64 && from < 192) bits |= k.word[from / 64 + 1] << (64 - low);
  return bits & ((sm2_math::Word{1} << count) - 1);
}

/// Signed odd digits below 2^(Width-1), any two that are not 0 at least Width apart (Solinas 2000,
/// algorithm 2); how many places are in use.
template <int Width>
int to_naf(std::int16_t (&digits)[kNafDigits], const sm2_math::Limbs& k) {
  std::fill(std::begin(digits), std::end(digits), std::int16_t{0});
  int used = 0;
  sm2_math::Word carry = 0;
  for (int place = 0; place < kNafDigits;) {
    if (bits_of(k, place, 1) == carry) {
      ++place;
      continue;
    }
    const sm2_math::Word window = bits_of(k, place, Width) + carry;
    carry = window >> (Width - 1);
    digits[place] = static_cast<std::int16_t>(static_cast<int>(window) - (static_cast<int>(carry) << Width));
    used = place + 1;
    place += Width;
  }
  return used;
}

/// [s]G + [t]P: doublings that both share (Moller: Algorithms for multi-exponentiation, 2001).
template <class F>
sm2_math::Jacobian multiply_variable(const sm2_math::Limbs& s, const sm2_math::Affine& point,
                                     const sm2_math::Limbs& t) {
  using namespace sm2_math;
  Addend odd[kOddMultiples];
  odd[0] = {{point.x, point.y, kFieldOne}, kFieldOne, kFieldOne};
  const Addend twice = make_addend<F>(double_point<F>(odd[0].point));
  for (int i = 1; i < kOddMultiples; ++i) odd[i] = make_addend<F>(add_variable<F>(odd[i - 1].point, twice));
  std::int16_t of_generator[kNafDigits], of_point[kNafDigits];
  const int used = std::max(to_naf<kGeneratorNafWidth>(of_generator, s), to_naf<kNafWidth>(of_point, t));
  Jacobian sum{};
  for (int i = used - 1; i >= 0; --i) {
    sum = double_point<F>(sum);
    if (const int digit = of_point[i]; digit != 0) {
      Addend addend = odd[(digit < 0 ? -digit : digit) / 2];
      if (digit < 0) addend.point.y = F::subtract(Element{}, addend.point.y);
      sum = add_variable<F>(sum, addend);
    }
    if (const int digit = of_generator[i]; digit != 0) {
      const Affine& entry = kGeneratorOdd.entry[(digit < 0 ? -digit : digit) / 2];
      sum = add_affine_variable<F>(sum, digit < 0 ? negate<F>(entry) : entry);
    }
  }
  return sum;
}

/// Is r = (e + x) mod n for the x of `sum`? x is (r - e) mod n, or that plus n where it stays below p;
/// compared as X = x Z^2, without an inversion.
template <class F>
bool has_coordinate(const sm2_math::Jacobian& sum, const sm2_math::Limbs& r, const Sm3Digest& digest) {
  using namespace sm2_math;
  if (sum.z == Element{}) return false;
  const Limbs e = reduce_once(from_octets(digest.data()), kOrder);
  const Limbs x = subtract_mod_order(r, e);
  const Element zz = F::square(sum.z);
  if (F::multiply(to_field<F>(x), zz) == sum.x) return true;
  Limbs other, less;
  if (add(other, x, kOrder) != 0 || subtract(less, other, kPrime) == 0) return false;
  return F::multiply(to_field<F>(other), zz) == sum.x;
}

/// `table` is of the point, where there is one.
template <class F>
bool verify_digest(const sm2_math::Affine& point, const sm2_math::FixedTable* table, const Sm3Digest& digest,
                   const Sm2Signature& signature) {
  using namespace sm2_math;
  const Limbs r = from_octets(signature.r.data());
  const Limbs s = from_octets(signature.s.data());
  const Limbs t = add_mod_order(r, s);
  const Jacobian sum =
      table != nullptr ? add_multiple_variable<F>(add_multiple_variable<F>({}, *table, t), kGeneratorTable, s)
                       : multiply_variable<F>(s, point, t);
  return has_coordinate<F>(sum, r, digest);
}

}  // namespace yinxin::crypto
