// The numbers under the engine against OpenSSL's, at random and where carries, zeros and ends of words are.
#include <gtest/gtest.h>
#include <openssl/bn.h>

#include <random>
#include <set>

#include "crypto/cpu.hpp"
#include "crypto/hmac_sm3.hpp"
#include "crypto/openssl_handles.hpp"
#include "crypto/random.hpp"
#include "crypto/sm2_field_bmi2.hpp"
#include "crypto/sm2_scalar.hpp"
#include "crypto/sm2_sign.hpp"
#include "crypto/sm2_table.hpp"
#include "crypto/sm2_verify.hpp"

namespace yinxin::crypto {
namespace {

using namespace sm2_math;

BigNumber big(const Limbs& number) {
  Octets32 octets;
  to_octets(number, octets.data());
  return BigNumber(BN_bin2bn(octets.data(), 32, nullptr));
}

Limbs small(const BIGNUM* number) {
  Octets32 octets;
  EXPECT_EQ(BN_bn2binpad(number, octets.data(), 32), 32);
  return from_octets(octets);
}

/// Words of all zeros, all ones or at random, below `limit`; and the ends of the range.
class Numbers {
 public:
  explicit Numbers(const Limbs& limit) : limit_(limit) {}
  Limbs next() {
    Limbs number;
    switch (count_++ % 16) {
      case 0:
        return {};
      case 1:
        return {{1, 0, 0, 0}};
      case 2:
        subtract(number, limit_, {{1 + random_() % 3, 0, 0, 0}});
        return number;
      default:
        for (Word& word : number.word) {
          const Word kind = random_() % 5;
          word = kind == 0 ? 0 : kind == 1 ? ~Word{0} : kind == 2 ? Word{1} << (random_() % 64) : random_();
        }
        return reduce_once(number, limit_);
    }
  }

 private:
  Limbs limit_;
  std::mt19937_64 random_{20261123};
  unsigned count_ = 0;
};

constexpr int kRounds = 20'000;
constexpr Limbs kAllOnes{{~Word{0}, ~Word{0}, ~Word{0}, ~Word{0}}};

/// value = a b / 2^256 mod m.
bool is_montgomery_product(const Limbs& value, const Limbs& a, const Limbs& b, const Limbs& m) {
  static BN_CTX* const context = BN_CTX_new();
  const BigNumber left(BN_new());
  const BigNumber right(BN_new());
  BN_lshift(left.get(), big(value).get(), 256);
  BN_nnmod(left.get(), left.get(), big(m).get(), context);
  BN_mod_mul(right.get(), big(a).get(), big(b).get(), big(m).get(), context);
  return BN_cmp(left.get(), right.get()) == 0 && BN_cmp(big(value).get(), big(m).get()) < 0;
}

TEST(Sm2Field, MultipliesAsBigNumbersDo) {
  Numbers numbers(kPrime);
  for (int i = 0; i < kRounds; ++i) {
    const Element a = numbers.next();
    const Element b = numbers.next();
    ASSERT_TRUE(is_montgomery_product(PlainField::multiply(a, b), a, b, kPrime)) << i;
    ASSERT_TRUE(is_montgomery_product(PlainField::square(a), a, a, kPrime)) << i;
  }
}

TEST(Sm2Field, AddsAndSubtracts) {
  Numbers numbers(kPrime);
  for (int i = 0; i < kRounds; ++i) {
    const Element a = numbers.next();
    const Element b = numbers.next();
    const BigNumber sum(BN_new());
    BN_mod_add_quick(sum.get(), big(a).get(), big(b).get(), big(kPrime).get());
    ASSERT_EQ(PlainField::add(a, b), small(sum.get())) << i;
    ASSERT_EQ(PlainField::subtract(PlainField::add(a, b), b), a) << i;
    ASSERT_EQ(PlainField::add(PlainField::halve(a), PlainField::halve(a)), a) << i;
  }
}

#if defined(__x86_64__)
TEST(Sm2Field, AssemblyEqualsPlain) {
  if (!cpu().bmi2) GTEST_SKIP() << "no BMI2";
  Numbers numbers(kPrime);
  for (int i = 0; i < 10 * kRounds; ++i) {
    const Element a = numbers.next();
    const Element b = numbers.next();
    ASSERT_EQ(Bmi2Field::multiply(a, b), PlainField::multiply(a, b)) << i;
    ASSERT_EQ(Bmi2Field::square(a), PlainField::square(a)) << i;
    ASSERT_EQ(Bmi2Field::add(a, b), PlainField::add(a, b)) << i;
    ASSERT_EQ(Bmi2Field::subtract(a, b), PlainField::subtract(a, b)) << i;
    ASSERT_EQ(Bmi2Field::halve(a), PlainField::halve(a)) << i;
  }
}
#endif

#if defined(__x86_64__)
TEST(Sm2Scalar, AssemblyEqualsPlain) {
  if (!cpu().bmi2) GTEST_SKIP() << "no BMI2";
  Numbers numbers(kOrder);
  Numbers any(kAllOnes);
  for (int i = 0; i < 10 * kRounds; ++i) {
    const Limbs a = any.next();
    const Limbs b = numbers.next();
    ASSERT_EQ(Bmi2Field::multiply_order(a, b), multiply_mod_order(a, b)) << i;
  }
}
#endif

TEST(Sm2Field, Inverts) {
  Numbers numbers(kPrime);
  for (int i = 0; i < 200; ++i) {
    const Element a = numbers.next();
    const Element product = PlainField::multiply(a, invert<PlainField>(a));
    EXPECT_EQ(product, a == Element{} ? Element{} : kFieldOne);
  }
}

TEST(Sm2Scalar, MultipliesAsBigNumbersDo) {
  Numbers numbers(kOrder);
  Numbers any(kAllOnes);
  for (int i = 0; i < kRounds; ++i) {
    const Limbs a = any.next();
    const Limbs b = numbers.next();
    ASSERT_TRUE(is_montgomery_product(multiply_mod_order(a, b), a, b, kOrder)) << i;
  }
}

TEST(Sm2Scalar, Inverts) {
  Numbers numbers(kOrder);
  for (int i = 0; i < 100; ++i) {
    const Limbs a = numbers.next();
    if (a == Limbs{}) continue;
    EXPECT_EQ(multiply_mod_order(a, invert_mod_order(a)), (Limbs{{1, 0, 0, 0}}));
  }
}

TEST(Sm2Table, DigitsAddUpToTheNumber) {
  Numbers numbers(kOrder);
  for (int i = 0; i < kRounds; ++i) {
    const Limbs k = numbers.next();
    Word negated = 0;
    const Limbs odd = make_odd(k, negated);
    ASSERT_EQ(odd.word[0] & 1, 1U);
    ASSERT_EQ(negated == 0 ? odd : subtract_mod_order({}, reduce_once(odd, kOrder)), k);
    const BigNumber sum(BN_new());
    for (int window = kWindows - 1; window >= 0; --window) {
      const Digit digit = digit_of(odd, window);
      ASSERT_LT(digit.place, Word{kMultiples});
      BN_lshift(sum.get(), sum.get(), kWindowBits);
      const Word magnitude = 2 * digit.place + 1;
      digit.negative != 0 ? BN_sub_word(sum.get(), magnitude) : BN_add_word(sum.get(), magnitude);
    }
    ASSERT_EQ(BN_cmp(sum.get(), big(odd).get()), 0) << i;
  }
}

template <int Width>
void expect_naf_adds_up(const Limbs& k) {
  std::int16_t digits[kNafDigits];
  const BigNumber sum(BN_new());
  int last = kNafDigits + Width;
  for (int place = to_naf<Width>(digits, k) - 1; place >= 0; --place) {
    BN_lshift1(sum.get(), sum.get());
    const std::int16_t digit = digits[place];
    if (digit == 0) continue;
    ASSERT_TRUE(digit % 2 != 0 && std::abs(digit) < 1 << (Width - 1));
    ASSERT_GE(last - place, Width);
    last = place;
    digit < 0 ? BN_sub_word(sum.get(), static_cast<Word>(-digit))
              : BN_add_word(sum.get(), static_cast<Word>(digit));
  }
  ASSERT_EQ(BN_cmp(sum.get(), big(k).get()), 0);
}

TEST(Sm2Table, NafDigitsAddUpToTheNumber) {
  Numbers numbers(kOrder);
  for (int i = 0; i < kRounds; ++i) {
    const Limbs k = numbers.next();
    expect_naf_adds_up<kNafWidth>(k);
    expect_naf_adds_up<kGeneratorNafWidth>(k);
  }
  expect_naf_adds_up<kNafWidth>({});
  expect_naf_adds_up<kGeneratorNafWidth>({{~Word{0}, ~Word{0}, ~Word{0}, ~Word{0}}});
}

TEST(Sm2Table, EveryEntryIsOnTheCurveAndItsPlaceIsRead) {
  for (const auto& window : kGeneratorTable.entry) {
    for (Word j = 0; j < kMultiples; ++j) {
      EXPECT_TRUE(on_curve<PlainField>(window[j]));
      EXPECT_EQ(read_entry<PlainField>(window, j).x, window[j].x);
      EXPECT_EQ(read_entry<PlainField>(window, j).y, window[j].y);
    }
  }
}

TEST(Sm2Table, OddMultiplesOfTheGenerator) {
  Jacobian multiple{kGenerator.x, kGenerator.y, kFieldOne};
  const Addend twice = make_addend<PlainField>(double_point<PlainField>(multiple));
  for (const Affine& entry : kGeneratorOdd.entry) {
    const Affine expected = to_affine<PlainField>(multiple, invert<PlainField>(multiple.z));
    ASSERT_EQ(entry.x, expected.x);
    ASSERT_EQ(entry.y, expected.y);
    multiple = add_variable<PlainField>(multiple, twice);
  }
}

/// The two numbers for which the comb's sum meets its entry: infinity, and (2 * 15 * 64^42 - n)G by a
/// doubling that the formula for additions cannot do. Both are seen by z = 0.
TEST(Sm2Table, ExceptionalNumbersAreSeen) {
  Limbs special;
  subtract(special, {{0, 0, 0, Word{14} << 60}}, kOrder);  // 30 * 2^252 modulo 2^256
  ASSERT_EQ(special.word[0] & 1, 1U);
  EXPECT_EQ(multiply_fixed<PlainField>(kGeneratorTable, {}).z, Element{});
  EXPECT_EQ(multiply_fixed<PlainField>(kGeneratorTable, special).z, Element{});
  EXPECT_NE(add_multiple_variable<PlainField>({}, kGeneratorTable, special).z, Element{});
}

/// Nonces that have to be thrown away: r = 0, r + k = n, s = 0 (GB/T 32918.2 6.1, A5 and A6), and no
/// coordinate.
TEST(Sm2Sign, ThrowsAwayNoncesThatTheStandardForbids) {
  Octets32 scalar{};
  scalar[31] = 7;
  const Sm2SigningSecrets secrets = make_signing_secrets(scalar);
  Sm3Digest digest{};
  digest[31] = 5;
  Sm2Signature signature;
  const Limbs zero{};
  const Limbs k{{1234567, 0, 0, 0}};
  const Limbs x{{95, 0, 0, 0}};  // r = 100
  EXPECT_TRUE(finish_signature<PlainField>(secrets, k, x, digest, signature));
  EXPECT_EQ(from_octets(signature.r), (Limbs{{100, 0, 0, 0}}));
  EXPECT_FALSE(finish_signature<PlainField>(secrets, k, kNoCoordinate, digest, signature));
  EXPECT_FALSE(
      finish_signature<PlainField>(secrets, k, subtract_mod_order(zero, {{5, 0, 0, 0}}), digest, signature));
  EXPECT_FALSE(finish_signature<PlainField>(secrets, subtract_mod_order(zero, {{100, 0, 0, 0}}), x, digest,
                                            signature));
  EXPECT_FALSE(finish_signature<PlainField>(secrets, {{700, 0, 0, 0}}, x, digest, signature));  // k = r d
}

/// The same 320 bits by the plain functions: HMAC-SM3(key, counter || fresh || e) of blocks without
/// randomness can be made again.
TEST(Sm2Nonce, HmacOfOneBlockIsHmac) {
  const base::Bytes secret = random_bytes(32);
  const base::Bytes message = random_bytes(55);
  const Sm2NonceKey key = make_nonce_key(secret);
  const base::SecretBytes derived =
      hkdf_expand_sm3(base::SecretBytes::copy_of(secret), base::as_bytes("yinxin sm2 nonce"), 32);
  Sm3Block block{};
  std::copy(message.begin(), message.end(), block.begin());
  block[55] = 0x80;
  block[62] = 3;
  block[63] = 0xB8;
  Sm3Digest inner, outer;
  sm3_run_blocks(key.inner, std::span(&block, 1), std::span(&inner, 1));
  block = {};
  std::copy(inner.begin(), inner.end(), block.begin());
  block[32] = 0x80;
  block[62] = 3;  // 96 octets
  sm3_run_blocks(key.outer, std::span(&block, 1), std::span(&outer, 1));
  EXPECT_EQ(outer, hmac_sm3(derived, message));
}

TEST(Sm2Nonce, IsFreshAndDependsOnKeyAndDigest) {
  Octets32 scalar{};
  scalar[31] = 7;
  const Sm2NonceKey key = make_nonce_key(scalar);
  const std::vector<Sm3Digest> digests(kMaxNonces);
  std::vector<Limbs> first(kMaxNonces), second(kMaxNonces);
  draw_nonces(key, digests, first);
  draw_nonces(key, digests, second);
  first.insert(first.end(), second.begin(), second.end());
  std::set<std::array<Word, 4>> seen;
  for (const Limbs& nonce : first) {
    Limbs less;
    EXPECT_EQ(subtract(less, nonce, kOrder), 1U);
    seen.insert({nonce.word[0], nonce.word[1], nonce.word[2], nonce.word[3]});
  }
  EXPECT_EQ(seen.size(), first.size());
}

}  // namespace
}  // namespace yinxin::crypto
