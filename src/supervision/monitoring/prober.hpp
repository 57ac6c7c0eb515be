// One round of probes of one provider's public addresses: fetch, judge, keep what was fetched. Nothing here
// knows HTTP or the time of day.
#pragma once

#include <functional>

#include "supervision/monitoring/types.hpp"

namespace yinxin::supervision {

/// What is fetched: by GET, or by POST of a body.
struct Request {
  std::string target;
  std::string content_type;  ///< empty: GET
  base::Bytes body;
};
/// The body of an answer of status 200. Any error: the address does not answer as it must.
using Fetch = std::function<base::Result<base::Bytes>(const Request&)>;

/// An answer as it came.
struct RawAnswer {
  std::string target;
  base::Bytes octets;
  crypto::Sm3Digest sm3{};
};

struct Round {
  base::Time at;
  std::vector<RawAnswer> answers;  ///< in the order of asking; none twice
  std::vector<Finding> findings;   ///< none: all is as filed and published
  Seen seen;                       ///< for the next round
};

inline constexpr std::size_t kMaxOcspProbes = 8;  ///< of listed serials, for each list and round; ours

/// Lists first, then OCSP for the canaries and for some of the listed serials (which, moves with the time),
/// pages, the ledger's head with the tiles that prove its growth. A provider that answers nowhere is one
/// finding. `nonce` is 1 to 32 random octets.
Round probe(const Filing& filing, const Seen& seen, const Fetch& fetch, base::Time now, base::ByteView nonce);

}  // namespace yinxin::supervision
