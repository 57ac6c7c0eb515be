// CertID (RFC 6960 4.1.1): questions and answers share it.
#pragma once

#include "x509/ocsp.hpp"

namespace yinxin::x509 {

/// Errors: Refused `x509.ocsp.hash`; Malformed with the code of whatever part is broken.
base::Result<CertId> read_cert_id(asn1::DerReader& fields);

/// The extension list with the nonce in it (RFC 8954 2.1), or nothing written.
void write_nonce(asn1::DerWriter& out, std::uint8_t tag, const std::optional<base::Bytes>& nonce);
/// Reads the explicitly tagged list if it is next. Refuses critical extensions other than the nonce.
base::Result<std::optional<base::Bytes>> read_nonce(asn1::DerReader& fields, std::uint8_t tag);
/// Reads past an explicitly tagged list of extensions that are all of no concern. Refuses critical ones.
base::Result<void> skip_extensions(asn1::DerReader& fields, std::uint8_t tag);

/// [0] EXPLICIT Version DEFAULT v1. DER leaves the default out; that some write it all the same does no harm.
base::Result<void> skip_version(asn1::DerReader& fields);

}  // namespace yinxin::x509
