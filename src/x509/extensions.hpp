// Certificate and CRL extensions (RFC 5280 4.2 and 5.2), as values. encode_* gives extnValue's content (the
// DER inside the OCTET STRING); decode_* takes it. All decode errors: Malformed `x509.extension` naming the
// extension.
#pragma once

#include <vector>

#include "asn1/der_writer.hpp"

namespace yinxin::x509 {

struct Extension {
  asn1::Oid id;
  bool critical = false;
  base::Bytes value;  // content of extnValue
  friend bool operator==(const Extension&, const Extension&) = default;
};

/// RFC 5280 4.2.1.3, named bits as a mask: bit i is the bit numbered i there.
enum KeyUsage : std::uint32_t {
  kDigitalSignature = 1U << 0,
  kNonRepudiation = 1U << 1,
  kKeyEncipherment = 1U << 2,
  kDataEncipherment = 1U << 3,
  kKeyAgreement = 1U << 4,
  kKeyCertSign = 1U << 5,
  kCrlSign = 1U << 6,
};

struct BasicConstraints {
  bool ca = false;
  std::optional<std::int64_t> path_length;
};

struct PolicyInformation {
  asn1::Oid id;
  std::string cps_uri;  // empty: no qualifier
};

/// Only URI names are written; directory names met on input are kept out of `uris`.
struct DistributionPoints {
  std::vector<std::string> uris;  // one DistributionPoint each
};

struct AuthorityInfoAccess {
  std::vector<std::string> ocsp;
  std::vector<std::string> ca_issuers;
};

struct SubjectAltNames {
  std::vector<std::string> dns;
  std::vector<std::string> emails;
  std::vector<std::string> uris;
  std::vector<base::Bytes> ip_addresses;
};

/// RFC 5280 5.2.5, the fields we use: one URI, and the scope flags.
struct IssuingDistributionPoint {
  std::string uri;
  bool only_user_certificates = false;
  bool only_ca_certificates = false;
  /// The list is of certificates that another authority issued, or that the authority issued before its lists
  /// were signed with a key of somebody else's (article 29); entries name their issuer (RFC 5280 5.3.3).
  bool indirect = false;
};

base::Bytes encode_basic_constraints(const BasicConstraints& value);
base::Bytes encode_key_usage(std::uint32_t bits);
base::Bytes encode_ext_key_usage(const std::vector<asn1::Oid>& purposes);
base::Bytes encode_key_identifier(base::ByteView id);            // subjectKeyIdentifier
base::Bytes encode_authority_key_identifier(base::ByteView id);  // keyIdentifier only
base::Bytes encode_policies(const std::vector<PolicyInformation>& policies);
base::Bytes encode_distribution_points(
    const DistributionPoints& points);  // cRLDistributionPoints and freshestCRL
base::Bytes encode_authority_info_access(const AuthorityInfoAccess& access);
base::Bytes encode_subject_alt_names(const SubjectAltNames& names);
base::Bytes encode_issuing_distribution_point(const IssuingDistributionPoint& point);

base::Result<BasicConstraints> decode_basic_constraints(base::ByteView value);
base::Result<std::uint32_t> decode_key_usage(base::ByteView value);
base::Result<std::vector<asn1::Oid>> decode_ext_key_usage(base::ByteView value);
base::Result<base::Bytes> decode_key_identifier(base::ByteView value);
/// Empty when there is no keyIdentifier.
base::Result<base::Bytes> decode_authority_key_identifier(base::ByteView value);
base::Result<std::vector<PolicyInformation>> decode_policies(base::ByteView value);
base::Result<DistributionPoints> decode_distribution_points(base::ByteView value);
base::Result<AuthorityInfoAccess> decode_authority_info_access(base::ByteView value);
base::Result<SubjectAltNames> decode_subject_alt_names(base::ByteView value);
/// Also refuses what would change the meaning of the list: onlySomeReasons and onlyContainsAttributeCerts.
base::Result<IssuingDistributionPoint> decode_issuing_distribution_point(base::ByteView value);

inline constexpr std::size_t kMaxExtensions =
    64;  // real certificates carry under 20; keeps the search for repeats short

/// Reads the next element of `list`, the whole `Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension` with its
/// tag; refuses a repeated id, critical written as DEFAULT FALSE and more than kMaxExtensions. Errors:
/// Malformed `x509.extension`.
base::Result<std::vector<Extension>> parse_extensions(asn1::DerReader& list);
/// Writes that whole element.
void write_extensions(asn1::DerWriter& out, const std::vector<Extension>& extensions);
/// The value of one extension, or nothing.
const Extension* find_extension(const std::vector<Extension>& extensions, const asn1::Oid& id);

}  // namespace yinxin::x509
