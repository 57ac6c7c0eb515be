// SM2 in eight lanes: eight values side by side, each in five words of 52 bits, multiplied by instructions
// that give the low or the high 52 bits of a product and add them (AVX512-IFMA; Gueron, Krasnov: Accelerating
// big integer arithmetic using Intel IFMA extensions, 2016). V is the vector: sm2_ifma.cpp has the
// processor's, sm2_lanes_test.cpp one in plain C++.
//
// Values are below 4p unless said otherwise, and in Montgomery's form with R = 2^260. What is kept between
// operations has words below 2^52.
#pragma once

#include "crypto/sm2_lane_kernel.hpp"

namespace yinxin::crypto::sm2_lanes {

template <class V>
struct Element {
  V at[kWords];
};

template <class V>
Element<V> spread(const Words5& words) {
  Element<V> out;
  for (int i = 0; i < kWords; ++i) out.at[i] = V::all(words.at[i]);
  return out;
}

/// Carries upwards; words may be negative before, the value may not. The highest word keeps what is above.
template <class V>
YX_LANES_INLINE void carry(Element<V>& a) {
  const V mask = V::all(kWordMask);
  for (int i = 0; i < kWords - 1; ++i) {
    a.at[i + 1] = a.at[i + 1] + V::template shift_signed<kWordBits>(a.at[i]);
    a.at[i] = a.at[i] & mask;
  }
}

/// A value from 2^256 + 2^214 to 15 * 2^256, perhaps without carries, to one below 2^256 + 2^228 with them:
/// 2^256 = 2^224 + 2^96 - 2^64 + 1 modulo p.
template <class V>
YX_LANES_INLINE void fold(Element<V>& a) {
  const V top = V::template shift_signed<48>(a.at[4]);
  a.at[4] = (a.at[4] & V::all((Word{1} << 48) - 1)) + V::template shift_left<16>(top);
  a.at[1] = a.at[1] + V::template shift_left<44>(top) - V::template shift_left<12>(top);
  a.at[0] = a.at[0] + top;
  carry(a);
}

/// A sum of products before it is reduced: words of 52 bits and more, not carried.
template <class V>
struct Wide {
  V at[2 * kWords];
};

template <class V>
YX_LANES_INLINE void add_product(Wide<V>& t, const Element<V>& a, const Element<V>& b) {
  for (int i = 0; i < kWords; ++i) {
    for (int j = 0; j < kWords; ++j) t.at[i + j] = V::add_low(t.at[i + j], a.at[i], b.at[j]);
    for (int j = 0; j < kWords; ++j) t.at[i + j + 1] = V::add_high(t.at[i + j + 1], a.at[i], b.at[j]);
  }
}

template <class V>
YX_LANES_INLINE Wide<V> nothing() {
  Wide<V> t;
  for (V& word : t.at) word = V::all(0);
  return t;
}

template <class V>
YX_LANES_INLINE Wide<V> product(const Element<V>& a, const Element<V>& b) {
  Wide<V> t = nothing<V>();
  add_product(t, a, b);
  return t;
}

template <class V>
YX_LANES_INLINE Wide<V> squared(const Element<V>& a) {
  Wide<V> t = nothing<V>();
  for (int i = 0; i < kWords; ++i) {
    for (int j = i + 1; j < kWords; ++j) t.at[i + j] = V::add_low(t.at[i + j], a.at[i], a.at[j]);
    for (int j = i + 1; j < kWords; ++j) t.at[i + j + 1] = V::add_high(t.at[i + j + 1], a.at[i], a.at[j]);
  }
  for (int i = 1; i < 2 * kWords - 1; ++i) t.at[i] = t.at[i] + t.at[i];
  for (int i = 0; i < kWords; ++i) {
    t.at[2 * i] = V::add_low(t.at[2 * i], a.at[i], a.at[i]);
    t.at[2 * i + 1] = V::add_high(t.at[2 * i + 1], a.at[i], a.at[i]);
  }
  return t;
}

/// Times t; for Times at most 8.
template <int Times, class V>
YX_LANES_INLINE Wide<V> times(Wide<V> t) {
  for (V& word : t.at) {
    if constexpr (Times == 3) {
      word = word + word + word;
    } else {
      word = V::template shift_left < Times == 2 ? 1 : Times == 4 ? 2 : 3 > (word);
    }
  }
  return t;
}

/// t / 2^260 mod p: t / 2^260 + p at most, so below 2p for a product of values below 4p.
template <class V>
YX_LANES_INLINE Element<V> reduce(Wide<V> t) {
  const V mask = V::all(kWordMask);
  const V top = V::all(kPrimeTop);
  const V low = V::all(kPrimeLow);
  V less = V::all(0);  // what the step before takes from the word that this one is about to change
  for (int i = 0; i < kWords; ++i) {
    const V m = t.at[i] & mask;
    const V above = t.at[i + 1] + V::template shift_signed<kWordBits>(t.at[i]);
    t.at[i + 1] = above - V::add_low(less, m, low);
    less = V::add_high(V::all(0), m, low);
    t.at[i + 4] = V::add_low(t.at[i + 4], m, top);
    t.at[i + 5] = V::add_high(t.at[i + 5], m, top);
  }
  t.at[kWords + 1] = t.at[kWords + 1] - less;
  Element<V> out;
  for (int i = 0; i < kWords; ++i) out.at[i] = t.at[kWords + i];
  carry(out);
  return out;
}

template <class V>
YX_LANES_INLINE Element<V> multiply(const Element<V>& a, const Element<V>& b) {
  return reduce(product(a, b));
}
template <class V>
YX_LANES_INLINE Element<V> square(const Element<V>& a) {
  return reduce(squared(a));
}
/// a b + c d, with one reduction.
template <class V>
YX_LANES_INLINE Element<V> multiply_and_add(const Element<V>& a, const Element<V>& b, const Element<V>& c,
                                            const Element<V>& d) {
  Wide<V> t = product(a, b);
  add_product(t, c, d);
  return reduce(t);
}
/// a + b, without carries.
template <class V>
YX_LANES_INLINE Element<V> sum(const Element<V>& a, const Element<V>& b) {
  Element<V> out;
  for (int i = 0; i < kWords; ++i) out.at[i] = a.at[i] + b.at[i];
  return out;
}
/// a - b + Times p, without carries.
template <int Times, class V>
YX_LANES_INLINE Element<V> difference(const Element<V>& a, const Element<V>& b) {
  constexpr Words5 kMore = prime_times(Times);
  Element<V> out;
  for (int i = 0; i < kWords; ++i) out.at[i] = a.at[i] - b.at[i] + V::all(kMore.at[i]);
  return out;
}
template <class V>
YX_LANES_INLINE Element<V> carried(Element<V> a) {
  carry(a);
  return a;
}
template <class V>
YX_LANES_INLINE Element<V> folded(Element<V> a) {
  fold(a);
  return a;
}

/// a - b, or -a - b where the mask is set, for a below 2p and b below 4p; below 8p, with carries.
template <class V>
YX_LANES_INLINE Element<V> signed_difference(typename V::Mask minus, const Element<V>& a,
                                             const Element<V>& b) {
  const auto from = difference<6>(spread<V>({}), b);
  Element<V> out;
  for (int i = 0; i < kWords; ++i) out.at[i] = V::select(minus, from.at[i] - a.at[i], from.at[i] + a.at[i]);
  carry(out);
  return out;
}

template <class V>
Element<V> select(typename V::Mask mask, const Element<V>& a, const Element<V>& b) {
  Element<V> out;
  for (int i = 0; i < kWords; ++i) out.at[i] = V::select(mask, a.at[i], b.at[i]);
  return out;
}

template <class V>
[[gnu::noinline]] Element<V> square_times(Element<V> a, int times) {
  for (int i = 0; i < times; ++i) a = square(a);
  return a;
}

/// 1/a, and 0 of 0: a^(p-2) (Fermat). p - 2 is 31 ones, 0, 128 ones, 32 zeros, 62 ones, 0, 1; e<n> is a^(2^n
/// - 1).
template <class V>
Element<V> invert(const Element<V>& a) {
  const auto e2 = multiply(square(a), a);
  const auto e4 = multiply(square_times(e2, 2), e2);
  const auto e6 = multiply(square_times(e4, 2), e2);
  const auto e12 = multiply(square_times(e6, 6), e6);
  const auto e24 = multiply(square_times(e12, 12), e12);
  const auto e30 = multiply(square_times(e24, 6), e6);
  const auto e31 = multiply(square(e30), a);
  const auto e32 = multiply(square(e31), a);
  auto power = square(e31);
  for (int i = 0; i < 4; ++i) power = multiply(square_times(power, 32), e32);
  power = multiply(square_times(power, 64), e32);
  power = multiply(square_times(power, 30), e30);
  return multiply(square_times(power, 2), a);
}

/// Out of Montgomery's form, each of the eight below p.
template <class V>
void to_numbers(const Element<V>& a, Limbs* numbers) {
  const Element<V> one = spread<V>({{1, 0, 0, 0, 0}});
  const Element<V> value = multiply(a, one);  // at most p
  Word words[kWords][kLanes];
  for (int i = 0; i < kWords; ++i) value.at[i].store(words[i]);
  for (int lane = 0; lane < kLanes; ++lane) {
    Words5 one_lane;
    for (int i = 0; i < kWords; ++i) one_lane.at[i] = words[i][lane];
    numbers[lane] = sm2_math::reduce_once(join(one_lane), kPrime);
  }
}

/// From numbers below 2^256; not into Montgomery's form.
template <class V>
Element<V> from_numbers(const Limbs* numbers) {
  Word words[kWords][kLanes];
  for (int lane = 0; lane < kLanes; ++lane) {
    const Words5 one_lane = split(numbers[lane]);
    for (int i = 0; i < kWords; ++i) words[i][lane] = one_lane.at[i];
  }
  Element<V> out;
  for (int i = 0; i < kWords; ++i) out.at[i] = V::load(words[i]);
  return out;
}

}  // namespace yinxin::crypto::sm2_lanes
