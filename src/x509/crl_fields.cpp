#include "x509/crl_fields.hpp"

#include "asn1/oids.hpp"
#include "x509/recode.hpp"

namespace yinxin::x509 {
namespace {

using asn1::DerReader;
using asn1::DerWriter;
using base::Result;

namespace oids = asn1::oids;

base::Error bad_field(std::string detail) {
  return base::make_error(base::ErrorKind::Malformed, kCrlError, std::move(detail));
}

constexpr std::uint8_t kDirectoryName = asn1::context(4, true);  // of GeneralName, RFC 5280 4.2.1.6

/// Extension with the value that `body` writes, not critical.
template <class Body>
void write_entry_extension(DerWriter& out, const asn1::Oid& id, Body&& body) {
  out.sequence([&](DerWriter& fields) { fields.oid(id).nested(asn1::kOctetString, body); });
}

/// certificateIssuer ::= GeneralNames; "a conforming CRL issuer MUST mark this extension as critical"
/// (5.3.3).
void write_certificate_issuer(DerWriter& out, const Name& issuer) {
  constexpr std::uint8_t kTrue[] = {0xFF};
  out.sequence([&](DerWriter& fields) {
    fields.oid(oids::kCertificateIssuer).primitive(asn1::kBoolean, kTrue);
    fields.nested(asn1::kOctetString, [&](DerWriter& value) {
      value.sequence([&](DerWriter& names) {
        names.nested(kDirectoryName, [&](DerWriter& name) { name.raw(issuer.der()); });
      });
    });
  });
}

/// One directory name.
Result<Name> read_certificate_issuer(base::ByteView der) {
  DerReader reader(der);
  YX_TRY(DerReader names, reader.enter());
  YX_CHECK(reader.expect_end());
  YX_TRY(DerReader name, names.enter(kDirectoryName));
  YX_CHECK(names.expect_end());
  YX_TRY(const asn1::Element element, name.element(asn1::kSequence));
  YX_CHECK(name.expect_end());
  return Name::parse(element.whole);
}

bool has_extensions(const CrlEntry& entry) {
  return entry.reason != RevocationReason::Unspecified || entry.invalidity_date.has_value() ||
         !entry.certificate_issuer.empty();
}

Result<std::int64_t> only_integer(base::ByteView der, std::uint8_t tag) {
  DerReader reader(der);
  YX_TRY(const std::int64_t value, reader.small_integer(tag));
  YX_CHECK(reader.expect_end());
  return value;
}

Result<base::Time> only_generalized_time(base::ByteView der) {
  DerReader reader(der);
  if (reader.peek() != asn1::kGeneralizedTime) return bad_field("invalidityDate is not a GeneralizedTime");
  YX_TRY(const base::Time time, reader.time());
  YX_CHECK(reader.expect_end());
  return time;
}

Result<void> read_entry_extension(const Extension& extension, CrlEntry& entry) {
  if (extension.id == oids::kReasonCode) {
    YX_TRY(const std::int64_t code, only_integer(extension.value, asn1::kEnumerated));
    YX_TRY(entry.reason, revocation_reason(code));
    // RFC 5280 5.3.1: unspecified is said by leaving the extension out. Others write it; it means the same.
    return {};
  }
  if (extension.id == oids::kInvalidityDate) {
    YX_TRY(entry.invalidity_date, only_generalized_time(extension.value));
    return {};
  }
  if (extension.id == oids::kCertificateIssuer) {
    if (!extension.critical) return bad_field("certificateIssuer is not critical");
    YX_TRY(entry.certificate_issuer, read_certificate_issuer(extension.value));
    return {};
  }
  // RFC 5280 5.3: with a critical extension that is not understood, the list must not be used.
  if (extension.critical) return bad_field("an entry with the critical extension " + extension.id.to_text());
  return {};
}

Result<CrlEntry> read_entry(base::ByteView der) {
  DerReader outer(der);
  YX_TRY(DerReader fields, outer.enter());
  YX_CHECK(outer.expect_end());
  CrlEntry entry;
  YX_TRY(const base::ByteView serial, fields.unsigned_integer());
  YX_TRY(entry.serial, Serial::from_magnitude(serial));
  YX_TRY(entry.revoked_at, fields.time());
  if (fields.at_end()) return entry;
  YX_TRY(const std::vector<Extension> extensions, parse_extensions(fields));
  YX_CHECK(fields.expect_end());
  for (const Extension& extension : extensions) YX_CHECK(read_entry_extension(extension, entry));
  return entry;
}

base::Bytes encode_integer(std::int64_t value) {
  DerWriter out;
  out.small_integer(value);
  return std::move(out).take();
}

Result<void> read_extension(const Extension& extension, CrlInfo& info) {
  if (extension.id == oids::kAuthorityKeyIdentifier) {
    YX_TRY(info.authority_key_id, decode_authority_key_identifier(extension.value));
    return {};
  }
  if (extension.id == oids::kCrlNumber) {
    YX_TRY(info.number, only_integer(extension.value, asn1::kInteger));
    return {};
  }
  if (extension.id == oids::kFreshestCrl) {
    YX_TRY(DistributionPoints points, decode_distribution_points(extension.value));
    info.freshest_uris = std::move(points.uris);
    return {};
  }
  const bool delta = extension.id == oids::kDeltaCrlIndicator;
  const bool scope = extension.id == oids::kIssuingDistributionPoint;
  if (!delta && !scope) {
    if (extension.critical) return bad_field("the critical extension " + extension.id.to_text());
    return {};
  }
  // RFC 5280 5.2.4 and 5.2.5: who does not understand these two would take a part for the whole.
  if (!extension.critical) return bad_field(extension.id.to_text() + " is not critical");
  if (delta) {
    YX_TRY(info.base_number, only_integer(extension.value, asn1::kInteger));
  } else {
    YX_TRY(info.distribution_point, decode_issuing_distribution_point(extension.value));
  }
  return {};
}

}  // namespace

void write_crl_entry(DerWriter& out, const CrlEntry& entry) {
  out.sequence([&](DerWriter& fields) {
    fields.unsigned_integer(entry.serial.magnitude());
    fields.time(entry.revoked_at);
    if (!has_extensions(entry)) return;
    fields.sequence([&](DerWriter& extensions) {
      if (entry.reason != RevocationReason::Unspecified) {
        write_entry_extension(extensions, oids::kReasonCode, [&](DerWriter& value) {
          value.small_integer(static_cast<std::int64_t>(entry.reason), asn1::kEnumerated);
        });
      }
      if (entry.invalidity_date) {
        write_entry_extension(extensions, oids::kInvalidityDate,
                              [&](DerWriter& value) { value.generalized_time(*entry.invalidity_date); });
      }
      if (!entry.certificate_issuer.empty()) write_certificate_issuer(extensions, entry.certificate_issuer);
    });
  });
}

Result<CrlEntry> read_crl_entry(base::ByteView der) {
  return under_code(kCrlError, read_entry(der));
}

std::vector<Extension> crl_extensions(const CrlInfo& info) {
  std::vector<Extension> extensions = {
      {oids::kAuthorityKeyIdentifier, false, encode_authority_key_identifier(info.authority_key_id)},
      {oids::kCrlNumber, false, encode_integer(info.number)},
  };
  if (info.base_number)
    extensions.push_back({oids::kDeltaCrlIndicator, true, encode_integer(*info.base_number)});
  if (info.distribution_point) {
    extensions.push_back(
        {oids::kIssuingDistributionPoint, true, encode_issuing_distribution_point(*info.distribution_point)});
  }
  if (!info.freshest_uris.empty()) {
    extensions.push_back({oids::kFreshestCrl, false, encode_distribution_points({info.freshest_uris})});
  }
  return extensions;
}

Result<void> read_crl_extensions(base::ByteView der, CrlInfo& info) {
  DerReader reader(der);
  YX_TRY(const std::vector<Extension> extensions, under_code(kCrlError, parse_extensions(reader)));
  if (!reader.at_end()) return bad_field("octets after the extensions");
  // RFC 5280 5.2: both are required of those who issue lists.
  if (find_extension(extensions, oids::kCrlNumber) == nullptr) return bad_field("no cRLNumber");
  for (const Extension& extension : extensions)
    YX_CHECK(under_code(kCrlError, read_extension(extension, info)));
  return {};
}

Result<void> check_crl_info(const CrlInfo& info) {
  if (info.issuer.empty()) return bad_field("no issuer");  // RFC 5280 5.1.2.3
  if (info.authority_key_id.empty())
    return bad_field("no authorityKeyIdentifier");  // 5.2.1, keyIdentifier method
  using std::chrono::floor;
  using std::chrono::seconds;  // as written
  if (floor<seconds>(info.next_update) <= floor<seconds>(info.this_update)) {
    return bad_field("nextUpdate is not after thisUpdate");
  }
  if (info.number < 0 || info.base_number.value_or(0) < 0) return bad_field("a number below zero");
  if (info.base_number && *info.base_number > info.number) return bad_field("a delta against a later list");
  if (info.base_number && !info.freshest_uris.empty()) return bad_field("freshestCRL in a delta");  // 5.2.6
  if (info.distribution_point && info.distribution_point->only_user_certificates &&
      info.distribution_point->only_ca_certificates) {
    return bad_field("a scope of both users and authorities only");  // 5.2.5: at most one of them
  }
  return {};
}

}  // namespace yinxin::x509
