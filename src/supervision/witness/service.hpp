// The regulator as witness of providers' ledgers: a head is cosigned once its signature and its growth from
// the head cosigned before are proved. Owner of the tables witnessed_head (schema/0014_monitoring.sql) and
// witness_key (schema/0020_instruments.sql).
#pragma once

#include <functional>
#include <map>
#include <mutex>

#include "ledger/recorder.hpp"
#include "proof/witness.hpp"
#include "store/connection.hpp"

namespace yinxin::supervision {

class Witness {
 public:
  struct House {
    store::Database& database;
    store::Lane& lane;
    const ledger::Recorder& recorder;
    const base::Clock& clock;
  };
  /// Signs the body of a head with the witness's key for this ledger. In production the signer's key of the
  /// purpose tree head whose limit is that origin (src/signer/PROTOCOL.md), which refuses a fork for itself.
  using Sign = std::function<base::Result<crypto::Sm2Signature>(const std::string& body)>;
  /// One provider's ledger.
  struct Subject {
    std::string origin;
    crypto::Sm2PublicKey key;   ///< that signs its heads
    proof::WitnessKey witness;  ///< ours for it
    Sign sign;
  };

  /// All of `house` outlives this.
  explicit Witness(House house) : house_(house) {}

  /// `note` is the signed head, `path` the proof that it grew from the newest head witnessed (ignored for the
  /// first, which is taken as it is). Returns the note with our line. Before the key is used head, proof and
  /// act are durable; a head that was recorded and not signed (a crash, a signer away) is signed when it is
  /// asked for again. Blocks. What is refused as a fork or as shrunk is recorded as an act with the note's
  /// octets, once as long as the same note comes again. Errors: those of SignedTreeHead::parse,
  /// proof::check_growth and of `sign`; Refused `supervision.witness.signature`; Conflict
  /// `supervision.witness.changed` (another head was witnessed at the same time).
  base::Result<std::string> cosign(const Subject& subject, const std::string& note,
                                   const proof::HashPath& path);

  /// A witnessed head with the proof from the one before.
  struct Kept {
    proof::SignedTreeHead head;
    proof::HashPath path;
    base::Time at;
  };
  /// Nothing: none yet. Errors: those of the store.
  base::Result<std::optional<Kept>> newest(const std::string& origin) const;
  /// The largest first, smaller than `below`; those that were recorded and not signed yet too. Errors: those
  /// of the store.
  static constexpr std::int64_t kMaxPage = 200;
  base::Result<std::vector<Kept>> heads(const std::string& origin, std::uint64_t below,
                                        std::int64_t limit) const;

  /// Which key of ours stands under the heads of which ledger.
  struct Stated {
    std::string provider;
    std::string origin;
    proof::WitnessKey witness;
    base::Time at{};  ///< since when; stated() sets it
  };
  /// Says so to everybody, with an act in our own ledger, unless the newest statement on that origin says the
  /// same. Blocks. Errors: those of the store.
  base::Result<void> state_key(Stated statement) const;
  /// All statements, the newest first; of one provider only, where one is named. Errors: those of the store;
  /// Internal `supervision.witness.stored`.
  base::Result<std::vector<Stated>> stated(const std::string& provider = {}) const;

 private:
  base::Result<void> refuse(const Subject& subject, const std::string& note, const base::Error& why);
  base::Result<void> record(const Subject& subject, const proof::SignedTreeHead& head,
                            const proof::HashPath& path, const std::optional<Kept>& before) const;

  const House house_;
  std::mutex mutex_;
  std::map<std::string, crypto::Sm3Digest> refused_;  // newest note of an origin; guarded by mutex_
};

}  // namespace yinxin::supervision
