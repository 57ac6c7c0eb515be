#include "cases/clock_table.hpp"

#include "base/ids.hpp"
#include "cases/region.hpp"

namespace yinxin::cases {

using base::ErrorKind;
using base::make_error;
using base::Result;
using store::Value;
using Outcome = ClockNote::Outcome;

namespace {

constexpr std::string_view kInsertClock =
    "INSERT INTO case_clock (number, clock, item, start, started_on, rule, due_raw, due_effective, "
    "provisional, due_at, reminded_to, wake_at, overdue_at, outcome, ended_at, told) VALUES ($1, $2, $3, $4, "
    "$5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT (number, clock, item, start) DO "
    "UPDATE SET "
    "started_on = excluded.started_on, rule = excluded.rule, due_raw = excluded.due_raw, due_effective = "
    "excluded.due_effective, provisional = excluded.provisional, due_at = excluded.due_at, reminded_to = "
    "excluded.reminded_to, wake_at = excluded.wake_at, overdue_at = excluded.overdue_at, outcome = "
    "excluded.outcome, ended_at = excluded.ended_at, told = excluded.told WHERE case_clock.outcome IS NOT "
    "NULL";  // it was revived
constexpr std::string_view kUpdateClock =
    "UPDATE case_clock SET started_on = $5, rule = $6, due_raw = $7, due_effective = $8, provisional = $9, "
    "due_at = $10, reminded_to = $11, wake_at = $12, overdue_at = $13, outcome = $14, ended_at = $15, "
    "told = $16 WHERE number = $1 AND clock = $2 AND item = $3 AND start = $4 AND outcome IS NULL";
#define YX_COLUMNS                                                                             \
  "SELECT clock, item, start, started_on, rule, due_raw, due_effective, provisional, due_at, " \
  "overdue_at, outcome, ended_at, reminded_to, wake_at, told FROM case_clock WHERE number = $1 "
constexpr std::string_view kFindRunning = YX_COLUMNS "AND outcome IS NULL ORDER BY start, clock, item";
constexpr std::string_view kFindAll = YX_COLUMNS "ORDER BY start, clock, item";
#undef YX_COLUMNS
constexpr std::string_view kFindWaking =
    "SELECT wake_at, number FROM case_clock WHERE wake_at IS NOT NULL AND wake_at <= $1 ORDER BY wake_at, "
    "number LIMIT $2";
constexpr std::string_view kFindWithClocks =
    "SELECT DISTINCT number FROM case_clock WHERE outcome IS NULL AND number > $1 ORDER BY number LIMIT $2";

constexpr std::string_view kFindDueDays =
    "SELECT c.number, r.procedure, r.procedure_version, c.clock, c.item, c.due_raw, c.due_effective, "
    "c.provisional, c.due_at, c.overdue_at, r.party, r.scope FROM case_clock c JOIN case_record r ON "
    "r.number = c.number WHERE c.outcome IS NULL AND c.due_raw BETWEEN $1 AND $2 ORDER BY c.due_raw, "
    "c.number, c.clock, c.item";

constexpr std::string_view kInsertReminder =
    "INSERT INTO case_reminder (id, number, clock, item, start, last_day, days, role, party, scope, "
    "province, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (number, clock, "
    "item, start, last_day, days, role) DO NOTHING";
#define YX_REMINDERS \
  "SELECT id, number, clock, item, last_day, days, role, at FROM case_reminder WHERE role = $1 AND id > $2 "
#define YX_IN_ORDER "ORDER BY id LIMIT $3"
constexpr std::string_view kFindReminders = YX_REMINDERS YX_IN_ORDER;
constexpr std::string_view kFindProvinceReminders =
    YX_REMINDERS "AND province = $4 AND scope BETWEEN $5 AND $6 " YX_IN_ORDER;
constexpr std::string_view kFindPartyReminders = YX_REMINDERS "AND party = $4 " YX_IN_ORDER;
#undef YX_REMINDERS
#undef YX_IN_ORDER

constexpr std::string_view kInsertRecalculation =
    "INSERT INTO case_recalculation (id, reason, actor, at) VALUES ($1, $2, $3, $4)";
constexpr std::string_view kFinish =
    "UPDATE case_recalculation SET finished_at = $2 WHERE id = $1 AND finished_at IS NULL";
constexpr std::string_view kFindUnfinished =
    "SELECT id, reason, actor, at FROM case_recalculation WHERE finished_at IS NULL ORDER BY id";
constexpr std::string_view kInsertMove =
    "INSERT INTO case_clock_move (recalculation, number, clock, item, start, at, old_raw, old_effective, "
    "new_raw, new_effective) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
constexpr std::string_view kFindMoves =
    "SELECT m.clock, m.item, m.start, m.at, r.reason, m.old_raw, m.old_effective, m.new_raw, "
    "m.new_effective FROM case_clock_move m JOIN case_recalculation r ON r.id = m.recalculation WHERE "
    "m.number = $1 ORDER BY m.recalculation, m.clock, m.item, m.start";

constexpr std::int64_t kOverdue = -1;  // in the column days

base::Error damaged(std::string_view what) {
  return make_error(ErrorKind::Internal, "cases.stored", std::string(what));
}

Value time_value(const std::optional<base::Time>& time) {
  if (!time) return store::kNull;
  return base::to_micros(*time);
}

std::optional<base::Time> time_of(const store::Row& row, std::size_t column) {
  const auto micros = row.optional_integer(column);
  return micros ? std::optional(base::from_micros(*micros)) : std::nullopt;
}

Result<base::Date> date_of(const store::Row& row, std::size_t column) {
  const auto date = base::parse_date(row.text(column));
  if (!date) return damaged("day");
  return *date;
}

Value outcome_value(Outcome outcome) {
  switch (outcome) {
    case Outcome::Met:
      return std::string("met");
    case Outcome::Fired:
      return std::string("fired");
    case Outcome::Cancelled:
      return std::string("cancelled");
    case Outcome::Running:
      break;
  }
  return store::kNull;
}

Outcome parse_outcome(const store::Row& row, std::size_t column) {  // the table's CHECK leaves no other
  if (row.is_null(column)) return Outcome::Running;
  if (row.text(column) == "met") return Outcome::Met;
  return row.text(column) == "fired" ? Outcome::Fired : Outcome::Cancelled;
}

Result<ClockRow> to_row(const store::Row& row) {
  ClockRow clock;
  ClockNote& note = clock.note;
  note.clock = row.text(0);
  note.item = row.text(1);
  note.start = row.integer(2);
  YX_TRY(note.due.start, date_of(row, 3));
  note.due.rule = row.text(4);
  YX_TRY(note.due.due_raw, date_of(row, 5));
  YX_TRY(note.due.due_effective, date_of(row, 6));
  note.due.provisional = row.integer(7) != 0;
  note.paused = row.is_null(8);
  note.at = time_of(row, 8).value_or(base::Time::max());
  note.overdue_at = time_of(row, 9);
  note.outcome = parse_outcome(row, 10);
  note.ended_at = time_of(row, 11);
  clock.reminded_to = base::from_micros(row.integer(12));
  clock.wake_at = time_of(row, 13);
  clock.told = row.integer(14) != 0;
  clock.stored = true;
  return clock;
}

Result<std::vector<ClockRow>> find(store::Connection& connection, std::string_view sql,
                                   const std::string& number) {
  YX_TRY(const auto rows, connection.query(sql, {number}));
  std::vector<ClockRow> found;
  for (const store::Row& row : rows) {
    YX_TRY(ClockRow one, to_row(row));
    found.push_back(std::move(one));
  }
  return found;
}

Result<DueDay> to_due_day(const store::Row& row) {
  DueDay due;
  due.number = row.text(0);
  due.procedure = row.text(1);
  due.procedure_version = row.text(2);
  due.clock = row.text(3);
  due.item = row.text(4);
  YX_TRY(due.due_raw, date_of(row, 5));
  YX_TRY(due.due_effective, date_of(row, 6));
  due.provisional = row.integer(7) != 0;
  due.paused = row.is_null(8);
  due.overdue = !row.is_null(9);
  return due;
}

Result<Reminder> to_reminder(const store::Row& row) {
  Reminder reminder;
  YX_TRY(const base::UuidBytes id, base::uuid_from_bytes(row.blob(0)));
  reminder.id = base::format_uuid(id);
  reminder.number = row.text(1);
  reminder.clock = row.text(2);
  reminder.item = row.text(3);
  YX_TRY(reminder.last_day, date_of(row, 4));
  if (row.integer(5) != kOverdue) reminder.days = row.integer(5);
  reminder.role = row.text(6);
  reminder.at = base::from_micros(row.integer(7));
  return reminder;
}

}  // namespace

void write_clock(store::WriteSet& set, const std::string& number, const ClockRow& row) {
  const ClockNote& note = row.note;
  Value due = store::kNull;
  if (!note.paused) due = base::to_micros(note.at);
  set.add_expecting(
      1, make_error(ErrorKind::Conflict, "cases.changed"), row.stored ? kUpdateClock : kInsertClock,
      {number, note.clock, note.item, note.start, base::format_date(note.due.start), note.due.rule,
       base::format_date(note.due.due_raw), base::format_date(note.due.due_effective),
       std::int64_t{note.due.provisional}, std::move(due), base::to_micros(row.reminded_to),
       time_value(row.wake_at), time_value(note.overdue_at), outcome_value(note.outcome),
       time_value(note.ended_at), std::int64_t{row.told}});
}

Result<std::vector<ClockRow>> find_running(store::Connection& connection, const std::string& number) {
  return find(connection, kFindRunning, number);
}

Result<std::vector<ClockNote>> find_clocks(store::Connection& connection, const std::string& number) {
  YX_TRY(const auto rows, find(connection, kFindAll, number));
  std::vector<ClockNote> notes;
  for (const ClockRow& row : rows) notes.push_back(row.note);
  return notes;
}

Result<std::vector<Waking>> find_waking(store::Database& database, base::Time until, std::int64_t limit) {
  YX_TRY(const auto rows, database.query(kFindWaking, {base::to_micros(until), limit}));
  std::vector<Waking> waking;
  for (const store::Row& row : rows) waking.push_back({base::from_micros(row.integer(0)), row.text(1)});
  return waking;
}

Result<std::vector<DueDay>> find_due_days(
    store::Database& database, base::Date from, base::Date through, std::int64_t limit,
    const std::function<bool(const std::string& party, const std::string& scope)>& seen) {
  YX_TRY(const auto rows,
         database.query(kFindDueDays, {base::format_date(from), base::format_date(through)}));
  std::vector<DueDay> found;
  for (const store::Row& row : rows) {
    if (!seen(row.text(10), row.text(11))) continue;
    if (static_cast<std::int64_t>(found.size()) == limit) break;
    YX_TRY(DueDay due, to_due_day(row));
    found.push_back(std::move(due));
  }
  return found;
}

void insert_reminder(store::WriteSet& set, base::ByteView id, const Case& the_case, std::int64_t start,
                     const Reminder& reminder) {
  set.add_any(kInsertReminder, {base::to_bytes(id), the_case.number, reminder.clock, reminder.item, start,
                                base::format_date(reminder.last_day), reminder.days.value_or(kOverdue),
                                reminder.role, the_case.party, the_case.scope,
                                range_of(the_case.scope).province, base::to_micros(reminder.at)});
}

Result<std::vector<Reminder>> find_reminders(store::Database& database, const ReminderBounds& bounds) {
  store::Values values{bounds.role, bounds.after, bounds.limit};
  std::string_view sql = kFindReminders;
  const RegionRange range = bounds.reach ? range_of(*bounds.reach) : RegionRange{};
  if (!bounds.party.empty()) {
    sql = kFindPartyReminders;
    values.emplace_back(bounds.party);
  } else if (!range.province.empty()) {
    sql = kFindProvinceReminders;
    values.insert(values.end(), {range.province, range.first, range.last});
  }
  YX_TRY(const auto rows, database.query(sql, values));
  std::vector<Reminder> reminders;
  for (const store::Row& row : rows) {
    YX_TRY(Reminder one, to_reminder(row));
    reminders.push_back(std::move(one));
  }
  return reminders;
}

void insert_recalculation(store::WriteSet& set, const Recalculation& recalculation) {
  set.add(kInsertRecalculation,
          {recalculation.id, recalculation.reason, recalculation.actor, base::to_micros(recalculation.at)});
}

void finish_recalculation(store::WriteSet& set, const base::Bytes& id, base::Time at) {
  set.add_any(kFinish, {id, base::to_micros(at)});
}

Result<std::vector<Recalculation>> find_unfinished(store::Database& database) {
  YX_TRY(const auto rows, database.query(kFindUnfinished, {}));
  std::vector<Recalculation> unfinished;
  for (const store::Row& row : rows)
    unfinished.push_back({row.blob(0), row.text(1), row.text(2), base::from_micros(row.integer(3))});
  return unfinished;
}

void insert_move(store::WriteSet& set, const base::Bytes& recalculation, const std::string& number,
                 const ClockMove& move) {
  set.add(kInsertMove, {recalculation, number, move.clock, move.item, move.start, base::to_micros(move.at),
                        base::format_date(move.old_raw), base::format_date(move.old_effective),
                        base::format_date(move.new_raw), base::format_date(move.new_effective)});
}

Result<std::vector<ClockMove>> find_moves(store::Connection& connection, const std::string& number) {
  YX_TRY(const auto rows, connection.query(kFindMoves, {number}));
  std::vector<ClockMove> moves;
  for (const store::Row& row : rows) {
    ClockMove move{
        row.text(0), row.text(1), row.integer(2), base::from_micros(row.integer(3)), row.text(4), {}, {},
        {},          {}};
    YX_TRY(move.old_raw, date_of(row, 5));
    YX_TRY(move.old_effective, date_of(row, 6));
    YX_TRY(move.new_raw, date_of(row, 7));
    YX_TRY(move.new_effective, date_of(row, 8));
    moves.push_back(std::move(move));
  }
  return moves;
}

Result<std::vector<std::string>> find_with_clocks(store::Database& database, const std::string& after,
                                                  std::int64_t limit) {
  YX_TRY(const auto rows, database.query(kFindWithClocks, {after, limit}));
  std::vector<std::string> numbers;
  for (const store::Row& row : rows) numbers.push_back(row.text(0));
  return numbers;
}

}  // namespace yinxin::cases
