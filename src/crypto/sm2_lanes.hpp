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
void carry(Element<V>& a) {
  const V mask = V::all(kWordMask);
  for (int i = 0; i < kWords - 1; ++i) {
    a.at[i + 1] = a.at[i + 1] + V::template shift_signed<kWordBits>(a.at[i]);
    a.at[i] = a.at[i] & mask;
  }
}

/// A value from 2^256 + 2^214 to 15 * 2^256, perhaps without carries, to one below 2^256 + 2^228 with them:
/// 2^256 = 2^224 + 2^96 - 2^64 + 1 modulo p.
template <class V>
void fold(Element<V>& a) {
  const V top = V::template shift_signed<48>(a.at[4]);
  a.at[4] = (a.at[4] & V::all((Word{1} << 48) - 1)) + V::template shift_left<16>(top);
  a.at[1] = a.at[1] + V::template shift_left<44>(top) - V::template shift_left<12>(top);
  a.at[0] = a.at[0] + top;
  carry(a);
}

/// product / 2^260 mod p, below 2p for products of values below 4p.
template <class V>
[[gnu::always_inline]] inline Element<V> reduce(V (&t)[2 * kWords]) {
  const V mask = V::all(kWordMask);
  const Element<V> q = spread<V>(kPrimePlusOne);
  for (int i = 0; i < kWords; ++i) {
    const V m = t[i] & mask;
    t[i + 1] = t[i + 1] + V::template shift_right<kWordBits>(t[i]);
    for (int j = 1; j < kWords; ++j) {
      t[i + j] = V::add_low(t[i + j], m, q.at[j]);
      t[i + j + 1] = V::add_high(t[i + j + 1], m, q.at[j]);
    }
  }
  Element<V> out;
  for (int i = 0; i < kWords; ++i) out.at[i] = t[kWords + i];
  carry(out);
  return out;
}

template <class V>
Element<V> multiply(const Element<V>& a, const Element<V>& b) {
  V t[2 * kWords];
  for (V& word : t) word = V::all(0);
  for (int i = 0; i < kWords; ++i) {
    for (int j = 0; j < kWords; ++j) {
      t[i + j] = V::add_low(t[i + j], a.at[i], b.at[j]);
      t[i + j + 1] = V::add_high(t[i + j + 1], a.at[i], b.at[j]);
    }
  }
  return reduce(t);
}

template <class V>
Element<V> square(const Element<V>& a) {
  V t[2 * kWords];
  for (V& word : t) word = V::all(0);
  for (int i = 0; i < kWords; ++i) {
    for (int j = i + 1; j < kWords; ++j) {
      t[i + j] = V::add_low(t[i + j], a.at[i], a.at[j]);
      t[i + j + 1] = V::add_high(t[i + j + 1], a.at[i], a.at[j]);
    }
  }
  for (V& word : t) word = word + word;
  for (int i = 0; i < kWords; ++i) {
    t[2 * i] = V::add_low(t[2 * i], a.at[i], a.at[i]);
    t[2 * i + 1] = V::add_high(t[2 * i + 1], a.at[i], a.at[i]);
  }
  return reduce(t);
}

/// a + b, without carries.
template <class V>
Element<V> sum(const Element<V>& a, const Element<V>& b) {
  Element<V> out;
  for (int i = 0; i < kWords; ++i) out.at[i] = a.at[i] + b.at[i];
  return out;
}
/// a - b + Times p, without carries.
template <int Times, class V>
Element<V> difference(const Element<V>& a, const Element<V>& b) {
  constexpr Words5 kMore = prime_times(Times);
  Element<V> out;
  for (int i = 0; i < kWords; ++i) out.at[i] = a.at[i] - b.at[i] + V::all(kMore.at[i]);
  return out;
}
template <class V>
Element<V> carried(Element<V> a) {
  carry(a);
  return a;
}
template <class V>
Element<V> folded(Element<V> a) {
  fold(a);
  return a;
}

template <class V>
Element<V> select(typename V::Mask mask, const Element<V>& a, const Element<V>& b) {
  Element<V> out;
  for (int i = 0; i < kWords; ++i) out.at[i] = V::select(mask, a.at[i], b.at[i]);
  return out;
}

template <class V>
Element<V> square_times(Element<V> a, int times) {
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
