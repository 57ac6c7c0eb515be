// The file of one draw, for an outsider to check without us: statement, pool, the two officers' commitments
// and shares, what was drawn, and the acts of the ledger with their proofs (docs/design/draw.md).
#pragma once

#include "proof/draw.hpp"
#include "proof/ledger_entry.hpp"
#include "x509/certificate.hpp"

namespace yinxin::proof {

inline constexpr std::size_t kMaxDrawBytes = std::size_t{16} << 20;  // kMaxDrawPool members, and six acts
inline constexpr std::size_t kMaxDrawAuthorities = 16;
inline constexpr std::size_t kMaxDrawActs = 16;

struct DrawOfficer {
  x509::Certificate certificate;
  std::string note;  ///< commitment_body() as a note signed by the officer
  DrawShare share{};
};

struct DrawRecord {
  DrawStatement statement;
  std::vector<PoolMember> pool;
  std::vector<DrawOfficer> officers;           ///< two, in the order of the statement
  std::vector<x509::Certificate> authorities;  ///< of the officers, and of the tree-head key: its own too
  Hash seed{};
  std::vector<std::string> selected;
  std::string head;               ///< signed tree head that covers the acts
  std::vector<ProvedEntry> acts;  ///< on the statement's object, by seq

  /// Indented JSON with a newline at the end.
  std::string to_json() const;
  /// Only what to_json() writes; says nothing about whether it is true. Errors: Malformed `proof.json`,
  /// `proof.draw.record`; those of the parts.
  static base::Result<DrawRecord> parse(std::string_view json);
};

struct DrawTrust {
  std::vector<x509::Certificate>
      roots;  ///< vouch for the officers, and for the tree-head key in `authorities`
  std::vector<crypto::Sm2PublicKey> tree_head_keys;  ///< trusted as they are
};

/// Repeats a draw: pool and statement; each officer's certificate, signature, commitment and share; seed and
/// selection; and that the ledger had statement, commitments, shares and result in this order. `replaced` is
/// the record of the draw that this one took the place of, if it is at hand.
Report verify_draw(std::string_view json, const DrawTrust& trust,
                   const std::optional<std::string>& replaced = std::nullopt);

}  // namespace yinxin::proof
