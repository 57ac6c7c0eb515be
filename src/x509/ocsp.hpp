// Online status (RFC 6960, GB/T 19713-2005): requests in, responses out.
#pragma once

#include "x509/crl.hpp"

namespace yinxin::x509 {

inline constexpr std::size_t kMaxOcspRequestBytes = 16 * 1024;
inline constexpr std::size_t kMaxOcspQueries = 32;
inline constexpr std::size_t kMaxNonceBytes = 32;  // RFC 8954 2.1: 1 to 32 octets

/// The hashes a CertID may use here; SHA-1 because clients still send it (standards.md 5.7).
enum class CertIdHash : std::uint8_t { Sha1, Sha256, Sm3 };

struct CertId {
  CertIdHash hash = CertIdHash::Sm3;
  base::Bytes issuer_name_hash;
  base::Bytes issuer_key_hash;
  Serial serial;
  base::Bytes der;  // as received: echoed octet for octet in the answer
  friend bool operator==(const CertId& a, const CertId& b) { return a.der == b.der; }
};

/// CertID of `serial` under this issuer.
CertId make_cert_id(CertIdHash hash, const Certificate& issuer, const Serial& serial);

struct OcspRequest {
  std::vector<CertId> queries;
  std::optional<base::Bytes> nonce;

  /// An optional requestor signature is skipped unread. Errors: Malformed `x509.ocsp.request` (also an empty
  /// list, a nonce outside 1..kMaxNonceBytes, an unknown critical extension), Refused `x509.ocsp.hash`
  /// (CertID hash not known), TooLarge `x509.ocsp.size` (octets, or queries over kMaxOcspQueries).
  static base::Result<OcspRequest> parse(base::ByteView der);
  base::Bytes to_der() const;
};

/// RFC 6960 4.2.1 OCSPResponseStatus.
enum class OcspStatus : std::uint8_t {
  Successful = 0,
  MalformedRequest = 1,
  InternalError = 2,
  TryLater = 3,
  SigRequired = 5,
  Unauthorized = 6,
};

enum class CertStatus : std::uint8_t { Good, Revoked, Unknown };

struct SingleResponse {
  CertId id;
  CertStatus status = CertStatus::Unknown;
  base::Time revoked_at;                                    // with Revoked
  RevocationReason reason = RevocationReason::Unspecified;  // with Revoked
  base::Time this_update;
  std::optional<base::Time> next_update;
};

inline constexpr std::size_t kResponderKeyHashBytes = 20;
/// KeyHash of ResponderID: SHA-1 of the BIT STRING content of the key, as RFC 6960 4.2.1 fixes it.
base::Bytes responder_key_hash(const crypto::Sm2PublicKey& key);

/// ResponseData (RFC 6960 4.2.1): what is signed.
struct OcspResponseData {
  base::Bytes responder_key_hash;  // see responder_key_hash(); empty when read from an answer that names its
                                   // responder
  base::Time produced_at;
  std::vector<SingleResponse> responses;
  std::optional<base::Bytes> nonce;

  base::Bytes to_der() const;
  /// Errors: Malformed `x509.ocsp.response`; Refused `x509.ocsp.hash`.
  static base::Result<OcspResponseData> parse(base::ByteView der);
};

/// A successful OCSPResponse around signed data; `responder` is put in certs.
base::Bytes assemble_ocsp_response(base::ByteView response_data, const crypto::Sm2Signature& signature,
                                   const Certificate& responder);
/// An error answer: status and nothing else.
base::Bytes ocsp_error_response(OcspStatus status);

/// A parsed response, for checkers and tests.
struct OcspResponse {
  OcspStatus status = OcspStatus::InternalError;
  base::Bytes response_data;  // empty unless Successful
  OcspResponseData data;
  crypto::Sm2Signature signature;
  std::vector<Certificate> certificates;

  /// Structure only; verify() checks the signature, and nothing here says whether the responder is
  /// authorised. Errors: Malformed `x509.ocsp.response`, Refused `x509.algorithm` and `x509.ocsp.hash`,
  /// TooLarge `x509.certificate.size`.
  static base::Result<OcspResponse> parse(base::ByteView der);
  bool verify(const crypto::Sm2PublicKey& responder_key) const;
};

}  // namespace yinxin::x509
