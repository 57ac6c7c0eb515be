// What the units with lanes share with those without: sizes, tables, and the functions that a processor's
// kernel offers. No templates here and nothing that is compiled for a special processor.
#pragma once

#include "crypto/sm2_field.hpp"

// Compilers find these functions too large for that, and a call's way through memory costs as much as a third
// of a product. With sanitizers it would be minutes of compiling.
#if defined(YX_SANITIZED)
#define YX_LANES_INLINE inline
#else
#define YX_LANES_INLINE [[gnu::always_inline]] inline
#endif

namespace yinxin::crypto::sm2_lanes {

using sm2_math::kPrime;
using sm2_math::Limbs;
using sm2_math::Word;

inline constexpr int kLanes = 8;
inline constexpr int kWords = 5;
inline constexpr int kWordBits = 52;
inline constexpr Word kWordMask = (Word{1} << kWordBits) - 1;

struct Words5 {
  Word at[kWords]{};
};

constexpr Words5 split(const Limbs& number) {
  Words5 words;
  for (int i = 0; i < kWords; ++i) {
    const int low = kWordBits * i;
    words.at[i] = number.word[low / 64] >> (low % 64);
    if (low % 64 > 64 - kWordBits && low / 64 < 3)
      words.at[i] |= number.word[low / 64 + 1] << (64 - low % 64);
    words.at[i] &= kWordMask;
  }
  return words;
}

constexpr Limbs join(const Words5& words) {
  Limbs number;
  for (int i = 0; i < kWords; ++i) {
    const int low = kWordBits * i;
    number.word[low / 64] |= words.at[i] << (low % 64);
    if (low % 64 > 64 - kWordBits && low / 64 < 3)
      number.word[low / 64 + 1] |= words.at[i] >> (64 - low % 64);
  }
  return number;
}

/// times * p, with carries.
constexpr Words5 prime_times(Word times) {
  Words5 words = split(kPrime);
  Word carry = 0;
  for (Word& word : words.at) {
    word = word * times + carry;
    carry = word >> kWordBits;
    word &= kWordMask;
  }
  words.at[kWords - 1] |= carry << kWordBits;
  return words;
}

/// p + 1 = kPrimeTop 2^208 - kPrimeLow 2^52. As -1/p is 1 modulo 2^52, a step of the reduction adds m (p + 1)
/// for m the lowest word itself: two products where the five words of p would take eight.
inline constexpr Word kPrimeTop = (Word{1} << 48) - (Word{1} << 16);
inline constexpr Word kPrimeLow = (Word{1} << 44) - (Word{1} << 12);

inline constexpr Words5 kOne = split(sm2_math::power_of_two(260, kPrime));

inline constexpr int kCombBits = 7;
inline constexpr int kCombWindows = 37;
inline constexpr int kCombEntries = 64;  // 1, 3, ... 127 times 128^i G

/// The generator's multiples, word by word: word[i][w][j] is word w of entry j of window i, x before y, in
/// Montgomery's form.
struct alignas(64) CombTable {
  Word word[kCombWindows][2 * kWords][kCombEntries];
};
/// Made when the program is built (sm2_table_generator.cpp).
extern const CombTable kCombTable;

inline constexpr int kGeneratorBits = 10;  // of a digit of s in a verification
inline constexpr int kGeneratorEntries = 512;
/// 1, 3, ... 1023 times the generator, the five words of x before those of y: read at public places.
struct alignas(64) GeneratorRows {
  Word row[kGeneratorEntries][2 * kWords];
};
/// Made with it.
extern const GeneratorRows kGeneratorRows;

inline constexpr int kMaxGroups = 8;        // of eight signatures, that share an inversion
inline constexpr int kMaxVerifyGroups = 4;  // of eight verifications

/// Eight signatures to be verified; points in the scalar engines' Montgomery form.
struct LaneChecks {
  Limbs x[kLanes], y[kLanes];
  Limbs s[kLanes], t[kLanes];
  Limbs candidate[kLanes];  // (r - e) mod n: what the x coordinate is to be
};

/// What eight lanes do, compiled for a processor.
struct Kernel {
  /// generator_coordinates of sm2_lane_points.hpp and verify_groups of sm2_lane_verify.hpp.
  void (*coordinates)(const Limbs* k, Limbs* x, int groups);
  void (*verify)(const LaneChecks* checks, bool* valid, int groups);
};

}  // namespace yinxin::crypto::sm2_lanes
