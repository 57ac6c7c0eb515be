// Heads of our own ledger that a witness has signed too, as it published them. Whoever holds one holds us to
// the history that the witness saw. Owner of the table cosigned_head (schema/0020_instruments.sql). Keeping
// one is no act: like the heads themselves they say something about the ledger and stand outside it.
#pragma once

#include <vector>

#include "proof/witness.hpp"
#include "store/connection.hpp"
#include "store/write_set.hpp"

namespace yinxin::ledger {

struct CosignedHead {
  std::string witness;
  std::uint64_t size = 0;
  base::Time at;     // when we fetched it
  std::string note;  // signed by our ledger and by the witness
};

/// Whether `note` is a head of ours, signed by us and by the witness, and not kept yet; `set` then keeps it.
/// Reads the database on the caller's thread. Errors: those of SignedTreeHead::parse; Refused
/// `ledger.cosigned.signature` (not the witness's), `ledger.cosigned.origin` (another ledger's); NotFound
/// `ledger.cosigned.unknown` (a size of which we have no head, as after a restore); Conflict
/// `ledger.cosigned.contradicted`: our key signed another root for this size than our records give.
base::Result<bool> keep_cosigned(store::WriteSet& set, store::Database& database, const std::string& origin,
                                 const crypto::Sm2PublicKey& ours, const proof::WitnessKey& witness,
                                 const std::string& note, base::Time at);

/// The largest of each witness, by its name. Errors: those of the store.
base::Result<std::vector<CosignedHead>> newest_cosigned(store::Database& database);

}  // namespace yinxin::ledger
