#include "crypto/sm2_inverse.hpp"

namespace yinxin::crypto::sm2_math {
namespace {

__extension__ using Wide = __int128;
using Signed = std::int64_t;

constexpr int kDigitBits = 62;
constexpr int kDigits = 5;
constexpr Word kDigitMask = (Word{1} << kDigitBits) - 1;
constexpr int kRounds = 10;
constexpr int kStepsInRound = 59;
constexpr Limbs kPrime = from_octets(sm2_curve::kP);

/// A number from -2^256 to 2^256 in digits of 62 bits, of which the highest has the sign.
struct Number {
  Signed digit[kDigits]{};
};

constexpr Number to_digits(const Limbs& a) {
  Number number;
  for (int i = 0; i < kDigits; ++i) {
    const int low = kDigitBits * i;
    Word bits = a.word[low / 64] >> (low % 64);
    if (low % 64 > 64 - kDigitBits && low / 64 < 3) bits |= a.word[low / 64 + 1] << (64 - low % 64);
    number.digit[i] = static_cast<Signed>(bits & kDigitMask);
  }
  return number;
}

/// Of a number from 0 to 2^256 - 1.
constexpr Limbs from_digits(const Number& number) {
  Limbs a;
  for (int i = 0; i < kDigits; ++i) {
    const int low = kDigitBits * i;
    const Word bits = static_cast<Word>(number.digit[i]);
    a.word[low / 64] |= bits << (low % 64);
    if (low % 64 > 64 - kDigitBits && low / 64 < 3) a.word[low / 64 + 1] |= bits >> (64 - low % 64);
  }
  return a;
}

constexpr Number kPrimeDigits = to_digits(kPrime);

/// 1/p mod 2^62 by Newton's iteration.
constexpr Word kPrimeInverse = [] {
  Word inverse = 1;
  for (int i = 0; i < 6; ++i) inverse *= 2 - kPrime.word[0] * inverse;
  return inverse & kDigitMask;
}();

/// What a round's steps do to (f, g), times 2^62.
struct Matrix {
  Signed u, v, q, r;
};

/// The steps of a round, from the lowest words of f and g. `zeta` is -(delta + 1/2).
Matrix divide_steps(Signed& zeta, Word f, Word g) {
  constexpr Word kScale = Word{1} << (kDigitBits - kStepsInRound);
  Word u = kScale, v = 0, q = 0, r = kScale;
  for (int i = 0; i < kStepsInRound; ++i) {
    Word swap = static_cast<Word>(zeta >> 63);
    const Word odd = mask_of(g & 1);
    g += ((f ^ swap) - swap) & odd;
    q += ((u ^ swap) - swap) & odd;
    r += ((v ^ swap) - swap) & odd;
    swap &= odd;
    zeta = (zeta ^ static_cast<Signed>(swap)) - 1;
    f += g & swap;
    u += q & swap;
    v += r & swap;
    g >>= 1;
    u <<= 1;
    v <<= 1;
  }
  return {static_cast<Signed>(u), static_cast<Signed>(v), static_cast<Signed>(q), static_cast<Signed>(r)};
}

constexpr Signed low_digit(Wide value) {
  return static_cast<Signed>(static_cast<Word>(value) & kDigitMask);
}

/// (f, g) times the matrix, over 2^62: exact.
void apply_exactly(const Matrix& t, Number& f, Number& g) {
  Wide f_sum = Wide{t.u} * f.digit[0] + Wide{t.v} * g.digit[0];
  Wide g_sum = Wide{t.q} * f.digit[0] + Wide{t.r} * g.digit[0];
  f_sum >>= kDigitBits;
  g_sum >>= kDigitBits;
  for (int i = 1; i < kDigits; ++i) {
    const Signed fi = f.digit[i];
    const Signed gi = g.digit[i];
    f_sum += Wide{t.u} * fi + Wide{t.v} * gi;
    g_sum += Wide{t.q} * fi + Wide{t.r} * gi;
    f.digit[i - 1] = low_digit(f_sum);
    g.digit[i - 1] = low_digit(g_sum);
    f_sum >>= kDigitBits;
    g_sum >>= kDigitBits;
  }
  f.digit[kDigits - 1] = static_cast<Signed>(f_sum);
  g.digit[kDigits - 1] = static_cast<Signed>(g_sum);
}

/// (d, e) times the matrix, over 2^62, modulo p: multiples of p make the sums divisible. Both stay between
/// -2p and p.
void apply_modulo(const Matrix& t, Number& d, Number& e) {
  const Signed d_negative = d.digit[kDigits - 1] >> 63;
  const Signed e_negative = e.digit[kDigits - 1] >> 63;
  Signed d_times = (t.u & d_negative) + (t.v & e_negative);
  Signed e_times = (t.q & d_negative) + (t.r & e_negative);
  Wide d_sum = Wide{t.u} * d.digit[0] + Wide{t.v} * e.digit[0];
  Wide e_sum = Wide{t.q} * d.digit[0] + Wide{t.r} * e.digit[0];
  const auto missing = [](Wide sum, Signed times) {
    return static_cast<Signed>((kPrimeInverse * static_cast<Word>(sum) + static_cast<Word>(times)) &
                               kDigitMask);
  };
  d_times -= missing(d_sum, d_times);
  e_times -= missing(e_sum, e_times);
  d_sum += Wide{kPrimeDigits.digit[0]} * d_times;
  e_sum += Wide{kPrimeDigits.digit[0]} * e_times;
  d_sum >>= kDigitBits;
  e_sum >>= kDigitBits;
  for (int i = 1; i < kDigits; ++i) {
    const Signed di = d.digit[i];
    const Signed ei = e.digit[i];
    d_sum += Wide{t.u} * di + Wide{t.v} * ei + Wide{kPrimeDigits.digit[i]} * d_times;
    e_sum += Wide{t.q} * di + Wide{t.r} * ei + Wide{kPrimeDigits.digit[i]} * e_times;
    d.digit[i - 1] = low_digit(d_sum);
    e.digit[i - 1] = low_digit(e_sum);
    d_sum >>= kDigitBits;
    e_sum >>= kDigitBits;
  }
  d.digit[kDigits - 1] = static_cast<Signed>(d_sum);
  e.digit[kDigits - 1] = static_cast<Signed>(e_sum);
}

void carry(Number& a) {
  for (int i = 0; i < kDigits - 1; ++i) {
    a.digit[i + 1] += a.digit[i] >> kDigitBits;
    a.digit[i] &= static_cast<Signed>(kDigitMask);
  }
}

void add_prime_where(Signed mask, Number& a) {
  for (int i = 0; i < kDigits; ++i) a.digit[i] += kPrimeDigits.digit[i] & mask;
  carry(a);
}

/// a or, where `negate` is ones, -a, modulo p and from 0 to p - 1; a is between -2p and p.
Limbs normalise(Number a, Signed negate) {
  add_prime_where(a.digit[kDigits - 1] >> 63, a);  // between -p and p
  for (Signed& digit : a.digit) digit = (digit ^ negate) - negate;
  carry(a);
  add_prime_where(a.digit[kDigits - 1] >> 63, a);
  return reduce_once(from_digits(a), kPrime);
}

}  // namespace

Limbs invert_number(const Limbs& a) {
  Number d, e{{1, 0, 0, 0, 0}};
  Number f = kPrimeDigits;
  Number g = to_digits(a);
  Signed zeta = -1;
  for (int round = 0; round < kRounds; ++round) {
    const Matrix t =
        divide_steps(zeta, static_cast<Word>(f.digit[0]) | static_cast<Word>(f.digit[1]) << kDigitBits,
                     static_cast<Word>(g.digit[0]) | static_cast<Word>(g.digit[1]) << kDigitBits);
    apply_modulo(t, d, e);
    apply_exactly(t, f, g);
  }
  return normalise(d, f.digit[kDigits - 1] >> 63);  // f is 1 or -1 now
}

}  // namespace yinxin::crypto::sm2_math
