// From a profile and what is known of one holder to the certificate that is to be signed. A draft is only a
// value: lint() reads the octets that come of it and decides (architecture.md 3, law 2).
#pragma once

#include "x509/certificate.hpp"
#include "x509/profile/urls.hpp"

namespace yinxin::x509 {

inline constexpr asn1::Oid kAnyPolicy = asn1::Oid::literal("2.5.29.32.0");  // RFC 5280 4.2.1.4

/// What the filed CP and CPS in force say about this class of certificates (articles 16, 17).
struct FiledPolicy {
  std::vector<asn1::Oid> policies;  // empty: nothing filed, the profile's demonstration identifiers stand
  bool identity_number_in_clear = false;  // an application norm demands it (requirements.md Q32)
};
/// Whether `policy` may stand in a certificate of this profile.
bool is_policy_allowed(const Profile& profile, const FiledPolicy& filed, const asn1::Oid& policy);
/// Whether a number of this field stands in clear.
bool is_identity_clear(const IdentityField& field, const FiledPolicy& filed);

struct IdentityInput {
  IdentityKind kind = IdentityKind::ResidentId;
  std::string_view number;
  const base::SecretBytes* opening =
      nullptr;  // kIdentityOpeningSize octets; not needed where the number stands in clear
};

struct DraftInput {
  const Certificate* issuer = nullptr;  // null for a self-issued profile, and only then
  Serial serial;
  Validity validity;                                       // whole seconds; fractions are dropped
  std::vector<std::pair<asn1::Oid, std::string>> subject;  // in any order, one value a type
  crypto::Sm2PublicKey public_key;
  asn1::Oid policy;  // with PolicyMode::Filed
  FiledPolicy filed;
  AuthorityUrls urls;
  SubjectAltNames alt_names;
  std::vector<IdentityInput> identities;
};

/// From `start` for the profile's usual time, or to the issuer's end when that comes first; the last second
/// is counted.
Validity usual_validity(const Profile& profile, base::Time start, const Certificate* issuer);

/// Errors: Malformed `x509.profile.subject` (a required value missing, one that the profile has no place for,
/// twice, or too long), Refused `x509.profile.validity` (order, over the profile's longest), Refused
/// `x509.profile.policy`, Malformed `x509.profile.identity` (missing, no place for it), Malformed
/// `x509.profile.alt_names`, Malformed `x509.profile.url`, Malformed `x509.profile.issuer` (there or missing
/// against the profile); those of Name::build and identity.hpp.
base::Result<TbsCertificate> make_draft(const Profile& profile, const DraftInput& input);

}  // namespace yinxin::x509
