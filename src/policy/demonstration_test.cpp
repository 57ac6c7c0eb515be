// rules/demonstration: what people read and what the program is bound by say the same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy/rules_profile.hpp"
#include "policy_support/policy_world.hpp"
#include "x509/profile/profile.hpp"

namespace yinxin::policy {
namespace {

using testing::Contains;
using testing::HasSubstr;

std::string read(const std::string& name) {
  std::ifstream in(std::string(YX_SOURCE_DIR) + "/rules/demonstration/" + name);
  return std::string(std::istreambuf_iterator<char>(in), {});
}
CpsProfile cps_profile() {
  auto profile = parse_cps_profile(read("cps_profile.toml"), "1.0");
  if (!profile) throw std::runtime_error(base::describe(profile.error()));
  return *std::move(profile);
}

TEST(Demonstration, PoliciesAreThoseOfTheCertificateProfiles) {
  const auto policies = parse_cp_policies(read("cp.toml"), "1.0");
  ASSERT_TRUE(policies) << base::describe(policies.error());
  const auto profiles = x509::load_profiles(std::string(YX_SOURCE_DIR) + "/rules/profiles");
  ASSERT_TRUE(profiles);
  const CpsProfile cps = cps_profile();
  EXPECT_EQ(cps.classes.size(), policies->size());
  for (const auto& [id, rules] : cps.classes) {
    SCOPED_TRACE(id);
    EXPECT_THAT(*policies, Contains(rules.policy));
    EXPECT_THAT(profiles->at(id).policies, Contains(rules.policy));
    EXPECT_LE(rules.max_validity_days, profiles->at(id).longest.count());
    EXPECT_FALSE(rules.identity_number_in_clear);
  }
}

TEST(Demonstration, TextNamesEveryParameter) {
  const CpsProfile cps = cps_profile();
  const std::string text = read("cps.md");
  const auto row = [](const std::string& key, std::int64_t value) {
    return "| `" + key + "` | " + std::to_string(value) + " |";
  };
  const auto flag = [](const std::string& key, bool value) {
    return "| `" + key + "` | " + (value ? "true" : "false") + " |";
  };
  for (const std::string& line :
       {row("handling_hours", cps.handling_hours), row("supplement_days", cps.supplement_days),
        row("agreement_days", cps.agreement_days), row("acceptance_days", cps.acceptance_days),
        row("revocation_hours", cps.revocation_hours), row("crl_hours", cps.crl_hours),
        row("ocsp_minutes", cps.ocsp_minutes), row("retention_years", cps.retention_years),
        row("renewal_days", cps.renewal_days), flag("suspension_allowed", cps.suspension_allowed),
        flag("renewal_by_certificate", cps.renewal_by_certificate),
        flag("renewal_revokes", cps.renewal_revokes)}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
  ASSERT_TRUE(cps.loss_report);
  const LossReportRules& loss = *cps.loss_report;
  for (const std::string& line :
       {row("loss_report.asked", loss.asked), row("loss_report.right", loss.right),
        row("loss_report.attempts", loss.attempts), flag("loss_report.one_officer", loss.one_officer),
        row("loss_report.opens", loss.opens), row("loss_report.closes", loss.closes)}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
  EXPECT_THAT(text, HasSubstr("\n#### " + loss.section + " "));
  for (const auto& [id, rules] : cps.classes) {
    const std::string days = std::to_string(rules.max_validity_days);
    EXPECT_THAT(text,
                HasSubstr("`" + id + "` | " + rules.policy.to_text() + " | " + days + " | " + rules.section));
    EXPECT_THAT(text, HasSubstr("\n#### " + rules.section + " "));
    const std::size_t at = text.find("\n#### " + rules.section + " ");
    const std::string section = text.substr(at, text.find("\n#", at + 1) - at);
    EXPECT_THAT(section, HasSubstr("最长" + days + "日"));
    EXPECT_THAT(section,
                HasSubstr("以" + std::string(id == "organisation" || id == "device" ? "单位" : "本人") +
                          "已有的有效证书签名"));
  }
}

TEST(Demonstration, TextsAreMarked) {
  for (const std::string name : {"cps.md", "cp.md"}) {
    const std::string text = read(name);
    EXPECT_THAT(text.substr(0, text.find('\n')), HasSubstr("（演示）"));
    EXPECT_THAT(text, HasSubstr("**演示文本。**"));
  }
}

class DemonstrationRules : public PolicyWorld {};
YX_BOTH_ENGINES(DemonstrationRules);

TEST_P(DemonstrationRules, CanBePublishedAndFiled) {
  for (const auto& [kind, stem, profile] : {std::tuple(RulesKind::Cp, "cp.md", "cp.toml"),
                                            std::tuple(RulesKind::Cps, "cps.md", "cps_profile.toml")}) {
    RulesProposal what = proposal(kind);
    what.document = read(stem);
    what.profile = read(profile);
    bring_out(what);
    ASSERT_TRUE(file(kind, "1.0"));
  }
  const auto rules = service_->rules_in_force(clock_.now());
  ASSERT_TRUE(rules) << base::describe(rules.error());
  EXPECT_EQ(rules->profile.classes.size(), 4U);
}

}  // namespace
}  // namespace yinxin::policy
