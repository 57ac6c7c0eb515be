// Tips with a sealed reporter (article 41; 商用密码管理条例 article 49; requirements 2.10, 6): the case is
// the procedure `tip`, who reports is a seal (TIP.md) in a folder of its own, which handlers alone open, in
// their own programs. Owner of the tables of schema/0022_tips.sql. docs/decisions/0022.
#pragma once

#include <filesystem>
#include <mutex>

#include "base/completion.hpp"
#include "base/in_flight.hpp"
#include "cases/service.hpp"
#include "officers/service.hpp"
#include "supervision/tips/seal_folder.hpp"
#include "supervision/tips/types.hpp"

namespace yinxin::supervision {

/// A seal that no tip names is dropped then: its tip was refused.
inline constexpr std::chrono::hours kSealWaits{24};
inline constexpr std::chrono::hours kSealSweepEvery{1};  // at most

/// Every write is durable with its act record when `done` is called; what `remember` adds stands in the same
/// commit. Checks block on the database, on the caller's thread.
class Tips {
 public:
  struct House {
    store::Database& database;
    store::Lane& lane;
    const ledger::Recorder& recorder;
    const base::Clock& clock;
    base::IdSource& ids;
    const privacy::Vault& vault;
    const officers::Service& officers;
    cases::Service& cases;  // with seal_effect() behind `tip_seal`
  };
  /// `region` is that of officers whose account names none.
  Tips(House house, std::filesystem::path seals, std::string region);
  ~Tips() { under_way_.wait(); }

  /// Enrols the caller's encryption key in place of the one before; what was sealed for that stays so.
  /// Errors: Forbidden `supervision.tip.handler` (not a tip_handler); Refused `supervision.tip.signing_key`
  /// (the key that the account signs with); Conflict `supervision.tip.key_there` (enrolled before, by
  /// whomever).
  void enrol(const crypto::Sm2PublicKey& key, const cases::Caller& caller,
             store::Remember<HandlerKey> remember, base::Completion<HandlerKey> done);
  /// Of handlers who may act today and in whose reach the region lies; of more than kMaxSealHandlers those
  /// whose keys came first. Open to all. Errors: Malformed `cases.scope`; Internal `supervision.tip.stored`.
  base::Result<std::vector<HandlerKey>> handlers(const std::string& scope) const;

  /// Opens the case; the seal is durable before it. A sender known by a key alone must have made the seal
  /// under that key. Errors: Malformed `supervision.tip.seal` (also one that is named in the inputs);
  /// Refused `supervision.tip.query_key` (the seal's is another than the sender's); Conflict
  /// `supervision.tip.recipients` (sealed for somebody who is no handler of the region: ask again who is);
  /// those of SealFolder::keep and cases::Service::open_case.
  void submit(NewTip tip, const cases::Caller& caller, store::Remember<cases::Case> remember,
              base::Completion<cases::Case> done);

  /// What is sensitive in a tip, and to its handlers the seal, once it is on record that the caller was given
  /// it and why. Errors: Malformed `supervision.tip.reason` (not 1 to kMaxTipReason characters); NotFound
  /// `cases.none`, `supervision.tip.none`, `supervision.tip.no_seal` (nobody is named); Forbidden
  /// `procedure.role` (no role in tips), `supervision.tip.handler` (the seal is for handlers),
  /// `supervision.tip.not_recipient` (it is sealed for none of the caller's keys); Internal
  /// `supervision.tip.stored`.
  void open(const std::string& number, const std::string& reason, bool with_seal, const cases::Caller& caller,
            base::Completion<TipContent> done);

  /// Keeps a wrap for another handler, by one for whom the tip is sealed. Errors: as open, reason aside;
  /// Malformed `supervision.tip.seal` (no cipher); Conflict `supervision.tip.recipients` (no key of a handler
  /// of the region), `supervision.tip.shared` (that key has one).
  void share(const TipShare& share, const cases::Caller& caller, store::Remember<TipShare> remember,
             base::Completion<TipShare> done);

  /// Errors: as open.
  base::Result<TipNote> show(const std::string& number, const cases::Caller& caller) const;

  /// For who signs with the tip's query key. Errors: NotFound `supervision.tip.none`, also for all others.
  base::Result<TipProgress> progress(const std::string& number, const officers::Actor& actor) const;

  /// Drops seals that no tip names, kSealWaits after they came; for the server's upkeep. Returns how many.
  base::Result<std::size_t> sweep();

 private:
  struct Reach;
  base::Result<Reach> reach(const std::string& number, const cases::Caller& caller) const;
  base::Result<base::Bytes> seal_for(const Reach& tip, const cases::Caller& caller,
                                     std::vector<SealWrap>& wraps) const;
  base::Result<void> check_recipients(const std::vector<SealWrap>& wraps, const std::string& scope) const;
  base::Result<void> check_seal(const TipSeal& seal, const std::string& scope,
                                const officers::Actor& actor) const;
  template <class T>
  void commit(store::WriteSet set, T outcome, base::Completion<T> done);

  const House house_;
  const SealFolder seals_;
  const std::string region_;
  std::mutex keeping_;       // a seal is not swept while it is kept again
  base::Time next_sweep_{};  // guarded by keeping_
  base::InFlight under_way_;
};

/// What stands behind `tip_seal` on the step that opens a tip: notes which seal the case names and who may
/// ask how it goes. Without a folder tips under a name are Unavailable `supervision.tip.off`. Errors also:
/// Malformed `supervision.tip.seal` (no name of a seal); NotFound `supervision.tip.no_seal`; Refused
/// `supervision.tip.query_key`; Conflict `supervision.tip.seal_used`.
cases::Effect seal_effect(std::optional<SealFolder> seals);

}  // namespace yinxin::supervision
