#include "policy/rules_profile.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy_support/policy_world.hpp"

namespace yinxin::policy {
namespace {

using store::code_of;
using store::detail_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(CpsProfile, ReadsEveryParameter) {
  const auto profile = parse_cps_profile(cps_text(), "1.0");
  ASSERT_TRUE(profile) << base::describe(profile.error());
  EXPECT_EQ(profile->version, "1.0");
  EXPECT_EQ(profile->handling_hours, 72);
  EXPECT_EQ(profile->supplement_days, 30);
  EXPECT_EQ(profile->agreement_days, 15);
  EXPECT_EQ(profile->acceptance_days, 15);
  EXPECT_EQ(profile->revocation_hours, 24);
  EXPECT_EQ(profile->crl_hours, 24);
  EXPECT_EQ(profile->ocsp_minutes, 60);
  EXPECT_EQ(profile->retention_years, 5);
  EXPECT_EQ(profile->renewal_days, 60);
  EXPECT_FALSE(profile->suspension_allowed);
  EXPECT_TRUE(profile->renewal_by_certificate);
  EXPECT_FALSE(profile->renewal_revokes);
  ASSERT_EQ(profile->classes.size(), 1U);
  const ClassRules& rules = profile->classes.at("individual");
  EXPECT_EQ(rules.profile, "individual");
  EXPECT_EQ(rules.policy.to_text(), "2.999.156.1.4");
  EXPECT_THAT(rules.identity_methods, ElementsAre("counter", "remote_video"));
  EXPECT_THAT(rules.materials, ElementsAre("identity_document"));
  EXPECT_EQ(rules.max_validity_days, 365);
  EXPECT_EQ(rules.section, "7.2.1");
  EXPECT_FALSE(rules.identity_number_in_clear);
}

// ours, so that what a caller is asked stands in the published rules
const std::string kLossReport = R"(
[loss_report]
questions = ["phone", "mail"]
asked = 2
right = 1
attempts = 3
one_officer = true
opens = 9
closes = 17
section = "7.9.1"
)";

TEST(CpsProfile, ReportsOfLossByTelephoneAreAChoice) {
  EXPECT_FALSE(parse_cps_profile(cps_text(), "1.0")->loss_report);
  const auto profile = parse_cps_profile(cps_text() + kLossReport, "1.0");
  ASSERT_TRUE(profile) << base::describe(profile.error());
  ASSERT_TRUE(profile->loss_report);
  const LossReportRules& rules = *profile->loss_report;
  EXPECT_THAT(rules.questions, ElementsAre("phone", "mail"));
  EXPECT_EQ(rules.asked, 2);
  EXPECT_EQ(rules.right, 1);
  EXPECT_EQ(rules.attempts, 3);
  EXPECT_TRUE(rules.one_officer);
  EXPECT_EQ(rules.opens, 9);
  EXPECT_EQ(rules.closes, 17);
  EXPECT_EQ(rules.section, "7.9.1");
}

TEST(CpsProfile, RefusesAReportOfLossThatProvesNothing) {
  const std::pair<std::string, std::string> kCases[] = {
      {"[\"phone\", \"mail\"]", "[]"},
      {"[\"phone\", \"mail\"]", "[\"phone\", \"birthday\"]"},
      {"[\"phone\", \"mail\"]", "[\"phone\", \"phone\"]"},
      {"asked = 2", "asked = 3"},
      {"asked = 2", "asked = 0"},
      {"right = 1", "right = 3"},
      {"right = 1", "right = 0"},
      {"attempts = 3", "attempts = 11"},
      {"one_officer = true\n", ""},
      {"closes = 17", "closes = 9"},
      {"closes = 17", "closes = 25"},
      {"section = \"7.9.1\"", "section = \"\""},
      {"attempts = 3", "attempts = 3\nhints = 1"},
  };
  for (const auto& [from, to] : kCases) {
    const auto profile = parse_cps_profile(cps_text() + replaced(kLossReport, from, to), "1.0");
    EXPECT_EQ(code_of(profile), "policy.rules.format") << to;
  }
}

TEST(CpsProfile, BindsHowOftenStatusIsPublished) {  // article 17
  CpsProfile profile;
  profile.crl_hours = 24;
  profile.ocsp_minutes = 60;
  EXPECT_EQ(slower_than(profile, 24 * 60, 60), std::nullopt);
  EXPECT_THAT(slower_than(profile, 24 * 60 + 1, 60), testing::Optional(HasSubstr("crl_minutes")));
  EXPECT_THAT(slower_than(profile, 24 * 60, 61), testing::Optional(HasSubstr("ocsp_minutes")));
}

TEST(CpsProfile, RefusesWhatTheLawDoesNotAllow) {
  struct Case {
    std::string from;
    std::string to;
    std::string detail;
  };
  const Case kCases[] = {
      {"retention_years = 5", "retention_years = 4", "retention_years"},  // article 24
      {"crl_hours = 24", "crl_hours = 25", "crl_hours"},
      {"revocation_hours = 24", "revocation_hours = 48", "revocation_hours"},
      {"handling_hours = 72", "handling_hours = 0", "handling_hours"},
      {"handling_hours = 72", "handling_hours = \"72\"", "handling_hours"},
      {"ocsp_minutes = 60", "ocsp_minutes = 1441", "ocsp_minutes"},
      {"supplement_days = 30", "supplement_days = 366", "supplement_days"},
      {"renewal_days = 60\n", "", "renewal_days"},
      {"suspension_allowed = false\n", "", "suspension_allowed"},
      {"version = \"1.0\"", "version = \"1.1\"", "version"},
      {"version = \"1.0\"", "version = \"1.0\"\nremark = \"x\"", "remark"},
      {"2.999.156.1.4", "2.999..4", "policy"},
      {"\"remote_video\"", "\"telephone\"", "identity_methods: entry 2 is none of ours"},
      {"\"remote_video\"", "\"counter\"", "identity_methods: entry 2 is there twice"},
      {"[\"counter\", \"remote_video\"]", "[]", "identity_methods"},
      {"[\"identity_document\"]", "[\"Identity document\"]", "materials"},
      {"materials = [\"identity_document\"]\n", "", "materials"},
      {"max_validity_days = 365", "max_validity_days = 3654", "max_validity_days"},
      {"section = \"7.2.1\"", "section = \"\"", "section"},
      {"profile = \"individual\"", "profile = \"../x\"", "profile"},
      {"[[classes]]", "[[kinds]]", "classes"},
  };
  for (const Case& one : kCases) {
    const auto profile = parse_cps_profile(replaced(cps_text(), one.from, one.to), "1.0");
    EXPECT_EQ(code_of(profile), "policy.rules.format") << one.to;
    EXPECT_THAT(detail_of(profile), HasSubstr(one.detail)) << one.to;
  }
}

TEST(CpsProfile, ReportsAllFaultsTogether) {
  std::string text = replaced(cps_text(), "retention_years = 5", "retention_years = 1");
  text = replaced(text, "crl_hours = 24", "crl_hours = 100");
  text = replaced(text, "section = \"7.2.1\"\n", "");
  const auto profile = parse_cps_profile(text, "2.0");
  EXPECT_EQ(code_of(profile), "policy.rules.format");
  EXPECT_THAT(detail_of(profile), AllOf(HasSubstr("version"), HasSubstr("retention_years"),
                                        HasSubstr("crl_hours"), HasSubstr("section")));
}

TEST(CpsProfile, ClassesStandOnceEach) {
  const std::string text = cps_text();
  const std::string twice = text + text.substr(text.find("[[classes]]"));
  EXPECT_THAT(detail_of(parse_cps_profile(twice, "1.0")), HasSubstr("there twice"));
}

TEST(CpsProfile, SyntaxFaultsAreFormatFaults) {
  EXPECT_EQ(code_of(parse_cps_profile("version = ", "1.0")), "policy.rules.format");
  EXPECT_EQ(code_of(parse_cps_profile("", "1.0")), "policy.rules.format");
  EXPECT_EQ(code_of(parse_cps_profile("\xFF", "1.0")), "policy.rules.format");
}

TEST(CpPolicies, AreRead) {
  const auto policies =
      parse_cp_policies(cp_text() + "[[policies]]\nid = \"1.2.156.1\"\nname = \"机构证书\"\n", "1.0");
  ASSERT_TRUE(policies) << base::describe(policies.error());
  ASSERT_EQ(policies->size(), 2U);
  EXPECT_EQ(policies->at(0).to_text(), "2.999.156.1.4");
  EXPECT_EQ(policies->at(1).to_text(), "1.2.156.1");
}

TEST(CpPolicies, Faults) {
  const std::pair<std::string, std::string> kCases[] = {
      {"version = \"1.0\"\n", "policies"},
      {cp_text("1.1"), "version"},
      {cp_text("1.0", "3.1"), "id"},
      {replaced(cp_text(), "个人证书", ""), "name"},
      {cp_text() + replaced(cp_text(), "version = \"1.0\"\n", ""), "there twice"},
      {cp_text() + "extra = 1\n", "extra"},
  };
  for (const auto& [text, detail] : kCases) {
    const auto policies = parse_cp_policies(text, "1.0");
    EXPECT_EQ(code_of(policies), "policy.rules.format") << text;
    EXPECT_THAT(detail_of(policies), HasSubstr(detail)) << text;
  }
}

}  // namespace
}  // namespace yinxin::policy
