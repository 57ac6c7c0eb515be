#include "supervision/snapshots.hpp"

#include "crypto/sm3.hpp"
#include "supervision/register_table.hpp"

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kInsertSnapshot =
    "INSERT INTO register_snapshot (day, octets, sm3, made_at) VALUES ($1, $2, $3, $4) ON CONFLICT (day) DO "
    "NOTHING";
constexpr std::string_view kNewestSnapshot = "SELECT MAX(day) FROM register_snapshot";
constexpr std::string_view kFindSnapshots =
    "SELECT day, sm3, length(octets), made_at FROM register_snapshot WHERE day < $1 ORDER BY day DESC LIMIT "
    "$2";
constexpr std::string_view kSnapshotOctets = "SELECT octets FROM register_snapshot WHERE day = $1";
constexpr std::string_view kAfterAllDays = "9999-99-99";

constexpr std::string_view kHeadLine = "yinxin register 1\n";
constexpr std::string_view kRegisterActor = "system/register";

/// The field with TAB, LF, CR and the backslash told by two characters.
std::string escaped(const std::string& field) {
  std::string text;
  for (const char c : field) {
    if (c == '\t')
      text += "\\t";
    else if (c == '\n')
      text += "\\n";
    else if (c == '\r')
      text += "\\r";
    else if (c == '\\')
      text += "\\\\";
    else
      text += c;
  }
  return text;
}

Result<base::Date> stored_day(const std::string& text) {
  const auto day = base::parse_date(text);
  if (!day) return make_error(ErrorKind::Internal, "supervision.stored", "register_snapshot");
  return *day;
}

ledger::Act snapshot_act(base::Date day, const std::string& octets, std::size_t entries) {
  ledger::Act act;
  act.code = proof::ActCode::ResultPublished;
  act.object = "register/" + base::format_date(day);
  act.record = ledger::facts({{"actor", kRegisterActor},
                              {"event", "register_snapshot"},
                              {"day", base::format_date(day)},
                              {"entries", std::to_string(entries)},
                              {"size", std::to_string(octets.size())},
                              {"sm3", base::to_hex(crypto::sm3(base::as_bytes(octets)))}});
  return act;
}

}  // namespace

std::string snapshot_text(base::Date day, const std::vector<RegisterEntry>& entries) {
  std::string text(kHeadLine);
  text += "day\t" + base::format_date(day) + "\n";
  text += "entries\t" + std::to_string(entries.size()) + "\n";
  for (const RegisterEntry& one : entries) {
    for (const std::string* field : {&one.licence_number, &one.organisation, &one.credit_code, &one.domicile,
                                     &one.status, &one.valid_from, &one.valid_to})
      text += escaped(*field) + "\t";
    text += base::format_utc(one.changed_at) + "\n";
  }
  return text;
}

Result<store::WriteSet> new_snapshot(store::Database& database, const ledger::Recorder& recorder,
                                     base::Date day, base::Time now) {
  YX_TRY(const auto entries, entries_of_day(database, day));
  const std::string octets = snapshot_text(day, entries);
  const crypto::Sm3Digest sm3 = crypto::sm3(base::as_bytes(octets));
  store::WriteSet set;
  set.add_expecting(
      1, make_error(ErrorKind::Conflict, "supervision.snapshot_there"), kInsertSnapshot,
      {base::format_date(day), base::to_bytes(octets), base::to_bytes(sm3), base::to_micros(now)});
  recorder.add(set, snapshot_act(day, octets, entries.size()), now);
  return set;
}

Result<std::optional<base::Date>> next_snapshot_day(store::Database& database) {
  YX_TRY(const auto rows, database.query(kNewestSnapshot, {}));
  if (rows.empty() || rows.front().is_null(0)) return first_day(database);
  YX_TRY(const base::Date newest, stored_day(rows.front().text(0)));
  return std::optional<base::Date>(std::chrono::sys_days(newest) + std::chrono::days(1));
}

Result<std::vector<Snapshot>> find_snapshots(store::Database& database,
                                             const std::optional<base::Date>& before, std::int64_t limit) {
  YX_TRY(const auto rows,
         database.query(kFindSnapshots,
                        {before ? base::format_date(*before) : std::string(kAfterAllDays), limit}));
  std::vector<Snapshot> all;
  for (const store::Row& row : rows) {
    Snapshot one;
    YX_TRY(one.day, stored_day(row.text(0)));
    one.sm3 = base::to_hex(row.blob(1));
    one.size = static_cast<std::size_t>(row.integer(2));
    one.made_at = base::from_micros(row.integer(3));
    all.push_back(std::move(one));
  }
  return all;
}

Result<base::Bytes> snapshot_octets(store::Database& database, base::Date day) {
  YX_TRY(const auto rows, database.query(kSnapshotOctets, {base::format_date(day)}));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "supervision.snapshot", base::format_date(day));
  return rows.front().blob(0);
}

}  // namespace yinxin::supervision
