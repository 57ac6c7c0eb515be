#include "x509/profile/draft.hpp"

#include <algorithm>

#include "asn1/oids.hpp"
#include "x509/text.hpp"

namespace yinxin::x509 {
namespace {

using base::ErrorKind;
using base::Result;
namespace oids = asn1::oids;

base::Error fault(ErrorKind kind, std::string_view code, std::string detail) {
  return base::make_error(kind, code, std::move(detail));
}

const std::string* value_of(const DraftInput& input, const asn1::Oid& type) {
  for (const auto& [id, value] : input.subject) {
    if (id == type) return &value;
  }
  return nullptr;
}

Result<Name> make_subject(const Profile& profile, const DraftInput& input) {
  const auto bad = [](std::string_view what, std::string_view why) {
    return fault(ErrorKind::Malformed, "x509.profile.subject", std::string(what) + ": " + std::string(why));
  };
  std::vector<std::pair<asn1::Oid, std::string>> attributes;
  std::size_t used = 0;
  for (const SubjectField& field : profile.subject) {
    const std::string* value = value_of(input, field.type->id);
    if (value != nullptr) ++used;
    if (!field.fixed.empty()) {
      if (value != nullptr && *value != field.fixed)
        return bad(field.type->short_name, "another value than the fixed one");
      value = &field.fixed;
    }
    if (value == nullptr && field.required) return bad(field.type->short_name, "missing");
    if (value == nullptr) continue;
    if (count_characters(*value).value_or(0) > field.max_characters)
      return bad(field.type->short_name, "too long");
    attributes.emplace_back(field.type->id, *value);
  }
  if (used != input.subject.size())
    return bad("subject", "a type twice, or one that the profile has no place for");
  return Name::build(attributes);
}

Result<Validity> make_validity(const Profile& profile, const DraftInput& input) {
  const Validity validity{std::chrono::floor<std::chrono::seconds>(input.validity.not_before),
                          std::chrono::floor<std::chrono::seconds>(input.validity.not_after)};
  const auto bad = [](std::string why) {
    return fault(ErrorKind::Refused, "x509.profile.validity", std::move(why));
  };
  if (validity.not_after <= validity.not_before) return bad("ends before it begins");
  if (validity.not_after - validity.not_before + std::chrono::seconds(1) > profile.longest) {
    return bad("longer than the profile allows");
  }
  if (input.issuer == nullptr) return validity;
  const Validity& issuer = input.issuer->tbs().validity;
  if (validity.not_before < issuer.not_before || validity.not_after > issuer.not_after) {
    return bad("not within the issuer's");
  }
  return validity;
}

/// The issuer's own subject key identifier (RFC 5280 4.2.1.1), or what we would have given it.
Result<base::Bytes> issuer_key_identifier(const DraftInput& input) {
  if (input.issuer == nullptr) return key_identifier(input.public_key);
  const Extension* found = find_extension(input.issuer->tbs().extensions, oids::kSubjectKeyIdentifier);
  if (found == nullptr) return key_identifier(input.issuer->tbs().public_key);
  return decode_key_identifier(found->value);
}

Result<base::Bytes> make_policies(const Profile& profile, const DraftInput& input) {
  PolicyInformation policy;
  policy.id = profile.policy == PolicyMode::Any ? kAnyPolicy : input.policy;
  if (!is_policy_allowed(profile, input.filed, policy.id)) {
    return fault(ErrorKind::Refused, "x509.profile.policy",
                 policy.id.empty() ? "missing" : policy.id.to_text());
  }
  if (!profile.urls.cps.empty()) {
    YX_TRY(policy.cps_uri, fill_url(profile.urls.cps, input.urls));
  }
  return encode_policies({policy});
}

Result<base::Bytes> make_crl_points(const Profile& profile, const DraftInput& input) {
  YX_TRY(std::string uri, fill_url(profile.urls.crl, input.urls));
  return encode_distribution_points({{std::move(uri)}});
}

Result<base::Bytes> make_access(const Profile& profile, const DraftInput& input) {
  AuthorityInfoAccess access;
  if (!profile.urls.ocsp.empty()) {
    YX_TRY(std::string uri, fill_url(profile.urls.ocsp, input.urls));
    access.ocsp.push_back(std::move(uri));
  }
  if (!profile.urls.ca_issuers.empty()) {
    YX_TRY(std::string uri, fill_url(profile.urls.ca_issuers, input.urls));
    access.ca_issuers.push_back(std::move(uri));
  }
  return encode_authority_info_access(access);
}

bool is_empty(const SubjectAltNames& names) {
  return names.dns.empty() && names.emails.empty() && names.uris.empty() && names.ip_addresses.empty();
}

/// Empty when there is nothing to write.
Result<base::Bytes> make_alt_names(const Profile& profile, const DraftInput& input) {
  const auto bad = [](std::string why) {
    return fault(ErrorKind::Malformed, "x509.profile.alt_names", std::move(why));
  };
  const AltNameRule& rule = profile.alt_names;
  const SubjectAltNames& names = input.alt_names;
  if ((!names.dns.empty() && !rule.dns) || (!names.emails.empty() && !rule.emails) ||
      (!names.uris.empty() && !rule.uris) || (!names.ip_addresses.empty() && !rule.ip_addresses)) {
    return bad("a kind that the profile has no place for");
  }
  if (is_empty(names) && rule.required) return bad("missing");
  return is_empty(names) ? base::Bytes() : encode_subject_alt_names(names);
}

Result<Extension> make_identity(const Profile& profile, const DraftInput& input,
                                const IdentityInput& identity) {
  const IdentityField* field = profile.identity(identity.kind);
  if (field == nullptr) {
    return fault(ErrorKind::Malformed, "x509.profile.identity", "a kind that the profile has no place for");
  }
  if (is_identity_clear(*field, input.filed)) return encode_identity_clear(identity.kind, identity.number);
  if (identity.opening == nullptr) return fault(ErrorKind::Malformed, "x509.profile.identity", "no opening");
  return encode_identity_commitment(identity.kind, identity.number, *identity.opening);
}

Result<void> add_identities(const Profile& profile, const DraftInput& input,
                            std::vector<Extension>& extensions) {
  const auto bad = [](std::string why) {
    return fault(ErrorKind::Malformed, "x509.profile.identity", std::move(why));
  };
  for (const IdentityInput& identity : input.identities) {
    YX_TRY(Extension extension, make_identity(profile, input, identity));
    if (find_extension(extensions, extension.id) != nullptr) return bad("two numbers for one extension");
    extensions.push_back(std::move(extension));
  }
  for (const IdentityField& field : profile.identities) {
    const auto id = identity_extension_id(field.kinds[0]);
    if (field.required && find_extension(extensions, id) == nullptr) return bad("missing");
  }
  return {};
}

/// The value of one extension; empty: leave it out.
Result<base::Bytes> make_value(const Profile& profile, const DraftInput& input, const asn1::Oid& id) {
  if (id == oids::kAuthorityKeyIdentifier) {
    YX_TRY(const base::Bytes key, issuer_key_identifier(input));
    return encode_authority_key_identifier(key);
  }
  if (id == oids::kSubjectKeyIdentifier) return encode_key_identifier(key_identifier(input.public_key));
  if (id == oids::kBasicConstraints) return encode_basic_constraints(profile.basic_constraints);
  if (id == oids::kKeyUsage) return encode_key_usage(profile.key_usage);
  if (id == oids::kExtKeyUsage) return encode_ext_key_usage(profile.ext_key_usage);
  if (id == oids::kCertificatePolicies) return make_policies(profile, input);
  if (id == oids::kSubjectAltName) return make_alt_names(profile, input);
  if (id == oids::kCrlDistributionPoints) return make_crl_points(profile, input);
  if (id == oids::kAuthorityInfoAccess) return make_access(profile, input);
  if (id == oids::kOcspNoCheck) return base::Bytes{asn1::kNull, 0x00};  // RFC 6960 4.2.2.2.1
  return base::Bytes();                                                 // identities follow
}

Result<std::vector<Extension>> make_extensions(const Profile& profile, const DraftInput& input) {
  std::vector<Extension> extensions;
  for (const ExtensionRule& rule : profile.extensions) {
    YX_TRY(base::Bytes value, make_value(profile, input, rule.id));
    if (!value.empty()) extensions.push_back({rule.id, rule.critical, std::move(value)});
  }
  YX_CHECK(add_identities(profile, input, extensions));
  return extensions;
}

}  // namespace

bool is_policy_allowed(const Profile& profile, const FiledPolicy& filed, const asn1::Oid& policy) {
  if (profile.policy == PolicyMode::Any) return policy == kAnyPolicy;
  if (profile.policy == PolicyMode::None) return false;
  const std::vector<asn1::Oid>& allowed = filed.policies.empty() ? profile.policies : filed.policies;
  return std::find(allowed.begin(), allowed.end(), policy) != allowed.end();
}

bool is_identity_clear(const IdentityField& field, const FiledPolicy& filed) {
  if (field.disclosure == Disclosure::AsFiled) return filed.identity_number_in_clear;
  return field.disclosure == Disclosure::Clear;
}

Validity usual_validity(const Profile& profile, base::Time start, const Certificate* issuer) {
  const base::Time begin = std::chrono::floor<std::chrono::seconds>(start);
  base::Time end = begin + profile.usual - std::chrono::seconds(1);
  if (issuer != nullptr) end = std::min(end, issuer->tbs().validity.not_after);
  return {begin, end};
}

Result<TbsCertificate> make_draft(const Profile& profile, const DraftInput& input) {
  if ((input.issuer == nullptr) != profile.self_issued) {
    return fault(ErrorKind::Malformed, "x509.profile.issuer",
                 profile.self_issued ? "not self-issued" : "missing");
  }
  TbsCertificate draft;
  draft.serial = input.serial;
  YX_TRY(draft.subject, make_subject(profile, input));
  draft.issuer = input.issuer != nullptr ? input.issuer->tbs().subject : draft.subject;
  YX_TRY(draft.validity, make_validity(profile, input));
  draft.public_key = input.public_key;
  YX_TRY(draft.extensions, make_extensions(profile, input));
  return draft;
}

}  // namespace yinxin::x509
