// Points in eight lanes: [k]G for signing, and verification. The formulas are those of sm2_point.hpp; bounds
// stand beside what is subtracted.
#pragma once

#include "crypto/sm2_lanes.hpp"

namespace yinxin::crypto::sm2_lanes {

template <class V>
struct LanePoint {  // Jacobian; x and y folded or below 2p, z below 2p
  Element<V> x, y, z;
};

/// 2p (dbl-2001-b).
template <class V>
LanePoint<V> double_point(const LanePoint<V>& p) {
  const auto delta = square(p.z);
  const auto gamma = square(p.y);
  const auto beta = multiply(p.x, gamma);
  const auto product = multiply(carried(difference<2>(p.x, delta)), carried(sum(p.x, delta)));
  const auto alpha = folded(difference<2>(sum(sum(product, product), product), Element<V>(spread<V>({}))));
  const auto beta2 = sum(beta, beta);
  const auto beta4 = folded(difference<2>(sum(beta2, beta2), Element<V>(spread<V>({}))));
  LanePoint<V> out;
  out.x = folded(difference<6>(square(alpha), sum(beta4, beta4)));
  out.z = folded(difference<6>(square(carried(sum(p.y, p.z))), sum(gamma, delta)));
  const auto gamma_square = square(gamma);
  const auto gamma2 = folded(difference<2>(sum(gamma_square, gamma_square), Element<V>(spread<V>({}))));
  const auto gamma4 = sum(gamma2, gamma2);
  out.y = folded(difference<7>(multiply(alpha, carried(difference<2>(beta4, out.x))), sum(gamma4, gamma4)));
  return out;
}

/// p + q (madd), q affine and below 2p. Where p is plus or minus q, or infinity, z is 0 modulo p and stays
/// so.
template <class V>
LanePoint<V> add_affine(const LanePoint<V>& p, const Element<V>& x, const Element<V>& y) {
  const auto zz = square(p.z);
  const auto h = carried(difference<2>(multiply(x, zz), p.x));
  const auto r = carried(difference<2>(multiply(y, multiply(p.z, zz)), p.y));
  const auto hh = square(h);
  const auto hhh = multiply(h, hh);
  const auto v = multiply(p.x, hh);
  LanePoint<V> out;
  out.x = folded(difference<8>(square(r), sum(hhh, sum(v, v))));
  out.y = folded(difference<4>(multiply(r, carried(difference<2>(v, out.x))), multiply(p.y, hhh)));
  out.z = multiply(p.z, h);
  return out;
}

template <class V>
struct LaneAddend {
  Element<V> x, y, z, zz, zzz;
};

template <class V>
LaneAddend<V> make_addend(const LanePoint<V>& p) {
  const auto zz = square(p.z);
  return {p.x, p.y, p.z, zz, multiply(zz, p.z)};
}

/// p + q (add-1998-cmo-2), with the same about z.
template <class V>
LanePoint<V> add(const LanePoint<V>& p, const LaneAddend<V>& q) {
  const auto zz = square(p.z);
  const auto u1 = multiply(p.x, q.zz);
  const auto s1 = multiply(p.y, q.zzz);
  const auto h = carried(difference<2>(multiply(q.x, zz), u1));
  const auto r = carried(difference<2>(multiply(q.y, multiply(p.z, zz)), s1));
  const auto hh = square(h);
  const auto hhh = multiply(h, hh);
  const auto v = multiply(u1, hh);
  LanePoint<V> out;
  out.x = folded(difference<8>(square(r), sum(hhh, sum(v, v))));
  out.y = folded(difference<4>(multiply(r, carried(difference<2>(v, out.x))), multiply(s1, hhh)));
  out.z = multiply(multiply(p.z, q.z), h);
  return out;
}

template <class V>
LanePoint<V> select(typename V::Mask mask, const LanePoint<V>& a, const LanePoint<V>& b) {
  return {select(mask, a.x, b.x), select(mask, a.y, b.y), select(mask, a.z, b.z)};
}

/// p - y, for y at most p.
template <class V>
[[gnu::always_inline]] inline Element<V> negated(const Element<V>& y) {
  return carried(difference<1>(spread<V>({}), y));
}
/// 2p - y, for y below 2p.
template <class V>
Element<V> negated_twice(const Element<V>& y) {
  return carried(difference<2>(spread<V>({}), y));
}

/// A point as x / zz, y / zzz with zz^3 = zzz^2 ("xyzz" of the Explicit-Formulas Database). x is folded, y below 3p, the others below 2p.
template <class V>
struct LaneSum {
  Element<V> x, y, zz, zzz;
};

/// Minus (p + q), q affine and below 2p (madd-2008-s, with P and so PPP and zzz of the other sign: then nothing is subtracted
/// from y, which takes one reduction). Where p is plus or minus q, zz is 0 modulo p and stays so.
template <class V>
[[gnu::always_inline]] inline LaneSum<V> add_and_negate(const LaneSum<V>& p, const Element<V>& x, const Element<V>& y) {
  const auto h = carried(difference<2>(p.x, multiply(x, p.zz)));   // below 4p
  const auto r = carried(difference<3>(multiply(y, p.zzz), p.y));  // below 5p
  const auto hh = square(h);
  const auto rr = square(r);  // below 2.6p
  const auto hhh = multiply(h, hh);
  const auto v = multiply(p.x, hh);
  LaneSum<V> out;
  out.zz = multiply(p.zz, hh);
  out.x = folded(difference<4>(sum(rr, hhh), sum(v, v)));
  out.zzz = multiply(p.zzz, hhh);
  out.y = multiply_and_add(r, carried(difference<2>(v, out.x)), p.y, hhh);
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

/// A signed digit (Booth): its magnitude, and where it is negative or zero.
template <class V>
struct LaneDigit {
  V magnitude;
  typename V::Mask negative;
  typename V::Mask zero;
};

template <int Bits, class V>
LaneDigit<V> digit_of(const LaneNumber<V>& k, int i) {
  const int low = Bits * i - 1;
  const V mask = V::all((Word{1} << (Bits + 1)) - 1);
  V bits = V::all(0);
  if (low < 0) {
    bits = V::template shift_left<1>(k.word[0]);
  } else {
    bits = V::shift_right_by(k.word[low / 64], low % 64);
    if (low % 64 > 64 - (Bits + 1) && low / 64 < 3)
      bits = bits | V::shift_left_by(k.word[low / 64 + 1], 64 - low % 64);
  }
  bits = bits & mask;
  const V negative = V::all(0) - V::template shift_right<Bits>(bits);
  const V folded = bits ^ (negative & mask);
  const V magnitude = V::template shift_right<1>(folded + V::all(1));
  return {magnitude, V::not_zero(negative), V::is_zero(magnitude)};
}

template <class V>
LanePoint<V> infinity() {
  return {spread<V>({}), spread<V>({}), spread<V>({})};
}

/// Digit i of the comb, of an odd number (sm2_table.hpp): the place of its magnitude, and where it is
/// negative.
template <class V>
struct LanePlace {
  V place;
  typename V::Mask negative;
};

template <class V>
LanePlace<V> place_of(const LaneNumber<V>& odd, int i) {
  const int low = kCombBits * i + 1;
  V bits = V::shift_right_by(odd.word[low / 64], low % 64);
  if (low % 64 > 64 - kCombBits && low / 64 < 3)
    bits = bits | V::shift_left_by(odd.word[low / 64 + 1], 64 - low % 64);
  bits = bits & V::all((Word{1} << kCombBits) - 1);
  if (i == kCombWindows - 1) return {bits, V::not_zero(V::all(0))};
  const V positive =
      V::all(0) - V::template shift_right<kCombBits - 1>(bits);  // ones where the highest bit is 1
  const V negative = positive ^ V::all(~Word{0});
  return {(bits ^ negative) & V::all(kCombEntries - 1), V::not_zero(negative)};
}

/// [k]G or its opposite, for an odd k below n (sm2_table.hpp, multiply_fixed); time and addresses do not depend on k.
template <class V>
LaneSum<V> multiply_generator(const LaneNumber<V>& odd) {
  LaneSum<V> point;
  for (int i = 0; i < kCombWindows; ++i) {
    const LanePlace<V> digit = place_of(odd, i);
    Element<V> x, y;
    for (int w = 0; w < kWords; ++w) {
      x.at[w] = V::look_up(kCombTable.word[i][w], digit.place);
      y.at[w] = V::look_up(kCombTable.word[i][kWords + w], digit.place);
    }
    const Element<V> other = negated(y);  // every second entry is of the other sign, as the sum is
    y = i % 2 == 0 ? select<V>(digit.negative, other, y) : select<V>(digit.negative, y, other);
    point = i == 0 ? LaneSum<V>{x, y, spread<V>(kOne), spread<V>(kOne)} : add_and_negate(point, x, y);
  }
  return point;
}

/// x[i] is the x coordinate, below p, of [k[i]]G, for eight times `groups` of them, and all ones where it was
/// not computed (multiply_fixed). Wipes nothing: what is left is the caller's.
template <class V>
void generator_coordinates(const Limbs* k, Limbs* x, int groups) {
  Element<V> numerator[kMaxGroups], denominator[kMaxGroups], product[kMaxGroups];
  V none[kMaxGroups];  // ones where zz is 0, which must not spoil the product
  Element<V> all = spread<V>(kOne);
  for (int g = 0; g < groups; ++g) {
    Limbs odd[kLanes], zz[kLanes];
    Word turned = 0;
    for (int lane = 0; lane < kLanes; ++lane) odd[lane] = sm2_math::make_odd(k[kLanes * g + lane], turned);
    const LaneSum<V> point = multiply_generator(load_numbers<V>(odd));
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

inline constexpr int kVerifyBits = 5;
inline constexpr int kVerifyWindows = 52;
inline constexpr int kVerifyEntries = 16;

/// Multiples 1 to 16 of each lane's point, read at public places.
template <class V>
struct Multiples {
  Word word[kVerifyEntries][5 * kWords][kLanes];

  void put(int entry, const LaneAddend<V>& addend) {
    const Element<V>* const parts[] = {&addend.x, &addend.y, &addend.z, &addend.zz, &addend.zzz};
    for (int part = 0; part < 5; ++part) {
      for (int w = 0; w < kWords; ++w) parts[part]->at[w].store(word[entry][part * kWords + w]);
    }
  }
  LaneAddend<V> get(const V& place) const {
    LaneAddend<V> addend;
    Element<V>* const parts[] = {&addend.x, &addend.y, &addend.z, &addend.zz, &addend.zzz};
    const V at = V::lane_numbers() + V::scaled(place, 5 * kWords * kLanes);
    for (int part = 0; part < 5; ++part) {
      for (int w = 0; w < kWords; ++w) parts[part]->at[w] = V::gather(word[0][part * kWords + w], at);
    }
    return addend;
  }
};

/// [t]P by windows of five bits.
template <class V>
LanePoint<V> multiply_points(const Element<V>& x, const Element<V>& y, const LaneNumber<V>& t) {
  Multiples<V> multiples;
  LanePoint<V> point{x, y, spread<V>(kOne)};
  multiples.put(0, make_addend(point));
  point = double_point(point);
  multiples.put(1, make_addend(point));
  for (int i = 2; i < kVerifyEntries; ++i) {
    point = add_affine(point, x, y);
    multiples.put(i, make_addend(point));
  }
  LanePoint<V> total = infinity<V>();
  typename V::Mask infinite = V::everywhere();
  for (int i = kVerifyWindows - 1; i >= 0; --i) {
    for (int bit = 0; bit < kVerifyBits && i < kVerifyWindows - 1; ++bit) total = double_point(total);
    const LaneDigit<V> digit = digit_of<kVerifyBits>(t, i);
    const V place = V::select(digit.zero, V::all(0), digit.magnitude - V::all(1));
    LaneAddend<V> addend = multiples.get(place);
    addend.y = select<V>(digit.negative, negated_twice(addend.y), addend.y);
    const LanePoint<V> next =
        select<V>(infinite, LanePoint<V>{addend.x, addend.y, addend.z}, add(total, addend));
    total = select<V>(digit.zero, total, next);
    infinite = V::both(infinite, digit.zero);
  }
  return total;
}

/// point + [s]G; places are public.
template <class V>
LanePoint<V> add_generator(LanePoint<V> point, const Limbs* s) {
  Limbs odd[kLanes];
  Word turned[kLanes];
  for (int lane = 0; lane < kLanes; ++lane) odd[lane] = sm2_math::make_odd(s[lane], turned[lane]);
  const auto other = V::not_zero(V::load(turned));
  const LaneNumber<V> numbers = load_numbers<V>(odd);
  for (int i = 0; i < kCombWindows; ++i) {
    const LanePlace<V> digit = place_of(numbers, i);
    Element<V> x, y;
    for (int w = 0; w < kWords; ++w) {
      x.at[w] = V::gather(kCombTable.word[i][w], digit.place);
      y.at[w] = V::gather(kCombTable.word[i][kWords + w], digit.place);
    }
    y = select<V>(digit.negative, negated(y), y);
    y = select<V>(other, negated(y), y);
    point = add_affine(point, x, y);
  }
  return point;
}

/// valid[lane]: x of [s]G + [t]P is the candidate. Where it is not, and where sums of points met (z = 0), it
/// is for a scalar engine to say: a wrong signature, x above n, or one of the special cases.
template <class V>
void verify_eight(const LaneChecks& checks, bool (&valid)[kLanes]) {
  // From R = 2^256 to R = 2^260: times 2^264 / 2^260.
  constexpr Words5 kChange = split(sm2_math::power_of_two(264, kPrime));
  constexpr Words5 kIn = split(sm2_math::power_of_two(520, kPrime));
  const auto x = multiply(from_numbers<V>(checks.x), spread<V>(kChange));
  const auto y = multiply(from_numbers<V>(checks.y), spread<V>(kChange));
  const auto part = multiply_points(x, y, load_numbers<V>(checks.t));
  const auto total = add_generator(part, checks.s);
  const auto zz = square(total.z);
  const auto candidate = multiply(from_numbers<V>(checks.candidate), spread<V>(kIn));
  Limbs expected[kLanes], found[kLanes], z[kLanes];
  to_numbers(multiply(candidate, zz), expected);
  to_numbers(total.x, found);
  to_numbers(total.z, z);
  for (int lane = 0; lane < kLanes; ++lane)
    valid[lane] = found[lane] == expected[lane] && !(z[lane] == Limbs{});
}

}  // namespace yinxin::crypto::sm2_lanes
