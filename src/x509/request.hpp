// Certificate requests (RFC 2986, GM/T 0092-2020; variants of standards.md 3.1-3.2).
#pragma once

#include "x509/certificate.hpp"

namespace yinxin::x509 {

inline constexpr std::size_t kMaxRequestBytes = 64 * 1024;

/// A parsed request whose signature has not been checked yet.
class CertificateRequest {
 public:
  /// DER. Accepts 501 with absent or NULL parameters, attributes absent, and CFCA's two attributes without
  /// SET. Errors: Malformed `x509.request`, Refused `x509.algorithm`, TooLarge `x509.request.size`.
  static base::Result<CertificateRequest> parse(base::ByteView der);
  /// "CERTIFICATE REQUEST" or "NEW CERTIFICATE REQUEST" PEM, or DER.
  static base::Result<CertificateRequest> parse_pem_or_der(base::ByteView input);
  /// Makes and signs one (the holder's side; used by the demonstration and by tests).
  static base::Result<CertificateRequest> create(const Name& subject, const crypto::Sm2PrivateKey& key);

  /// The CertificationRequestInfo of create(), to be signed by who has the key; and the request with its
  /// signature.
  static base::Bytes info(const Name& subject, const crypto::Sm2PublicKey& key);
  /// Errors: as parse.
  static base::Result<CertificateRequest> assemble(base::ByteView info,
                                                   const crypto::Sm2Signature& signature);

  base::ByteView der() const { return der_; }
  const Name& subject() const { return subject_; }
  const crypto::Sm2PublicKey& public_key() const { return public_key_; }
  const std::vector<Extension>& requested_extensions() const { return requested_extensions_; }
  /// CFCA double request: the temporary key that the encryption key is to be delivered to.
  const std::optional<crypto::Sm2PublicKey>& temporary_key() const { return temporary_key_; }

  /// Proof of possession: the request's own signature, default distinguishing id.
  /// Errors: Refused `x509.request.signature`.
  base::Result<void> verify_possession() const;

 private:
  friend struct RequestReader;
  base::Bytes der_;
  std::size_t info_offset_ = 0;
  std::size_t info_size_ = 0;
  Name subject_;
  crypto::Sm2PublicKey public_key_;
  std::vector<Extension> requested_extensions_;
  std::optional<crypto::Sm2PublicKey> temporary_key_;
  crypto::Sm2Signature signature_;
};

}  // namespace yinxin::x509
