// Certification paths as the checker needs them: by name octets and signatures, from a certificate to a root
// that the person checking has chosen. Revocation is the business of the CRLs and OCSP answers that lie
// beside the certificate.
#pragma once

#include <span>

#include "proof/report.hpp"
#include "x509/ocsp.hpp"

namespace yinxin::proof {

inline constexpr std::size_t kMaxChain = 8;  // certificates above the first; Chinese chains have two or three

/// The certificate among `candidates` that is named as issuer and whose key verifies the signature, or null.
const x509::Certificate* find_issuer(const x509::Certificate& certificate,
                                     std::span<const x509::Certificate> candidates);

/// Builds the path of `certificate` through `authorities` to one of `roots` and checks it at the moment `at`
/// (RFC 5280 6.1.3, 6.1.4): signatures, validity, basic constraints, path length, key usage, no unknown
/// critical extension. Without any root the path must end in a self-signed authority, and the report notes
/// that nobody vouches for it. Returns the issuer when the path holds, null when not; `where` names the
/// certificate in the findings.
const x509::Certificate* check_chain(const x509::Certificate& certificate, std::string_view where,
                                     std::span<const x509::Certificate> authorities,
                                     std::span<const x509::Certificate> roots, base::Time at, Report& report);

/// Whether this is a certificate of the provider's own services, which may vouch for packages and tree heads:
/// an end entity with an extended key usage that no subscriber is given (OCSP signing or time stamping), able
/// to sign.
bool is_service_certificate(const x509::Certificate& certificate);

/// Whether basic constraints and key usage make it an authority (RFC 5280 4.2.1.3, 4.2.1.9).
bool is_authority(const x509::Certificate& certificate);

/// Whether lists under this certificate's name may be signed with its key: an authority's with cRLSign, or
/// that of a key which signs lists alone under the name of the authority that certified it (RFC 5280 6.3.3 f,
/// docs/decisions/0025).
bool may_sign_lists(const x509::Certificate& certificate);
/// Whether `answer` is signed by `issuer`, or by a responder that it has certified for this, in force when
/// the answer was made (RFC 6960 4.2.2.2).
bool is_signed_answer(const x509::OcspResponse& answer, const x509::Certificate& issuer);

/// Whether the key usage, if there is one, has this bit (RFC 5280 4.2.1.3).
bool may(const x509::Certificate& certificate, x509::KeyUsage usage);

/// "C=CN, O=…, CN=…" of the subject, for findings.
inline std::string subject_text(const x509::Certificate& certificate) {
  return certificate.tbs().subject.to_text();
}

}  // namespace yinxin::proof
