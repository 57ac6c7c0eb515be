// The SQL of the certificate and crl_partition tables (schema/0002_authority.sql). Nobody else writes them.
#pragma once

#include "authority/service.hpp"
#include "store/connection.hpp"

namespace yinxin::authority {

/// Certificates a CRL partition takes at most (decisions.md 9).
inline constexpr std::int64_t kPartitionSize = 50'000;

/// Commit 1: the intent, and its place in the partition. Conflict `authority.partition_full` when that is
/// taken.
void insert_intent(store::WriteSet& set, const CertificateRecord& record);
/// Commit 2. Conflict `authority.not_intended` unless the row is an intent.
void mark_issued(store::WriteSet& set, const CertificateRecord& record, const x509::Certificate& certificate,
                 base::Time at);
void mark_abandoned(store::WriteSet& set, const CertificateRecord& record, base::Time at);
/// `from_hold`: the row must be on hold (or, for a revocation, may be). Conflict with `code` otherwise.
void mark_revoked(store::WriteSet& set, const RevocationOrder& order, base::Time at);
void mark_suspended(store::WriteSet& set, const RevocationOrder& order, base::Time at);
void mark_resumed(store::WriteSet& set, const RevocationOrder& order);
/// Makes the partition when it is not there.
void ensure_partition(store::WriteSet& set, const std::string& issuer, std::int64_t number);

/// Errors of all below: those of the store; NotFound `authority.certificate` where one row is asked for.
base::Result<CertificateRecord> find_certificate(store::Database& database, const std::string& authority,
                                                 const x509::Serial& serial);
base::Result<CertificateRecord> find_certificate(store::Database& database, const x509::Serial& serial);
/// The certificate, or the open intent, of an application; abandoned ones do not count.
base::Result<CertificateRecord> find_certificate_of(store::Database& database,
                                                    const std::string& application);
base::Result<std::vector<CertificateRecord>> find_intents(store::Database& database, base::Time older_than);

base::Result<Service::Counts> count_certificates(store::Database& database, base::Time from, base::Time to);

struct PartitionState {
  std::int64_t number = 0;
  std::int64_t assigned = 0;
};
/// The newest partition of an issuer, or nothing.
base::Result<std::optional<PartitionState>> newest_partition(store::Database& database,
                                                             const std::string& issuer);

}  // namespace yinxin::authority
