// The decoders of extensions.hpp: lenient about alternatives that we do not use, since other authorities
// write them.
#include "asn1/oids.hpp"
#include "x509/extensions.hpp"
#include "x509/general_name.hpp"

namespace yinxin::x509 {
namespace {

using asn1::context;
using asn1::DerReader;
using base::Result;

constexpr unsigned kKeyUsageBits = 9;  // RFC 5280 4.2.1.3: digitalSignature (0) to decipherOnly (8)

base::Error bad_extension(std::string_view extension, std::string_view fault) {
  return base::make_error(base::ErrorKind::Malformed, "x509.extension",
                          std::string(extension) + ": " + std::string(fault));
}

/// Names the extension in whatever the reader found wrong.
template <class T>
Result<T> named(const char* extension, Result<T> result) {
  if (result) return result;
  return bad_extension(extension, result.error().detail);
}

/// The content of the one SEQUENCE that the value consists of.
Result<DerReader> only_sequence(base::ByteView value) {
  DerReader reader(value);
  YX_TRY(const DerReader fields, reader.enter());
  YX_CHECK(reader.expect_end());
  return fields;
}

Result<BasicConstraints> basic_constraints(base::ByteView value) {
  YX_TRY(DerReader fields, only_sequence(value));
  BasicConstraints read;
  if (fields.peek() == asn1::kBoolean) {
    YX_TRY(read.ca, fields.boolean());  // an explicit FALSE is not DER, but met
  }
  if (!fields.at_end()) {
    YX_TRY(read.path_length, fields.small_integer());
  }
  YX_CHECK(fields.expect_end());
  return read;
}

Result<std::uint32_t> key_usage(base::ByteView value) {
  DerReader reader(value);
  YX_TRY(const asn1::BitString bits, reader.bit_string());
  YX_CHECK(reader.expect_end());
  if (bits.bytes.size() > 2) return bad_extension("keyUsage", "bits that RFC 5280 does not name");
  std::uint32_t mask = 0;
  for (unsigned i = 0; i < bits.bytes.size() * 8; ++i) {
    if ((bits.bytes[i / 8] >> (7 - i % 8) & 1U) != 0) mask |= 1U << i;
  }
  if (mask >> kKeyUsageBits != 0) return bad_extension("keyUsage", "bits that RFC 5280 does not name");
  if (mask == 0) return bad_extension("keyUsage", "no bit is set");  // RFC 5280 4.2.1.3
  return mask;
}

Result<std::vector<asn1::Oid>> ext_key_usage(base::ByteView value) {
  YX_TRY(DerReader list, only_sequence(value));
  std::vector<asn1::Oid> purposes;
  do {  // SIZE (1..MAX)
    YX_TRY(const asn1::Oid purpose, list.oid());
    purposes.push_back(purpose);
  } while (!list.at_end());
  return purposes;
}

Result<base::Bytes> key_identifier(base::ByteView value) {
  DerReader reader(value);
  YX_TRY(const base::ByteView id, reader.octet_string());
  YX_CHECK(reader.expect_end());
  return base::to_bytes(id);
}

Result<base::Bytes> authority_key_identifier(base::ByteView value) {
  YX_TRY(DerReader fields, only_sequence(value));
  YX_TRY(const auto id, fields.optional(context(0, false)));
  YX_TRY([[maybe_unused]] const auto issuer, fields.optional(context(1, true)));
  YX_TRY([[maybe_unused]] const auto serial, fields.optional(context(2, false)));
  YX_CHECK(fields.expect_end());
  return id ? base::to_bytes(id->content) : base::Bytes();
}

/// The CPS qualifier's URI if there is one; user notices are stepped over.
Result<std::string> cps_uri(DerReader qualifiers) {
  std::string uri;
  while (!qualifiers.at_end()) {
    YX_TRY(DerReader qualifier, qualifiers.enter());
    YX_TRY(const asn1::Oid kind, qualifier.oid());
    YX_TRY(const asn1::Element content, qualifier.any());
    YX_CHECK(qualifier.expect_end());
    if (kind != asn1::oids::kPolicyQualifierCps || !uri.empty()) continue;
    if (content.tag != asn1::kIa5String)
      return bad_extension("certificatePolicies", "a CPS pointer that is not an IA5String");
    YX_TRY(uri, read_general_name_text(content));
  }
  return uri;
}

Result<std::vector<PolicyInformation>> policies(base::ByteView value) {
  YX_TRY(DerReader list, only_sequence(value));
  std::vector<PolicyInformation> read;
  do {  // SIZE (1..MAX)
    YX_TRY(DerReader information, list.enter());
    PolicyInformation policy;
    YX_TRY(policy.id, information.oid());
    if (!information.at_end()) {
      YX_TRY(const DerReader qualifiers, information.enter());
      YX_TRY(policy.cps_uri, cps_uri(qualifiers));
    }
    YX_CHECK(information.expect_end());
    read.push_back(std::move(policy));
  } while (!list.at_end());
  return read;
}

/// Appends the URIs of a DistributionPointName, which stands under [0].
Result<void> read_point_name(DerReader name, std::vector<std::string>& uris) {
  YX_TRY(const asn1::Element choice, name.any());
  YX_CHECK(name.expect_end());
  if (choice.tag != context(0, true)) return {};  // nameRelativeToCRLIssuer
  YX_TRY(DerReader full_name, name.inside(choice));
  while (!full_name.at_end()) {
    YX_TRY(const asn1::Element general_name, full_name.any());
    if (general_name.tag != kUriName) continue;
    YX_TRY(std::string uri, read_general_name_text(general_name));
    uris.push_back(std::move(uri));
  }
  return {};
}

Result<DistributionPoints> distribution_points(base::ByteView value) {
  YX_TRY(DerReader list, only_sequence(value));
  DistributionPoints points;
  do {  // SIZE (1..MAX)
    YX_TRY(DerReader point, list.enter());
    while (!point.at_end()) {  // reasons [1] and cRLIssuer [2] are stepped over
      YX_TRY(const asn1::Element field, point.any());
      if (field.tag != context(0, true)) continue;
      YX_TRY(const DerReader name, point.inside(field));
      YX_CHECK(read_point_name(name, points.uris));
    }
  } while (!list.at_end());
  return points;
}

Result<AuthorityInfoAccess> authority_info_access(base::ByteView value) {
  YX_TRY(DerReader list, only_sequence(value));
  AuthorityInfoAccess access;
  do {  // SIZE (1..MAX)
    YX_TRY(DerReader description, list.enter());
    YX_TRY(const asn1::Oid method, description.oid());
    YX_TRY(const asn1::Element location, description.any());
    YX_CHECK(description.expect_end());
    if (location.tag != kUriName) continue;
    YX_TRY(std::string uri, read_general_name_text(location));
    if (method == asn1::oids::kAccessOcsp) {
      access.ocsp.push_back(std::move(uri));
    } else if (method == asn1::oids::kAccessCaIssuers) {
      access.ca_issuers.push_back(std::move(uri));
    }
  } while (!list.at_end());
  return access;
}

Result<SubjectAltNames> subject_alt_names(base::ByteView value) {
  YX_TRY(DerReader list, only_sequence(value));
  SubjectAltNames names;
  do {  // SIZE (1..MAX)
    YX_TRY(const asn1::Element name, list.any());
    if (name.tag == kIpAddress) {
      names.ip_addresses.push_back(base::to_bytes(name.content));
      continue;
    }
    if (name.tag != kDnsName && name.tag != kRfc822Name && name.tag != kUriName) continue;
    YX_TRY(std::string text, read_general_name_text(name));
    (name.tag == kDnsName      ? names.dns
     : name.tag == kRfc822Name ? names.emails
                               : names.uris)
        .push_back(std::move(text));
  } while (!list.at_end());
  return names;
}

/// An IMPLICIT BOOLEAN DEFAULT FALSE: there only when TRUE.
Result<bool> flag(DerReader& fields, unsigned number) {
  YX_TRY(const auto found, fields.optional(context(number, false)));
  if (!found) return false;
  if (found->content.size() != 1 || found->content[0] != 0xFF)
    return bad_extension("", "a flag that is not TRUE");
  return true;
}

Result<IssuingDistributionPoint> issuing_distribution_point(base::ByteView value) {
  YX_TRY(DerReader fields, only_sequence(value));
  IssuingDistributionPoint point;
  if (fields.peek() == context(0, true)) {
    YX_TRY(const DerReader name, fields.enter(context(0, true)));
    std::vector<std::string> uris;
    YX_CHECK(read_point_name(name, uris));
    if (!uris.empty()) point.uri = std::move(uris.front());
  }
  YX_TRY(point.only_user_certificates, flag(fields, 1));
  YX_TRY(point.only_ca_certificates, flag(fields, 2));
  YX_TRY(point.indirect, flag(fields, 4));
  // onlySomeReasons and onlyContainsAttributeCerts change what a list means: not to be read past.
  YX_CHECK(fields.expect_end());
  return point;
}

}  // namespace

Result<BasicConstraints> decode_basic_constraints(base::ByteView value) {
  return named("basicConstraints", basic_constraints(value));
}
Result<std::uint32_t> decode_key_usage(base::ByteView value) {
  return named("keyUsage", key_usage(value));
}
Result<std::vector<asn1::Oid>> decode_ext_key_usage(base::ByteView value) {
  return named("extKeyUsage", ext_key_usage(value));
}
Result<base::Bytes> decode_key_identifier(base::ByteView value) {
  return named("subjectKeyIdentifier", key_identifier(value));
}
Result<base::Bytes> decode_authority_key_identifier(base::ByteView value) {
  return named("authorityKeyIdentifier", authority_key_identifier(value));
}
Result<std::vector<PolicyInformation>> decode_policies(base::ByteView value) {
  return named("certificatePolicies", policies(value));
}
Result<DistributionPoints> decode_distribution_points(base::ByteView value) {
  return named("cRLDistributionPoints", distribution_points(value));
}
Result<AuthorityInfoAccess> decode_authority_info_access(base::ByteView value) {
  return named("authorityInfoAccess", authority_info_access(value));
}
Result<SubjectAltNames> decode_subject_alt_names(base::ByteView value) {
  return named("subjectAltName", subject_alt_names(value));
}
Result<IssuingDistributionPoint> decode_issuing_distribution_point(base::ByteView value) {
  return named("issuingDistributionPoint", issuing_distribution_point(value));
}

}  // namespace yinxin::x509
