// The signed word for the whole ledger at one size: a note of four lines (decisions.md 7), signed by the
// tree-head key and, on further lines, by witnesses.
#pragma once

#include "base/clock.hpp"
#include "proof/merkle.hpp"
#include "proof/note.hpp"

namespace yinxin::proof {

/// Body:   origin LF  size in decimal LF  base64 of the root LF  time as YYYY-MM-DDTHH:MM:SSZ LF
struct TreeHead {
  std::string origin;  ///< names the ledger for ever; also the key name of its own signature line
  std::uint64_t size = 0;
  Hash root{};
  base::Time time;  ///< whole seconds; body() drops what is below

  /// What is signed, octet for octet: the signer process is given exactly this.
  std::string body() const;
  /// Only what body() writes. Errors: Malformed `proof.tree_head`.
  static base::Result<TreeHead> parse_body(std::string_view body);
  friend bool operator==(const TreeHead&, const TreeHead&) = default;
};

struct SignedTreeHead {
  TreeHead head;
  SignedNote note;

  /// Puts the ledger's own signature under a head, after checking it. Errors: those of SignedNote::add();
  /// Malformed `proof.tree_head` for a head whose body would not be read back.
  static base::Result<SignedTreeHead> make(const TreeHead& head, const crypto::Sm2PublicKey& key,
                                           const crypto::Sm2Signature& signature);
  /// Errors: those of SignedNote::parse() and TreeHead::parse_body().
  static base::Result<SignedTreeHead> parse(std::string_view text);

  std::string to_text() const { return note.to_text(); }
  /// Whether the ledger itself signed with this key: a line named by the origin. Witnesses: note.signed_by().
  bool signed_by(const crypto::Sm2PublicKey& key) const { return note.signed_by(head.origin, key); }
};

}  // namespace yinxin::proof
