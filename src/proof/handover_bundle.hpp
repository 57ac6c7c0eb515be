// What one provider hands another that takes its service over (article 29): one archive (ustar.hpp), a
// manifest with the SM3 of each file, and the sender's signature over that. Format: HANDOVER.md. The checker
// and the taker's import read it with the same code.
#pragma once

#include <span>

#include "proof/merkle.hpp"
#include "proof/report.hpp"
#include "proof/ustar.hpp"
#include "x509/crl.hpp"

namespace yinxin::proof {

namespace handover_file {
inline constexpr std::string_view kManifest = "manifest.json";
inline constexpr std::string_view kSignature = "manifest.sig";
inline constexpr std::string_view kAuthorities = "authorities/";    // <id>.cer, DER
inline constexpr std::string_view kTakerOcsp = "taker/ocsp.cer";    // the sender's word for the taker's keys
inline constexpr std::string_view kTakerLists = "taker/lists.cer";  // DER
inline constexpr std::string_view kCertificates = "certificates/";  // 000000.jsonl and so on
inline constexpr std::string_view kLists = "lists/";                // <partition>[.delta].crl
inline constexpr std::string_view kLeaves = "ledger/leaves/";       // 000000.bin and so on
inline constexpr std::string_view kTreeHead = "ledger/tree-head.txt";
inline constexpr std::string_view kRules = "rules/";  // cps-<version>.md, .toml; cp-…
inline constexpr std::string_view kLicence = "licence.txt";
inline constexpr std::string_view kSealedKey = "sealed/key";           // SM2Cipher of the key below
inline constexpr std::string_view kSealedEntries = "sealed/ledger/";   // 000000 and so on
inline constexpr std::string_view kSealedRecords = "sealed/records/";  // <application>.tar
}  // namespace handover_file

/// Ours: ten million applications, a file each, and a disk.
inline constexpr TarLimits kHandoverLimits{10'000'000, std::size_t{512} << 20, std::size_t{1} << 42};
inline constexpr std::size_t kMaxHandoverManifestBytes = std::size_t{2} << 30;
/// A part of certificates, leaves or entries ends with the one that brings it to this size.
inline constexpr std::size_t kHandoverPartBytes = std::size_t{16} << 20;
inline constexpr std::size_t kMaxHandoverLine = 256 * 1024;  // a certificate has at most 64 KiB, in base64
/// Name on the signature's line.
inline constexpr std::string_view kHandoverSigner = "sender";

/// "<folder>000000<ending>": a part's name.
std::string handover_part(std::string_view folder, std::size_t number, std::string_view ending);
/// What a sealed file is bound to (crypto::seal): "yinxin handover 1", a line feed, its name.
base::Bytes handover_place(std::string_view name);

/// A certificate and its status: a line of certificates/.
struct HandoverCertificate {
  x509::Serial serial;
  std::string profile;
  std::string application;  ///< empty: one of the sender's own services
  std::string rules;        ///< CPS version at issue
  std::uint64_t partition = 0;
  base::Time not_before;
  base::Time not_after;
  base::Time intended_at;
  std::optional<base::Time> issued_at;  ///< nothing: given up, its serial stands on the lists all the same
  std::optional<base::Time> revoked_at;
  x509::RevocationReason reason = x509::RevocationReason::Unspecified;
  std::optional<base::Time> invalidity_date;
  base::Bytes der;  ///< empty exactly where issued_at is nothing

  /// Compact JSON, members as above; times in microseconds since 1970 UTC, 0 for nothing; no newline.
  std::string to_json() const;
  /// Errors: Malformed `proof.json`, `proof.handover.certificate`, `x509.serial`, `base.base64`.
  static base::Result<HandoverCertificate> parse(std::string_view json);
};

/// An entry of the ledger without its record: in a part of ledger/leaves/, 00 and a leaf of 107 octets, or 01
/// and the hash of a leaf that was lost with a database.
struct HandoverLeaf {
  base::Bytes leaf;  ///< kLeafSize octets; empty: lost
  Hash hash{};       ///< of the leaf

  void write(base::Bytes& out) const;
};
/// Errors: Malformed `proof.handover.leaves`; whatever `on_leaf` returns.
base::Result<void> each_handover_leaf(base::ByteView part,
                                      const std::function<base::Result<void>(const HandoverLeaf&)>& on_leaf);
/// Errors: Malformed `proof.handover.certificate` (a line too long, or without its end); whatever `on_line`
/// returns.
base::Result<void> each_handover_line(base::ByteView part,
                                      const std::function<base::Result<void>(std::string_view)>& on_line);

struct HandoverManifest {
  static constexpr std::uint64_t kFormat = 1;

  struct Authority {
    std::string id;
    std::string role;    ///< "root", "issuing", "ocsp_signer", "tree_head"
    std::string issuer;  ///< id; empty: self-signed
  };
  struct Partition {
    std::uint64_t number = 0;
    std::uint64_t assigned = 0;  ///< certificates in it
    std::uint64_t crl_number =
        0;  ///< the highest that was ever taken, published or not; the taker goes on above it
  };
  struct File {
    std::string name;
    std::uint64_t size = 0;
    Hash digest{};
  };

  std::string sender;       ///< its name on the licence
  base::Time made_at;       ///< whole seconds
  Hash taker_key{};         ///< SM3 of the point of the key that sealed/key is for
  std::string authority;    ///< id of the issuing authority whose certificates these are
  std::string crl_address;  ///< of its lists, up to the partition: "http://ca.example/crl/issuing-1/"
  std::uint64_t certificates = 0;
  std::vector<std::string> destroyed;  ///< applications whose records were destroyed by article 24
  std::vector<Authority> authorities;
  std::vector<Partition> partitions;  ///< by number
  std::vector<File> files;            ///< in their order; not the manifest and its signature

  /// Indented JSON with a newline at the end.
  std::string to_json() const;
  /// Only the canonical form. Errors: Malformed `proof.json`, `base.time`, `proof.hash`, `base.hex`; Refused
  /// `proof.handover.newer`.
  static base::Result<HandoverManifest> parse(std::string_view json);
};

/// Writes a bundle as a stream; only one file at a time is in memory.
class HandoverWriter {
 public:
  HandoverWriter(base::Time made_at, TarStream::Sink sink) : tar_(made_at, std::move(sink)) {}
  /// Errors: those of TarStream::add().
  base::Result<void> add(const std::string& name, base::ByteView content);
  /// Signs what binds the manifest: the body of package_note_body().
  using Sign = std::function<base::Result<crypto::Sm2Signature>(std::string note)>;
  /// Writes `manifest`, with the files so far, and its signature by `signer`; closes the archive. Gives SM3
  /// of the manifest. Errors: also those of SignedNote::add() and `sign`.
  base::Result<Hash> finish(HandoverManifest manifest, const crypto::Sm2PublicKey& signer, const Sign& sign);

 private:
  TarStream tar_;
  std::vector<HandoverManifest::File> files_;
};

/// A bundle in which each file has the size and SM3 of the manifest, and there is no other. Who signed it is
/// still to be checked.
struct HandoverBundle {
  HandoverManifest manifest;
  Hash digest{};     ///< SM3 of the manifest's octets
  std::string note;  ///< manifest.sig
  std::string manifest_json;
  std::vector<TarFile> files;  ///< those of the manifest, in its order; into the archive

  /// Null when there is none of this name.
  const TarFile* find(std::string_view name) const;
  /// Those whose names begin so, in order.
  std::vector<const TarFile*> in(std::string_view folder) const;
};
/// `archive` must outlive the result. Errors: Malformed `proof.handover`, the detail names the file that is
/// changed, missing or too many; those of HandoverManifest::parse() and read_tar(), which names the file as
/// well.
base::Result<HandoverBundle> open_handover(base::ByteView archive);

/// Everything that can be checked without a network and without the taker's key: the archive, its signature
/// up to one of `roots`, the two certificates of the taker's keys, each certificate's own signature and
/// place, its status against the acts of the ledger, the ledger's leaves against its signed head, lists,
/// rules and records that certificates name. Never fails to answer: what cannot be read is a finding.
Report verify_handover(base::ByteView archive, std::span<const x509::Certificate> roots);
/// The same of one that is open.
void check_handover(const HandoverBundle& bundle, std::span<const x509::Certificate> roots, Report& report);

}  // namespace yinxin::proof
