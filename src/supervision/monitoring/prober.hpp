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
/// The body of an answer of status 200. Errors: kind Refused, an answer of another status came, which the
/// detail names; kind TooLarge, one over kMaxAnswerBytes; kRoundOver or kStopping, nothing was asked; any
/// other, nobody answers there as HTTP wants it.
using Fetch = std::function<base::Result<base::Bytes>(const Request&)>;
/// Codes of a Fetch: the time of this round is used up; the program ends.
inline constexpr std::string_view kRoundOver = "supervision.monitoring.round_over";
inline constexpr std::string_view kStopping = "supervision.monitoring.stopping";

/// An answer as it came.
struct RawAnswer {
  std::string target;
  base::Bytes octets;
  crypto::Sm3Digest sm3{};
};

enum class RoundEnd : std::uint8_t {
  Whole,
  Cut,      ///< not everything was looked at: nobody is there, too slow (`monitor.slow`), too much
  Stopped,  ///< the program ends: what was found so far proves nothing
};

struct Round {
  base::Time at;
  RoundEnd end = RoundEnd::Whole;
  std::vector<RawAnswer> answers;  ///< in the order of asking; none twice
  std::vector<Finding> findings;   ///< none: all is as filed and published
  Seen seen;                       ///< for the next round
};

inline constexpr std::size_t kMaxOcspProbes = 8;  ///< of listed serials, for each list and round; ours
/// Of answers held in one round: 64 full lists; ours. What comes after is not looked at.
inline constexpr std::size_t kMaxRoundBytes = std::size_t{128} << 20;
inline constexpr std::size_t kMaxSilences = 6;  ///< at the beginning of a round: nobody is there; ours

/// Lists first, then OCSP for the canaries and for some of the listed serials (which, moves with the time),
/// pages, the ledger's head with the tiles that prove its growth. A provider that answers at none of its
/// addresses as it must, or with silence at the first kMaxSilences, is one finding. `nonce` is 1 to 32 random
/// octets.
Round probe(const Filing& filing, const Seen& seen, const Fetch& fetch, base::Time now, base::ByteView nonce);

}  // namespace yinxin::supervision
