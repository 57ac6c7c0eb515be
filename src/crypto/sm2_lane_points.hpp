// Points in eight lanes, and [k]G for signing. Bounds stand beside what is subtracted. What is subtracted
// from costs a step of carries, so the formulas below give the opposite of what they are named for where that
// has fewer of them: the sign is known when the program is built.
#pragma once

#include "crypto/sm2_lanes.hpp"

namespace yinxin::crypto::sm2_lanes {

/// A point as x / zz, y / zzz with zz^3 = zzz^2 ("xyzz" of the Explicit-Formulas Database). x is folded, y
/// below 3.5p, the others below 2p.
template <class V>
struct LaneSum {
  Element<V> x, y, zz, zzz;
};

/// Minus (p + q), or minus (p - q) where the mask is set, q affine and below 2p (madd-2008-s, with P, so PPP
/// and zzz, of the other sign: then y is a sum of products and takes one reduction). Where p is plus or minus
/// q, zz is 0 modulo p and stays so.
template <class V>
YX_LANES_INLINE void add_and_negate(LaneSum<V>& p, const Element<V>& x, const Element<V>& y,
                                    typename V::Mask minus) {
  const auto h = carried(difference<2>(p.x, multiply(x, p.zz)));  // below 4p
  const auto r = signed_difference<V>(minus, multiply(y, p.zzz), p.y);
  const auto hh = square(h);
  const auto rr = square(r);  // below 5p
  const auto v = multiply(p.x, hh);
  const auto hhh = multiply(h, hh);
  p.zz = multiply(p.zz, hh);
  p.x = folded(difference<4>(sum(rr, hhh), sum(v, v)));
  p.zzz = multiply(p.zzz, hhh);
  p.y = multiply_and_add(r, carried(difference<2>(v, p.x)), p.y, hhh);
}

/// The same of two affine points (mmadd-2008-s), the first below p.
template <class V>
YX_LANES_INLINE LaneSum<V> add_affine_and_negate(const Element<V>& x1, const Element<V>& y1,
                                                 const Element<V>& x, const Element<V>& y,
                                                 typename V::Mask minus) {
  const auto h = carried(difference<2>(x1, x));
  const auto r = signed_difference<V>(minus, y, y1);
  LaneSum<V> out;
  out.zz = square(h);
  out.zzz = multiply(h, out.zz);
  const auto v = multiply(x1, out.zz);
  out.x = folded(difference<4>(sum(square(r), out.zzz), sum(v, v)));
  out.y = multiply_and_add(r, carried(difference<2>(v, out.x)), y1, out.zzz);
  return out;
}

/// A number in each lane, for its digits.
template <class V>
struct LaneNumber {
  V word[4];
};

template <class V>
LaneNumber<V> load_numbers(const Limbs* numbers) {
  Word words[4][kLanes];
  for (int lane = 0; lane < kLanes; ++lane) {
    for (int i = 0; i < 4; ++i) words[i][lane] = numbers[lane].word[i];
  }
  LaneNumber<V> out;
  for (int i = 0; i < 4; ++i) out.word[i] = V::load(words[i]);
  return out;
}

/// Digit i of `windows` signed odd ones of `bits` bits, of an odd number (sm2_table.hpp): the place of its
/// magnitude among the odd numbers, and where it is negative.
template <class V>
struct LanePlace {
  V place;
  typename V::Mask negative;
};

template <int Bits, int Windows, class V>
YX_LANES_INLINE LanePlace<V> place_of(const LaneNumber<V>& odd, int i) {
  const int low = Bits * i + 1;
  if (low >= 256) return {V::all(0), V::not_zero(V::all(0))};
  V bits = V::shift_right_by(odd.word[low / 64], low % 64);
  if (low % 64 > 64 - Bits && low / 64 < 3)
    bits = bits | V::shift_left_by(odd.word[low / 64 + 1], 64 - low % 64);
  bits = bits & V::all((Word{1} << Bits) - 1);
  if (i == Windows - 1) return {bits, V::not_zero(V::all(0))};
  const V positive = V::all(0) - V::template shift_right<Bits - 1>(bits);  // ones where the highest bit is 1
  const V negative = positive ^ V::all(~Word{0});
  return {(bits ^ negative) & V::all((Word{1} << (Bits - 1)) - 1), V::not_zero(negative)};
}

/// p - y, for y at most p.
template <class V>
Element<V> negated(const Element<V>& y) {
  return carried(difference<1>(spread<V>({}), y));
}

/// Entry i of the comb for an odd number: a multiple of G, to be taken as its opposite where it says.
template <class V>
YX_LANES_INLINE typename V::Mask read_comb(const LaneNumber<V>& odd, int i, Element<V>& x, Element<V>& y) {
  const LanePlace<V> digit = place_of<kCombBits, kCombWindows>(odd, i);
  for (int w = 0; w < kWords; ++w) {
    x.at[w] = V::look_up(kCombTable.word[i][w], digit.place);
    y.at[w] = V::look_up(kCombTable.word[i][kWords + w], digit.place);
  }
  return digit.negative;
}

/// [k]G or its opposite, for odd k below n (sm2_table.hpp, multiply_fixed); time and addresses do not depend
/// on k.
template <class V>
[[gnu::noinline]] LaneSum<V> multiply_generator(const LaneNumber<V>& odd) {
  Element<V> x, y, x0, y0;
  typename V::Mask minus = read_comb(odd, 0, x0, y0);
  y0 = select<V>(minus, negated(y0), y0);
  minus = read_comb(odd, 1, x, y);
  LaneSum<V> point = add_affine_and_negate<V>(x0, y0, x, y, minus);
  for (int i = 2; i < kCombWindows; ++i) {
    minus = read_comb(odd, i, x, y);
    // Before an odd one the sum is of the right sign, before an even one of the other.
    add_and_negate<V>(point, x, y, i % 2 == 1 ? minus : V::neither(minus));
  }
  return point;
}

/// Of some numbers, each odd or n minus it.
template <class V>
struct LaneOdd {
  LaneNumber<V> number;
  typename V::Mask turned;
};
template <class V>
LaneOdd<V> make_odd(const Limbs* numbers) {
  Limbs odd[kLanes];
  Word turned[kLanes];
  for (int lane = 0; lane < kLanes; ++lane) odd[lane] = sm2_math::make_odd(numbers[lane], turned[lane]);
  return {load_numbers<V>(odd), V::not_zero(V::load(turned))};
}

/// x[i] is the x coordinate, below p, of [k[i]]G, for eight times `groups` of them, and all ones where it was
/// not computed (multiply_fixed). Wipes nothing: what is left is the caller's.
template <class V>
void generator_coordinates(const Limbs* k, Limbs* x, int groups) {
  Element<V> numerator[kMaxGroups], denominator[kMaxGroups], product[kMaxGroups];
  V none[kMaxGroups];  // ones where zz is 0, which must not spoil the product
  Element<V> all = spread<V>(kOne);
  for (int g = 0; g < groups; ++g) {
    const LaneSum<V> point = multiply_generator(make_odd<V>(k + kLanes * g).number);
    Limbs zz[kLanes];
    to_numbers(point.zz, zz);
    Word zeros[kLanes];
    for (int lane = 0; lane < kLanes; ++lane) zeros[lane] = sm2_math::mask_if_zero(zz[lane]);
    none[g] = V::load(zeros);
    numerator[g] = point.x;
    denominator[g] = select<V>(V::not_zero(none[g]), spread<V>(kOne), point.zz);
    product[g] = all;
    all = multiply(all, denominator[g]);
  }
  Element<V> inverse = invert(all);
  for (int g = groups - 1; g >= 0; --g) {
    const auto one = multiply(inverse, product[g]);
    inverse = multiply(inverse, denominator[g]);
    Limbs* const to = x + kLanes * g;
    to_numbers(multiply(numerator[g], one), to);
    Word nothing[kLanes];
    none[g].store(nothing);
    for (int lane = 0; lane < kLanes; ++lane) {
      for (Word& word : to[lane].word) word |= nothing[lane];
    }
  }
}

}  // namespace yinxin::crypto::sm2_lanes
