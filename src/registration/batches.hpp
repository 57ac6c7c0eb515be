// Files of many applications (requirements 2.12): received whole, then entered row by row behind interactive
// work. Owner of the tables batch and batch_row (schema/0007_batches.sql). A batch only enters: what article
// 21 asks for is asked of each application as of any other.
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "privacy/vault.hpp"
#include "registration/batch_file.hpp"

namespace yinxin::registration {

class Service;

/// Which row of which batch an application came in by.
struct BatchPlace {
  std::string batch;
  std::int64_t position = 0;  // from 1
};

struct BatchFile {
  BatchFormat format = BatchFormat::Csv;
  crypto::Sm3Digest digest{};  // of the file
  std::vector<BatchEntry> entries;
};

struct Batch {
  std::string number;  // "PL-2026-7K3M9QAX"
  std::string actor;
  BatchFormat format = BatchFormat::Csv;
  crypto::Sm3Digest digest{};
  std::int64_t rows = 0;
  base::Time received_at;
  std::optional<base::Time> finished_at;
};

/// Rows by what came of them.
struct BatchCounts {
  std::int64_t waiting = 0;
  std::int64_t entered = 0;
  std::map<std::string, std::int64_t> refused;  // by error code
};

struct BatchRow {
  std::int64_t position = 0;         // from 1
  std::string application;           // its number, or empty
  std::optional<base::Error> error;  // as the applicant would have been told; its kind is not kept
};

class Batches {
 public:
  struct House {
    store::Database& database;
    store::Lane& lane;
    const ledger::Recorder& recorder;
    const base::Clock& clock;
    const privacy::Vault& vault;
    Service& registration;
  };
  /// Rows on their way at once: one piece of the lane's bulk work commits while the next is made ready.
  static constexpr std::size_t kInFlight = 2 * store::Lane::kMaxBulkBatchSets;
  /// A part that we need was away: the rows left are tried again after this time.
  static constexpr std::chrono::seconds kRetry{5};

  /// Goes on with what an earlier run left, on a thread of its own. `on_trouble` hears of every failure that
  /// is no row's fault, from any thread; it must not block. All of `house` outlives it.
  Batches(House house, std::function<void(const base::Error&)> on_trouble);
  ~Batches();  // waits for the rows that are on their way

  /// Durable with its act record when `done` is called; entries that are errors have their outcome then. By a
  /// registration officer. Errors: Forbidden `officers.role_needed`.
  void receive(BatchFile file, officers::Actor actor, store::Remember<Batch> remember,
               base::Completion<Batch> done);

  /// Errors: NotFound `registration.batch`.
  base::Result<Batch> find(const std::string& number) const;
  base::Result<BatchCounts> count(const std::string& number) const;
  /// Newest first; `after` is the last number of the page before.
  base::Result<std::vector<Batch>> list(const std::string& after, std::int64_t limit) const;
  /// In order, those behind position `after`; none where there is no such batch.
  base::Result<std::vector<BatchRow>> rows(const std::string& number, std::int64_t after,
                                           std::int64_t limit) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace yinxin::registration
