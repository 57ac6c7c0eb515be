// Multiples of a fixed point, and [k] of it by a signed comb: an odd k is the sum of d_i 64^i with odd d_i
// between -63 and 63 (Joye, Tunstall: Exponent recoding and regular exponentiation algorithms, 2009), so that
// [k]P is a sum of 43 entries without doublings (Brickell, Gordon, McCurley, Wilson, 1992) and no digit is
// special. For an even k, n - k is odd.
#pragma once

#include "crypto/sm2_point.hpp"

namespace yinxin::crypto::sm2_math {

inline constexpr int kWindowBits = 6;
inline constexpr int kWindows = 43;
inline constexpr int kMultiples = 32;  // 1, 3, ... 63 times 64^i P; the negative ones have y negated

struct alignas(64) FixedTable {
  Affine entry[kWindows][kMultiples];
};

/// Of the generator; made when the program is built (sm2_table_generator.cpp).
extern const FixedTable kGeneratorTable;

inline constexpr int kGeneratorNafWidth = 13;
/// 1, 3, ... 4095 times the generator, for digits of that width; made with it.
struct alignas(64) OddTable {
  static constexpr int kEntries = 1 << (kGeneratorNafWidth - 2);
  Affine entry[kEntries];
};
extern const OddTable kGeneratorOdd;

/// Multiples of `point`. Variable time: for public points.
template <class F>
void build_table(FixedTable& table, const Affine& point) {
  Element inverses[kMultiples + 1], products[kMultiples + 1];
  Jacobian multiples[kMultiples + 1];  // and 64, where the next window begins
  Affine base = point;
  for (auto& window : table.entry) {
    multiples[0] = {base.x, base.y, kFieldOne};
    const Addend twice = make_addend<F>(double_point<F>(multiples[0]));
    for (int j = 1; j < kMultiples; ++j) multiples[j] = add_variable<F>(multiples[j - 1], twice);
    multiples[kMultiples] = add_affine_variable<F>(multiples[kMultiples - 1], base);
    for (int j = 0; j <= kMultiples; ++j) inverses[j] = multiples[j].z;
    invert_all<F>(inverses, products, kMultiples + 1);
    for (int j = 0; j < kMultiples; ++j) window[j] = to_affine<F>(multiples[j], inverses[j]);
    base = to_affine<F>(multiples[kMultiples], inverses[kMultiples]);
  }
}

/// Digit i of an odd number: the place of its magnitude in a window, and all ones where it is negative.
struct Digit {
  Word place;
  Word negative;
};
constexpr Digit digit_of(const Limbs& odd, int i) {
  const int low =
      kWindowBits * i + 1;  // d_i = 2 v - 63 for the six bits v from here; the highest digit is 2 v + 1
  Word bits = odd.word[low / 64] >> (low % 64);
  if (low % 64 > 64 - kWindowBits && low / 64 < 3) bits |= odd.word[low / 64 + 1] << (64 - low % 64);
  bits &= (Word{1} << kWindowBits) - 1;
  const Word negative = i == kWindows - 1 ? 0 : mask_of((bits >> (kWindowBits - 1)) ^ 1);
  return {(bits ^ negative) & (kMultiples - 1), negative};
}

/// entries[place], by reading all of them.
template <class F>
Affine read_entry(const Affine (&entries)[kMultiples], Word place) {
  Affine found{};
  for (Word j = 0; j < kMultiples; ++j) {
    const Word mask = mask_if_zero(j ^ place);
    for (int i = 0; i < 4; ++i) {
      found.x.word[i] |= entries[j].x.word[i] & mask;
      found.y.word[i] |= entries[j].y.word[i] & mask;
    }
  }
  return found;
}

/// [k]P, 0 < k < n, in time that does not depend on k: every entry of a window is read. The sum is never
/// infinity and never plus or minus the entry that is added, but for k = 0 and one other k, where z comes out
/// as 0 (docs/design/sm2-engine.md, exceptional cases).
template <class F>
Jacobian multiply_fixed(const FixedTable& table, const Limbs& k) {
  Word negated = 0;
  const Limbs odd = make_odd(k, negated);
  Jacobian sum{};
  for (int i = 0; i < kWindows; ++i) {
    const Digit digit = digit_of(odd, i);
    Affine entry = read_entry<F>(table.entry[i], digit.place);
    entry.y = select(digit.negative ^ negated, F::subtract(Element{}, entry.y), entry.y);
    if (i == 0) {
      sum = {entry.x, entry.y, kFieldOne};
      continue;
    }
    Element h, r;
    sum = add_affine<F>(sum, entry, h, r);
  }
  return sum;
}

/// sum + [k]P for all of them; variable time.
template <class F>
Jacobian add_multiple_variable(Jacobian sum, const FixedTable& table, const Limbs& k) {
  Word negated = 0;
  const Limbs odd = make_odd(k, negated);
  for (int i = 0; i < kWindows; ++i) {
    const Digit digit = digit_of(odd, i);
    const Affine& entry = table.entry[i][digit.place];
    sum = add_affine_variable<F>(sum, digit.negative != negated ? negate<F>(entry) : entry);
  }
  return sum;
}

}  // namespace yinxin::crypto::sm2_math
