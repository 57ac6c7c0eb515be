#include "x509/profile/draft.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "x509_support/sample_authority.hpp"

namespace yinxin::x509 {
namespace {

using testing::ElementsAre;
using x509_support::kCreditCode;
using x509_support::kLicensedName;
using x509_support::kResidentId;
using x509_support::profiles;
using x509_support::SampleAuthority;
namespace oids = asn1::oids;

class Draft : public testing::Test {
 protected:
  static void SetUpTestSuite() { authority = std::make_unique<SampleAuthority>(); }
  static void TearDownTestSuite() { authority.reset(); }

  static TbsCertificate made(const std::string& profile, const DraftInput& input) {
    auto draft = make_draft(profiles().at(profile), input);
    EXPECT_TRUE(draft) << base::describe(draft.error());
    return std::move(draft).value();
  }
  static const base::Bytes& value(const TbsCertificate& tbs, const asn1::Oid& id) {
    return find_extension(tbs.extensions, id)->value;
  }

  static inline std::unique_ptr<SampleAuthority> authority;
};

TEST_F(Draft, OfAnIndividualHoldsWhatTheProfileSays) {
  DraftInput input = authority->input("individual");
  input.subject = {
      {oids::kCommonName, "买买提·𬭩"}, {oids::kLocality, "昆明市"}, {oids::kCountry, "CN"}};
  input.alt_names.emails = {"a@example.cn"};
  const TbsCertificate tbs = made("individual", input);
  EXPECT_EQ(tbs.subject.to_text(),
            "C=CN, L=昆明市, CN=买买提·𬭩");  // in order, whatever the input's
  EXPECT_EQ(tbs.issuer, authority->issuing().tbs().subject);
  EXPECT_EQ(tbs.serial, input.serial);
  EXPECT_EQ(tbs.public_key, input.public_key);
  std::vector<std::string> ids;
  for (const Extension& extension : tbs.extensions) {
    ids.push_back(extension.id.to_text() + (extension.critical ? " critical" : ""));
  }
  EXPECT_THAT(ids,
              ElementsAre("2.5.29.35", "2.5.29.14", "2.5.29.19 critical", "2.5.29.15 critical", "2.5.29.37",
                          "2.5.29.32", "2.5.29.17", "2.5.29.31", "1.3.6.1.5.5.7.1.1", "1.2.156.10260.4.1.1"));
  EXPECT_EQ(decode_authority_key_identifier(value(tbs, oids::kAuthorityKeyIdentifier)).value(),
            key_identifier(authority->issuing_key().public_key()));
  EXPECT_EQ(decode_key_usage(value(tbs, oids::kKeyUsage)).value(), kDigitalSignature | kNonRepudiation);
  EXPECT_FALSE(decode_basic_constraints(value(tbs, oids::kBasicConstraints)).value().ca);
  const auto policies = decode_policies(value(tbs, oids::kCertificatePolicies)).value();
  ASSERT_EQ(policies.size(), 1U);
  EXPECT_EQ(policies[0].id, input.policy);
  EXPECT_EQ(policies[0].cps_uri, "http://ca.example.cn/rules/cps");
  EXPECT_THAT(decode_distribution_points(value(tbs, oids::kCrlDistributionPoints)).value().uris,
              ElementsAre("http://crl.example.cn/issuing-1/1.crl"));
  const auto access = decode_authority_info_access(value(tbs, oids::kAuthorityInfoAccess)).value();
  EXPECT_THAT(access.ocsp, ElementsAre("http://ocsp.example.cn"));
  EXPECT_THAT(access.ca_issuers, ElementsAre("http://ca.example.cn/ca/issuing-1.cer"));
  EXPECT_THAT(decode_subject_alt_names(value(tbs, oids::kSubjectAltName)).value().emails,
              ElementsAre("a@example.cn"));
}

TEST_F(Draft, HidesAPersonsNumberUnlessTheFiledPolicyDemandsIt) {
  DraftInput input = authority->input("individual");
  const auto identity = [&] {
    return decode_identity(*find_extension(made("individual", input).extensions, oids::kIdentifyCode))
        .value();
  };
  const Identity hidden = identity();
  EXPECT_EQ(hidden.form, IdentityForm::Commitment);
  EXPECT_TRUE(opens_identity(hidden, IdentityKind::ResidentId, kResidentId, authority->opening()));
  const base::Bytes der = made("individual", input).to_der();
  EXPECT_EQ(base::as_text(der).find(kResidentId), std::string_view::npos);
  input.filed.identity_number_in_clear = true;
  EXPECT_EQ(identity().form, IdentityForm::Clear);
  EXPECT_EQ(identity().text, kResidentId);
  // The insurance number stays hidden whatever is filed.
  input.identities.push_back({IdentityKind::InsuranceNumber, "123456", &authority->opening()});
  const TbsCertificate both = made("individual", input);
  EXPECT_EQ(decode_identity(*find_extension(both.extensions, oids::kInsuranceNumber)).value().form,
            IdentityForm::Commitment);
}

TEST_F(Draft, ShowsAnOrganisationsPublicCode) {
  const TbsCertificate tbs = made("organisation", authority->input("organisation"));
  const Identity code = decode_identity(*find_extension(tbs.extensions, oids::kOrganizationCode)).value();
  EXPECT_EQ(code.form, IdentityForm::Clear);
  EXPECT_EQ(code.text, kCreditCode);
}

TEST_F(Draft, OfARootNamesItself) {
  const TbsCertificate& root = authority->root().tbs();
  EXPECT_EQ(root.issuer, root.subject);
  EXPECT_EQ(root.subject.to_text(), "C=CN, O=" + kLicensedName + ", CN=示例 root");
  EXPECT_EQ(decode_authority_key_identifier(value(root, oids::kAuthorityKeyIdentifier)).value(),
            decode_key_identifier(value(root, oids::kSubjectKeyIdentifier)).value());
  EXPECT_TRUE(authority->root().verify(authority->root_key().public_key()));
  const auto policies =
      decode_policies(value(authority->issuing().tbs(), oids::kCertificatePolicies)).value();
  EXPECT_EQ(policies[0].id, kAnyPolicy);
}

TEST_F(Draft, FollowsTheKeyIdentifierOfAStrangeIssuer) {
  // An issuer whose identifier was made in another way, and one that has none.
  for (const bool with_identifier : {true, false}) {
    TbsCertificate tbs = authority->issuing().tbs();
    for (Extension& extension : tbs.extensions) {
      if (extension.id != oids::kSubjectKeyIdentifier) continue;
      extension = with_identifier ? Extension{extension.id, false, encode_key_identifier(base::Bytes(32, 7))}
                                  : Extension{asn1::Oid::literal("2.999.9"), false, {}};
    }
    const base::Bytes der = tbs.to_der();
    const Certificate issuer =
        Certificate::assemble(der, crypto::sm2_sign(authority->root_key(), der).value()).value();
    DraftInput input = authority->input("officer");
    input.issuer = &issuer;
    EXPECT_EQ(
        decode_authority_key_identifier(value(made("officer", input), oids::kAuthorityKeyIdentifier)).value(),
        with_identifier ? base::Bytes(32, 7) : key_identifier(tbs.public_key));
  }
}

TEST_F(Draft, ValidityCountsBothEnds) {
  const Profile& ocsp = profiles().at("ocsp-signer");
  const base::Time start = x509_support::at("2026-11-22T00:00:00Z");
  const Validity usual = usual_validity(ocsp, start + std::chrono::milliseconds(700), &authority->issuing());
  EXPECT_EQ(base::format_utc(usual.not_before), "2026-11-22T00:00:00Z");
  EXPECT_EQ(base::format_utc(usual.not_after), "2026-12-26T23:59:59Z");
  DraftInput input = authority->input("ocsp-signer");
  input.validity = usual;
  EXPECT_TRUE(make_draft(ocsp, input));
  input.validity.not_after += std::chrono::seconds(1);
  EXPECT_EQ(make_draft(ocsp, input).error().code, "x509.profile.validity");
  // No longer than the issuer lives.
  const base::Time end = authority->issuing().tbs().validity.not_after;
  EXPECT_EQ(usual_validity(ocsp, end - std::chrono::hours(1), &authority->issuing()).not_after, end);
}

TEST_F(Draft, FiledPoliciesReplaceTheDemonstration) {
  const Profile& profile = profiles().at("individual");
  DraftInput input = authority->input("individual");
  const asn1::Oid own = asn1::Oid::literal("1.2.156.999999.1");
  input.filed.policies = {own};
  EXPECT_EQ(make_draft(profile, input).error().code, "x509.profile.policy");
  input.policy = own;
  EXPECT_TRUE(make_draft(profile, input));
  EXPECT_FALSE(is_policy_allowed(profile, {}, own));
  EXPECT_FALSE(is_policy_allowed(profiles().at("root"), {}, profile.policies[0]));
  EXPECT_TRUE(is_policy_allowed(profiles().at("issuing-authority"), {{own}, false}, kAnyPolicy));
  EXPECT_FALSE(is_policy_allowed(profiles().at("issuing-authority"), {{own}, false}, own));
}

TEST_F(Draft, RefusesWhatTheProfileDoesNotAllow) {
  struct Bad {
    const char* what;
    const char* profile;
    std::function<void(DraftInput&)> change;
    const char* code;
  };
  const base::SecretBytes short_opening(8);
  const auto add = [](asn1::Oid type, std::string text) {
    return [=](DraftInput& input) { input.subject.emplace_back(type, text); };
  };
  const Bad table[] = {
      {"no common name", "individual", [](DraftInput& i) { i.subject.pop_back(); }, "x509.profile.subject"},
      {"a field without a place", "individual", add(oids::kOrganization, "a"), "x509.profile.subject"},
      {"a field twice", "individual", add(oids::kCommonName, "a"), "x509.profile.subject"},
      {"another country", "individual", [](DraftInput& i) { i.subject[0].second = "US"; },
       "x509.profile.subject"},
      {"a field too long", "individual", add(oids::kSerialNumber, std::string(33, '1')),
       "x509.profile.subject"},
      {"a field empty", "individual", add(oids::kLocality, ""), "x509.name.value"},
      {"a homograph", "individual", add(oids::kLocality, "Кunming"), "x509.name.homograph"},
      {"an end before the beginning", "individual",
       [](DraftInput& i) { i.validity.not_after = i.validity.not_before; }, "x509.profile.validity"},
      {"too long", "officer", [](DraftInput& i) { i.validity.not_after += std::chrono::hours(24); },
       "x509.profile.validity"},
      {"before the issuer", "individual",
       [](DraftInput& i) {
         i.validity.not_before -= std::chrono::hours(24 * 400);
         i.validity.not_after -= std::chrono::hours(24 * 400);
       },
       "x509.profile.validity"},
      {"after the issuer", "individual",
       [](DraftInput& i) {
         i.validity.not_before += std::chrono::hours(24 * 7304);
         i.validity.not_after += std::chrono::hours(24 * 7304);
       },
       "x509.profile.validity"},
      {"no policy", "individual", [](DraftInput& i) { i.policy = {}; }, "x509.profile.policy"},
      {"another policy", "individual", [](DraftInput& i) { i.policy = kAnyPolicy; }, "x509.profile.policy"},
      {"no identity", "individual", [](DraftInput& i) { i.identities.clear(); }, "x509.profile.identity"},
      {"an identity without a place", "individual",
       [](DraftInput& i) {
         i.identities.push_back({IdentityKind::TaxationNumber, "1", i.identities[0].opening});
       },
       "x509.profile.identity"},
      {"two identities in one extension", "individual",
       [](DraftInput& i) {
         i.identities.push_back({IdentityKind::Passport, "E1", i.identities[0].opening});
       },
       "x509.profile.identity"},
      {"no opening", "individual", [](DraftInput& i) { i.identities[0].opening = nullptr; },
       "x509.profile.identity"},
      {"a short opening", "individual", [&](DraftInput& i) { i.identities[0].opening = &short_opening; },
       "x509.identity.opening"},
      {"a wrong number", "individual", [](DraftInput& i) { i.identities[0].number = "440524188001010015"; },
       "x509.identity.number"},
      {"an alternative name without a place", "individual", [](DraftInput& i) { i.alt_names.dns = {"a.cn"}; },
       "x509.profile.alt_names"},
      {"no site", "individual", [](DraftInput& i) { i.urls.crl_site.clear(); }, "x509.profile.url"},
      {"a site with a space", "individual", [](DraftInput& i) { i.urls.ocsp_site = "http://a b"; },
       "x509.profile.url"},
      {"no issuer", "individual", [](DraftInput& i) { i.issuer = nullptr; }, "x509.profile.issuer"},
      {"an issuer of a root", "root", [](DraftInput& i) { i.issuer = &authority->root(); },
       "x509.profile.issuer"},
  };
  for (const Bad& row : table) {
    DraftInput input = authority->input(row.profile);
    row.change(input);
    const auto draft = make_draft(profiles().at(row.profile), input);
    ASSERT_FALSE(draft) << row.what;
    EXPECT_EQ(draft.error().code, row.code) << row.what;
    EXPECT_EQ(draft.error().detail.find(kResidentId), std::string::npos) << row.what;
  }
}

TEST_F(Draft, RequiredAlternativeNamesMustBeThere) {
  Profile strict = profiles().at("device");
  strict.alt_names.required = true;
  DraftInput input = authority->input("device");
  EXPECT_EQ(make_draft(strict, input).error().code, "x509.profile.alt_names");
  input.alt_names.dns = {"a.example.cn"};
  input.alt_names.ip_addresses = {{127, 0, 0, 1}};
  EXPECT_TRUE(make_draft(strict, input));
}

}  // namespace
}  // namespace yinxin::x509
