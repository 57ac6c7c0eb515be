// The SQL of the tables batch and batch_row (schema/0007_batches.sql), and what is sealed in them. Private to
// this folder.
#pragma once

#include "privacy/vault.hpp"
#include "registration/batches.hpp"

namespace yinxin::registration {

/// Batch and rows. An entry that is an error, or too large to be stored, has its outcome at once.
void insert_batch(store::WriteSet& set, const privacy::Vault& vault, const Batch& batch,
                  const officers::Actor& actor, const std::vector<BatchEntry>& entries);
/// The row's outcome; its content is erased. A row that has one already: Conflict `store.expected_rows`.
void settle_row(store::WriteSet& set, const BatchPlace& place, const std::string& application);
void settle_row(store::WriteSet& set, const BatchPlace& place, const base::Error& error);
void finish_batch(store::WriteSet& set, const std::string& number, base::Time at);

/// A batch that is not finished, and who handed it in, as they signed.
struct OpenBatch {
  std::string number;
  officers::Actor actor;
};
/// Oldest first.
base::Result<std::vector<OpenBatch>> find_open_batches(store::Database& database);

struct WaitingRow {
  std::int64_t position = 0;
  base::Bytes content;  // sealed
};
base::Result<std::vector<WaitingRow>> find_waiting_rows(store::Database& database, const std::string& number,
                                                        std::int64_t after, std::int64_t limit);
/// Errors: Refused `privacy.sealed`, Internal `registration.stored`.
base::Result<Form> open_row(const privacy::Vault& vault, const BatchPlace& place, base::ByteView sealed);

base::Result<Batch> find_batch(store::Database& database, const std::string& number);
base::Result<BatchCounts> count_rows(store::Database& database, const std::string& number);
base::Result<std::vector<Batch>> list_batches(store::Database& database, const std::string& after,
                                              std::int64_t limit);
base::Result<std::vector<BatchRow>> list_rows(store::Database& database, const std::string& number,
                                              std::int64_t after, std::int64_t limit);

}  // namespace yinxin::registration
