#include "rules/penalty.hpp"

#include <limits>

namespace yinxin::rules {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

}  // namespace

Result<FineRange> fine_range(const Scale& scale, std::int64_t gain) {
  if (gain < 0) return make_error(ErrorKind::Malformed, "rules.penalty.gain", "a negative gain");
  if (scale.gain_from == 0 || gain < scale.gain_from) return FineRange{scale.min, scale.max};
  if (gain > kMost / scale.times_max)
    return make_error(ErrorKind::Malformed, "rules.penalty.gain", "too large to count with");
  return FineRange{gain * scale.times_min, gain * scale.times_max};
}

Result<void> may_fine(const Scale& scale, bool order_expired, bool still_wrong) {
  if (!scale.two_step || order_expired || still_wrong) return {};
  return make_error(ErrorKind::NotYet, "rules.penalty.order_first",
                    "no order to correct has expired, and no re-check found it wanting",
                    scale.cites.empty() ? std::string_view() : scale.cites.front());
}

Result<std::int64_t> late_addition(const LatePayment& rule, std::int64_t fine, std::int64_t days_late) {
  if (fine < 0 || days_late < 0)
    return make_error(ErrorKind::Malformed, "rules.penalty.gain", "a negative number");
  constexpr std::int64_t kWhole = 1000;
  const std::int64_t days_to_cap = (kWhole + rule.per_mille_a_day - 1) / rule.per_mille_a_day;
  if (days_late >= days_to_cap) return fine;
  const std::int64_t per_mille = rule.per_mille_a_day * days_late;  // below 1000
  return fine / kWhole * per_mille + fine % kWhole * per_mille / kWhole;
}

}  // namespace yinxin::rules
