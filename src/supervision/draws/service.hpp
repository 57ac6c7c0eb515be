// Draws, durable: each step is one commit with its act record, so that the ledger shows what came before
// what. Owner of the tables of schema/0013_draws.sql
// (and 0020_instruments.sql).
#pragma once

#include "base/completion.hpp"
#include "base/in_flight.hpp"
#include "cases/types.hpp"
#include "ledger/entries.hpp"
#include "officers/service.hpp"
#include "store/remember.hpp"
#include "supervision/draws/types.hpp"

namespace yinxin::supervision {

/// Whom the draws of that matter drew that nothing took the place of; nothing: none was stated; empty: none
/// has come to its result.
base::Result<std::optional<std::vector<std::string>>> drawn_for(store::Database& database,
                                                                const std::string& matter);

/// Every write is durable with its act record when `done` is called; what `remember` adds stands in the same
/// commit. Checks block on the database, on the caller's thread.
class Draws {
 public:
  /// The whole pool of a draw of experts, as the register has it (Experts::draw_pool).
  using ExpertPool =
      std::function<base::Result<std::vector<proof::PoolMember>>(const NewDraw&, const cases::Caller&)>;
  struct House {
    store::Database& database;
    store::Lane& lane;
    const ledger::Recorder& recorder;
    const base::Clock& clock;
    base::IdSource& ids;
    const officers::Service& officers;
    ExpertPool experts;
  };
  /// All of `house` outlives this.
  explicit Draws(House house) : house_(house) {}
  ~Draws() { under_way_.wait(); }

  /// Fixes pool, exclusions, places and the two officers, in the caller's region. By a technical review
  /// coordinator (experts), an enforcement officer or the head of the province (objects, officers). Errors:
  /// Forbidden `procedure.role`; Malformed `proof.draw.pool`, `proof.draw.statement`; Refused
  /// `supervision.draw.places` (more than can be drawn), `supervision.draw.officers` (not two who may act, or
  /// an administrator or expert among them); of experts those of the register.
  void state(NewDraw wanted, cases::Caller caller, store::Remember<Draw> remember,
             base::Completion<Draw> done);

  /// A named officer hands in the signed commitment (proof::commitment_body() as a note under the officer's
  /// key). With the second one the draw is committed. Errors: NotFound `supervision.draw.none`; Forbidden
  /// `supervision.draw.officer` (not one of the two); Malformed `proof.note`; Refused `supervision.draw.note`
  /// (another statement, or not signed with the key of the account); Conflict `supervision.draw.state`
  /// (another state, committed already, or somebody was faster); those of officers::Service::acting.
  void commit(const std::string& draw, std::string note, officers::Actor actor,
              store::Remember<Draw> remember, base::Completion<Draw> done);

  /// A named officer opens the share, after both have committed. The second share draws: seed, result and
  /// both acts in its commit. Errors: as commit; Refused `supervision.draw.share` (does not open the
  /// commitment).
  void reveal(const std::string& draw, const proof::DrawShare& share, officers::Actor actor,
              store::Remember<Draw> remember, base::Completion<Draw> done);

  /// States another draw in place of `first`, whatever that had come to, for a reason of 1 to
  /// proof::kMaxDrawText characters; the first stays. Purpose and matter are the first's. Errors: as state();
  /// NotFound `supervision.draw.none`; Conflict `supervision.draw.state` (replaced already).
  void redraw(const std::string& first, const std::string& reason, NewDraw wanted, cases::Caller caller,
              store::Remember<Draw> remember, base::Completion<Draw> done);

  /// Errors: NotFound `supervision.draw.none`; Internal `supervision.draw.stored`.
  base::Result<Draw> find(const std::string& draw) const;
  /// The newest first. Errors: those of the store; Internal `supervision.draw.stored`.
  static constexpr std::int64_t kMaxPage = 200;
  base::Result<std::vector<DrawHead>> list(const DrawFilter& filter, std::int64_t limit) const;

  /// The file for an outsider, with the ledger's proofs under its newest head. `authorities` are the
  /// certificates above officers and tree-head key, and that key's own. Errors: as find; NotYet
  /// `supervision.draw.not_drawn`, `supervision.draw.not_covered` (its acts are not under a signed head yet);
  /// those of ledger::proved_acts.
  base::Result<proof::DrawRecord> record(const std::string& draw, const ledger::TileFolder& tiles,
                                         std::vector<x509::Certificate> authorities) const;

 private:
  base::Result<Draw> draft(NewDraw wanted, const cases::Caller& caller,
                           std::optional<proof::ReplacedDraw> replaces) const;
  base::Result<Draw> check_commit(const std::string& id, const std::string& note,
                                  const officers::Actor& actor, std::size_t& position) const;
  void submit(store::WriteSet rows, Draw outcome, const store::Remember<Draw>& remember,
              base::Completion<Draw> done);

  const House house_;
  base::InFlight under_way_;
};

}  // namespace yinxin::supervision
