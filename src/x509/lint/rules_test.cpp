// Every rule against its samples: each branch of each rule has a bad one, and what is good passes them all.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "x509_support/lint_samples.hpp"

namespace yinxin::x509 {
namespace {

using namespace x509_support;  // NOLINT(google-build-using-namespace)

std::vector<BadSample> bad_samples() {
  std::vector<BadSample> all;
  for (auto* part : {&bad_content_samples, &bad_name_samples, &bad_extension_samples}) {
    for (BadSample& sample : part()) all.push_back(std::move(sample));
  }
  return all;
}

const LintRule* rule_called(std::string_view id) {
  for (const LintRule* rule : lint_rules()) {
    if (rule->id == id) return rule;
  }
  return nullptr;
}

std::set<std::string_view> rules_of(const LintReport& report) {
  std::set<std::string_view> ids;
  for (const Finding& finding : report.findings) ids.insert(finding.rule);
  return ids;
}

TEST(LintRules, CiteTheirSourceAndSpeakTwoLanguages) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  std::set<std::string_view> ids;
  for (const LintRule* rule : lint_rules()) {
    SCOPED_TRACE(rule->id);
    EXPECT_TRUE(ids.insert(rule->id).second) << "two rules of one name";
    EXPECT_FALSE(rule->source.empty());
    EXPECT_TRUE(base::parse_date(rule->effective));
    EXPECT_FALSE(rule->messages.empty());
    EXPECT_FALSE(rule->check != nullptr && rule->check_parts != nullptr);
    std::set<std::string_view> texts;
    for (const Message& message : rule->messages) {
      EXPECT_FALSE(message.zh.empty());
      EXPECT_TRUE(texts.insert(message.en).second) << "one text for two branches";
      EXPECT_TRUE(std::all_of(message.en.begin(), message.en.end(), is_ascii)) << message.en;
    }
  }
}

TEST(LintRules, TheEightContentsOfArticle19HaveOneEach) {
  for (int item = 1; item <= 8; ++item) {
    const std::string source = "Order No. 4, article 19(" + std::to_string(item) + ")";
    int found = 0;
    for (const LintRule* rule : lint_rules()) {
      if (rule->source.substr(0, source.size()) == source) ++found;
    }
    EXPECT_EQ(found, 1) << source;
  }
}

TEST(LintRules, EveryBranchHasABadSample) {
  std::map<std::string_view, std::set<std::size_t>> covered;
  for (const BadSample& sample : bad_samples()) {
    ASSERT_NE(rule_called(sample.rule), nullptr) << sample.rule;
    covered[sample.rule].insert(sample.message);
  }
  for (const LintRule* rule : lint_rules()) {
    for (std::size_t message = 0; message < rule->messages.size(); ++message) {
      EXPECT_TRUE(covered[rule->id].count(message) != 0)
          << rule->id << ": no sample for \"" << rule->messages[message].en << "\"";
    }
  }
}

TEST(LintRules, NoticeTheirBadSamplesAndNothingElse) {
  for (const BadSample& sample : bad_samples()) {
    SCOPED_TRACE(std::string(sample.rule) + ": " + sample.what);
    LintCase bad = lint_case(sample.profile);
    sample.change(bad);
    const base::Bytes der = bad.der();
    const LintReport report = inspect(der, bad.profile, bad.context);
    const LintRule& rule = *rule_called(sample.rule);
    const auto is_it = [&](const Finding& finding) {
      return finding.rule == rule.id && finding.message_en == rule.messages[sample.message].en &&
             finding.message_zh == rule.messages[sample.message].zh && finding.source == rule.source &&
             finding.severity == rule.severity;
    };
    EXPECT_TRUE(std::any_of(report.findings.begin(), report.findings.end(), is_it));
    std::set<std::string_view> expected = sample.also;
    expected.insert(sample.rule);
    EXPECT_EQ(rules_of(report), expected);
    const auto linted = lint(der, bad.profile, bad.context);
    EXPECT_EQ(bool(linted), report.passed());
    if (!linted) {
      EXPECT_EQ(linted.error().code, "x509.lint");
      EXPECT_EQ(linted.error().detail, report.failed_rules());
    }
  }
}

/// Subject, validity, policy and what others prescribe or deny.
std::vector<GoodSample> good_contents() {
  const auto named = [](const char* name) {
    return [=](LintCase& c) { c.subject({{oids::kCountry, "CN"}, {oids::kCommonName, name}}); };
  };
  return {
      {"an ordinary name", named("张三")},
      {"a middle dot and rare characters", named("买买提·𬭩䶮")},
      {"Latin letters beside ideographs", named("张三 (Zhang San)")},
      {"all of the subject",
       [](LintCase& c) {
         c.subject({{oids::kCountry, "CN"},
                    {oids::kStateOrProvince, "云南省"},
                    {oids::kLocality, "昆明市"},
                    {oids::kSerialNumber, "YL-00000001"},
                    {oids::kCommonName, "张三"}});
       }},
      {"the longest validity",
       [](LintCase& c) {
         c.tbs.validity.not_after = c.tbs.validity.not_before + c.profile.longest - std::chrono::seconds(1);
       }},
      {"exactly the issuer's end",
       [](LintCase& c) {
         c.tbs.validity.not_after = c.context.issuer->tbs().validity.not_after;
         c.tbs.validity.not_before = c.tbs.validity.not_after - std::chrono::hours(1);
       }},
      {"a filed policy",
       [](LintCase& c) {
         const asn1::Oid own = asn1::Oid::literal("1.2.156.999999.1");
         c.context.filed.policies = {asn1::Oid::literal("1.2.156.999999.2"), own};
         c.extension(oids::kCertificatePolicies).value =
             encode_policies({{own, "https://ca.example.cn/rules/cps"}});
       }},
      {"prescribed and there", [](LintCase& c) { c.context.prescribed_extensions = {oids::kKeyUsage}; }},
      {"denied keys, another's",
       [](LintCase& c) {
         static const std::set<base::Bytes> kDenied = {base::Bytes(20, 9)};
         c.context.denied_keys = &kDenied;
       }},
      {"a validity that begins in 2050, in GeneralizedTime",
       [](LintCase& c) {
         c.context.issuer = nullptr;
         c.tbs.validity = {at("2050-01-01T00:00:00Z"), at("2060-01-01T00:00:00Z")};
       },
       "root"},
  };
}

/// Other names and numbers of the holder.
std::vector<GoodSample> good_identities() {
  return {
      {"a mail address",
       [](LintCase& c) {
         c.tbs.extensions.push_back(
             {oids::kSubjectAltName, false,
              encode_subject_alt_names({{}, {"zhang.san+ca@mail.example.cn"}, {}, {}})});
       }},
      {"names of a device",
       [](LintCase& c) {
         c.tbs.extensions.push_back({oids::kSubjectAltName, false,
                                     encode_subject_alt_names({{"a.example.cn", "xn--fiqs8s.cn"},
                                                               {},
                                                               {"https://a.example.cn/"},
                                                               {{127, 0, 0, 1}, base::Bytes(16, 1)}})});
       },
       "device"},
      {"a passport, hidden",
       [](LintCase& c) {
         c.extension(oids::kIdentifyCode) =
             encode_identity_commitment(IdentityKind::Passport, "E00000000", sample_authority().opening())
                 .value();
       }},
      {"a number in clear that an application norm demands",
       [](LintCase& c) {
         c.context.filed.identity_number_in_clear = true;
         c.extension(oids::kIdentifyCode) =
             encode_identity_clear(IdentityKind::ResidentId, "11010519491231002X").value();
       }},
      {"a person's number hidden beside the organisation's code",
       [](LintCase& c) {
         c.tbs.extensions.push_back(
             encode_identity_commitment(IdentityKind::ResidentId, kResidentId, sample_authority().opening())
                 .value());
       },
       "staff"},
  };
}

std::vector<GoodSample> good_samples() {
  std::vector<GoodSample> all = good_contents();
  for (GoodSample& sample : good_identities()) all.push_back(std::move(sample));
  return all;
}

TEST(LintRules, PassGoodSamples) {
  for (const GoodSample& sample : good_samples()) {
    LintCase good = lint_case(sample.profile);
    sample.change(good);
    const base::Bytes der = good.der();
    EXPECT_THAT(rules_of(inspect(der, good.profile, good.context)), testing::IsEmpty()) << sample.what;
    EXPECT_TRUE(lint(der, good.profile, good.context)) << sample.what;
  }
}

TEST(LintRules, PassEveryProfile) {
  for (const auto& [id, profile] : profiles()) {
    const LintCase good = lint_case(id);
    const base::Bytes der = good.der();
    EXPECT_EQ(der, good.tbs.to_der());
    EXPECT_THAT(rules_of(inspect(der, good.profile, good.context)), testing::IsEmpty()) << id;
  }
}

TEST(LintRules, EveryProfileNoticesALackOfEachExtension) {
  for (const auto& [id, profile] : profiles()) {
    for (const ExtensionRule& rule : profile.extensions) {
      if (!rule.required) continue;
      LintCase lacking = lint_case(id);
      lacking.remove(rule.id);
      const auto linted = lint(lacking.der(), lacking.profile, lacking.context);
      ASSERT_FALSE(linted) << id << " without " << rule.id.to_text();
      EXPECT_THAT(linted.error().detail, testing::HasSubstr("extension_set"));
    }
  }
}

}  // namespace
}  // namespace yinxin::x509
