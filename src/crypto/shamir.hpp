// Threshold sharing of a secret (A. Shamir, "How to share a secret", 1979) octet by octet over GF(2^8) with
// the polynomial x^8+x^4+x^3+x+1, as draft-mcgrew-tss-03 has it without its header: for credentials that no
// single person may hold (decisions.md 1).
#pragma once

#include <span>
#include <vector>

#include "base/secret_bytes.hpp"

namespace yinxin::crypto {

inline constexpr std::size_t kMaxSharedBytes = 64;
inline constexpr unsigned kLeastThreshold = 2;  // with 1 each share would be the secret itself
inline constexpr unsigned kMostShares = 255;    // the points of the field without 0, where the secret is

/// The value at `index` of one random polynomial for each octet of the secret. Fewer shares than the
/// threshold say nothing about the secret but its length.
struct SecretShare {
  std::uint8_t index = 0;  // 1 to 255, not secret
  base::SecretBytes octets;
};

/// `count` shares, with the indices 1 to count, of which any `threshold` give the secret back. The secret has
/// 1 to kMaxSharedBytes octets and kLeastThreshold <= threshold <= count <= kMostShares; anything else throws
/// std::invalid_argument. Takes the same time whatever the secret is.
std::vector<SecretShare> split_secret(const base::SecretBytes& secret, unsigned threshold, unsigned count);

/// The secret of these shares, all of which are used: at least the threshold's number of them, of one
/// splitting. Whether it is the right secret cannot be seen here: too few shares, or one of another
/// splitting, give other octets. Takes the same time whatever the octets are. Errors: Malformed
/// `crypto.shamir.shares` (none, an index 0 or twice, lengths that differ or are not 1 to kMaxSharedBytes).
base::Result<base::SecretBytes> combine_shares(std::span<const SecretShare> shares);

}  // namespace yinxin::crypto
