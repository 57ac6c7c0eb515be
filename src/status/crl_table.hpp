// The SQL of the crl table (schema/0003_status.sql), and the reads of revoked certificates that lists are
// made from.
#pragma once

#include "store/connection.hpp"
#include "store/write_set.hpp"
#include "x509/crl.hpp"

namespace yinxin::status {

struct CrlRow {
  std::string issuer;
  std::int64_t part = 0;
  std::int64_t number = 0;
  std::optional<std::int64_t> base_number;
  base::Time this_update;
  base::Time next_update;
  std::int64_t followed = 0;
};

/// The number is taken: durable before the list is signed.
void insert_crl(store::WriteSet& set, const CrlRow& row);
void mark_published(store::WriteSet& set, const CrlRow& row, std::int64_t entries,
                    const crypto::Sm3Digest& digest);

/// Highest number ever taken in a partition, published or not; 0: none.
base::Result<std::int64_t> highest_number(store::Database& database, const std::string& issuer,
                                          std::int64_t part);
/// The newest published full list of a partition, or nothing.
base::Result<std::optional<CrlRow>> newest_full(store::Database& database, const std::string& issuer,
                                                std::int64_t part);

struct Partition {
  std::string issuer;
  std::int64_t part = 0;
};
base::Result<std::vector<Partition>> all_partitions(store::Database& database);

/// Everything revoked in a partition and not out of its validity since before `still_valid_at` (RFC 5280 3.3:
/// an entry stays on one list beyond the certificate's end).
base::Result<void> each_revoked(store::Connection& connection, const Partition& partition,
                                base::Time still_valid_at,
                                const std::function<base::Result<void>(const x509::CrlEntry&)>& on_entry);
/// What changed in a partition after record `after` and up to `until`: revoked ones, and resumed ones as
/// removeFromCRL.
base::Result<void> each_change(store::Connection& connection, const Partition& partition, std::int64_t after,
                               std::int64_t until,
                               const std::function<base::Result<void>(const x509::CrlEntry&)>& on_entry);

/// Partitions with such changes by records from `after` up to `until`, and the last such record of each.
struct PartitionChange {
  Partition partition;
  std::int64_t last = 0;
};
base::Result<std::vector<PartitionChange>> changed_partitions(store::Database& database, std::int64_t after,
                                                              std::int64_t until);

/// One certificate whose status a record changed.
struct StatusChange {
  std::int64_t seq = 0;
  std::string issuer;
  x509::Serial serial;
  std::int64_t part = 0;
  bool issued_now = false;  // the record is its issue
  std::optional<base::Time> revoked_at;
  x509::RevocationReason reason = x509::RevocationReason::Unspecified;
};
/// The changes that records [from, to) made, each as the certificate stands now.
base::Result<std::vector<StatusChange>> changes(store::Database& database, std::int64_t from,
                                                std::int64_t to);

}  // namespace yinxin::status
