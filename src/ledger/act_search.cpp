#include "ledger/act_search.hpp"

#include <algorithm>

#include "ledger/leaves.hpp"

namespace yinxin::ledger {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::int64_t kStretch = 500;  // records read at once

#define YX_COLUMNS "SELECT id, seq, at, act, object, record, opening FROM act_record "
#define YX_OF_ACTS "AND seq >= $1 AND seq < $2 AND act >= $3 AND act <= $4 ORDER BY seq DESC"
constexpr std::string_view kStretchOfAll = YX_COLUMNS "WHERE TRUE " YX_OF_ACTS;
constexpr std::string_view kStretchOfObject = YX_COLUMNS "WHERE object = $5 " YX_OF_ACTS;
#undef YX_COLUMNS
#undef YX_OF_ACTS

Result<FoundAct> to_act(const store::Row& row, const Recorder& recorder) {
  FoundAct found;
  found.seq = row.integer(1);
  found.at = base::from_micros(row.integer(2));
  YX_TRY(found.act, proof::act_code(static_cast<std::uint16_t>(row.integer(3))));
  found.object = row.text(4);
  auto opened = recorder.open(row.blob(0), value_at(row, 5), value_at(row, 6));
  if (opened) {
    found.record = std::move(opened->record);
  } else if (opened.error().code != "ledger.record.destroyed") {
    return make_error(ErrorKind::Refused, "ledger.record.sealed", "seq " + std::to_string(found.seq));
  }
  return found;
}

bool is_by(const FoundAct& act, const std::string& actor) {
  return actor.empty() || (act.record && act.record->find("actor") == actor);
}

}  // namespace

Result<FoundActs> find_acts(store::Database& database, const Recorder& recorder,
                            const ActQuestion& question) {
  YX_TRY(const auto numbered, database.query("SELECT " + std::string(kNumberedSql), {}));
  std::int64_t below = numbered.at(0).integer(0);
  if (question.before) below = std::min(below, *question.before);
  const bool of_object = !question.object.empty();
  // What is on one object is found by its index and is never much: all of it at once.
  const std::int64_t end = of_object ? 0 : std::max<std::int64_t>(0, below - kActsLookedAt);
  FoundActs found;
  while (below > end) {
    const std::int64_t from = of_object ? 0 : std::max(end, below - kStretch);
    store::Values values{from, below, question.first_act, question.last_act};
    if (of_object) values.emplace_back(question.object);
    YX_TRY(const auto rows, database.query(of_object ? kStretchOfObject : kStretchOfAll, values));
    for (const store::Row& row : rows) {
      YX_TRY(FoundAct act, to_act(row, recorder));
      if (!is_by(act, question.actor)) continue;
      found.acts.push_back(std::move(act));
      if (static_cast<std::int64_t>(found.acts.size()) < question.limit) continue;
      if (found.acts.back().seq > 0) found.next = found.acts.back().seq;
      return found;
    }
    below = from;
  }
  if (below > 0) found.next = below;
  return found;
}

Result<std::int64_t> numbered_before(store::Database& database, base::Time at) {
  YX_TRY(const auto numbered, database.query("SELECT " + std::string(kNumberedSql), {}));
  std::int64_t low = 0;
  std::int64_t high = numbered.at(0).integer(0);
  while (low < high) {  // records are numbered in the order of their commits, which is that of their times
    const std::int64_t middle = low + (high - low) / 2;
    YX_TRY(const auto rows,
           database.query("SELECT seq, at FROM act_record WHERE seq >= $1 AND seq < $2 ORDER BY seq LIMIT 1",
                          {middle, high}));
    if (rows.empty() || base::from_micros(rows[0].integer(1)) >= at) {
      high = middle;
    } else {
      low = rows[0].integer(0) + 1;
    }
  }
  return low;
}

}  // namespace yinxin::ledger
