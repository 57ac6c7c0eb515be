// The numbers of the eight lanes beside those of the plain field, with values at the ends of the bounds that
// the headers name.
#include <gtest/gtest.h>

#include <random>

#include "crypto/sm2_lanes_emulated.hpp"

namespace yinxin::crypto {
namespace {

using namespace sm2_lanes;
using sm2_math::PlainField;
using V = EmulatedVector;

constexpr int kRounds = 2000;

/// value + times * p as words, in lane 0 and in all others.
Element<V> spread_with(const Limbs& value, Word times) {
  Words5 words = split(value);
  const Words5 more = prime_times(times);
  for (int i = 0; i < kWords; ++i) words.at[i] += more.at[i];
  Element<V> out = spread<V>(words);
  carry(out);
  return out;
}

/// In Montgomery's form with R = 2^260.
Limbs lane_form(const Limbs& number) {
  const Limbs plain = sm2_math::to_field<PlainField>(number);
  return PlainField::multiply(plain, sm2_math::power_of_two(260, kPrime));
}

Limbs number_of(const Element<V>& a) {
  Limbs numbers[kLanes];
  to_numbers(a, numbers);
  for (const Limbs& number : numbers) EXPECT_EQ(number, numbers[0]);
  return numbers[0];
}

class Numbers {
 public:
  Limbs next() {
    Limbs number;
    for (Word& word : number.word) {
      const Word kind = random_() % 4;
      word = kind == 0 ? 0 : kind == 1 ? ~Word{0} : random_();
    }
    return sm2_math::reduce_once(number, kPrime);
  }
  Word multiple(Word limit) { return random_() % limit; }

 private:
  std::mt19937_64 random_{20261123};
};

/// a b of numbers outside Montgomery's form.
Limbs product(const Limbs& a, const Limbs& b) {
  return PlainField::multiply(sm2_math::to_field<PlainField>(a), b);
}

TEST(Sm2Lanes, WordsSplitAndJoin) {
  Numbers numbers;
  for (int i = 0; i < kRounds; ++i) {
    const Limbs number = numbers.next();
    EXPECT_EQ(join(split(number)), number);
  }
}

TEST(Sm2Lanes, MultiplyAndSquareValuesBelowFourTimesThePrime) {
  Numbers numbers;
  for (int i = 0; i < kRounds; ++i) {
    const Limbs a = numbers.next();
    const Limbs b = numbers.next();
    const auto x = spread_with(lane_form(a), numbers.multiple(4));
    const auto y = spread_with(lane_form(b), numbers.multiple(4));
    const auto xy = multiply(x, y);
    ASSERT_EQ(number_of(xy), product(a, b)) << i;
    ASSERT_EQ(number_of(square(x)), product(a, a)) << i;
    EXPECT_LT(xy.at[4].lane[0], Word{1} << 49);  // below 2p
  }
}

TEST(Sm2Lanes, DifferencesAndFoldsKeepTheValue) {
  Numbers numbers;
  for (int i = 0; i < kRounds; ++i) {
    const Limbs a = numbers.next();
    const Limbs b = numbers.next();
    const auto x = spread_with(lane_form(a), numbers.multiple(2));
    const auto y = spread_with(lane_form(b), numbers.multiple(2));
    const Limbs less = sm2_math::subtract_mod(a, b, kPrime);
    EXPECT_EQ(number_of(carried(difference<2>(x, y))), less);
    const auto fold = folded(difference<8>(x, y));
    EXPECT_EQ(number_of(fold), less);
    for (const V& word : fold.at) EXPECT_LE(word.lane[0], kWordMask);
    EXPECT_LE(fold.at[4].lane[0], (Word{1} << 48) + (Word{1} << 20));
  }
}

TEST(Sm2Lanes, InvertAndComeBack) {
  Numbers numbers;
  for (int i = 0; i < 20; ++i) {
    const Limbs a = numbers.next();
    const auto x = spread_with(lane_form(a), 1);
    EXPECT_EQ(number_of(multiply(x, invert(x))), a == Limbs{} ? Limbs{} : (Limbs{{1, 0, 0, 0}}));
  }
}

TEST(Sm2Lanes, DigitsAddUpInEachLane) {
  Numbers numbers;
  for (int i = 0; i < 200; ++i) {
    Limbs k[kLanes];
    for (Limbs& number : k) number = numbers.next();
    const LaneNumber<V> lanes = load_numbers<V>(k);
    for (int lane = 0; lane < kLanes; ++lane) {
      Limbs sum{};
      for (int window = kCombWindows - 1; window >= 0; --window) {
        for (int bit = 0; bit < kCombBits; ++bit) sm2_math::add(sum, sum, sum);
        const auto digit = digit_of<kCombBits>(lanes, window);
        const Limbs magnitude{{digit.magnitude.lane[lane], 0, 0, 0}};
        EXPECT_EQ(digit.magnitude.lane[lane] == 0, digit.zero.lane[lane] != 0);
        if (digit.negative.lane[lane] != 0) {
          sm2_math::subtract(sum, sum, magnitude);
        } else {
          sm2_math::add(sum, sum, magnitude);
        }
      }
      ASSERT_EQ(sum, k[lane]);
    }
  }
}

}  // namespace
}  // namespace yinxin::crypto
