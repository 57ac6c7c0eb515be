#include "compliance/condition_table.hpp"

#include <algorithm>

namespace yinxin::compliance {

using base::ErrorKind;
using base::make_error;
using base::Result;
using store::Value;

namespace {

constexpr std::string_view kInsertEntry =
    "INSERT INTO condition_entry (condition, at, met, value, proof_sm3, verified_on, actor) VALUES ($1, $2, "
    "$3, $4, $5, $6, $7)";
constexpr std::string_view kNewest =
    "SELECT e.condition, e.at, e.met, e.value, e.proof_sm3, e.verified_on, e.actor FROM condition_entry e "
    "WHERE e.at = (SELECT max(n.at) FROM condition_entry n WHERE n.condition = e.condition) ORDER BY "
    "e.condition";
constexpr std::string_view kInsertSnapshot =
    "INSERT INTO condition_snapshot (period, taken_at, sm3, content) VALUES ($1, $2, $3, $4) ON CONFLICT "
    "(period) DO NOTHING";
constexpr std::string_view kHasSnapshot = "SELECT 1 FROM condition_snapshot WHERE period = $1";
constexpr std::string_view kListSnapshots =
    "SELECT period, taken_at, sm3 FROM condition_snapshot ORDER BY period DESC";
constexpr std::string_view kFindSnapshot =
    "SELECT period, taken_at, sm3, content FROM condition_snapshot WHERE period = $1";

Result<crypto::Sm3Digest> digest_of(base::ByteView octets) {
  crypto::Sm3Digest digest{};
  if (octets.size() != digest.size()) return make_error(ErrorKind::Internal, "compliance.stored", "SM3");
  std::copy(octets.begin(), octets.end(), digest.begin());
  return digest;
}

Result<SnapshotNote> to_note(const store::Row& row) {
  SnapshotNote note;
  note.period = row.text(0);
  note.taken_at = base::from_micros(row.integer(1));
  YX_TRY(note.sm3, digest_of(row.blob(2)));
  return note;
}

}  // namespace

void insert_entry(store::WriteSet& set, const ConditionEntry& entry) {
  set.add(kInsertEntry, {entry.condition, base::to_micros(entry.at), std::int64_t{entry.met}, entry.value,
                         entry.proof ? Value(base::to_hex(*entry.proof)) : Value(store::kNull),
                         base::format_date(entry.verified_on), entry.actor});
}

Result<std::vector<ConditionEntry>> newest_entries(store::Connection& connection) {
  YX_TRY(const auto rows, connection.query(kNewest, {}));
  std::vector<ConditionEntry> entries;
  for (const store::Row& row : rows) {
    ConditionEntry entry;
    entry.condition = row.text(0);
    entry.at = base::from_micros(row.integer(1));
    entry.met = row.integer(2) != 0;
    entry.value = row.text(3);
    if (!row.is_null(4)) {
      YX_TRY(const base::Bytes octets, base::from_hex(row.text(4)));
      YX_TRY(entry.proof, digest_of(octets));
    }
    YX_TRY(entry.verified_on, base::parse_date(row.text(5)));
    entry.actor = row.text(6);
    entries.push_back(std::move(entry));
  }
  return entries;
}

void insert_snapshot(store::WriteSet& set, const Snapshot& snapshot) {
  set.add_expecting(1, make_error(ErrorKind::Conflict, "compliance.snapshot_taken"), kInsertSnapshot,
                    {snapshot.note.period, base::to_micros(snapshot.note.taken_at),
                     base::to_bytes(snapshot.note.sm3), base::to_bytes(snapshot.content)});
}

Result<bool> has_snapshot(store::Database& database, const std::string& period) {
  YX_TRY(const auto rows, database.query(kHasSnapshot, {period}));
  return !rows.empty();
}

Result<std::vector<SnapshotNote>> list_snapshots(store::Database& database) {
  YX_TRY(const auto rows, database.query(kListSnapshots, {}));
  std::vector<SnapshotNote> notes;
  for (const store::Row& row : rows) {
    YX_TRY(SnapshotNote note, to_note(row));
    notes.push_back(std::move(note));
  }
  return notes;
}

Result<Snapshot> find_snapshot(store::Database& database, const std::string& period) {
  YX_TRY(const auto rows, database.query(kFindSnapshot, {period}));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "compliance.snapshot_none");
  Snapshot found;
  YX_TRY(found.note, to_note(rows.front()));
  found.content = std::string(base::as_text(rows.front().blob(3)));
  return found;
}

}  // namespace yinxin::compliance
