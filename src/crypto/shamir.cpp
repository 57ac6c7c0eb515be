#include "crypto/shamir.hpp"

#include <algorithm>
#include <bitset>
#include <stdexcept>

#include "crypto/random.hpp"

namespace yinxin::crypto {
namespace {

/// a * b modulo x^8+x^4+x^3+x+1. No table and no branch: either factor may be secret.
std::uint8_t multiply(std::uint8_t a, std::uint8_t b) {
  constexpr unsigned kReduction = 0x1B;
  unsigned left = a;
  unsigned right = b;
  unsigned product = 0;
  for (int bit = 0; bit < 8; ++bit) {
    product ^= left & (0U - (right & 1U));
    left = (left << 1) ^ (kReduction & (0U - (left >> 7)));
    left &= 0xFFU;
    right >>= 1;
  }
  return static_cast<std::uint8_t>(product);
}

/// a^254, which is 1/a: the multiplicative group has 255 elements. `a` is not 0.
std::uint8_t inverse(std::uint8_t a) {
  std::uint8_t power = a;  // a^(2^i - 1)
  for (int i = 0; i < 6; ++i) power = multiply(multiply(power, power), a);
  return multiply(power, power);
}

/// The value at 0 of the polynomial that is 1 at `of` and 0 at every other index (Lagrange). In this field
/// minus is plus.
std::uint8_t weight_at_zero(std::span<const SecretShare> shares, std::uint8_t of) {
  std::uint8_t above = 1;
  std::uint8_t below = 1;
  for (const SecretShare& other : shares) {
    if (other.index == of) continue;
    above = multiply(above, other.index);
    below = multiply(below, static_cast<std::uint8_t>(other.index ^ of));
  }
  return multiply(above, inverse(below));
}

/// Horner's rule, all octets side by side: coefficient i of octet j is coefficients[i * size + j], the
/// constant one is the secret.
SecretShare share_at(std::uint8_t index, const base::SecretBytes& secret, base::ByteView coefficients) {
  const std::size_t size = secret.size();
  SecretShare share;
  share.index = index;
  share.octets = base::SecretBytes(size);
  const auto value = share.octets.writable();
  for (std::size_t end = coefficients.size(); end > 0; end -= size) {
    for (std::size_t j = 0; j < size; ++j) {
      value[j] = multiply(static_cast<std::uint8_t>(value[j] ^ coefficients[end - size + j]), index);
    }
  }
  for (std::size_t j = 0; j < size; ++j) value[j] = static_cast<std::uint8_t>(value[j] ^ secret.reveal()[j]);
  return share;
}

base::Error bad_shares(const char* detail) {
  return base::make_error(base::ErrorKind::Malformed, "crypto.shamir.shares", detail);
}

}  // namespace

std::vector<SecretShare> split_secret(const base::SecretBytes& secret, unsigned threshold, unsigned count) {
  if (secret.empty() || secret.size() > kMaxSharedBytes)
    throw std::invalid_argument("shamir: length of the secret");
  if (threshold < kLeastThreshold || threshold > count || count > kMostShares)
    throw std::invalid_argument("shamir: threshold and count");
  const base::SecretBytes coefficients = random_secret((threshold - 1) * secret.size());
  std::vector<SecretShare> shares;
  for (unsigned index = 1; index <= count; ++index) {
    shares.push_back(share_at(static_cast<std::uint8_t>(index), secret, coefficients.reveal()));
  }
  return shares;
}

base::Result<base::SecretBytes> combine_shares(std::span<const SecretShare> shares) {
  if (shares.empty()) return bad_shares("none");
  const std::size_t size = shares.front().octets.size();
  if (size == 0 || size > kMaxSharedBytes) return bad_shares("length");
  std::bitset<kMostShares + 1> seen(1);  // no share has index 0
  for (const SecretShare& share : shares) {
    if (seen[share.index]) return bad_shares("an index that is 0 or twice there");
    if (share.octets.size() != size) return bad_shares("lengths differ");
    seen.set(share.index);
  }
  base::SecretBytes secret(size);
  const auto sum = secret.writable();
  for (const SecretShare& share : shares) {
    const std::uint8_t weight = weight_at_zero(shares, share.index);
    const base::ByteView octets = share.octets.reveal();
    for (std::size_t j = 0; j < size; ++j)
      sum[j] = static_cast<std::uint8_t>(sum[j] ^ multiply(octets[j], weight));
  }
  return secret;
}

}  // namespace yinxin::crypto
