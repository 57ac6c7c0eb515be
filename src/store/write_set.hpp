// What one caller wants written, all or nothing, and the lane that commits many callers' sets at once
// (decisions.md 4).
#pragma once

#include "base/completion.hpp"
#include "store/connection.hpp"

namespace yinxin::store {

/// Statements of one act. They run in order in one transaction; each may insist on how many rows it changes.
class WriteSet {
 public:
  struct Statement {
    std::string_view sql;  // text with static lifetime
    Values values;
    std::optional<std::int64_t> rows;  // nothing: any number
    base::Error on_mismatch;           // what the caller gets when the number differs
    bool returning = false;            // keep the rows it returns
  };

  /// Must change exactly one row, else Conflict `store.expected_rows`.
  WriteSet& add(std::string_view sql, Values values);
  WriteSet& add_expecting(std::int64_t rows, base::Error on_mismatch, std::string_view sql, Values values);
  WriteSet& add_any(std::string_view sql, Values values);
  /// UPDATE/INSERT … RETURNING: rows are handed back in Committed::returned.
  WriteSet& add_returning(std::int64_t rows, base::Error on_mismatch, std::string_view sql, Values values);
  /// Appends the statements of another set (the ledger adds its act record to the act's own set).
  WriteSet& append(WriteSet more);

  const std::vector<Statement>& statements() const { return statements_; }
  bool empty() const { return statements_.empty(); }

 private:
  std::vector<Statement> statements_;
};

struct Committed {
  std::vector<Rows> returned;  // one for each returning statement, in order
};

enum class Priority { Interactive, Bulk };

/// Commits whatever has queued while the previous commit was on its way; no timer, so a caller alone waits
/// for nobody. A set that fails (row count, constraint) rolls the batch back: the sets before it commit
/// together, it runs alone, and the sets after it go on together, so that one caller never fails another.
/// Sets of one priority commit in the order in which they were submitted. Bulk sets run only when no
/// interactive set waits.
class Lane {
 public:
  static constexpr std::size_t kMaxQueued = 4096;  // of each priority (decisions.md 4)
  static constexpr std::size_t kMaxBatchSets = 1024;
  /// Bulk work commits in small pieces: an interactive set may have to wait for one of them.
  static constexpr std::size_t kMaxBulkBatchSets = 64;

  /// Starts the lane's thread on a connection of its own. Errors: Unavailable `store.connect`.
  static base::Result<std::unique_ptr<Lane>> start(Database& database);
  /// The same on a connection that is handed over.
  static std::unique_ptr<Lane> start(std::unique_ptr<Connection> connection);
  ~Lane();  // commits what is queued, then stops; not from the lane's own thread

  /// `done` is called on the lane's thread when the set is durable or refused. Errors: those of Connection;
  /// the set's own on_mismatch; TooMany `store.queue_full`; Unavailable `store.lane_stopped` after a commit
  /// of unknown outcome (the sets it held may be durable or not, those behind them are not): the program must
  /// restart and recover. A set that arrives at a full queue or a stopped lane is answered at once, on the
  /// caller's thread; `store.lane_stopped` is also the answer while the lane is being destroyed.
  void submit(WriteSet set, base::Completion<Committed> done, Priority priority = Priority::Interactive);
  /// Blocks; for command-line tools, start-up and tests. Not from a completion (throws std::logic_error).
  base::Result<Committed> commit(WriteSet set);

  /// Since it started: durable transactions, and the sets they held.
  struct Counts {
    std::uint64_t commits = 0;
    std::uint64_t sets = 0;
  };
  Counts counts() const;

  /// Called on the lane's thread, after each transaction that is durable (before its sets are answered) and
  /// once when the lane stops, with the cause; must not wait for anything. Replaces what was told before;
  /// when these return, no earlier call runs.
  void on_durable(std::function<void()> call);
  void on_stopped(std::function<void(const base::Error&)> call);

 private:
  struct State;
  explicit Lane(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace yinxin::store
