#include "cases/notice_table.hpp"

namespace yinxin::cases {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kFindNotices =
    "SELECT n.number, n.year, n.notice, n.content, n.sm3, n.proposed_by, n.proposed_at, n.confirmed_by, "
    "n.confirmed_at, r.finished_at, (SELECT count(*) FROM case_clock_move m WHERE m.recalculation = "
    "n.recalculation) FROM calendar_notice n LEFT JOIN case_recalculation r ON r.id = n.recalculation "
    "WHERE n.number > $1 ORDER BY n.number LIMIT $2";
constexpr std::string_view kFindConfirmed =
    "SELECT number, year, notice, content FROM calendar_notice WHERE confirmed_at IS NOT NULL ORDER BY "
    "number";
constexpr std::string_view kLastNotice = "SELECT coalesce(max(number), 0) FROM calendar_notice";
constexpr std::string_view kLastNoticeOfYear =
    "SELECT coalesce(max(number), 0) FROM calendar_notice WHERE year = $1";
constexpr std::string_view kInsertNotice =
    "INSERT INTO calendar_notice (number, year, notice, content, sm3, proposed_by, proposed_at) VALUES ($1, "
    "$2, $3, $4, $5, $6, $7) ON CONFLICT (number) DO NOTHING";
constexpr std::string_view kConfirmNotice =
    "UPDATE calendar_notice SET confirmed_by = $3, confirmed_at = $4, recalculation = $5 WHERE number = $1 "
    "AND confirmed_at IS NULL AND NOT EXISTS (SELECT 1 FROM calendar_notice later WHERE later.year = $2 AND "
    "later.number > $1)";

base::Error changed_meanwhile() {
  return make_error(ErrorKind::Conflict, "cases.calendar.meanwhile");
}

CalendarNotice to_notice(const store::Row& row) {
  CalendarNotice notice;
  notice.number = row.integer(0);
  notice.year = row.integer(1);
  notice.notice = row.text(2);
  notice.content = row.text(3);
  notice.sm3 = row.text(4);
  notice.proposed_by = row.text(5);
  notice.proposed_at = base::from_micros(row.integer(6));
  if (!row.is_null(8)) {
    notice.confirmed_by = row.text(7);
    notice.confirmed_at = base::from_micros(row.integer(8));
  }
  notice.counted = !row.is_null(9);
  notice.moved = row.integer(10);
  return notice;
}

}  // namespace

Result<std::vector<CalendarNotice>> find_notices(store::Database& database, std::int64_t after,
                                                 std::int64_t limit) {
  YX_TRY(const auto rows, database.query(kFindNotices, {after, limit}));
  std::vector<CalendarNotice> notices;
  for (const store::Row& row : rows) notices.push_back(to_notice(row));
  return notices;
}

Result<CalendarNotice> find_notice(store::Database& database, std::int64_t number) {
  YX_TRY(auto found, find_notices(database, number - 1, 1));
  if (found.empty() || found.front().number != number)
    return make_error(ErrorKind::NotFound, "cases.calendar.none");
  return std::move(found.front());
}

Result<std::vector<CalendarNotice>> find_confirmed_notices(store::Database& database) {
  YX_TRY(const auto rows, database.query(kFindConfirmed, {}));
  std::vector<CalendarNotice> notices;
  for (const store::Row& row : rows) {
    CalendarNotice one;
    one.number = row.integer(0);
    one.year = row.integer(1);
    one.notice = row.text(2);
    one.content = row.text(3);
    notices.push_back(std::move(one));
  }
  return notices;
}

Result<std::int64_t> last_notice(store::Database& database) {
  YX_TRY(const auto rows, database.query(kLastNotice, {}));
  return rows.front().integer(0);
}

Result<std::int64_t> last_notice(store::Database& database, std::int64_t year) {
  YX_TRY(const auto rows, database.query(kLastNoticeOfYear, {year}));
  return rows.front().integer(0);
}

void insert_notice(store::WriteSet& set, const CalendarNotice& notice) {
  set.add_expecting(1, changed_meanwhile(), kInsertNotice,
                    {notice.number, notice.year, notice.notice, notice.content, notice.sm3,
                     notice.proposed_by, base::to_micros(notice.proposed_at)});
}

void confirm_notice(store::WriteSet& set, const CalendarNotice& confirmed, const base::Bytes& recalculation) {
  set.add_expecting(1, changed_meanwhile(), kConfirmNotice,
                    {confirmed.number, confirmed.year, confirmed.confirmed_by,
                     base::to_micros(*confirmed.confirmed_at), recalculation});
}

}  // namespace yinxin::cases
