#include "status/crl_table.hpp"

#include "proof/act_code.hpp"
#include "status/service.hpp"

namespace yinxin::status {

using base::Result;
using proof::ActCode;

namespace {

constexpr std::int64_t code(ActCode act) {
  return static_cast<std::int64_t>(act);
}

Result<std::optional<base::Time>> optional_time(const store::Row& row, std::size_t column) {
  const auto micros = row.optional_integer(column);
  return micros ? std::optional(base::from_micros(*micros)) : std::optional<base::Time>();
}

/// serial, revoked_at, reason, invalidity_date
Result<x509::CrlEntry> to_entry(const store::Row& row) {
  x509::CrlEntry entry;
  YX_TRY(entry.serial, x509::Serial::from_magnitude(row.blob(0)));
  entry.revoked_at = base::from_micros(row.integer(1));
  YX_TRY(entry.reason, x509::revocation_reason(row.integer(2)));
  YX_TRY(entry.invalidity_date, optional_time(row, 3));
  return entry;
}

}  // namespace

void insert_crl(store::WriteSet& set, const CrlRow& row) {
  store::Value base_number = store::kNull;
  if (row.base_number) base_number = *row.base_number;
  set.add(
      "INSERT INTO crl (issuer, part, number, base_number, this_update, next_update, followed) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7)",
      {row.issuer, row.part, row.number, base_number, base::to_micros(row.this_update),
       base::to_micros(row.next_update), row.followed});
}

void mark_published(store::WriteSet& set, const CrlRow& row, std::int64_t entries,
                    const crypto::Sm3Digest& digest) {
  set.add(
      "UPDATE crl SET entries = $4, digest = $5 WHERE issuer = $1 AND part = $2 AND number = $3 AND entries "
      "IS NULL",
      {row.issuer, row.part, row.number, entries, base::to_bytes(digest)});
}

Result<std::int64_t> highest_number(store::Database& database, const std::string& issuer, std::int64_t part) {
  YX_TRY(const auto rows,
         database.query("SELECT COALESCE(MAX(number), 0) FROM crl WHERE issuer = $1 AND part = $2",
                        {issuer, part}));
  return rows.at(0).integer(0);
}

Result<std::int64_t> highest_crl_number(store::Database& database, const std::string& authority,
                                        std::int64_t partition) {
  return highest_number(database, authority, partition);
}

void take_crl_number(store::WriteSet& set, const std::string& authority, std::int64_t partition,
                     std::int64_t number, base::Time at) {
  if (number > 0) insert_crl(set, {authority, partition, number, std::nullopt, at, at, 0});
}

Result<std::optional<CrlRow>> newest_full(store::Database& database, const std::string& issuer,
                                          std::int64_t part) {
  YX_TRY(const auto rows,
         database.query(
             "SELECT number, this_update, next_update, followed FROM crl WHERE issuer = $1 AND part = $2 AND "
             "base_number IS NULL AND entries IS NOT NULL ORDER BY number DESC LIMIT 1",
             {issuer, part}));
  if (rows.empty()) return std::optional<CrlRow>();
  const store::Row& row = rows[0];
  return std::optional(CrlRow{issuer, part, row.integer(0), std::nullopt, base::from_micros(row.integer(1)),
                              base::from_micros(row.integer(2)), row.integer(3)});
}

Result<std::vector<Partition>> all_partitions(store::Database& database) {
  YX_TRY(const auto rows,
         database.query("SELECT issuer, number FROM crl_partition ORDER BY issuer, number", {}));
  std::vector<Partition> partitions;
  for (const store::Row& row : rows) partitions.push_back({row.text(0), row.integer(1)});
  return partitions;
}

Result<void> each_revoked(store::Connection& connection, const Partition& partition,
                          base::Time still_valid_at,
                          const std::function<Result<void>(const x509::CrlEntry&)>& on_entry) {
  return connection.query_each(
      "SELECT serial, revoked_at, reason, invalidity_date FROM certificate "
      "WHERE issuer = $1 AND crl_partition = $2 AND revoked_at IS NOT NULL AND not_after >= $3",
      {partition.issuer, partition.part, base::to_micros(still_valid_at)},
      [&](const store::Row& row) -> Result<void> {
        YX_TRY(const x509::CrlEntry entry, to_entry(row));
        return on_entry(entry);
      });
}

Result<void> each_change(store::Connection& connection, const Partition& partition, std::int64_t after,
                         std::int64_t until,
                         const std::function<Result<void>(const x509::CrlEntry&)>& on_entry) {
  // A certificate that changed twice stands once, as it is now; one that was resumed has no revoked_at any
  // more. CROSS JOIN: SQLite keeps that order, and so begins with the few records, not with every certificate
  // of the issuer.
  return connection.query_each(
      "SELECT serial, COALESCE(revoked_at, resumed_at), COALESCE(reason, 8), invalidity_date FROM ("
      "  SELECT c.serial AS serial, c.revoked_at AS revoked_at, c.reason AS reason, c.invalidity_date AS "
      "invalidity_date, "
      "         MAX(a.at) AS resumed_at "
      "  FROM act_record a CROSS JOIN certificate c "
      "  WHERE a.object = c.object AND a.seq >= $3 AND a.seq < $4 AND a.act IN ($5, $6, $7, $8) "
      "AND c.issuer = $1 AND c.crl_partition = $2 "
      "  GROUP BY c.serial, c.revoked_at, c.reason, c.invalidity_date) AS changed",
      {partition.issuer, partition.part, after, until, code(ActCode::Revoked), code(ActCode::Suspended),
       code(ActCode::Resumed), code(ActCode::IntentAbandoned)},
      [&](const store::Row& row) -> Result<void> {
        YX_TRY(const x509::CrlEntry entry, to_entry(row));
        return on_entry(entry);
      });
}

Result<std::vector<PartitionChange>> changed_partitions(store::Database& database, std::int64_t after,
                                                        std::int64_t until) {
  YX_TRY(const auto rows,
         database.query(
             "SELECT c.issuer, c.crl_partition, MAX(a.seq) FROM act_record a CROSS JOIN certificate c "
             "WHERE a.object = c.object AND a.seq >= $1 AND a.seq < $2 AND a.act IN ($3, $4, $5, $6) "
             "GROUP BY c.issuer, c.crl_partition",
             {after, until, code(ActCode::Revoked), code(ActCode::Suspended), code(ActCode::Resumed),
              code(ActCode::IntentAbandoned)}));
  std::vector<PartitionChange> found;
  for (const store::Row& row : rows) found.push_back({{row.text(0), row.integer(1)}, row.integer(2)});
  return found;
}

Result<std::vector<StatusChange>> changes(store::Database& database, std::int64_t from, std::int64_t to) {
  std::vector<StatusChange> found;
  const auto read = [&](store::Connection& connection) -> Result<void> {
    return connection.query_each(
        "SELECT a.seq, a.act, c.issuer, c.serial, c.crl_partition, c.revoked_at, c.reason "
        "FROM act_record a JOIN certificate c ON a.object = c.object "
        "WHERE a.seq >= $1 AND a.seq < $2 AND a.act IN ($3, $4, $5, $6, $7) ORDER BY a.seq",
        {from, to, code(ActCode::Issued), code(ActCode::Revoked), code(ActCode::Suspended),
         code(ActCode::Resumed), code(ActCode::IntentAbandoned)},
        [&](const store::Row& row) -> Result<void> {
          StatusChange change;
          change.seq = row.integer(0);
          change.issued_now = row.integer(1) == code(ActCode::Issued);
          change.issuer = row.text(2);
          YX_TRY(change.serial, x509::Serial::from_magnitude(row.blob(3)));
          change.part = row.integer(4);
          YX_TRY(change.revoked_at, optional_time(row, 5));
          if (!row.is_null(6)) {
            YX_TRY(change.reason, x509::revocation_reason(row.integer(6)));
          }
          found.push_back(std::move(change));
          return {};
        });
  };
  YX_CHECK(database.read(read));
  return found;
}

}  // namespace yinxin::status
