// Numbers act records and publishes signed tree heads over them. One sequencer is elected among the servers
// of a database; on SQLite there is one by nature (decisions.md 5). Numbering follows each commit at once;
// heads are at most one a second.
#pragma once

#include <functional>
#include <memory>

#include "ledger/tile_folder.hpp"
#include "proof/tree_head.hpp"
#include "signer/client.hpp"
#include "store/write_set.hpp"

namespace yinxin::ledger {

/// A leaf with its way to a signed head.
struct Inclusion {
  std::uint64_t index = 0;
  std::uint64_t size = 0;
  proof::HashPath path;
  std::string head;  // the signed note of the tree of `size`
};

/// PostgreSQL: the advisory lock of the one server that numbers the acts of a schema.
inline constexpr std::string_view kElection = "hashtextextended(CAST(current_schema() AS TEXT), 0)";

class Sequencer {
 public:
  struct Options {
    std::string origin;            // first line of heads: names this ledger for ever
    std::string key_id;            // the signer's tree-head key
    std::filesystem::path folder;  // tiles and checkpoint
    /// Called on the sequencer's thread after records were numbered, with the number of numbered records.
    std::function<void(std::int64_t)> on_numbered;
    /// Called on the sequencer's thread when a round failed; it is tried again a second later.
    std::function<void(const base::Error&)> on_failed{};
  };

  /// Finishes a head that a crash left unsigned, numbers what waits, then goes on in a thread of its own.
  /// Does not wait for the signer: without it records are numbered and heads follow when it is back. Errors:
  /// those of the store; Internal `ledger.tree` when tiles or database contradict a signed head.
  static base::Result<std::unique_ptr<Sequencer>> start(store::Database& database, store::Lane& lane,
                                                        signer::Client& signer, const base::Clock& clock,
                                                        Options options);
  ~Sequencer();

  /// Says that a commit may have brought new records; cheap, from any thread. Without it they are found
  /// within a second.
  void wake();
  /// Records numbered so far, and how many of them the newest signed head covers.
  std::int64_t numbered() const;
  std::int64_t covered() const;
  /// Blocks until a head covers the first `count` records, or `patience` is over (Unavailable
  /// `ledger.head_late`).
  base::Result<void> wait_covered(std::int64_t count, std::chrono::milliseconds patience);

 private:
  struct State;
  explicit Sequencer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The record's inclusion under the newest signed head, from the tiles. Errors: NotFound `ledger.record`,
/// NotYet `ledger.record.not_covered` (within seconds of the act).
base::Result<Inclusion> prove(store::Database& database, const TileFolder& tiles, base::ByteView record_id);
/// The newest signed head. Errors: NotYet `ledger.head.none`.
base::Result<std::string> newest_head(store::Database& database);

}  // namespace yinxin::ledger
