// The regulator as witness of providers' ledgers: a head is cosigned once its signature and its growth from
// the head cosigned before are proved. Owner of the table witnessed_head (schema/0014_monitoring.sql).
#pragma once

#include <functional>

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
  /// octets. Errors: those of SignedTreeHead::parse, proof::check_growth and of `sign`; Refused
  /// `supervision.witness.signature`; Conflict `supervision.witness.changed` (another head was witnessed at
  /// the same time).
  base::Result<std::string> cosign(const Subject& subject, const std::string& note,
                                   const proof::HashPath& path);

  /// Newest witnessed head with the proof from the one before.
  struct Kept {
    proof::SignedTreeHead head;
    proof::HashPath path;
    base::Time at;
  };
  /// Nothing: none yet. Errors: those of the store.
  base::Result<std::optional<Kept>> newest(const std::string& origin) const;

 private:
  base::Result<void> refuse(const Subject& subject, const std::string& note, const base::Error& why) const;
  base::Result<void> record(const Subject& subject, const proof::SignedTreeHead& head,
                            const proof::HashPath& path, const std::optional<Kept>& before) const;

  const House house_;
};

}  // namespace yinxin::supervision
