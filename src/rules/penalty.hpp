// What a fine may be (requirements 2.14): ranges and additions for late payment in fen. Never an amount: the
// authority decides.
#pragma once

#include "rules/book.hpp"

namespace yinxin::rules {

struct FineRange {
  std::int64_t min = 0;
  std::int64_t max = 0;
};
/// `gain` is what the violation brought, in fen. Errors: Malformed `rules.penalty.gain` (negative, or so
/// large that its times cannot be told).
base::Result<FineRange> fine_range(const Scale& scale, std::int64_t gain);

/// Whether a fine may be drafted now. `order_expired`: the delivered order to correct has expired unmet;
/// `still_wrong`: a re-check says that it is still not as it must be. Errors: NotYet
/// `rules.penalty.order_first`, with article 39.
base::Result<void> may_fine(const Scale& scale, bool order_expired, bool still_wrong);

/// 加处罚款 after so many days late, at most the fine itself (行政处罚法 72). Errors: Malformed
/// `rules.penalty.gain` (a negative number).
base::Result<std::int64_t> late_addition(const LatePayment& rule, std::int64_t fine, std::int64_t days_late);

}  // namespace yinxin::rules
