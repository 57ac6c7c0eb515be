// Verification by any field arithmetic F: GB/T 32918.2-2016 7.1, steps B5 to B7. Everything here is public,
// and time is variable.
#pragma once

#include "crypto/sm2_engine.hpp"
#include "crypto/sm2_scalar.hpp"
#include "crypto/sm2_table.hpp"

namespace yinxin::crypto {

inline constexpr int kNafWidth = 5;
inline constexpr int kNafDigits = 257;
inline constexpr int kOddMultiples = 1 << (kNafWidth - 2);  // 1, 3, ... 15

/// Signed odd digits below 2^(kNafWidth-1), any two that are not 0 at least kNafWidth apart (Solinas 2000,
/// algorithm 2); how many places are in use.
inline int to_naf(std::int8_t (&digits)[kNafDigits], sm2_math::Limbs k) {
  int used = 0;
  int place = 0;
  sm2_math::Word carry = 0;  // bit 256 of k
  for (; (k.word[0] | k.word[1] | k.word[2] | k.word[3] | carry) != 0; ++place) {
    int digit = 0;
    if ((k.word[0] & 1) != 0) {
      digit = static_cast<int>(k.word[0] & ((1U << kNafWidth) - 1));
      if (digit >= 1 << (kNafWidth - 1)) digit -= 1 << kNafWidth;
      const auto size = static_cast<sm2_math::Word>(digit < 0 ? -digit : digit);
      if (digit < 0) {
        carry += sm2_math::add(k, k, {{size, 0, 0, 0}});
      } else {
        sm2_math::subtract(k, k, {{size, 0, 0, 0}});
      }
      used = place + 1;
    }
    digits[place] = static_cast<std::int8_t>(digit);
    for (int i = 0; i < 3; ++i) k.word[i] = k.word[i] >> 1 | k.word[i + 1] << 63;
    k.word[3] = k.word[3] >> 1 | carry << 63;
    carry = 0;
  }
  return used;
}

/// [k]P by doublings and additions.
template <class F>
sm2_math::Jacobian multiply_variable(const sm2_math::Affine& point, const sm2_math::Limbs& k) {
  using namespace sm2_math;
  Addend odd[kOddMultiples];
  odd[0] = {{point.x, point.y, kFieldOne}, kFieldOne, kFieldOne};
  const Addend twice = make_addend<F>(double_point<F>(odd[0].point));
  for (int i = 1; i < kOddMultiples; ++i) odd[i] = make_addend<F>(add_variable<F>(odd[i - 1].point, twice));
  std::int8_t digits[kNafDigits];
  Jacobian sum{};
  for (int i = to_naf(digits, k) - 1; i >= 0; --i) {
    sum = double_point<F>(sum);
    if (digits[i] == 0) continue;
    Addend addend = odd[(digits[i] < 0 ? -digits[i] : digits[i]) / 2];
    if (digits[i] < 0) addend.point.y = F::subtract(Element{}, addend.point.y);
    sum = add_variable<F>(sum, addend);
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
  const Jacobian part =
      table != nullptr ? add_multiple_variable<F>({}, *table, t) : multiply_variable<F>(point, t);
  return has_coordinate<F>(add_multiple_variable<F>(part, kGeneratorTable, s), r, digest);
}

}  // namespace yinxin::crypto
