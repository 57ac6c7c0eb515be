// A second party that signs a ledger's heads once it has seen that each grew from the one before (C2SP
// tlog-witness, in spirit): a ledger that tells two stories must then fool the witness as well.
//
// A cosignature is one more line of the head's note: the witness's name, and its SM2 signature over the same
// four lines that the ledger signed (src/proof/EXPORT.md). A witness has a key for each ledger.
#pragma once

#include "proof/tree_head.hpp"

namespace yinxin::proof {

struct WitnessKey {
  std::string name;  ///< is_note_name(), and not the origin of the ledger
  crypto::Sm2PublicKey key;
};

/// Whether `now` is of the same ledger as `before` and grew from it, as `path` (merkle.hpp) proves. Errors:
/// Refused `proof.witness.origin`, `proof.witness.shrunk` (smaller, or earlier), `proof.witness.fork` (the
/// proof fails: another root for the same entries).
base::Result<void> check_growth(const TreeHead& before, const TreeHead& now, const HashPath& path);

/// The head with the witness's line. Errors: those of SignedNote::add().
base::Result<SignedTreeHead> cosigned(const SignedTreeHead& head, const WitnessKey& witness,
                                      const crypto::Sm2Signature& signature);

}  // namespace yinxin::proof
