// The parts of a certificate revocation list that are small enough to hold: one entry, and what stands around
// the entries. The writer and the parser of the stream share them.
#pragma once

#include "x509/crl.hpp"

namespace yinxin::x509 {

inline constexpr std::string_view kCrlError = "x509.crl";

/// An element of revokedCertificates (RFC 5280 5.1.2.6, 5.3).
void write_crl_entry(asn1::DerWriter& out, const CrlEntry& entry);
base::Result<CrlEntry> read_crl_entry(base::ByteView der);

/// crlExtensions (RFC 5280 5.2) from and into the fields of `info` that live there.
std::vector<Extension> crl_extensions(const CrlInfo& info);
base::Result<void> read_crl_extensions(base::ByteView der, CrlInfo& info);

/// What RFC 5280 5.1 and 5.2 ask of the values together, whoever made them. Errors: Malformed `x509.crl`.
base::Result<void> check_crl_info(const CrlInfo& info);

}  // namespace yinxin::x509
