#include "x509/profile/profile.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "asn1/oids.hpp"
#include "x509_support/sample_authority.hpp"

namespace yinxin::x509 {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using x509_support::profiles;
namespace oids = asn1::oids;

std::vector<std::string> ids() {
  std::vector<std::string> all;
  for (const auto& [id, profile] : profiles()) all.push_back(id);
  return all;
}

TEST(Profiles, AreTheTen) {
  EXPECT_THAT(ids(), ElementsAre("device", "individual", "issuing-authority", "ocsp-signer", "officer",
                                 "operations-authority", "organisation", "root", "staff",
                                 "takeover-crl-issuer", "takeover-ocsp-signer", "timestamp-unit"));
}

TEST(Profiles, HoldWhatAllMustHold) {
  std::set<asn1::Oid> policies;
  for (const auto& [id, profile] : profiles()) {
    SCOPED_TRACE(id);
    EXPECT_THAT(profile.cites, testing::Contains("19"));
    EXPECT_FALSE(profile.name_zh.empty());
    EXPECT_FALSE(profile.name_en.empty());
    EXPECT_EQ(base::format_date(profile.in_force_from), "2024-11-01");
    // GB/T 20518: C is CN and first, CN is last.
    EXPECT_EQ(profile.subject.front().type->short_name, "C");
    EXPECT_EQ(profile.subject.front().fixed, "CN");
    EXPECT_EQ(profile.subject.back().type->short_name, "CN");
    EXPECT_TRUE(profile.subject.back().required);
    for (const asn1::Oid& extension : {oids::kBasicConstraints, oids::kKeyUsage}) {
      ASSERT_NE(profile.rule(extension), nullptr);
      EXPECT_TRUE(profile.rule(extension)->critical);
    }
    for (const asn1::Oid& extension : {oids::kAuthorityKeyIdentifier, oids::kSubjectKeyIdentifier}) {
      ASSERT_NE(profile.rule(extension), nullptr);
      EXPECT_FALSE(profile.rule(extension)->critical);
    }
    EXPECT_EQ(profile.basic_constraints.ca, profile.key_usage == (kKeyCertSign | kCrlSign));
    EXPECT_EQ(profile.policy == PolicyMode::Filed, !profile.basic_constraints.ca);
    // Privacy is the default (requirements.md Q32): only what stands in the public register is in clear.
    for (const IdentityField& field : profile.identities) {
      const bool of_a_person = identity_extension_id(field.kinds[0]) == oids::kIdentifyCode ||
                               field.kinds[0] == IdentityKind::InsuranceNumber;
      EXPECT_EQ(field.disclosure == Disclosure::Clear, !of_a_person);
      EXPECT_FALSE(profile.rule(identity_extension_id(field.kinds[0]))->critical);
    }
    for (const asn1::Oid& policy : profile.policies)
      EXPECT_TRUE(policies.insert(policy).second) << "shared policy";
  }
}

TEST(Profiles, DecidedElsewhere) {
  using std::chrono::days;
  const Profile& root = profiles().at("root");
  EXPECT_TRUE(root.self_issued);
  EXPECT_EQ(root.basic_constraints.path_length, std::nullopt);
  EXPECT_EQ(profiles().at("issuing-authority").basic_constraints.path_length, 0);
  EXPECT_EQ(profiles().at("operations-authority").basic_constraints.path_length, 0);
  // decisions.md 1
  EXPECT_EQ(profiles().at("officer").longest, days(365));
  const Profile& ocsp = profiles().at("ocsp-signer");
  EXPECT_EQ(ocsp.longest, days(35));
  EXPECT_THAT(ocsp.ext_key_usage, ElementsAre(oids::kOcspSigning));
  EXPECT_NE(ocsp.rule(oids::kOcspNoCheck), nullptr);
  EXPECT_EQ(ocsp.rule(oids::kCrlDistributionPoints), nullptr);
  // RFC 3161 2.3
  const Profile& timestamp = profiles().at("timestamp-unit");
  EXPECT_THAT(timestamp.ext_key_usage, ElementsAre(oids::kTimeStamping));
  EXPECT_TRUE(timestamp.rule(oids::kExtKeyUsage)->critical);
}

constexpr std::string_view kGood = R"(
id = "sample"
name = { zh = "样例", en = "Sample" }
cites = ["19"]
reading = "ours"
in_force_from = 2024-11-01
[validity]
longest_days = 30
usual_days = 10
[key]
usage = ["digital_signature"]
purposes = ["client_auth"]
[policy]
mode = "filed"
demonstration = ["2.999.1"]
[urls]
crl = "{crl_site}/a.crl"
ocsp = "{ocsp_site}"
[extensions]
critical = ["basic_constraints", "key_usage"]
plain = ["ext_key_usage", "certificate_policies", "crl_distribution_points", "authority_info_access", "subject_alt_name"]
[[subject]]
type = "C"
required = true
fixed = "CN"
[[subject]]
type = "CN"
required = true
max_characters = 20
[alt_names]
kinds = ["dns", "ip"]
required = false
[[identity]]
kinds = ["resident_id", "passport"]
required = true
disclosure = "as_filed"
)";

TEST(ParseProfile, ReadsEveryPart) {
  const auto read = parse_profile(kGood, "sample.toml");
  ASSERT_TRUE(read) << base::describe(read.error());
  const Profile& profile = *read;
  EXPECT_EQ(profile.id, "sample");
  EXPECT_EQ(profile.name_zh, "样例");
  EXPECT_EQ(profile.usual, std::chrono::days(10));
  EXPECT_EQ(profile.key_usage, kDigitalSignature);
  EXPECT_FALSE(profile.self_issued);
  EXPECT_EQ(profile.policies, std::vector{asn1::Oid::literal("2.999.1")});
  EXPECT_EQ(profile.field(oids::kCommonName)->max_characters, 20U);
  EXPECT_EQ(profile.field(oids::kCountry)->max_characters, Name::kMaxValueCharacters);
  EXPECT_EQ(profile.field(oids::kOrganization), nullptr);
  EXPECT_TRUE(profile.alt_names.dns);
  EXPECT_FALSE(profile.alt_names.emails);
  EXPECT_FALSE(profile.rule(oids::kSubjectAltName)->required);
  EXPECT_TRUE(profile.rule(oids::kIdentifyCode)->required);
  EXPECT_EQ(profile.identity(IdentityKind::Passport), &profile.identities[0]);
  EXPECT_EQ(profile.identity(IdentityKind::TaxationNumber), nullptr);
  EXPECT_EQ(profile.urls.ca_issuers, "");
}

struct Change {
  std::string_view from;
  std::string_view to;
  std::string_view fault;  // a piece of what is reported
};

TEST(ParseProfile, RefusesEveryFault) {
  const Change table[] = {
      {"id = \"sample\"", "", "id"},
      {"zh = \"样例\", ", "", "zh"},
      {"cites = [\"19\"]", "cites = []", "cites"},
      {"reading = \"ours\"", "reading = \"law\"", "reading"},
      {"in_force_from = 2024-11-01", "in_force_from = \"2024-11-01\"", "in_force_from"},
      {"longest_days = 30", "longest_days = 0", "longest_days"},
      {"longest_days = 30", "longest_days = 40000", "longest_days"},
      {"usual_days = 10", "usual_days = 31", "usual_days"},
      {"[validity]\nlongest_days = 30\nusual_days = 10\n", "", "validity"},
      {"usage = [\"digital_signature\"]", "usage = []", "usage"},
      {"usage = [\"digital_signature\"]", "usage = [\"signature\"]", "usage"},
      {"usage = [\"digital_signature\"]", "usage = [\"key_cert_sign\"]", "authority"},
      {"usage = [\"digital_signature\"]", "usage = [\"digital_signature\"]\nauthority = true", "authority"},
      {"usage = [\"digital_signature\"]", "usage = [\"digital_signature\"]\npath_length = 0", "path_length"},
      {"purposes = [\"client_auth\"]", "purposes = []", "purposes"},
      {"purposes = [\"client_auth\"]", "purposes = [\"any\"]", "purposes"},
      {"mode = \"filed\"", "mode = \"some\"", "mode"},
      {"mode = \"filed\"", "mode = \"none\"", "policy"},
      {"mode = \"filed\"", "mode = \"any\"", "demonstration"},
      {"demonstration = [\"2.999.1\"]", "", "demonstration"},
      {"demonstration = [\"2.999.1\"]", "demonstration = [\"2.999.x\"]", "demonstration"},
      {"crl = \"{crl_site}/a.crl\"", "", "urls.crl"},
      {"crl = \"{crl_site}/a.crl\"", "crl = \"{site}/a.crl\"", "crl"},
      {"crl = \"{crl_site}/a.crl\"", "crl = \"ldap://a\"", "crl"},
      {"ocsp = \"{ocsp_site}\"", "", "urls"},
      {"critical = [\"basic_constraints\", \"key_usage\"]", "critical = [\"basic_constraints\"]",
       "extensions.critical"},
      {"critical = [\"basic_constraints\", \"key_usage\"]",
       "critical = [\"basic_constraints\", \"key_usage\", \"name\"]", "not ours"},
      {"plain = [\"ext_key_usage\",", "plain = [\"key_usage\", \"ext_key_usage\",", "twice"},
      {"plain = [\"ext_key_usage\",", "plain = [", "key.purposes"},
      {"\"subject_alt_name\"]", "]", "alt_names"},
      {"kinds = [\"dns\", \"ip\"]", "kinds = [\"dns\", \"directory\"]", "kinds"},
      {"type = \"C\"\n", "type = \"street\"\n", "type"},
      {"type = \"C\"\n", "type = \"CN\"\n", "type"},
      {"type = \"CN\"\nrequired = true\n", "type = \"CN\"\n", "required"},
      {"max_characters = 20", "max_characters = 201", "max_characters"},
      {"[[subject]]\ntype = \"C\"", "[[subject]]\ntype = \"CN\"\nrequired = true\n[[subject]]\ntype = \"C\"",
       "order"},
      {"kinds = [\"resident_id\", \"passport\"]", "kinds = []", "kinds"},
      {"kinds = [\"resident_id\", \"passport\"]", "kinds = [\"resident_id\", \"taxation_number\"]", "kinds"},
      {"kinds = [\"resident_id\", \"passport\"]", "kinds = [\"number\"]", "kinds"},
      {"disclosure = \"as_filed\"", "disclosure = \"open\"", "disclosure"},
      {"disclosure = \"as_filed\"",
       "disclosure = \"as_filed\"\n[[identity]]\nkinds = [\"passport\"]\nrequired = false\ndisclosure = "
       "\"clear\"",
       "identity"},
      {"id = \"sample\"", "id = \"sample\"\nnonce = true", "nonce"},
  };
  for (const Change& change : table) {
    std::string text(kGood);
    const std::size_t at = text.find(change.from);
    ASSERT_NE(at, std::string::npos) << change.from;
    text.replace(at, change.from.size(), change.to);
    const auto profile = parse_profile(text, "sample.toml");
    ASSERT_FALSE(profile) << change.from << " -> " << change.to;
    EXPECT_EQ(profile.error().code, "base.toml.content") << base::describe(profile.error());
    EXPECT_THAT(profile.error().detail, HasSubstr(std::string(change.fault)));
  }
  EXPECT_EQ(parse_profile("id = ", "sample.toml").error().code, "base.toml.syntax");
}

TEST(ParseProfile, ReportsAllFaultsTogether) {
  const auto profile = parse_profile("id = 1\nsurprise = true\n", "sample.toml");
  ASSERT_FALSE(profile);
  for (const char* key : {"id", "surprise", "name", "validity", "key", "policy", "extensions", "subject"}) {
    EXPECT_THAT(profile.error().detail, HasSubstr(key));
  }
}

TEST(LoadProfiles, NamesFilesAfterIds) {
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "yinxin-profiles";
  std::filesystem::remove_all(folder);
  EXPECT_EQ(load_profiles(folder).error().code, "x509.profile.folder");
  std::filesystem::create_directory(folder);
  EXPECT_EQ(load_profiles(folder).error().code, "x509.profile.folder");
  std::ofstream(folder / "README.md") << "not a profile";
  std::ofstream(folder / "sample.toml") << kGood;
  EXPECT_EQ(load_profiles(folder).value().size(), 1U);
  std::filesystem::rename(folder / "sample.toml", folder / "other.toml");
  const auto loaded = load_profiles(folder);
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().detail, HasSubstr("name of the file"));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace yinxin::x509
