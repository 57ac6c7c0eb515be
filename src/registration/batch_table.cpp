#include "registration/batch_table.hpp"

#include "registration/form_record.hpp"
#include "x509/text.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;
using privacy::Cell;
using privacy::Level;
using store::kNull;

namespace {

constexpr std::string_view kInsertBatch =
    "INSERT INTO batch (number, actor, signature_base, signature, format, digest, row_count, received_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
constexpr std::string_view kInsertRow =
    "INSERT INTO batch_row (number, position, content, error_code, error_detail, error_article) "
    "VALUES ($1, $2, $3, $4, $5, $6)";
constexpr std::string_view kEntered =
    "UPDATE batch_row SET content = NULL, application = $3 "
    "WHERE number = $1 AND position = $2 AND content IS NOT NULL";
constexpr std::string_view kRefused =
    "UPDATE batch_row SET content = NULL, error_code = $3, error_detail = $4, error_article = $5 "
    "WHERE number = $1 AND position = $2 AND content IS NOT NULL";
constexpr std::string_view kFinish =
    "UPDATE batch SET finished_at = $2 WHERE number = $1 AND finished_at IS NULL";
constexpr std::string_view kFindOpen =
    "SELECT number, actor, signature_base, signature FROM batch WHERE finished_at IS NULL "
    "ORDER BY received_at, number";
constexpr std::string_view kFindWaiting =
    "SELECT position, content FROM batch_row WHERE number = $1 AND content IS NOT NULL AND position > $2 "
    "ORDER BY position LIMIT $3";
constexpr std::string_view kCount =
    "SELECT error_code, CAST(CASE WHEN application IS NULL THEN 0 ELSE 1 END AS BIGINT), count(*) FROM "
    "batch_row "
    "WHERE number = $1 GROUP BY 1, 2";
constexpr std::string_view kRows =
    "SELECT position, application, error_code, error_detail, error_article FROM batch_row "
    "WHERE number = $1 AND position > $2 ORDER BY position LIMIT $3";
#define YX_COLUMNS \
  "SELECT b.number, b.actor, b.format, b.digest, b.row_count, b.received_at, b.finished_at FROM batch b "
constexpr std::string_view kFindBatch = YX_COLUMNS "WHERE b.number = $1";
constexpr std::string_view kListBatches = YX_COLUMNS
    "WHERE $1 = '' OR (b.received_at, b.number) < (SELECT c.received_at, c.number FROM batch c WHERE "
    "c.number = "
    "$1) ORDER BY b.received_at DESC, b.number DESC LIMIT $2";
#undef YX_COLUMNS

constexpr std::size_t kMaxDetail = 1000;  // octets; a row of JSON may name many faults

/// Bound to its place, so that no row can stand in for another.
std::string row_name(const BatchPlace& place) {
  return place.batch + "/" + std::to_string(place.position);
}

/// What a column of text can hold: whole characters, none of them NUL.
std::string kept_detail(std::string detail) {
  if (detail.size() > kMaxDetail) detail.resize(kMaxDetail);
  while (!detail.empty() && !x509::count_characters(detail)) detail.pop_back();
  return detail.find('\0') == std::string::npos ? detail : std::string();
}

void insert_refused(store::WriteSet& set, const BatchPlace& place, const base::Error& error) {
  set.add(kInsertRow,
          {place.batch, place.position, kNull, error.code, kept_detail(error.detail), error.article});
}

void insert_row(store::WriteSet& set, const privacy::Vault& vault, const BatchPlace& place,
                const BatchEntry& entry) {
  if (!entry) return insert_refused(set, place, entry.error());
  auto octets = form_to_bytes({*entry, {}});
  if (!octets) return insert_refused(set, place, octets.error());
  const std::string row = row_name(place);
  set.add(kInsertRow,
          {place.batch, place.position, vault.seal(Level::L3, Cell{"batch_row", "content", row}, *octets),
           kNull, kNull, kNull});
  base::wipe(*octets);
}

Result<Batch> to_batch(const store::Row& row) {
  Batch batch;
  batch.number = row.text(0);
  batch.actor = row.text(1);
  YX_TRY(batch.format, parse_batch_format(row.text(2)));
  const base::Bytes& digest = row.blob(3);
  if (digest.size() != batch.digest.size())
    return make_error(ErrorKind::Internal, "registration.stored", "digest");
  std::copy(digest.begin(), digest.end(), batch.digest.begin());
  batch.rows = row.integer(4);
  batch.received_at = base::from_micros(row.integer(5));
  if (const auto finished = row.optional_integer(6)) batch.finished_at = base::from_micros(*finished);
  return batch;
}

std::string text_or_empty(const store::Row& row, std::size_t column) {
  return row.is_null(column) ? std::string() : row.text(column);
}

}  // namespace

void insert_batch(store::WriteSet& set, const privacy::Vault& vault, const Batch& batch,
                  const officers::Actor& actor, const std::vector<BatchEntry>& entries) {
  set.add(kInsertBatch, {batch.number, batch.actor, actor.signature_base, actor.signature,
                         std::string(batch_format_name(batch.format)), base::to_bytes(batch.digest),
                         batch.rows, base::to_micros(batch.received_at)});
  BatchPlace place{batch.number, 0};
  for (const BatchEntry& entry : entries) {
    ++place.position;
    insert_row(set, vault, place, entry);
  }
}

void settle_row(store::WriteSet& set, const BatchPlace& place, const std::string& application) {
  set.add(kEntered, {place.batch, place.position, application});
}

void settle_row(store::WriteSet& set, const BatchPlace& place, const base::Error& error) {
  set.add(kRefused, {place.batch, place.position, error.code, kept_detail(error.detail), error.article});
}

void finish_batch(store::WriteSet& set, const std::string& number, base::Time at) {
  set.add(kFinish, {number, base::to_micros(at)});
}

Result<std::vector<OpenBatch>> find_open_batches(store::Database& database) {
  YX_TRY(const auto rows, database.query(kFindOpen, {}));
  std::vector<OpenBatch> open;
  for (const store::Row& row : rows) {
    OpenBatch batch{row.text(0), {}};
    batch.actor.id = row.text(1);
    batch.actor.roles = {officers::Role::RegistrationOfficer};
    batch.actor.signature_base = row.blob(2);
    batch.actor.signature = row.blob(3);
    open.push_back(std::move(batch));
  }
  return open;
}

Result<std::vector<WaitingRow>> find_waiting_rows(store::Database& database, const std::string& number,
                                                  std::int64_t after, std::int64_t limit) {
  YX_TRY(const auto rows, database.query(kFindWaiting, {number, after, limit}));
  std::vector<WaitingRow> waiting;
  for (const store::Row& row : rows) waiting.push_back(WaitingRow{row.integer(0), row.blob(1)});
  return waiting;
}

Result<Form> open_row(const privacy::Vault& vault, const BatchPlace& place, base::ByteView sealed) {
  const std::string row = row_name(place);
  YX_TRY(base::Bytes octets, vault.open_bytes(Level::L3, Cell{"batch_row", "content", row}, sealed));
  auto stored = parse_form(octets);
  base::wipe(octets);
  if (!stored) return stored.error();
  return std::move(stored->form);
}

Result<Batch> find_batch(store::Database& database, const std::string& number) {
  YX_TRY(const auto rows, database.query(kFindBatch, {number}));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "registration.batch");
  return to_batch(rows.front());
}

Result<BatchCounts> count_rows(store::Database& database, const std::string& number) {
  YX_TRY(const auto rows, database.query(kCount, {number}));
  BatchCounts counts;
  for (const store::Row& row : rows) {
    const std::int64_t count = row.integer(2);
    if (!row.is_null(0))
      counts.refused[row.text(0)] = count;
    else
      (row.integer(1) != 0 ? counts.entered : counts.waiting) = count;
  }
  return counts;
}

Result<std::vector<Batch>> list_batches(store::Database& database, const std::string& after,
                                        std::int64_t limit) {
  YX_TRY(const auto rows, database.query(kListBatches, {after, limit}));
  std::vector<Batch> batches;
  for (const store::Row& row : rows) {
    YX_TRY(Batch batch, to_batch(row));
    batches.push_back(std::move(batch));
  }
  return batches;
}

Result<std::vector<BatchRow>> list_rows(store::Database& database, const std::string& number,
                                        std::int64_t after, std::int64_t limit) {
  YX_TRY(const auto rows, database.query(kRows, {number, after, limit}));
  std::vector<BatchRow> found;
  for (const store::Row& row : rows) {
    BatchRow one{row.integer(0), text_or_empty(row, 1), {}};
    if (!row.is_null(2))
      one.error = make_error(ErrorKind::Refused, row.text(2), text_or_empty(row, 3), text_or_empty(row, 4));
    found.push_back(std::move(one));
  }
  return found;
}

}  // namespace yinxin::registration
