// The list of extensions, and every encoder. The decoders are in extensions_decode.cpp.
#include "x509/extensions.hpp"

#include "asn1/oids.hpp"
#include "x509/general_name.hpp"
#include "x509/recode.hpp"

namespace yinxin::x509 {
namespace {

using asn1::context;
using asn1::DerReader;
using asn1::DerWriter;
using base::Result;

base::Error bad_extensions(std::string detail) {
  return base::make_error(base::ErrorKind::Malformed, "x509.extension", std::move(detail));
}

Result<Extension> read_extension(DerReader& list) {
  YX_TRY(DerReader fields, list.enter());
  Extension extension;
  YX_TRY(extension.id, fields.oid());
  if (fields.peek() == asn1::kBoolean) {
    YX_TRY(extension.critical, fields.boolean());
    // X.690 11.5: a component equal to its default value is not encoded.
    if (!extension.critical) return bad_extensions(extension.id.to_text() + ": critical is written as FALSE");
  }
  YX_TRY(const base::ByteView value, fields.octet_string());
  YX_CHECK(fields.expect_end());
  extension.value = base::to_bytes(value);
  return extension;
}

Result<std::vector<Extension>> read_extensions(DerReader& list) {
  YX_TRY(DerReader members, list.enter());
  if (members.at_end()) return bad_extensions("an empty list");
  std::vector<Extension> extensions;
  while (!members.at_end()) {
    if (extensions.size() == kMaxExtensions) return bad_extensions("too many");
    YX_TRY(Extension extension, read_extension(members));
    if (find_extension(extensions, extension.id) != nullptr) {
      return bad_extensions(extension.id.to_text() + ": twice");  // RFC 5280 4.2
    }
    extensions.push_back(std::move(extension));
  }
  return extensions;
}

/// DistributionPointName with fullName of one URI, under [0] (explicit, as X.680 31.2.7 asks for a CHOICE).
void write_distribution_point_name(DerWriter& out, std::string_view uri) {
  out.nested(context(0, true), [&](DerWriter& name) {
    name.nested(context(0, true),
                [&](DerWriter& full_name) { write_general_name(full_name, kUriName, uri); });
  });
}

void write_access(DerWriter& out, const asn1::Oid& method, const std::vector<std::string>& uris) {
  for (const std::string& uri : uris) {
    out.sequence([&](DerWriter& description) {
      description.oid(method);
      write_general_name(description, kUriName, uri);
    });
  }
}

}  // namespace

Result<std::vector<Extension>> parse_extensions(DerReader& list) {
  auto extensions = read_extensions(list);
  if (!extensions && extensions.error().code != "x509.extension")
    return bad_extensions(extensions.error().detail);
  return extensions;
}

void write_extensions(DerWriter& out, const std::vector<Extension>& extensions) {
  out.sequence([&](DerWriter& list) {
    for (const Extension& extension : extensions) {
      list.sequence([&](DerWriter& fields) {
        fields.oid(extension.id);
        if (extension.critical) fields.boolean(true);
        fields.octet_string(extension.value);
      });
    }
  });
}

const Extension* find_extension(const std::vector<Extension>& extensions, const asn1::Oid& id) {
  for (const Extension& extension : extensions) {
    if (extension.id == id) return &extension;
  }
  return nullptr;
}

base::Bytes encode_basic_constraints(const BasicConstraints& value) {
  DerWriter out;
  out.sequence([&](DerWriter& fields) {
    if (value.ca) fields.boolean(true);
    if (value.path_length) fields.small_integer(*value.path_length);
  });
  return std::move(out).take();
}

base::Bytes encode_key_usage(std::uint32_t bits) {
  DerWriter out;
  out.named_bits(bits);
  return std::move(out).take();
}

base::Bytes encode_ext_key_usage(const std::vector<asn1::Oid>& purposes) {
  DerWriter out;
  out.sequence([&](DerWriter& list) {
    for (const asn1::Oid& purpose : purposes) list.oid(purpose);
  });
  return std::move(out).take();
}

base::Bytes encode_key_identifier(base::ByteView id) {
  DerWriter out;
  out.octet_string(id);
  return std::move(out).take();
}

base::Bytes encode_authority_key_identifier(base::ByteView id) {
  DerWriter out;
  out.sequence([&](DerWriter& fields) { fields.primitive(context(0, false), id); });
  return std::move(out).take();
}

base::Bytes encode_policies(const std::vector<PolicyInformation>& policies) {
  DerWriter out;
  out.sequence([&](DerWriter& list) {
    for (const PolicyInformation& policy : policies) {
      list.sequence([&](DerWriter& information) {
        information.oid(policy.id);
        if (policy.cps_uri.empty()) return;
        information.sequence([&](DerWriter& qualifiers) {
          qualifiers.sequence([&](DerWriter& qualifier) {
            qualifier.oid(asn1::oids::kPolicyQualifierCps).ia5(policy.cps_uri);
          });
        });
      });
    }
  });
  return std::move(out).take();
}

base::Bytes encode_distribution_points(const DistributionPoints& points) {
  DerWriter out;
  out.sequence([&](DerWriter& list) {
    for (const std::string& uri : points.uris) {
      list.sequence([&](DerWriter& point) { write_distribution_point_name(point, uri); });
    }
  });
  return std::move(out).take();
}

base::Bytes encode_authority_info_access(const AuthorityInfoAccess& access) {
  DerWriter out;
  out.sequence([&](DerWriter& list) {
    write_access(list, asn1::oids::kAccessOcsp, access.ocsp);
    write_access(list, asn1::oids::kAccessCaIssuers, access.ca_issuers);
  });
  return std::move(out).take();
}

base::Bytes encode_subject_alt_names(const SubjectAltNames& names) {
  DerWriter out;
  out.sequence([&](DerWriter& list) {
    for (const std::string& name : names.dns) write_general_name(list, kDnsName, name);
    for (const std::string& name : names.emails) write_general_name(list, kRfc822Name, name);
    for (const std::string& name : names.uris) write_general_name(list, kUriName, name);
    for (const base::Bytes& address : names.ip_addresses) list.primitive(kIpAddress, address);
  });
  return std::move(out).take();
}

base::Bytes encode_issuing_distribution_point(const IssuingDistributionPoint& point) {
  DerWriter out;
  out.sequence([&](DerWriter& fields) {
    if (!point.uri.empty()) write_distribution_point_name(fields, point.uri);
    constexpr std::uint8_t kTrue[] = {0xFF};
    if (point.only_user_certificates) fields.primitive(context(1, false), kTrue);
    if (point.only_ca_certificates) fields.primitive(context(2, false), kTrue);
    if (point.indirect) fields.primitive(context(4, false), kTrue);
  });
  return std::move(out).take();
}

}  // namespace yinxin::x509
