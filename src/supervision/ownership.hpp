// 股权穿透 (article 11): who stands behind an applicant, from the rows that its application enters. Private
// to this folder.
#pragma once

#include "supervision/types.hpp"

namespace yinxin::supervision {

/// Of a case that entered `ownership`; no row: an ownership without owners. Errors: Refused
/// `supervision.ownership.shares` (what is held of somebody is not 10000 together),
/// `supervision.ownership.unconnected` (a chain does not end at the organisation),
/// `supervision.ownership.cycle` (somebody stands behind themselves), `supervision.ownership.shareholders`
/// (the shareholders that were entered are others, or hold other shares).
base::Result<Ownership> ownership_of(const cases::Case& the_case);

/// The effect `ownership`. Errors: those of ownership_of(); Refused `supervision.ownership.foreign` (a
/// foreign holder stands in the chain, however small, and the case is not flagged).
base::Result<void> ownership_effect(const cases::Happening& happening, cases::Consequences& consequences);

}  // namespace yinxin::supervision
