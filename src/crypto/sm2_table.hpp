// Multiples of a fixed point, and [k] of it by a signed comb: k = sum of d_i 64^i with -32 <= d_i <= 32
// (Booth 1951), so that [k]P is a sum of 43 entries and no doubling (Brickell, Gordon, McCurley, Wilson,
// 1992).
#pragma once

#include "crypto/sm2_point.hpp"

namespace yinxin::crypto::sm2_math {

inline constexpr int kWindowBits = 6;
inline constexpr int kWindows = 43;    // 258 bits: the highest window holds the sign's carry
inline constexpr int kMultiples = 32;  // 1 to 32 times 64^i P; -j is j with y negated

struct alignas(64) FixedTable {
  Affine entry[kWindows][kMultiples];
};

/// Of the generator; made when the program is built (sm2_table_generator.cpp).
extern const FixedTable kGeneratorTable;

/// Multiples of `point`. Variable time: for public points.
template <class F>
void build_table(FixedTable& table, const Affine& point) {
  Element inverses[kMultiples], products[kMultiples];
  Jacobian multiples[kMultiples];
  Affine base = point;
  for (auto& window : table.entry) {
    multiples[0] = {base.x, base.y, kFieldOne};
    for (int j = 1; j < kMultiples; ++j) multiples[j] = add_affine_variable<F>(multiples[j - 1], base);
    for (int j = 0; j < kMultiples; ++j) inverses[j] = multiples[j].z;
    invert_all<F>(inverses, products, kMultiples);
    for (int j = 0; j < kMultiples; ++j) window[j] = to_affine<F>(multiples[j], inverses[j]);
    const Jacobian next = double_point<F>(multiples[kMultiples - 1]);
    base = to_affine<F>(next, invert<F>(next.z));
  }
}

/// Digit i of k: its magnitude, 0 to 32, and all ones where it is negative.
struct Digit {
  Word magnitude;
  Word negative;
};
constexpr Digit digit_of(const Limbs& k, int i) {
  const int low = kWindowBits * i - 1;  // seven bits from here, of which the lowest belongs to digit i - 1
  Word bits = 0;
  if (low < 0) {
    bits = k.word[0] << 1;
  } else {
    const int at = low / 64;
    const int shift = low % 64;
    bits = k.word[at] >> shift;
    if (shift > 64 - (kWindowBits + 1) && at < 3) bits |= k.word[at + 1] << (64 - shift);
  }
  bits &= (Word{1} << (kWindowBits + 1)) - 1;
  const Word negative = mask_of(bits >> kWindowBits);
  const Word folded = bits ^ (negative & ((Word{1} << (kWindowBits + 1)) - 1));
  return {(folded + 1) >> 1, negative};
}

/// entry[magnitude - 1], or zeros, by reading all of them.
template <class F>
Affine read_entry(const Affine (&entries)[kMultiples], Word magnitude) {
  Affine found{};
  for (Word j = 0; j < kMultiples; ++j) {
    const Word mask = mask_if_zero((j + 1) ^ magnitude);
    for (int i = 0; i < 4; ++i) {
      found.x.word[i] |= entries[j].x.word[i] & mask;
      found.y.word[i] |= entries[j].y.word[i] & mask;
    }
  }
  return found;
}

/// [k]P, 0 < k < n, in time that does not depend on k: every entry of a window is read, and the two special
/// cases, a sum that is still infinity and a digit 0, are computed and selected. The sum is never plus or
/// minus the entry that is added (docs/design/sm2-engine.md, exceptional cases).
template <class F>
Jacobian multiply_fixed(const FixedTable& table, const Limbs& k) {
  Jacobian sum{};
  Word infinite = ~Word{0};
  for (int i = 0; i < kWindows; ++i) {
    const Digit digit = digit_of(k, i);
    Affine entry = read_entry<F>(table.entry[i], digit.magnitude);
    entry.y = select(digit.negative, F::subtract(Element{}, entry.y), entry.y);
    Element h, r;
    const Jacobian next = add_affine<F>(sum, entry, h, r);
    const Word none = mask_if_zero(digit.magnitude);
    sum.x = select(none, sum.x, select(infinite, entry.x, next.x));
    sum.y = select(none, sum.y, select(infinite, entry.y, next.y));
    sum.z = select(none, sum.z, select(infinite, kFieldOne, next.z));
    infinite &= none;
  }
  return sum;
}

/// sum + [k]P for all of them; variable time.
template <class F>
Jacobian add_multiple_variable(Jacobian sum, const FixedTable& table, const Limbs& k) {
  for (int i = 0; i < kWindows; ++i) {
    const Digit digit = digit_of(k, i);
    if (digit.magnitude == 0) continue;
    const Affine& entry = table.entry[i][digit.magnitude - 1];
    sum = add_affine_variable<F>(sum, digit.negative ? negate<F>(entry) : entry);
  }
  return sum;
}

}  // namespace yinxin::crypto::sm2_math
