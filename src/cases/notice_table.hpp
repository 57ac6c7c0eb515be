// Rows of the table calendar_notice (schema/0033_calendar_notices.sql). Private to this folder.
#pragma once

#include "cases/types.hpp"
#include "store/connection.hpp"
#include "store/write_set.hpp"

namespace yinxin::cases {

/// Of all, as they were proposed; `after` 0: from the first. Errors: those of the store.
base::Result<std::vector<CalendarNotice>> find_notices(store::Database& database, std::int64_t after,
                                                       std::int64_t limit);
/// Errors: NotFound `cases.calendar.none`; those of the store.
base::Result<CalendarNotice> find_notice(store::Database& database, std::int64_t number);
/// Those that are counted with, of each year the newest last. Errors: those of the store.
base::Result<std::vector<CalendarNotice>> find_confirmed_notices(store::Database& database);
/// The greatest number of that year, and of all; 0: none.
base::Result<std::int64_t> last_notice(store::Database& database);
base::Result<std::int64_t> last_notice(store::Database& database, std::int64_t year);

/// Conflict `cases.calendar.meanwhile`: the number has been taken.
void insert_notice(store::WriteSet& set, const CalendarNotice& notice);
/// Conflict `cases.calendar.meanwhile`: it was confirmed, or a later one of its year was proposed.
void confirm_notice(store::WriteSet& set, const CalendarNotice& confirmed, const base::Bytes& recalculation);

}  // namespace yinxin::cases
