// Verification in eight lanes: [s]G + [t]P. All of it is public; what a lane cannot answer is left to a
// scalar engine.
#pragma once

#include "crypto/sm2_lane_points.hpp"

namespace yinxin::crypto::sm2_lanes {

template <class V>
struct LanePoint {  // Jacobian; x folded, y below 3.5p, z below 2p
  Element<V> x, y, z;
};

/// p becomes minus 2p (dbl-2001-b; with y of the other sign 8 y^4 is added, and takes no reduction of its
/// own).
template <class V>
YX_LANES_INLINE void double_and_negate(LanePoint<V>& p) {
  const auto delta = square(p.z);
  const auto gamma = square(p.y);  // below 1.8p
  const auto m =
      reduce(times<3>(product(carried(difference<2>(p.x, delta)), carried(sum(p.x, delta)))));  // below 3p
  const auto s = reduce(times<4>(product(p.x, gamma)));
  p.z = reduce(times<2>(product(p.y, p.z)));
  p.x = folded(difference<4>(square(m), sum(s, s)));
  Wide<V> y = times<8>(squared(gamma));
  add_product(y, m, carried(difference<2>(p.x, s)));
  p.y = reduce(y);
}

/// p becomes minus (p + q), or minus (p - q) where the mask is set, q affine and below 2p (madd, with h of
/// the other sign). Where p is plus or minus q, z is 0 modulo p and stays so.
template <class V>
YX_LANES_INLINE void add_and_negate(LanePoint<V>& p, const Element<V>& x, const Element<V>& y,
                                    typename V::Mask minus) {
  const auto zz = square(p.z);
  const auto z_y = multiply(p.z, y);
  const auto h = carried(difference<2>(p.x, multiply(x, zz)));
  const auto r = signed_difference<V>(minus, multiply(z_y, zz), p.y);
  const auto hh = square(h);
  const auto rr = square(r);
  const auto v = multiply(p.x, hh);
  const auto hhh = multiply(h, hh);
  p.z = multiply(p.z, h);
  p.x = folded(difference<4>(sum(rr, hhh), sum(v, v)));
  p.y = multiply_and_add(r, carried(difference<2>(v, p.x)), p.y, hhh);
}

inline constexpr int kVerifyBits = 5;
inline constexpr int kVerifyWindows = 52;
inline constexpr int kVerifyEntries = 16;

/// The words of a point's coordinates, x before y, of each lane together: read by lanes at places of their
/// own.
using LaneRow = Word[2 * kWords];

template <class V>
YX_LANES_INLINE void read_rows(const Word* const (&row)[kLanes], Element<V>& x, Element<V>& y) {
  V words[2 * kWords];
  V::rows(row, words);
  for (int w = 0; w < kWords; ++w) {
    x.at[w] = words[w];
    y.at[w] = words[kWords + w];
  }
}

template <class V>
void write_rows(LaneRow (&rows)[kLanes], const Element<V>& x, const Element<V>& y) {
  Word words[2 * kWords][kLanes];
  for (int w = 0; w < kWords; ++w) {
    x.at[w].store(words[w]);
    y.at[w].store(words[kWords + w]);
  }
  for (int lane = 0; lane < kLanes; ++lane) {
    for (int w = 0; w < 2 * kWords; ++w) rows[lane][w] = words[w][lane];
  }
}

/// P, 3P, ... 31P of each lane's point P.
template <class V>
class OddMultiples {
 public:
  /// All but the division by z. With 2P these share their z, which each step multiplies by a difference of x
  /// (Meloni: New point addition formulae for ECC applications, 2007; ZADDU of Goundar and others, 2010). No
  /// sum is exceptional: the order of P is n.
  void begin(const Element<V>& x, const Element<V>& y) {
    write_rows(rows_[0], x, y);
    const auto one = spread<V>(kOne);
    const auto m = reduce(times<3>(product(carried(difference<2>(x, one)), carried(sum(x, one)))));
    const auto gamma = square(y);
    const auto s = reduce(times<4>(product(x, gamma)));
    const auto y8 = reduce(times<8>(squared(gamma)));
    LanePoint<V> twice;  // 2P, beside it P as (s, y8) with the same z
    twice.x = folded(difference<6>(square(m), sum(s, s)));
    twice.y = folded(difference<6>(multiply(m, carried(difference<2>(s, twice.x))), y8));
    twice.z = folded(sum(sum(y, y), spread<V>(prime_times(2))));
    LanePoint<V> last{folded(sum(s, spread<V>(prime_times(2)))), folded(sum(y8, spread<V>(prime_times(2)))),
                      twice.z};
    for (int i = 1; i < kVerifyEntries; ++i) {
      last = next(twice, last, step_[i]);
      sum_[i] = last;
    }
  }
  /// What has to be inverted.
  const Element<V>& denominator() const { return sum_[kVerifyEntries - 1].z; }
  void finish(Element<V> inverse) {
    for (int i = kVerifyEntries - 1; i > 0; --i) {
      const auto square_of_it = square(inverse);
      write_rows(rows_[i], multiply(sum_[i].x, square_of_it),
                 multiply(sum_[i].y, multiply(square_of_it, inverse)));
      inverse = multiply(inverse, step_[i]);
    }
  }
  const Word* row(Word place, int lane) const { return rows_[place][lane]; }

 private:
  /// twice + last; `twice` comes to have the z of that.
  static LanePoint<V> next(LanePoint<V>& twice, const LanePoint<V>& last, Element<V>& step) {
    step = carried(difference<2>(twice.x, last.x));
    const auto r = carried(difference<2>(twice.y, last.y));
    const auto c = square(step);
    const auto w1 = multiply(twice.x, c);
    const auto w2 = multiply(last.x, c);
    LanePoint<V> out;
    out.x = folded(difference<4>(square(r), sum(w1, w2)));
    twice.y = multiply(twice.y, carried(difference<2>(w1, w2)));
    out.y = folded(difference<4>(multiply(r, carried(difference<2>(w1, out.x))), twice.y));
    twice.x = w1;
    twice.z = out.z = multiply(twice.z, step);
    return out;
  }

  LaneRow rows_[kVerifyEntries][kLanes];
  LanePoint<V> sum_[kVerifyEntries];
  Element<V> step_[kVerifyEntries];
};

/// The digits' places of all lanes.
template <int Bits, int Windows, class V>
YX_LANES_INLINE typename V::Mask read_places(const LaneNumber<V>& number, int i, Word (&place)[kLanes]) {
  const auto digit = place_of<Bits, Windows>(number, i);
  digit.place.store(place);
  return digit.negative;
}

/// [t]P + [s]G, or [t]P - [s]G where `other`, for odd s and t below n. Both share the doublings; a digit of s
/// goes with two of t.
template <class V>
[[gnu::noinline]] LanePoint<V> multiply_points(const OddMultiples<V>& multiples, const LaneNumber<V>& t,
                                               const LaneNumber<V>& s, typename V::Mask other) {
  static_assert(kGeneratorBits == 2 * kVerifyBits);
  const Word* row[kLanes];
  Word place[kLanes];
  Element<V> x, y;
  for (int lane = 0; lane < kLanes; ++lane) row[lane] = multiples.row(0, lane);
  read_rows(row, x, y);  // the highest digit is 1
  LanePoint<V> total{folded(sum(x, spread<V>(prime_times(2)))), y, spread<V>(kOne)};
  bool turned = false;  // total is the opposite of what it should be
  for (int i = kVerifyWindows - 2; i >= 0; --i) {
    const auto negative = read_places<kVerifyBits, kVerifyWindows>(t, i, place);
    for (int lane = 0; lane < kLanes; ++lane) row[lane] = multiples.row(place[lane], lane);
#pragma GCC unroll 1
    for (int bit = 0; bit < kVerifyBits; ++bit) double_and_negate(total);
    read_rows(row, x, y);
    add_and_negate<V>(total, x, y, turned ? negative : V::neither(negative));  // turned five times, and here
    if (i % 2 != 0) continue;
    const auto minus = V::differ(read_places<kGeneratorBits, kVerifyWindows / 2>(s, i / 2, place), other);
    for (int lane = 0; lane < kLanes; ++lane) row[lane] = kGeneratorRows.row[place[lane]];
    read_rows(row, x, y);
    add_and_negate<V>(total, x, y, turned ? V::neither(minus) : minus);
    turned = !turned;
  }
  return total;
}

template <class V>
void verify_eight(const LaneChecks& checks, const OddMultiples<V>& multiples, bool* valid) {
  constexpr Words5 kIn = split(sm2_math::power_of_two(520, kPrime));
  const auto t = make_odd<V>(checks.t);
  const auto s = make_odd<V>(checks.s);
  const LanePoint<V> total = multiply_points(multiples, t.number, s.number, V::differ(s.turned, t.turned));
  const auto zz = square(total.z);
  const auto candidate = multiply(from_numbers<V>(checks.candidate), spread<V>(kIn));
  Limbs expected[kLanes], found[kLanes], divisor[kLanes];
  to_numbers(multiply(candidate, zz), expected);
  to_numbers(total.x, found);
  to_numbers(zz, divisor);
  for (int lane = 0; lane < kLanes; ++lane)
    valid[lane] = found[lane] == expected[lane] && !(divisor[lane] == Limbs{});
}

/// valid[i]: x of [s]G + [t]P is the candidate, for eight times `groups` of them. Where it is not, and where
/// sums of points met (zz = 0), it is for a scalar engine to say: a wrong signature, x above n, or one of the
/// special cases.
template <class V>
void verify_groups(const LaneChecks* checks, bool* valid, int groups) {
  // From R = 2^256 to R = 2^260: times 2^264 / 2^260.
  constexpr Words5 kChange = split(sm2_math::power_of_two(264, kPrime));
  OddMultiples<V> multiples[kMaxVerifyGroups];
  Element<V> product[kMaxVerifyGroups];
  Element<V> all = spread<V>(kOne);
  for (int g = 0; g < groups; ++g) {
    multiples[g].begin(multiply(from_numbers<V>(checks[g].x), spread<V>(kChange)),
                       multiply(from_numbers<V>(checks[g].y), spread<V>(kChange)));
    product[g] = all;
    all = multiply(all, multiples[g].denominator());
  }
  Element<V> inverse = invert(all);
  for (int g = groups - 1; g >= 0; --g) {
    const auto own = multiply(inverse, product[g]);
    inverse = multiply(inverse, multiples[g].denominator());
    multiples[g].finish(own);
    verify_eight(checks[g], multiples[g], valid + kLanes * g);
  }
}

}  // namespace yinxin::crypto::sm2_lanes
