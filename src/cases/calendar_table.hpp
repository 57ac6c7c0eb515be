// Rows of the table case_calendar (schema/0030_counted_calendar.sql): the years of the calendar that dues
// were last counted with, and what of another one is new. Private to this folder.
#pragma once

#include <map>
#include <string>

#include "base/work_calendar.hpp"
#include "store/connection.hpp"
#include "store/write_set.hpp"

namespace yinxin::cases {

/// By year, the SM3 in hex of what a file says of days: off, made up, official or provisional. Not its words.
using CountedYears = std::map<std::int64_t, std::string>;

CountedYears years_of(const base::WorkCalendar& calendar);
/// Empty: nothing was counted yet. Errors: those of the store.
base::Result<CountedYears> find_counted_years(store::Database& database);
void replace_counted_years(store::WriteSet& set, const CountedYears& years);
/// One of them; the others stay.
void keep_counted_year(store::WriteSet& set, std::int64_t year, const std::string& sm3);

/// Why dues are counted again, for officers, in at most kMaxReason characters: each year that is another now
/// with the notice that its file names, or that its file is gone. Empty: no year is another.
std::string reason_of_change(const CountedYears& before, const base::WorkCalendar& now);

}  // namespace yinxin::cases
