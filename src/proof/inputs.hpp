// What a person hands to a checker: certificates and keys in the forms in which they are found.
#pragma once

#include <vector>

#include "x509/certificate.hpp"

namespace yinxin::proof {

/// One certificate in DER, or every "CERTIFICATE" block of a PEM text in order; at least one. Errors:
/// Malformed `crypto.pem`, those of x509::Certificate::parse().
base::Result<std::vector<x509::Certificate>> read_certificates(base::ByteView input);

/// A "PUBLIC KEY" in PEM, or the key of a certificate in PEM or DER. Errors: as read_certificates(), and
/// those of x509::parse_public_key_info().
base::Result<crypto::Sm2PublicKey> read_public_key(base::ByteView input);

}  // namespace yinxin::proof
