// The numbers of the eight lanes beside those of the plain field, with values at the ends of the bounds that
// the headers name.
#include <gtest/gtest.h>

#include <random>

#include "crypto/random.hpp"
#include "crypto/sm2_lanes_emulated.hpp"
#include "crypto/sm2_portable.hpp"

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
  /// Two numbers, and as elements with less than so many times p added.
  struct Pair {
    Limbs a, b;
    Element<V> x, y;
  };
  Pair pair(Word limit_x, Word limit_y) {
    const Limbs a = next();
    const Limbs b = next();
    return {a, b, spread_with(lane_form(a), random_() % limit_x),
            spread_with(lane_form(b), random_() % limit_y)};
  }

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
    const auto [a, b, x, y] = numbers.pair(4, 4);
    const auto xy = multiply(x, y);
    ASSERT_EQ(number_of(xy), product(a, b)) << i;
    ASSERT_EQ(number_of(square(x)), product(a, a)) << i;
    EXPECT_LT(xy.at[4].lane[0], Word{1} << 49);  // below 2p
  }
}

TEST(Sm2Lanes, DifferencesAndFoldsKeepTheValue) {
  Numbers numbers;
  for (int i = 0; i < kRounds; ++i) {
    const auto [a, b, x, y] = numbers.pair(2, 2);
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

/// The digits of an odd number, from the highest.
template <int Bits, int Windows>
void expect_digits_add_up(const Limbs (&odd)[kLanes]) {
  const LaneNumber<V> lanes = load_numbers<V>(odd);
  for (int lane = 0; lane < kLanes; ++lane) {
    Limbs sum{};
    for (int window = Windows - 1; window >= 0; --window) {
      for (int bit = 0; bit < Bits; ++bit) sm2_math::add(sum, sum, sum);
      const auto digit = place_of<Bits, Windows>(lanes, window);
      const Limbs magnitude{{2 * digit.place.lane[lane] + 1, 0, 0, 0}};
      EXPECT_LT(digit.place.lane[lane], Word{1} << (Bits - 1));
      if (digit.negative.lane[lane] != 0) {
        sm2_math::subtract(sum, sum, magnitude);
      } else {
        sm2_math::add(sum, sum, magnitude);
      }
    }
    ASSERT_EQ(sum, odd[lane]);
  }
}

TEST(Sm2Lanes, DigitsAddUpInEachLane) {
  Numbers numbers;
  for (int i = 0; i < 200; ++i) {
    Limbs odd[kLanes];
    for (Limbs& number : odd) {
      number = numbers.next();
      number.word[0] |= 1;
    }
    expect_digits_add_up<kCombBits, kCombWindows>(odd);
    expect_digits_add_up<kVerifyBits, kVerifyWindows>(odd);
  }
}

TEST(Sm2Lanes, SumsAndMultiplesOfProductsAreReducedOnce) {
  Numbers numbers;
  for (int i = 0; i < kRounds; ++i) {
    const auto [a, b, x, y] = numbers.pair(4, 4);
    const Limbs sum = sm2_math::add_mod(product(a, b), product(b, b), kPrime);
    ASSERT_EQ(number_of(multiply_and_add(x, y, y, y)), sum) << i;
    Limbs three{};
    for (int n = 0; n < 3; ++n) three = sm2_math::add_mod(three, product(a, b), kPrime);
    ASSERT_EQ(number_of(reduce(times<3>(sm2_lanes::product(x, y)))), three) << i;
    Limbs eight = product(a, a);
    for (int n = 0; n < 3; ++n) eight = sm2_math::add_mod(eight, eight, kPrime);
    ASSERT_EQ(number_of(reduce(times<8>(squared(x)))), eight) << i;
  }
}

TEST(Sm2Lanes, DifferencesTakeASignInEachLane) {
  Numbers numbers;
  for (int i = 0; i < kRounds; ++i) {
    const auto [a, b, x, y] = numbers.pair(2, 3);
    EXPECT_EQ(number_of(signed_difference<V>(V::all(0), x, y)), sm2_math::subtract_mod(a, b, kPrime));
    const Limbs minus_a = sm2_math::subtract_mod({}, a, kPrime);
    EXPECT_EQ(number_of(signed_difference<V>(V::all(~Word{0}), x, y)),
              sm2_math::subtract_mod(minus_a, b, kPrime));
  }
}

/// Lanes that answer for themselves: an engine asks a scalar one where they say no, and would hide that they
/// always do.
TEST(Sm2Lanes, GoodSignaturesNeedNobodyElse) {
  const Sm2Engine* plain = find_sm2_engine(Sm2EngineKind::Plain);
  for (int groups = 1; groups <= kMaxVerifyGroups; ++groups) {
    LaneChecks checks[kMaxVerifyGroups];
    for (int i = 0; i < groups * kLanes; ++i) {
      const auto key = Sm2PrivateKey::generate();
      Sm3Digest digest;
      random_bytes(digest);
      Sm2Signature signature;
      const auto signer = plain->signer(key.scalar(), key.public_key().point());
      ASSERT_TRUE(signer->sign(std::span(&digest, 1), std::span(&signature, 1)));
      const auto point = read_point<PlainField>(key.public_key().point());
      LaneChecks& group = checks[i / kLanes];
      const Limbs r = sm2_math::from_octets(signature.r);
      group.x[i % kLanes] = point.x;
      group.y[i % kLanes] = point.y;
      group.s[i % kLanes] = sm2_math::from_octets(signature.s);
      group.t[i % kLanes] = sm2_math::add_mod_order(r, group.s[i % kLanes]);
      group.candidate[i % kLanes] = sm2_math::subtract_mod_order(
          r, sm2_math::reduce_once(sm2_math::from_octets(digest), sm2_math::kOrder));
    }
    bool valid[kLanes * kMaxVerifyGroups]{};
    emulated_verify(checks, valid, groups);
    for (int i = 0; i < groups * kLanes; ++i) EXPECT_TRUE(valid[i]) << i;
    checks[0].candidate[3] = sm2_math::add_mod_order(checks[0].candidate[3], {{1, 0, 0, 0}});
    emulated_verify(checks, valid, groups);
    for (int i = 0; i < groups * kLanes; ++i) EXPECT_EQ(valid[i], i != 3) << i;
  }
}

}  // namespace
}  // namespace yinxin::crypto
