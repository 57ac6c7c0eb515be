// Checks an exported ledger from end to end without believing anything in it but the tree-head key
// (decisions.md 7).
#pragma once

#include "proof/export.hpp"
#include "proof/inputs.hpp"
#include "proof/report.hpp"

namespace yinxin::proof {

struct LedgerTrust {
  std::vector<x509::Certificate>
      roots;  ///< vouch for the tree-head keys in authorities.pem, and for certificates
  std::vector<crypto::Sm2PublicKey> tree_head_keys;  ///< trusted as they are
};

/// Reads every entry once, in order. Memory: O(log n) for the tree, 24 octets for each certificate, and one
/// row for each object whose records were destroyed. Checks that
/// - entries are numbered from 0 without a gap, and dated in order within kActTimeTolerance;
/// - each record opens the commitment of its leaf (a changed row is named by its seq), and records are
/// missing only where a
///   later act of destruction names their object;
/// - entries of which only the leaf hash is left stand exactly where a later act of restoring says that they
/// were
///   lost;
/// - the leaves hash to the root of every tree head, heads grow, and each is signed by a trusted key;
/// - the tiles hold the hashes of these leaves;
/// - each act of issue, and of recovery after a loss, has exactly one certificate, with the fingerprint that
/// the leaf names, under a trusted authority; and no
///   issuer gave a serial number twice.
Report verify_ledger(const ExportFolder& folder, const LedgerTrust& trust);

/// Where the report places a finding about one entry.
inline std::string seq_text(std::uint64_t seq) {
  return "seq " + std::to_string(seq);
}

}  // namespace yinxin::proof
