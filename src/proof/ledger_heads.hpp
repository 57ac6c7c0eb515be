// The part of verify_ledger() that follows tree-heads.txt while the tree grows. Private to this folder.
#pragma once

#include "proof/chain.hpp"
#include "proof/frontier.hpp"
#include "proof/ledger_check.hpp"
#include "proof/tree_head.hpp"

namespace yinxin::proof {

class HeadCheck {
 public:
  /// Reads authorities.pem for the tree-head keys unless the keys themselves are trusted.
  HeadCheck(const ExportFolder& folder, const LedgerTrust& trust, Report& report);

  /// Holds every head of exactly this size against the tree; `latest` is the latest time among its entries.
  void reach(const Frontier& tree, base::Time latest);
  /// After the last entry: heads must end exactly there.
  void finish(std::uint64_t entries);

 private:
  struct Signer {
    crypto::Sm2PublicKey key;
    std::optional<x509::Validity> validity;  ///< of its certificate; nothing: trusted without one
  };
  void find_signers(const ExportFolder& folder, const LedgerTrust& trust);
  void advance();
  base::Result<std::optional<SignedTreeHead>> read_next();
  void check(const SignedTreeHead& signed_head, const Frontier& tree, base::Time latest);
  bool is_signed(const SignedTreeHead& signed_head) const;

  Report& report_;
  std::vector<Signer> signers_;
  LineSource lines_;
  std::optional<SignedTreeHead> next_;
  std::optional<TreeHead> last_;
  std::uint64_t right_ = 0;
  std::uint64_t witnessed_ = 0;
  bool wrong_ = false;  ///< one wrong head is told; those after it would only repeat it
};

}  // namespace yinxin::proof
