#include "ledger/destruction.hpp"

namespace yinxin::ledger {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr auto kDestroyed = static_cast<std::int64_t>(proof::ActCode::Destroyed);
constexpr std::string_view kOpen =
    "SELECT seq, record, opening FROM act_record WHERE object = $1 AND act <> $2 AND record IS NOT NULL "
    "ORDER "
    "BY seq";
constexpr std::string_view kDestroy =
    "UPDATE act_record SET record = NULL, opening = NULL WHERE object = $1 AND act <> $2 AND record IS NOT "
    "NULL";
constexpr std::string_view kNewest =
    "SELECT id, record, opening FROM act_record WHERE object = $1 AND act = $2 ORDER BY at DESC, id DESC "
    "LIMIT "
    "1";

}  // namespace

Result<OpenRecords> open_records(store::Connection& connection, const std::string& object) {
  OpenRecords found;
  found.object = object;
  crypto::Sm3 digest;
  bool all_numbered = true;
  YX_CHECK(connection.query_each(kOpen, {object, kDestroyed}, [&](const store::Row& row) -> Result<void> {
    all_numbered = all_numbered && !row.is_null(0);
    ++found.count;
    digest.update(row.blob(1)).update(row.blob(2));
    return {};
  }));
  if (!all_numbered) return make_error(ErrorKind::NotYet, "ledger.record.not_covered");
  found.digest = digest.finish();
  return found;
}

void destroy_records(store::WriteSet& set, const OpenRecords& records) {
  set.add_expecting(records.count, make_error(ErrorKind::Conflict, "ledger.record.added"), kDestroy,
                    {records.object, kDestroyed});
}

Result<proof::Record> newest_record(store::Database& database, const Recorder& recorder,
                                    const std::string& object, proof::ActCode act) {
  YX_TRY(const auto rows, database.query(kNewest, {object, static_cast<std::int64_t>(act)}));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "ledger.record.none");
  const store::Row& row = rows.front();
  const auto value = [&](std::size_t column) {
    return row.is_null(column) ? store::Value(store::kNull) : store::Value(row.blob(column));
  };
  YX_TRY(auto opened, recorder.open(row.blob(0), value(1), value(2)));
  return std::move(opened.record);
}

}  // namespace yinxin::ledger
