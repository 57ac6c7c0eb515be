// Certificates (RFC 5280 4.1, GB/T 20518-2018): the to-be-signed part as a value, and the signed whole.
#pragma once

#include "crypto/sm2.hpp"
#include "x509/extensions.hpp"
#include "x509/name.hpp"

namespace yinxin::x509 {

inline constexpr std::size_t kMaxCertificateBytes = 64 * 1024;

/// A serial number: 1 to 20 octets, positive, no leading zero octet beyond the sign one (RFC 5280 4.1.2.2).
/// Held as magnitude.
class Serial {
 public:
  Serial() = default;
  /// Errors: Malformed `x509.serial` (empty, zero, over 20 octets, leading zero).
  static base::Result<Serial> from_magnitude(base::ByteView magnitude);
  /// From upper- or lower-case hexadecimal with no separators.
  static base::Result<Serial> from_hex(std::string_view text);
  /// Ours: 16 random octets, top bit 0, first octet not 0 (decisions.md 3).
  static Serial random();

  base::ByteView magnitude() const { return magnitude_; }
  std::string to_hex() const { return base::to_hex(magnitude_); }
  friend bool operator==(const Serial&, const Serial&) = default;
  friend auto operator<=>(const Serial&, const Serial&) = default;  // NOLINT(modernize-use-nullptr)

 private:
  base::Bytes magnitude_;
};

struct Validity {
  base::Time not_before;
  base::Time not_after;
};

/// TBSCertificate. Signature algorithm is always SM2 with SM3, parameters absent when written
/// (standards.md 7.2).
struct TbsCertificate {
  int version = 3;
  Serial serial;
  bool algorithm_parameters_null = false;  // met on input; never written
  Name issuer;
  Validity validity;
  Name subject;
  crypto::Sm2PublicKey public_key;
  std::vector<Extension> extensions;

  base::Bytes to_der() const;
  /// Errors: Malformed `x509.certificate`; Refused `x509.algorithm` when the key or the signature is not SM2
  /// on the named curve.
  static base::Result<TbsCertificate> parse(base::ByteView der);
};

/// SubjectPublicKeyInfo: id-ecPublicKey with the curve 1.2.156.10197.1.301.
void write_public_key_info(asn1::DerWriter& out, const crypto::Sm2PublicKey& key);
/// Also accepts algorithm 301, with the curve's name or without parameters (standards.md 7.1, 11). Errors as
/// TbsCertificate::parse.
base::Result<crypto::Sm2PublicKey> parse_public_key_info(base::ByteView der);
/// AlgorithmIdentifier of SM2 with SM3, parameters absent.
void write_signature_algorithm(asn1::DerWriter& out);
/// Whether it is SM2 with SM3; parameters absent or NULL. `parameters_null` says which.
base::Result<void> parse_signature_algorithm(base::ByteView der, bool& parameters_null);
/// First 20 octets of SM3 of the key's BIT STRING content: our subject key identifiers (RFC 7093 2, method 1
/// with SM3).
base::Bytes key_identifier(const crypto::Sm2PublicKey& key);

/// A signed certificate with the octets it came in.
class Certificate {
 public:
  /// Structure only; verify() checks the signature. Errors as TbsCertificate::parse; TooLarge
  /// `x509.certificate.size`.
  static base::Result<Certificate> parse(base::ByteView der);
  /// Puts tbs and signature together.
  static base::Result<Certificate> assemble(base::ByteView tbs, const crypto::Sm2Signature& signature);

  base::ByteView der() const { return der_; }
  base::ByteView tbs_der() const { return base::ByteView(der_).subspan(tbs_offset_, tbs_size_); }
  const TbsCertificate& tbs() const { return tbs_; }
  const crypto::Sm2Signature& signature() const { return signature_; }
  const Serial& serial() const { return tbs_.serial; }

  /// Whether `issuer_key` signed it (default distinguishing id).
  bool verify(const crypto::Sm2PublicKey& issuer_key) const;
  /// SM3 of the whole: how certificates are named in ledger leaves and packages.
  crypto::Sm3Digest fingerprint() const { return crypto::sm3(der_); }
  std::string to_pem() const;

 private:
  friend struct CertificateReader;
  base::Bytes der_;
  std::size_t tbs_offset_ = 0;
  std::size_t tbs_size_ = 0;
  TbsCertificate tbs_;
  crypto::Sm2Signature signature_;
};

/// SEQUENCE { tbs, algorithm, BIT STRING signature } around octets that are DER already; for certificates,
/// requests, small CRLs and OCSP alike.
base::Bytes assemble_signed(base::ByteView tbs, const crypto::Sm2Signature& signature);

}  // namespace yinxin::x509
