// The eight lanes on AVX512-IFMA. Everything after the pragma is compiled for such a processor and called on
// no other; what it shares with the rest is compiled before, for any.
#include "crypto/sm2_engines.hpp"

#if defined(__x86_64__)

#include <immintrin.h>

#include "crypto/sm2_field_bmi2.hpp"
#include "crypto/sm2_lane_engine.hpp"

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,avx512ifma"))), \
                             apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f,avx512dq,avx512vl,avx512bw,avx512ifma")
#endif

#include "crypto/sm2_lane_verify.hpp"

namespace yinxin::crypto {
namespace {

using sm2_math::Limbs;
using sm2_math::Word;

struct Ifma {
  using Mask = __mmask8;
  __m512i value;

  static Ifma all(Word word) { return {_mm512_set1_epi64(static_cast<long long>(word))}; }
  static Ifma load(const Word* words) { return {_mm512_loadu_si512(words)}; }
  void store(Word* words) const { _mm512_storeu_si512(words, value); }
  static Ifma lane_numbers() { return {_mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0)}; }

  template <int Bits>
  static Ifma shift_left(Ifma a) {
    return {_mm512_slli_epi64(a.value, Bits)};
  }
  template <int Bits>
  static Ifma shift_right(Ifma a) {
    return {_mm512_srli_epi64(a.value, Bits)};
  }
  template <int Bits>
  static Ifma shift_signed(Ifma a) {
    return {_mm512_srai_epi64(a.value, Bits)};
  }
  static Ifma shift_left_by(Ifma a, int bits) { return {_mm512_sll_epi64(a.value, _mm_cvtsi32_si128(bits))}; }
  static Ifma shift_right_by(Ifma a, int bits) {
    return {_mm512_srl_epi64(a.value, _mm_cvtsi32_si128(bits))};
  }

  static Ifma add_low(Ifma to, Ifma a, Ifma b) { return {_mm512_madd52lo_epu64(to.value, a.value, b.value)}; }
  static Ifma add_high(Ifma to, Ifma a, Ifma b) {
    return {_mm512_madd52hi_epu64(to.value, a.value, b.value)};
  }
  static Ifma scaled(Ifma a, Word factor) { return {_mm512_mullo_epi64(a.value, all(factor).value)}; }

  static Mask neither(Mask a) { return static_cast<Mask>(~a); }
  static Mask differ(Mask a, Mask b) { return static_cast<Mask>(a ^ b); }
  static Mask is_zero(Ifma a) { return _mm512_testn_epi64_mask(a.value, a.value); }
  static Mask not_zero(Ifma a) { return _mm512_test_epi64_mask(a.value, a.value); }
  static Ifma select(Mask mask, Ifma a, Ifma b) { return {_mm512_mask_blend_epi64(mask, b.value, a.value)}; }

  /// words[place mod 64] in each lane; all of them are read, by permutations.
  static Ifma look_up(const Word (&words)[sm2_lanes::kCombEntries], Ifma place) {
    const Mask bit4 = _mm512_test_epi64_mask(place.value, all(16).value);
    const Mask bit5 = _mm512_test_epi64_mask(place.value, all(32).value);
    const __m512i low = _mm512_mask_blend_epi64(bit4, sixteen(words, place), sixteen(words + 16, place));
    const __m512i high =
        _mm512_mask_blend_epi64(bit4, sixteen(words + 32, place), sixteen(words + 48, place));
    return {_mm512_mask_blend_epi64(bit5, low, high)};
  }
  /// words[place mod 16].
  static __m512i sixteen(const Word* words, Ifma place) {
    return _mm512_permutex2var_epi64(_mm512_load_si512(words), place.value, _mm512_load_si512(words + 8));
  }
  /// out[w] has word w of each row, of public places.
  static void rows(const Word* const (&row)[sm2_lanes::kLanes], Ifma (&out)[2 * sm2_lanes::kWords]) {
    __m512i a[8], b[8];
    for (int i = 0; i < 8; ++i) a[i] = _mm512_loadu_si512(row[i]);
    for (int i = 0; i < 8; i += 2) {
      b[i] = _mm512_unpacklo_epi64(a[i], a[i + 1]);
      b[i + 1] = _mm512_unpackhi_epi64(a[i], a[i + 1]);
    }
    for (int odd = 0; odd < 2; ++odd) {
      const __m512i even_low = _mm512_shuffle_i64x2(b[odd], b[2 + odd], 0x88);
      const __m512i odd_low = _mm512_shuffle_i64x2(b[odd], b[2 + odd], 0xDD);
      const __m512i even_high = _mm512_shuffle_i64x2(b[4 + odd], b[6 + odd], 0x88);
      const __m512i odd_high = _mm512_shuffle_i64x2(b[4 + odd], b[6 + odd], 0xDD);
      out[odd].value = _mm512_shuffle_i64x2(even_low, even_high, 0x88);
      out[2 + odd].value = _mm512_shuffle_i64x2(odd_low, odd_high, 0x88);
      out[4 + odd].value = _mm512_shuffle_i64x2(even_low, even_high, 0xDD);
      out[6 + odd].value = _mm512_shuffle_i64x2(odd_low, odd_high, 0xDD);
    }
    const __m512i even = last_words(row[0], row[2], row[4], row[6]);
    const __m512i odd = last_words(row[1], row[3], row[5], row[7]);
    out[8].value = _mm512_unpacklo_epi64(even, odd);
    out[9].value = _mm512_unpackhi_epi64(even, odd);
  }
  static __m512i last_words(const Word* a, const Word* b, const Word* c, const Word* d) {
    const auto two = [](const Word* row) {
      return _mm_loadu_si128(reinterpret_cast<const __m128i*>(row + 8));
    };
    __m512i words = _mm512_castsi128_si512(two(a));
    words = _mm512_inserti64x2(words, two(b), 1);
    words = _mm512_inserti64x2(words, two(c), 2);
    return _mm512_inserti64x2(words, two(d), 3);
  }
};

// Not friends within the class: g++ 12 would not compile those for the processor of the pragma.
Ifma operator+(Ifma a, Ifma b) {
  return {_mm512_add_epi64(a.value, b.value)};
}
Ifma operator-(Ifma a, Ifma b) {
  return {_mm512_sub_epi64(a.value, b.value)};
}
Ifma operator&(Ifma a, Ifma b) {
  return {_mm512_and_si512(a.value, b.value)};
}
Ifma operator|(Ifma a, Ifma b) {
  return {_mm512_or_si512(a.value, b.value)};
}
Ifma operator^(Ifma a, Ifma b) {
  return {_mm512_xor_si512(a.value, b.value)};
}

void coordinates(const Limbs* k, Limbs* x, int groups) {
  sm2_lanes::generator_coordinates<Ifma>(k, x, groups);
}

void verify(const sm2_lanes::LaneChecks* checks, bool* valid, int groups) {
  sm2_lanes::verify_groups<Ifma>(checks, valid, groups);
}

}  // namespace
}  // namespace yinxin::crypto

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

namespace yinxin::crypto {

const Sm2Engine* ifma_sm2_engine() {
  static constexpr sm2_lanes::Kernel kKernel{coordinates, verify};
  static const LaneEngine<sm2_math::Bmi2Field> kEngine("ifma", kKernel);
  return &kEngine;
}

}  // namespace yinxin::crypto

#else

namespace yinxin::crypto {

const Sm2Engine* ifma_sm2_engine() {
  return nullptr;
}

}  // namespace yinxin::crypto

#endif
