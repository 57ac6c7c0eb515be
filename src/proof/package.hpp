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

/// Collects files, states what is absent, signs. Everything is in memory, up to kMaxTarBytes.
class PackageBuilder {
 public:
  /// Signs a note body (package_note_body) with the package key: a key of the provider's services whose
  /// certificate is_service_certificate(). Any error ends the building.
  using Sign = std::function<base::Result<crypto::Sm2Signature>(base::ByteView body)>;

  explicit PackageBuilder(PackageInfo info) : info_(std::move(info)) {}

  /// `name` lies in the folder of a part ("03-rules/cps-1.2.pdf"); names that the checker understands are
  /// those of layout. Errors: Malformed `proof.package.name` (no such part, or not is_tar_name()), Conflict
  /// `proof.package.repeated`.
  base::Result<void> add(std::string_view name, base::Bytes content);
  base::Result<void> add(std::string_view name, std::string_view text) {
    return add(name, base::to_bytes(text));
  }
  /// An act with its proof, named by its seq.
  base::Result<void> add_act(const ProvedEntry& act);
  /// States that something is missing and why; an empty `item` means the whole part. Both are for people, in
  /// Chinese.
  void absent(Part part, std::string item, std::string reason);

  /// Writes scope, instructions and manifest, has the manifest signed, and makes the archive. `key_name`
  /// stands on the signature line. Errors: Refused `proof.package.part_missing` (a part neither filled nor
  /// declared absent; the detail names it), Refused `proof.package.certificate` (layout::kCertificate is
  /// missing or no certificate); those of Manifest::parse() (an absence without a reason, text that is not
  /// UTF-8), add(), SignedNote::add() and TarWriter::add(), and whatever `sign` returns.
  base::Result<base::Bytes> finish(const x509::Certificate& signer, std::string_view key_name,
                                   const Sign& sign) &&;

 private:
  base::Result<Manifest> manifest(const x509::Certificate& certificate) const;

  PackageInfo info_;
  std::map<std::string, base::Bytes, std::less<>> files_;
  std::vector<Absence> absences_;
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
