#include "authority/certificate_table.hpp"

namespace yinxin::authority {

using base::ErrorKind;
using base::make_error;
using base::Result;
using store::Value;

namespace {

constexpr std::string_view kInsertIntent =
    "INSERT INTO certificate (issuer, serial, state, profile, application, rules_version, crl_partition, "
    "not_before, "
    "not_after, intended_at, tbs, object) VALUES ($1, $2, 'intended', $3, $4, $5, $6, $7, $8, $9, $10, $11)";
constexpr std::string_view kTakePlace =
    "UPDATE crl_partition SET assigned = assigned + 1 WHERE issuer = $1 AND number = $2 AND assigned < $3";
constexpr std::string_view kEnsurePartition =
    "INSERT INTO crl_partition (issuer, number, assigned) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING";
constexpr std::string_view kMarkIssued =
    "UPDATE certificate SET state = 'issued', tbs = NULL, der = $3, fingerprint = $4, issued_at = $5 "
    "WHERE issuer = $1 AND serial = $2 AND state = 'intended'";
constexpr std::string_view kMarkAbandoned =
    "UPDATE certificate SET state = 'abandoned', tbs = NULL, revoked_at = $3, reason = 5 "
    "WHERE issuer = $1 AND serial = $2 AND state = 'intended'";
constexpr std::string_view kMarkRevoked =
    "UPDATE certificate SET revoked_at = $3, reason = $4, invalidity_date = $5 "
    "WHERE issuer = $1 AND serial = $2 AND state = 'issued' AND (revoked_at IS NULL OR reason = 6)";
constexpr std::string_view kMarkSuspended =
    "UPDATE certificate SET revoked_at = $3, reason = 6 "
    "WHERE issuer = $1 AND serial = $2 AND state = 'issued' AND revoked_at IS NULL";
constexpr std::string_view kMarkResumed =
    "UPDATE certificate SET revoked_at = NULL, reason = NULL, invalidity_date = NULL "
    "WHERE issuer = $1 AND serial = $2 AND state = 'issued' AND reason = 6";

#define YX_CERTIFICATE_COLUMNS                                                                         \
  "issuer, serial, state, profile, application, rules_version, crl_partition, not_before, not_after, " \
  "intended_at, tbs, "                                                                                 \
  "der, issued_at, revoked_at, reason, invalidity_date FROM certificate "
constexpr std::string_view kFind = "SELECT " YX_CERTIFICATE_COLUMNS "WHERE issuer = $1 AND serial = $2";
constexpr std::string_view kFindBySerial =
    "SELECT " YX_CERTIFICATE_COLUMNS "WHERE serial = $1 AND issuer IN (SELECT id FROM authority)";
constexpr std::string_view kFindByApplication =
    "SELECT " YX_CERTIFICATE_COLUMNS "WHERE application = $1 AND state <> 'abandoned'";
constexpr std::string_view kFindIntents =
    "SELECT " YX_CERTIFICATE_COLUMNS "WHERE state = 'intended' AND intended_at <= $1 ORDER BY intended_at";
constexpr std::string_view kOfAuthority =
    "SELECT " YX_CERTIFICATE_COLUMNS "WHERE issuer = $1 AND state <> 'intended' ORDER BY serial";
#undef YX_CERTIFICATE_COLUMNS
constexpr std::string_view kCount =
    "SELECT CAST(COALESCE(sum(CASE WHEN issued_at < $2 AND not_before < $2 AND not_after >= $2 AND "
    "(revoked_at IS NULL OR revoked_at >= $2 OR reason = 6) THEN 1 ELSE 0 END), 0) AS BIGINT), "
    "CAST(COALESCE(sum(CASE WHEN issued_at >= $1 AND issued_at < $2 THEN 1 ELSE 0 END), 0) AS BIGINT), "
    "CAST(COALESCE(sum(CASE WHEN revoked_at >= $1 AND revoked_at < $2 AND reason <> 6 THEN 1 ELSE 0 END), 0) "
    "AS BIGINT) FROM certificate WHERE state = 'issued' AND application IS NOT NULL "
    "AND issuer NOT IN (SELECT id FROM taken_authority)";

Value serial_value(const x509::Serial& serial) {
  return base::to_bytes(serial.magnitude());
}

std::optional<base::Time> optional_time(const store::Row& row, std::size_t column) {
  const auto micros = row.optional_integer(column);
  return micros ? std::optional(base::from_micros(*micros)) : std::nullopt;
}

Result<CertificateRecord> to_record(const store::Row& row) {
  CertificateRecord record;
  record.authority = row.text(0);
  YX_TRY(record.serial, x509::Serial::from_magnitude(row.blob(1)));
  record.state = row.text(2) == "issued"     ? CertificateState::Issued
                 : row.text(2) == "intended" ? CertificateState::Intended
                                             : CertificateState::Abandoned;
  record.profile = row.text(3);
  record.application = row.is_null(4) ? "" : row.text(4);
  record.rules_version = row.text(5);
  record.crl_partition = row.integer(6);
  record.validity = {base::from_micros(row.integer(7)), base::from_micros(row.integer(8))};
  record.intended_at = base::from_micros(row.integer(9));
  if (!row.is_null(10)) record.tbs = row.blob(10);
  if (!row.is_null(11)) record.der = row.blob(11);
  record.issued_at = optional_time(row, 12);
  record.revoked_at = optional_time(row, 13);
  if (!row.is_null(14)) {
    YX_TRY(record.reason, x509::revocation_reason(row.integer(14)));
  }
  record.invalidity_date = optional_time(row, 15);
  return record;
}

Result<CertificateRecord> one_record(Result<store::Rows> rows) {
  if (!rows) return std::move(rows).error();
  if (rows->empty()) return make_error(ErrorKind::NotFound, "authority.certificate");
  return to_record(rows->front());
}

}  // namespace

void insert_intent(store::WriteSet& set, const CertificateRecord& record) {
  Value application = store::kNull;
  if (!record.application.empty()) application = record.application;
  set.add(kInsertIntent,
          {record.authority, serial_value(record.serial), record.profile, application, record.rules_version,
           record.crl_partition, base::to_micros(record.validity.not_before),
           base::to_micros(record.validity.not_after), base::to_micros(record.intended_at), record.tbs,
           certificate_object(record.authority, record.serial)});
  set.add_expecting(1, make_error(ErrorKind::Conflict, "authority.partition_full"), kTakePlace,
                    {record.authority, record.crl_partition, kPartitionSize});
}

void mark_issued(store::WriteSet& set, const CertificateRecord& record, const x509::Certificate& certificate,
                 base::Time at) {
  set.add_expecting(1, make_error(ErrorKind::Conflict, "authority.not_intended"), kMarkIssued,
                    {record.authority, serial_value(record.serial), base::to_bytes(certificate.der()),
                     base::to_bytes(certificate.fingerprint()), base::to_micros(at)});
}

void mark_abandoned(store::WriteSet& set, const CertificateRecord& record, base::Time at) {
  set.add_expecting(1, make_error(ErrorKind::Conflict, "authority.not_intended"), kMarkAbandoned,
                    {record.authority, serial_value(record.serial), base::to_micros(at)});
}

void mark_revoked(store::WriteSet& set, const RevocationOrder& order, base::Time at) {
  Value invalidity = store::kNull;
  if (order.invalidity_date) invalidity = base::to_micros(*order.invalidity_date);
  set.add_expecting(1, make_error(ErrorKind::Conflict, "authority.already_revoked"), kMarkRevoked,
                    {order.authority, serial_value(order.serial), base::to_micros(at),
                     static_cast<std::int64_t>(order.reason), invalidity});
}

void mark_suspended(store::WriteSet& set, const RevocationOrder& order, base::Time at) {
  set.add_expecting(1, make_error(ErrorKind::Conflict, "authority.already_revoked"), kMarkSuspended,
                    {order.authority, serial_value(order.serial), base::to_micros(at)});
}

void mark_resumed(store::WriteSet& set, const RevocationOrder& order) {
  set.add_expecting(1, make_error(ErrorKind::Conflict, "authority.not_suspended"), kMarkResumed,
                    {order.authority, serial_value(order.serial)});
}

void ensure_partition(store::WriteSet& set, const std::string& issuer, std::int64_t number) {
  set.add_any(kEnsurePartition, {issuer, number});
}

Result<CertificateRecord> find_certificate(store::Database& database, const std::string& authority,
                                           const x509::Serial& serial) {
  return one_record(database.query(kFind, {authority, serial_value(serial)}));
}

Result<CertificateRecord> find_certificate(store::Database& database, const x509::Serial& serial) {
  return one_record(database.query(kFindBySerial, {serial_value(serial)}));
}

Result<CertificateRecord> find_certificate_of(store::Database& database, const std::string& application) {
  return one_record(database.query(kFindByApplication, {application}));
}

Result<std::vector<CertificateRecord>> find_intents(store::Database& database, base::Time older_than) {
  YX_TRY(const auto rows, database.query(kFindIntents, {base::to_micros(older_than)}));
  std::vector<CertificateRecord> records;
  for (const store::Row& row : rows) {
    YX_TRY(CertificateRecord record, to_record(row));
    records.push_back(std::move(record));
  }
  return records;
}

Result<void> each_certificate(store::Connection& connection, const std::string& authority,
                              const std::function<Result<void>(const CertificateRecord&)>& on_record) {
  return connection.query_each(kOfAuthority, {authority}, [&](const store::Row& row) -> Result<void> {
    YX_TRY(const CertificateRecord record, to_record(row));
    return on_record(record);
  });
}

Result<Service::Counts> count_certificates(store::Database& database, base::Time from, base::Time to) {
  YX_TRY(const auto rows, database.query(kCount, {base::to_micros(from), base::to_micros(to)}));
  const store::Row& row = rows.at(0);
  return Service::Counts{row.integer(0), row.integer(1), row.integer(2)};
}

Result<std::optional<PartitionState>> newest_partition(store::Database& database, const std::string& issuer) {
  YX_TRY(const auto rows, database.query("SELECT number, assigned FROM crl_partition WHERE issuer = $1 "
                                         "ORDER BY number DESC LIMIT 1",
                                         {issuer}));
  if (rows.empty()) return std::optional<PartitionState>();
  return std::optional(PartitionState{rows[0].integer(0), rows[0].integer(1)});
}

}  // namespace yinxin::authority
