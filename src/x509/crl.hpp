// Certificate revocation lists (RFC 5280 5, GB/T 20518): written as a stream, read as a stream; neither is
// ever wholly in memory.
#pragma once

#include <functional>
#include <memory>

#include "x509/certificate.hpp"

namespace yinxin::x509 {

/// RFC 5280 5.3.1. Value 7 is not used.
enum class RevocationReason : std::uint8_t {
  Unspecified = 0,
  KeyCompromise = 1,
  CaCompromise = 2,
  AffiliationChanged = 3,
  Superseded = 4,
  CessationOfOperation = 5,
  CertificateHold = 6,
  RemoveFromCrl = 8,
  PrivilegeWithdrawn = 9,
  AaCompromise = 10,
};
/// Errors: Malformed `x509.crl.reason`.
base::Result<RevocationReason> revocation_reason(std::int64_t code);

struct CrlEntry {
  Serial serial;
  base::Time revoked_at;
  RevocationReason reason = RevocationReason::Unspecified;  // Unspecified is not written (RFC 5280 5.3.1)
  std::optional<base::Time> invalidity_date;
  /// certificateIssuer (RFC 5280 5.3.3), as it stands at this entry; empty: not there. CrlWriter writes it
  /// where it belongs, whatever is here.
  Name certificate_issuer{};
};

struct CrlInfo {
  Name issuer;
  base::Bytes authority_key_id;
  base::Time this_update;
  base::Time next_update;
  std::int64_t number = 0;
  std::optional<std::int64_t> base_number;                     // set: a delta against this number
  std::optional<IssuingDistributionPoint> distribution_point;  // written critical
  std::vector<std::string> freshest_uris;                      // freshestCRL, non-critical, full lists only
};

inline constexpr std::size_t kCrlChunkBytes = 64 * 1024;
/// Takes consecutive octets, at most kCrlChunkBytes a call.
using ChunkSink = std::function<base::Result<void>(base::ByteView)>;

/// Collects encoded entries in an unnamed file, since the lengths in front of them are known only after the
/// last one.
class CrlWriter {
 public:
  /// `spool_folder` must allow O_TMPFILE. Errors: Internal `x509.crl.spool`; Malformed `x509.crl` when `info`
  /// has no issuer or key identifier, contradicts itself, or puts freshestCRL into a delta.
  static base::Result<CrlWriter> start(CrlInfo info, const std::string& spool_folder);
  CrlWriter(CrlWriter&&) noexcept;
  CrlWriter& operator=(CrlWriter&&) noexcept;
  ~CrlWriter();

  /// Any order is legal. In an indirect list the first entry gets the certificateIssuer `info.issuer`.
  /// Errors: Internal `x509.crl.spool` (disk full; nothing is passed to a sink after it), Malformed
  /// `x509.crl.reason` (removeFromCRL outside a delta, RFC 5280 5.3.1).
  base::Result<void> add(const CrlEntry& entry);
  std::size_t entries() const;
  /// Passes TBSCertList to `sink`; callable again with the same octets (once to sign, once to write).
  base::Result<void> tbs(const ChunkSink& sink);
  /// Passes the whole CertificateList to `sink`.
  base::Result<void> write(const crypto::Sm2Signature& signature, const ChunkSink& sink);

 private:
  struct State;
  explicit CrlWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Parses TBSCertList from chunks as they pass, cut anywhere: the signer checks what it signs with this. Feed
/// octets, then finish(). Version 2, nextUpdate, authorityKeyIdentifier and cRLNumber must be there; unknown
/// critical extensions are refused, unknown others read past. An indirect list is read when all its entries
/// are of certificates of the authority that the list is named after, as ours are (docs/decisions/0025): the
/// first entry says so, and none says otherwise. Errors: Malformed `x509.crl`; Refused `x509.algorithm`;
/// whatever `on_entry` returns. After an error every later call returns the same.
class CrlStreamParser {
 public:
  using OnEntry = std::function<base::Result<void>(const CrlEntry&)>;
  explicit CrlStreamParser(OnEntry on_entry);
  CrlStreamParser(CrlStreamParser&&) noexcept;
  ~CrlStreamParser();
  base::Result<void> feed(base::ByteView octets);
  /// The fields around the entries; an error when the structure is not complete.
  base::Result<CrlInfo> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A whole CRL in memory, for checkers and tests.
struct Crl {
  CrlInfo info;
  std::vector<CrlEntry> entries;
  base::Bytes tbs;
  crypto::Sm2Signature signature;

  /// Errors: Malformed `x509.crl`, Refused `x509.algorithm`.
  static base::Result<Crl> parse(base::ByteView der);
  bool verify(const crypto::Sm2PublicKey& issuer_key) const;
  const CrlEntry* find(const Serial& serial) const;
};

}  // namespace yinxin::x509
