#include "demonstration/clock_table.hpp"

namespace yinxin::demonstration {

namespace {

constexpr std::string_view kLast =
    "SELECT number, ahead FROM demonstration_clock ORDER BY number DESC LIMIT 1";
constexpr std::string_view kInsert =
    "INSERT INTO demonstration_clock (number, ahead, moved_at, moved_by) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (number) DO NOTHING";

}  // namespace

base::Result<Move> last_move(store::Database& database) {
  YX_TRY(const store::Rows rows, database.query(kLast, {}));
  Move last{};
  if (rows.empty()) return last;
  last.number = rows[0].integer(0);
  last.to = std::chrono::microseconds(rows[0].integer(1));
  return last;
}

void insert_move(store::WriteSet& set, const Move& move, base::Time at, const std::string& by) {
  set.add_expecting(1, base::make_error(base::ErrorKind::Conflict, "demonstration.clock.meanwhile"), kInsert,
                    {move.number, std::int64_t{move.to.count()}, base::to_micros(at), by});
}

}  // namespace yinxin::demonstration
