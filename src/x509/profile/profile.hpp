// A certificate profile: what one kind of certificate holds. Profiles are data (rules/profiles/*.toml, README
// there); a new kind needs no code. make_draft() builds by one, lint() checks what is to be signed against
// one.
#pragma once

#include <filesystem>
#include <map>

#include "x509/attribute_types.hpp"
#include "x509/identity.hpp"
#include "x509/name.hpp"

namespace yinxin::x509 {

struct SubjectField {
  const AttributeType* type = nullptr;
  bool required = false;
  std::size_t max_characters = 0;
  std::string fixed;  // not empty: the only value allowed, filled in when the input leaves it out
};

/// What certificatePolicies holds.
enum class PolicyMode : std::uint8_t {
  None,  ///< nothing: trust anchors
  Any,  ///< anyPolicy (RFC 5280 4.2.1.4): authorities, so that a subscriber's policy is valid along the chain
  Filed,  ///< one identifier of the filed CP (article 19 item 5)
};

/// How a holder's number stands in the certificate (requirements.md Q32).
enum class Disclosure : std::uint8_t {
  Commitment,  ///< always hidden behind a salted commitment
  AsFiled,     ///< hidden unless the filed policy says that an application norm demands the number itself
  Clear,       ///< public information: an organisation's credit code
};

/// One identity extension, holding the number of one of these kinds.
struct IdentityField {
  std::vector<IdentityKind> kinds;
  bool required = false;
  Disclosure disclosure = Disclosure::Commitment;
};

/// Which alternative names may stand in subjectAltName.
struct AltNameRule {
  bool dns = false;
  bool emails = false;
  bool uris = false;
  bool ip_addresses = false;
  bool required = false;
};

struct ExtensionRule {
  asn1::Oid id;
  bool critical = false;
  bool required = true;
};

/// Addresses with {crl_site}, {ocsp_site}, {repository_site}, {authority} and {partition} to be filled in;
/// empty: none.
struct UrlTemplates {
  std::string crl;
  std::string ocsp;
  std::string ca_issuers;
  std::string cps;
};

struct Profile {
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::vector<std::string> cites;  // articles by number, standards by name
  base::Date in_force_from;
  bool self_issued = false;
  std::vector<SubjectField> subject;  // in the order of attribute_types()
  std::chrono::days longest{0};       // validity, both ends counted (RFC 5280 4.1.2.5)
  std::chrono::days usual{0};
  BasicConstraints basic_constraints;
  std::uint32_t key_usage = 0;
  std::vector<asn1::Oid> ext_key_usage;
  PolicyMode policy = PolicyMode::None;
  std::vector<asn1::Oid> policies;  // with Filed: allowed while no CP is filed (demonstration)
  AltNameRule alt_names;
  std::vector<IdentityField> identities;
  UrlTemplates urls;
  std::vector<ExtensionRule> extensions;  // all that may appear, in the order they are written

  /// Null when the profile does not know it.
  const ExtensionRule* rule(const asn1::Oid& extension) const;
  const SubjectField* field(const asn1::Oid& attribute) const;
  const IdentityField* identity(IdentityKind kind) const;
};

using Profiles = std::map<std::string, Profile>;  // by id

/// `file` is a name for messages. Errors: Malformed `base.toml.syntax`, `base.toml.content` (every fault of
/// the file).
base::Result<Profile> parse_profile(std::string_view text, std::string file);
/// Every *.toml of the folder; each file is called after its profile's id. Errors: those of parse_profile and
/// of base::TomlReader::load; NotFound `x509.profile.folder`.
base::Result<Profiles> load_profiles(const std::filesystem::path& folder);

}  // namespace yinxin::x509
