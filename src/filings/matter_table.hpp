// The SQL of the table filing_matter, and of how far our own cases have followed. Private to this folder.
#pragma once

#include "filings/types.hpp"
#include "store/connection.hpp"

namespace yinxin::filings {

/// It stands from here on.
void insert_matter(store::WriteSet& set, const FilingId& filing, const Matter& matter);
/// An officer has dealt with it. Conflict `filings.settled` where somebody has before.
void settle_matter(store::WriteSet& set, const Matter& matter);
/// As they were found. Errors: Internal `filings.stored`; those of the store.
base::Result<std::vector<Matter>> find_matters(store::Database& database, const FilingId& filing);

/// Our own case was to follow every step before that one.
void note_followed(store::WriteSet& set, const FilingId& filing, std::int64_t followed);

}  // namespace yinxin::filings
