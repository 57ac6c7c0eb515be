// The SQL of the tables case_clock, case_reminder, case_recalculation and case_clock_move. Private to this
// folder.
#pragma once

#include "cases/clocks.hpp"
#include "store/connection.hpp"
#include "store/write_set.hpp"

namespace yinxin::cases {

/// Inserts the row or updates it, one that still runs.
void write_clock(store::WriteSet& set, const std::string& number, const ClockRow& row);
/// Those that run. Errors: Internal `cases.stored`; those of the store.
base::Result<std::vector<ClockRow>> find_running(store::Connection& connection, const std::string& number);
/// All, as they began. Errors: as find_running.
base::Result<std::vector<ClockNote>> find_clocks(store::Connection& connection, const std::string& number);

/// A case that has something to be done, and when.
struct Waking {
  base::Time at;
  std::string number;
};
/// In order of their moments; a case several times where several of its clocks wait.
base::Result<std::vector<Waking>> find_waking(store::Database& database, base::Time until,
                                              std::int64_t limit);

/// Of cases whose party and scope are `seen`, by day.
base::Result<std::vector<DueDay>> find_due_days(
    store::Database& database, base::Date from, base::Date through, std::int64_t limit,
    const std::function<bool(const std::string& party, const std::string& scope)>& seen);

/// A message that was sent before is not sent again.
void insert_reminder(store::WriteSet& set, base::ByteView id, const Case& the_case, std::int64_t start,
                     const Reminder& reminder);
struct ReminderBounds {
  std::string role;
  std::optional<std::string> reach;
  std::string party;
  base::Bytes after;  // id; 16 zeros before the first
  std::int64_t limit = 0;
};
base::Result<std::vector<Reminder>> find_reminders(store::Database& database, const ReminderBounds& bounds);

/// Counting again: why, and whether it is done.
struct Recalculation {
  base::Bytes id;
  std::string reason;
  std::string actor;
  base::Time at;
};
void insert_recalculation(store::WriteSet& set, const Recalculation& recalculation);
void finish_recalculation(store::WriteSet& set, const base::Bytes& id, base::Time at);
base::Result<std::vector<Recalculation>> find_unfinished(store::Database& database);
void insert_move(store::WriteSet& set, const base::Bytes& recalculation, const std::string& number,
                 const ClockMove& move);
/// In order. Errors: Internal `cases.stored`; those of the store.
base::Result<std::vector<ClockMove>> find_moves(store::Connection& connection, const std::string& number);
/// Numbers of cases in which a clock runs, ascending, after one.
base::Result<std::vector<std::string>> find_with_clocks(store::Database& database, const std::string& after,
                                                        std::int64_t limit);

}  // namespace yinxin::cases
