// A custodian's part of the quorum credential (decisions.md 1) and its text form, for paper, a file of a
// demonstration or a terminal.
#pragma once

#include <array>

#include "crypto/shamir.hpp"

namespace yinxin::signer {

/// Which splitting a share is of, and how many of its shares open the class. Neither is secret; the keys'
/// folder keeps it (daemon/key_store.hpp).
struct ShareSet {
  std::array<std::uint8_t, 8> id{};
  std::uint8_t threshold = 0;  // 2 to 255; 0: no set
  friend bool operator==(const ShareSet&, const ShareSet&) = default;
};

struct KeyShare {
  ShareSet set;
  crypto::SecretShare share;
};

/// A new splitting under a random id. As crypto::split_secret().
std::vector<KeyShare> share_credential(const base::SecretBytes& credential, unsigned threshold,
                                       unsigned count);

/// Six lines, each ended by one line feed; hexadecimal in lower case, decimal without leading zeros:
///
///     yinxin share v1
///     set: 16 digits
///     threshold: 2 to 255
///     index: 1 to 255
///     share: two digits an octet, 1 to 64 octets
///     check: 8 digits, the first four octets of SM3 over the five lines before
base::SecretBytes write_share_text(const KeyShare& share);
/// Exactly that form. Errors: Malformed `signer.share`; the detail names the line and holds none of it.
base::Result<KeyShare> read_share_text(base::ByteView text);

inline constexpr std::size_t kShareTextLines = 6;
inline constexpr std::size_t kMaxShareTextBytes = 256;  // the longest is 16 + 22 + 15 + 11 + 136 + 16

}  // namespace yinxin::signer
