// Reads profiles. All faults of a file are reported together (base/toml.hpp).
#include "x509/profile/profile.hpp"

#include <algorithm>
#include <array>

#include "asn1/oids.hpp"
#include "base/toml.hpp"
#include "x509/profile/urls.hpp"

namespace yinxin::x509 {
namespace {

using base::Result;
using base::TomlReader;
namespace oids = asn1::oids;

constexpr std::int64_t kLongestDays = 36525;  // a century: a slip of the pen, not a profile

struct NamedOid {
  std::string_view word;
  asn1::Oid id;
};
// In the order they are written in.
constexpr std::array kExtensionWords{
    NamedOid{"authority_key_identifier", oids::kAuthorityKeyIdentifier},
    NamedOid{"subject_key_identifier", oids::kSubjectKeyIdentifier},
    NamedOid{"basic_constraints", oids::kBasicConstraints},
    NamedOid{"key_usage", oids::kKeyUsage},
    NamedOid{"ext_key_usage", oids::kExtKeyUsage},
    NamedOid{"certificate_policies", oids::kCertificatePolicies},
    NamedOid{"subject_alt_name", oids::kSubjectAltName},
    NamedOid{"crl_distribution_points", oids::kCrlDistributionPoints},
    NamedOid{"authority_info_access", oids::kAuthorityInfoAccess},
    NamedOid{"ocsp_no_check", oids::kOcspNoCheck},
};
constexpr std::array kPurposeWords{
    NamedOid{"server_auth", oids::kServerAuth},           NamedOid{"client_auth", oids::kClientAuth},
    NamedOid{"email_protection", oids::kEmailProtection}, NamedOid{"time_stamping", oids::kTimeStamping},
    NamedOid{"ocsp_signing", oids::kOcspSigning},
};
struct NamedBit {
  std::string_view word;
  std::uint32_t bit;
};
constexpr std::array kKeyUsageWords{
    NamedBit{"digital_signature", kDigitalSignature},
    NamedBit{"non_repudiation", kNonRepudiation},
    NamedBit{"key_encipherment", kKeyEncipherment},
    NamedBit{"data_encipherment", kDataEncipherment},
    NamedBit{"key_agreement", kKeyAgreement},
    NamedBit{"key_cert_sign", kKeyCertSign},
    NamedBit{"crl_sign", kCrlSign},
};

/// The value, or an empty one: the fault is noted in the reader, and finish() ends the matter.
template <class T>
T taken(Result<T> result) {
  return result ? std::move(result).value() : T();
}

template <class Table>
const typename Table::value_type* by_word(const Table& table, std::string_view word) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const auto& entry) { return entry.word == word; });
  return found == table.end() ? nullptr : &*found;
}

void note(const TomlReader& reader, std::string_view key, std::string_view why) {
  [[maybe_unused]] const base::Error noted = reader.fault(key, why);
}

void read_subject(const TomlReader& root, Profile& profile) {
  for (const TomlReader& entry : taken(root.tables("subject"))) {
    SubjectField field;
    field.type = find_attribute_type(taken(entry.get<std::string>("type")));
    field.required = taken(entry.get<bool>("required"));
    const auto limit = static_cast<std::int64_t>(Name::kMaxValueCharacters);
    field.max_characters = static_cast<std::size_t>(taken(entry.integer("max_characters", 1, limit, limit)));
    field.fixed = taken(entry.get_or<std::string>("fixed", ""));
    if (field.type == nullptr) {
      note(entry, "type", "is not an attribute type of ours");
      continue;
    }
    if (profile.field(field.type->id) != nullptr) note(entry, "type", "is there twice");
    if (!profile.subject.empty() && field.type < profile.subject.back().type) {
      note(entry, "type", "is out of order: C, ST, L, O, OU, …, CN (GB/T 20518)");
    }
    profile.subject.push_back(std::move(field));
  }
  if (profile.subject.empty()) note(root, "subject", "is missing");
}

void read_validity(const TomlReader& root, Profile& profile) {
  const auto validity = root.table("validity");
  if (!validity) return;
  profile.longest = std::chrono::days(taken(validity->integer("longest_days", 1, kLongestDays)));
  profile.usual = std::chrono::days(taken(validity->integer("usual_days", 1, kLongestDays)));
  if (profile.usual > profile.longest) note(*validity, "usual_days", "is over longest_days");
}

void read_key(const TomlReader& root, Profile& profile) {
  const auto key = root.table("key");
  if (!key) return;
  profile.basic_constraints.ca = taken(key->get_or<bool>("authority", false));
  if (key->has("path_length"))
    profile.basic_constraints.path_length = taken(key->integer("path_length", 0, 8));
  if (profile.basic_constraints.path_length && !profile.basic_constraints.ca) {
    note(*key, "path_length", "is for authorities only");  // RFC 5280 4.2.1.9
  }
  for (const std::string& word : taken(key->list<std::string>("usage"))) {
    if (const NamedBit* found = by_word(kKeyUsageWords, word)) {
      profile.key_usage |= found->bit;
    } else {
      note(*key, "usage", "has a word that is no key usage");
    }
  }
  for (const std::string& word : taken(key->list<std::string>("purposes"))) {
    if (const NamedOid* found = by_word(kPurposeWords, word)) {
      profile.ext_key_usage.push_back(found->id);
    } else {
      note(*key, "purposes", "has a word that is no extended key usage");
    }
  }
  if (profile.key_usage == 0) note(*key, "usage", "is empty");
}

void read_policy(const TomlReader& root, Profile& profile) {
  const auto policy = root.table("policy");
  if (!policy) return;
  const std::string mode = taken(policy->get<std::string>("mode"));
  if (mode == "any") {
    profile.policy = PolicyMode::Any;
  } else if (mode == "filed") {
    profile.policy = PolicyMode::Filed;
  } else if (mode != "none") {
    note(*policy, "mode", "is not none, any or filed");
  }
  for (const std::string& text : taken(policy->list<std::string>("demonstration"))) {
    if (const auto id = asn1::Oid::from_text(text)) {
      profile.policies.push_back(*id);
    } else {
      note(*policy, "demonstration", "has what is no object identifier");
    }
  }
}

void read_alt_names(const TomlReader& root, Profile& profile) {
  if (!root.has("alt_names")) return;
  const auto rule = root.table("alt_names");
  if (!rule) return;
  profile.alt_names.required = taken(rule->get<bool>("required"));
  for (const std::string& word : taken(rule->list<std::string>("kinds"))) {
    if (word == "dns") {
      profile.alt_names.dns = true;
    } else if (word == "email") {
      profile.alt_names.emails = true;
    } else if (word == "uri") {
      profile.alt_names.uris = true;
    } else if (word == "ip") {
      profile.alt_names.ip_addresses = true;
    } else {
      note(*rule, "kinds", "has a word that is not dns, email, uri or ip");
    }
  }
}

void read_identities(const TomlReader& root, Profile& profile) {
  for (const TomlReader& entry : taken(root.tables("identity"))) {
    IdentityField field;
    for (const std::string& word : taken(entry.list<std::string>("kinds"))) {
      const auto kind = identity_kind(word);
      if (!kind ||
          (!field.kinds.empty() && identity_extension_id(*kind) != identity_extension_id(field.kinds[0]))) {
        note(entry, "kinds", "has a word that is no kind of number, or belongs to another extension");
        continue;
      }
      field.kinds.push_back(*kind);
    }
    if (field.kinds.empty()) note(entry, "kinds", "is empty");
    field.required = taken(entry.get<bool>("required"));
    const std::string disclosure = taken(entry.get<std::string>("disclosure"));
    if (disclosure == "clear") {
      field.disclosure = Disclosure::Clear;
    } else if (disclosure == "as_filed") {
      field.disclosure = Disclosure::AsFiled;
    } else if (disclosure != "commitment") {
      note(entry, "disclosure", "is not commitment, as_filed or clear");
    }
    if (!field.kinds.empty()) profile.identities.push_back(std::move(field));
  }
}

void read_urls(const TomlReader& root, Profile& profile) {
  if (!root.has("urls")) return;
  const auto urls = root.table("urls");
  if (!urls) return;
  static const AuthorityUrls kTrial{"http://a", "http://a", "http://a", "a", "a"};
  const auto read = [&](std::string_view key) {
    std::string value = taken(urls->get_or<std::string>(key, ""));
    if (!value.empty() && !fill_url(value, kTrial)) note(*urls, key, "does not make a web address");
    return value;
  };
  profile.urls = {read("crl"), read("ocsp"), read("ca_issuers"), read("cps")};
}

void read_extensions(const TomlReader& root, Profile& profile) {
  const auto table = root.table("extensions");
  if (!table) return;
  const std::vector<std::string> critical = taken(table->list<std::string>("critical"));
  const std::vector<std::string> plain = taken(table->list<std::string>("plain"));
  const auto listed = [](const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  for (const NamedOid& known : kExtensionWords) {
    if (!listed(critical, known.word) && !listed(plain, known.word)) continue;
    const bool required = known.id != oids::kSubjectAltName || profile.alt_names.required;
    profile.extensions.push_back({known.id, listed(critical, known.word), required});
  }
  if (profile.extensions.size() != critical.size() + plain.size()) {
    note(*table, "critical", "and plain name an extension twice, or one that is not ours");
  }
  for (const IdentityField& field : profile.identities) {
    const auto id = identity_extension_id(field.kinds[0]);
    if (profile.rule(id) != nullptr) note(root, "identity", "has two entries for one extension");
    profile.extensions.push_back({id, false, field.required});
  }
}

/// What one part says must be carried by an extension, and the other way round.
void check_whole(const TomlReader& root, const Profile& profile) {
  const auto pair = [&](const asn1::Oid& id, bool asked, std::string_view key) {
    if ((profile.rule(id) != nullptr) != asked) note(root, key, "and the list of extensions do not agree");
  };
  const AltNameRule& names = profile.alt_names;
  pair(oids::kExtKeyUsage, !profile.ext_key_usage.empty(), "key.purposes");
  pair(oids::kCertificatePolicies, profile.policy != PolicyMode::None, "policy.mode");
  pair(oids::kSubjectAltName, names.dns || names.emails || names.uris || names.ip_addresses, "alt_names");
  pair(oids::kCrlDistributionPoints, !profile.urls.crl.empty(), "urls.crl");
  pair(oids::kAuthorityInfoAccess, !profile.urls.ocsp.empty() || !profile.urls.ca_issuers.empty(), "urls");
  for (const asn1::Oid& id : {oids::kBasicConstraints, oids::kKeyUsage}) {
    const ExtensionRule* rule = profile.rule(id);
    if (rule == nullptr || !rule->critical)
      note(root, "extensions.critical", "lacks basic_constraints or key_usage");
  }
  if (profile.cites.empty()) note(root, "cites", "is empty");
  if ((profile.policy == PolicyMode::Filed) != !profile.policies.empty()) {
    note(root, "policy.demonstration", "belongs to mode filed, and to it only");
  }
  if (((profile.key_usage & kKeyCertSign) != 0) != profile.basic_constraints.ca) {
    note(root, "key.authority", "and key_cert_sign do not agree");  // RFC 5280 4.2.1.3
  }
}

Result<Profile> read_profile(const TomlReader& root) {
  Profile profile;
  profile.id = taken(root.get<std::string>("id"));
  if (const auto name = root.table("name")) {
    profile.name_zh = taken(name->get<std::string>("zh"));
    profile.name_en = taken(name->get<std::string>("en"));
  }
  profile.cites = taken(root.list<std::string>("cites"));
  if (taken(root.get<std::string>("reading")) != "ours") note(root, "reading", "is not ours");
  profile.in_force_from = taken(root.get<base::Date>("in_force_from"));
  profile.self_issued = taken(root.get_or<bool>("self_issued", false));
  read_subject(root, profile);
  read_validity(root, profile);
  read_key(root, profile);
  read_policy(root, profile);
  read_alt_names(root, profile);
  read_identities(root, profile);
  read_urls(root, profile);
  read_extensions(root, profile);
  check_whole(root, profile);
  YX_CHECK(root.finish());
  return profile;
}

}  // namespace

const ExtensionRule* Profile::rule(const asn1::Oid& extension) const {
  const auto found = std::find_if(extensions.begin(), extensions.end(),
                                  [&](const ExtensionRule& entry) { return entry.id == extension; });
  return found == extensions.end() ? nullptr : &*found;
}

const SubjectField* Profile::field(const asn1::Oid& attribute) const {
  const auto found = std::find_if(subject.begin(), subject.end(),
                                  [&](const SubjectField& entry) { return entry.type->id == attribute; });
  return found == subject.end() ? nullptr : &*found;
}

const IdentityField* Profile::identity(IdentityKind kind) const {
  for (const IdentityField& entry : identities) {
    if (std::find(entry.kinds.begin(), entry.kinds.end(), kind) != entry.kinds.end()) return &entry;
  }
  return nullptr;
}

Result<Profile> parse_profile(std::string_view text, std::string file) {
  YX_TRY(const TomlReader root, TomlReader::parse(text, std::move(file)));
  return read_profile(root);
}

Result<Profiles> load_profiles(const std::filesystem::path& folder) {
  Profiles profiles;
  std::error_code failed;
  for (std::filesystem::directory_iterator entry(folder, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    const std::filesystem::path& file = entry->path();
    if (file.extension() != ".toml") continue;
    YX_TRY(const TomlReader root, TomlReader::load(file));
    YX_TRY(Profile profile, read_profile(root));
    if (file.stem() != profile.id) return root.fault("id", "is not the name of the file");
    profiles.emplace(profile.id, std::move(profile));
  }
  if (profiles.empty()) {
    return base::make_error(base::ErrorKind::NotFound, "x509.profile.folder", folder.string());
  }
  return profiles;
}

}  // namespace yinxin::x509
