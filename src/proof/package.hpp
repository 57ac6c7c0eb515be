// The evidence package of article 40 (requirements 7, 无过错证明包): one archive about one certificate, built
// by the provider, checked offline by anybody. Format: PACKAGE.md.
#pragma once

#include <functional>
#include <map>

#include "proof/ledger_entry.hpp"
#include "proof/note.hpp"
#include "proof/package_layout.hpp"
#include "proof/package_papers.hpp"
#include "x509/certificate.hpp"

namespace yinxin::proof {

/// Collects files, states what is absent, signs. In three steps, for the ledger stands between them: what
/// goes into the package is added and closed; an act says what was collected; with its proof the archive is
/// made. Everything is in memory, up to kMaxTarBytes.
class PackageBuilder {
 public:
  /// Signs a note body (of package_note_body() or AbsenceNote) with the package key: a key of the provider's
  /// services whose certificate is_service_certificate(). Any error ends the building.
  using Sign = std::function<base::Result<crypto::Sm2Signature>(base::ByteView body)>;

  /// `key_name` stands on the lines of signatures.
  PackageBuilder(PackageInfo info, const x509::Certificate& signer, std::string key_name, Sign sign)
      : info_(std::move(info)), signer_(signer), key_name_(std::move(key_name)), sign_(std::move(sign)) {}

  /// `name` lies in the folder of a part ("03-rules/cps-1.2.pdf"); names that the checker understands are
  /// those of layout. Errors: Malformed `proof.package.name` (no such part, or not is_tar_name()), Conflict
  /// `proof.package.repeated`.
  base::Result<void> add(std::string_view name, base::Bytes content);
  base::Result<void> add(std::string_view name, std::string_view text) {
    return add(name, base::to_bytes(text));
  }
  /// An act with its proof, named by its seq. The proof is made anew for finish().
  base::Result<void> add_act(const ProvedEntry& act);
  /// States that something is missing from a part that has files, and why; with an empty `item`, that the
  /// whole part is. Each for people, one line of Chinese.
  void absent(Part part, std::string item, std::string reason);

  /// Adds scope, signed absences, table of responsibility and instructions, and says what there now is:
  /// collected_text(), whose SM3 an act has to have as `files_sm3`. Errors: Refused
  /// `proof.package.part_missing` (a part neither filled nor absent, or one that is never absent; the detail
  /// names it), Conflict `proof.package.both` (filled and absent), Refused `proof.package.certificate`
  /// (layout::kCertificate is missing or no certificate); Malformed `proof.package.reason` (of an absence:
  /// not one line of 1 to kMaxReason octets); those of add() and SignedNote::add(), and whatever `sign`
  /// returns.
  base::Result<std::string> close();

  /// After close(): the archive, with the acts as they are proved under `head`, the one that says what was
  /// collected among them. Errors: Refused `proof.package.collected` (other acts than those that were added,
  /// or none that has the SM3); those of Manifest::parse(), SignedNote::add() and TarWriter::add(), and
  /// whatever `sign` returns.
  base::Result<base::Bytes> finish(std::string_view head, const std::vector<ProvedEntry>& acts) &&;

 private:
  base::Result<std::string> sign_note(std::string body) const;
  base::Result<void> add_absences(const crypto::Sm3Digest& certificate);
  base::Result<void> check_parts() const;
  base::Result<void> check_acts(const std::vector<ProvedEntry>& acts) const;
  Manifest manifest() const;

  PackageInfo info_;
  x509::Certificate signer_;
  std::string key_name_;
  Sign sign_;
  std::map<std::string, base::Bytes, std::less<>> files_;
  std::vector<Absence> items_;
  std::vector<Absence> parts_;  // whole ones; item empty
  std::string collected_;       // once closed
};

/// What the person checking trusts, from sources other than the package.
struct PackageTrust {
  std::vector<x509::Certificate> roots;  ///< none: the report notes it and shows the root's fingerprint
  std::vector<crypto::Sm2PublicKey> tree_head_keys;  ///< if any, only these sign tree heads
};

/// Checks everything that can be checked without a network, at the times that the package itself states.
/// Never fails to answer: what cannot be read is a finding.
Report verify_package(base::ByteView archive, const PackageTrust& trust);

}  // namespace yinxin::proof
