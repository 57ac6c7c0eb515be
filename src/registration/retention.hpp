// How long the records of an application are kept (article 24; requirements C11, Q19, Q36), and what keeps
// them longer.
#pragma once

#include "registration/types.hpp"

namespace yinxin::registration {

/// A hold (保全) that stands.
struct Hold {
  std::string authority;  // who asked for it; L2, as the next two
  std::string basis;
  std::string reference;  // names it
  std::string by;         // actor
  base::Time at;
  bool of_claim = false;  // goes when the claim is over (article 40), never by hand
};

struct Retention {
  /// The last day on which the records must be kept, in Beijing. Nothing: neither is there a certificate, nor
  /// has the application come to nothing. It moves when a certificate of the chain is revoked or replaced.
  std::optional<base::Date> retain_until;
  bool ended = false;  // that day is over
  std::vector<Hold> holds;
  std::vector<std::string>
      shared_with;  // applications whose certificates replaced one another with this one's
};

/// Of applications that came to nothing; requirements Q19, our reading.
inline constexpr std::int64_t kFruitlessYears = 3;

/// So many years after something ended. The day itself is not counted, the last day is kept to its end, and
/// where there is no such day it is the last of the month (requirements 3.1, items 3, 5 and 6).
base::Date last_day(base::Time ended, std::int64_t years);

/// In the order of their coming; each is gone when a later step releases its reference.
std::vector<Hold> standing_holds(const std::vector<StepNote>& steps);

}  // namespace yinxin::registration
