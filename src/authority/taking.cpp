// What a handover reads and an import writes of the tables of this folder (docs/decisions/0025).
#include <algorithm>

#include "authority/authority_table.hpp"
#include "authority/certificate_table.hpp"

namespace yinxin::authority {

using base::ErrorKind;
using base::make_error;
using base::Result;
using store::Value;

namespace {

constexpr std::string_view kTakenPrefix = "taken-";

/// An import that was interrupted does what is missing.
constexpr std::string_view kTakeAuthority =
    "INSERT INTO authority (id, role, issuer, key_id, certificate, not_before, not_after) "
    "VALUES ($1, $2, $3, '', $4, $5, $6)";
constexpr std::string_view kTake =
    "INSERT INTO taken_authority (id, bundle, sender, name, crl_address, crl_key_id, crl_certificate, "
    "taken_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)";
constexpr std::string_view kTakeCertificate =
    "INSERT INTO certificate (issuer, serial, object, state, profile, application, rules_version, "
    "crl_partition, "
    "not_before, not_after, intended_at, der, fingerprint, issued_at, revoked_at, reason, invalidity_date) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) "
    "ON CONFLICT (issuer, serial) DO NOTHING";

Value time_value(const std::optional<base::Time>& time) {
  if (!time) return store::kNull;
  return base::to_micros(*time);
}

Value octets_or_null(base::Bytes octets) {
  if (octets.empty()) return store::kNull;
  return octets;
}

Value bundle_value(const crypto::Sm3Digest& bundle) {
  return base::to_bytes(bundle);
}

}  // namespace

Result<std::vector<CrlPartition>> partitions_of(store::Connection& connection, const std::string& authority) {
  YX_TRY(const auto rows,
         connection.query("SELECT number, assigned FROM crl_partition WHERE issuer = $1 ORDER BY number",
                          {authority}));
  std::vector<CrlPartition> partitions;
  for (const store::Row& row : rows) partitions.push_back({row.integer(0), row.integer(1)});
  return partitions;
}

Result<std::optional<Taking>> find_taking(store::Database& database, const crypto::Sm3Digest& bundle) {
  YX_TRY(const auto rows, database.query("SELECT id, taken_at FROM taken_authority WHERE bundle = $1",
                                         {bundle_value(bundle)}));
  if (rows.empty()) return std::optional<Taking>();
  return std::optional(Taking{rows[0].text(0), !rows[0].is_null(1)});
}

Result<std::string> free_taken_prefix(store::Database& database) {
  YX_TRY(const auto rows, database.query("SELECT COUNT(*) FROM taken_authority", {}));
  return std::string(kTakenPrefix) + std::to_string(rows.at(0).integer(0) + 1) + "-";
}

void begin_taking(store::WriteSet& set, const std::vector<Authority>& authorities,
                  const TakenAuthority& taken) {
  for (const Authority& one : authorities) {
    Value issuer = store::kNull;
    if (!one.issuer.empty()) issuer = one.issuer;
    const x509::Validity& validity = one.certificate.tbs().validity;
    set.add(kTakeAuthority, {one.id, one.role, issuer, base::to_bytes(one.certificate.der()),
                             base::to_micros(validity.not_before), base::to_micros(validity.not_after)});
  }
  set.add(kTake, {taken.id, bundle_value(taken.bundle), taken.sender, taken.name, taken.crl_address,
                  taken.crl_key_id, base::to_bytes(taken.crl_certificate.der())});
}

void take_certificate(store::WriteSet& set, const CertificateRecord& record) {
  const bool issued = record.state == CertificateState::Issued;
  Value reason = store::kNull;
  if (record.revoked_at) reason = static_cast<std::int64_t>(record.reason);
  Value fingerprint = store::kNull;
  if (issued) fingerprint = base::to_bytes(crypto::sm3(record.der));
  Value application = store::kNull;
  if (!record.application.empty()) application = record.application;
  set.add_any(
      kTakeCertificate,
      {record.authority, base::to_bytes(record.serial.magnitude()),
       certificate_object(record.authority, record.serial), issued ? "issued" : "abandoned", record.profile,
       application, record.rules_version, record.crl_partition, base::to_micros(record.validity.not_before),
       base::to_micros(record.validity.not_after), base::to_micros(record.intended_at),
       octets_or_null(record.der), fingerprint, time_value(record.issued_at), time_value(record.revoked_at),
       reason, time_value(record.invalidity_date)});
}

void finish_taking(store::WriteSet& set, const TakenAuthority& taken,
                   const std::vector<CrlPartition>& partitions, const Authority& ocsp_signer, base::Time at) {
  for (const CrlPartition& one : partitions)
    set.add("INSERT INTO crl_partition (issuer, number, assigned) VALUES ($1, $2, $3)",
            {taken.id, one.number, one.assigned});
  insert_authority(set, ocsp_signer);
  set.add_expecting(1, make_error(ErrorKind::Conflict, "authority.taken"),
                    "UPDATE taken_authority SET taken_at = $2 WHERE id = $1 AND taken_at IS NULL",
                    {taken.id, base::to_micros(at)});
}

}  // namespace yinxin::authority
