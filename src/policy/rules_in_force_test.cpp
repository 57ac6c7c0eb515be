// Which rules bind at which time, and the gate of article 16, on both engines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy_support/policy_world.hpp"

namespace yinxin::policy {
namespace {

using store::code_of;

class RulesGate : public PolicyWorld {
 protected:
  void expect_refused(const std::string& code, const std::string& detail) const {
    const auto rules = service_->rules_in_force(clock_.now());
    ASSERT_EQ(code_of(rules), code);
    EXPECT_EQ(rules.error().kind, base::ErrorKind::Refused);
    EXPECT_EQ(rules.error().article, "16");
    EXPECT_EQ(rules.error().detail, detail);
  }
  std::string cps_at(std::string_view at) const {
    const auto rules = service_->rules_in_force(utc(at));
    return rules ? rules->cps.version + " " + rules->profile.version : rules.error().code;
  }
};
YX_BOTH_ENGINES(RulesGate);

TEST_P(RulesGate, OpensWithCpsAndCpPublishedEffectiveAndFiled) {
  bring_out_both_filed();
  const auto rules = service_->rules_in_force(clock_.now());
  ASSERT_TRUE(rules) << base::describe(rules.error());
  EXPECT_EQ(rules->cps.kind, RulesKind::Cps);
  EXPECT_EQ(rules->cps.version, "1.0");
  EXPECT_EQ(rules->cp.kind, RulesKind::Cp);
  EXPECT_EQ(rules->cp.policies.at(0).to_text(), "2.999.156.1.4");
  EXPECT_EQ(rules->profile.version, "1.0");
  EXPECT_EQ(rules->profile.classes.at("individual").section, "7.2.1");
}

TEST_P(RulesGate, EachMissingStepAloneClosesIt) {
  expect_refused("policy.rules.not_published", "cps");
  bring_out(proposal(RulesKind::Cp));
  expect_refused("policy.rules.not_published", "cps");
  bring_out(proposal(RulesKind::Cps));
  expect_refused("policy.rules.not_filed", "cps 1.0");
  ASSERT_TRUE(file(RulesKind::Cps, "1.0"));
  expect_refused("policy.rules.not_filed", "cp 1.0");
  ASSERT_TRUE(file(RulesKind::Cp, "1.0"));
  EXPECT_EQ(code_of(service_->rules_in_force(clock_.now())), "ok");
}

TEST_P(RulesGate, APublishedCpsWithoutACpIsNotEnough) {
  RulesProposal later = proposal(RulesKind::Cp, "1.0", "2026-06-01T00:00:00Z");
  bring_out(later);
  bring_out(proposal(RulesKind::Cps));
  ASSERT_TRUE(file(RulesKind::Cps, "1.0"));
  ASSERT_TRUE(file(RulesKind::Cp, "1.0"));
  expect_refused("policy.rules.not_published", "cp");  // not effective yet
  clock_.set(utc("2026-06-01T00:00:00Z"));
  EXPECT_EQ(code_of(service_->rules_in_force(clock_.now())), "ok");
}

TEST_P(RulesGate, LaterVersionBindsFromItsEffectiveTime) {
  bring_out_both_filed();
  bring_out(proposal(RulesKind::Cps, "2.0", "2026-07-01T00:00:00Z"));
  EXPECT_EQ(cps_at("2026-03-02T01:00:00Z"), "1.0 1.0");
  EXPECT_EQ(cps_at("2026-06-30T23:59:59Z"), "1.0 1.0");
  EXPECT_EQ(cps_at("2026-07-01T00:00:00Z"), "2.0 2.0");  // unfiled: its 30 days run beside (article 16)
  EXPECT_EQ(cps_at("2026-03-01T00:00:00Z"),
            "policy.rules.not_published");  // effective then, but not public yet
}

TEST_P(RulesGate, NothingBindsBeforeItIsPublic) {
  bring_out_both_filed();
  clock_.set(utc("2026-08-01T00:00:00Z"));
  bring_out(proposal(RulesKind::Cps, "1.1", "2026-04-01T00:00:00Z"));  // approved late: its date has passed
  EXPECT_EQ(cps_at("2026-07-31T23:59:59Z"), "1.0 1.0");
  EXPECT_EQ(cps_at("2026-08-01T00:00:00Z"), "1.1 1.1");
}

TEST_P(RulesGate, OnlyTheVeryFirstMustBeFiledBefore) {
  bring_out(proposal(RulesKind::Cp));
  bring_out(proposal(RulesKind::Cps));
  ASSERT_TRUE(file(RulesKind::Cp, "1.0"));
  clock_.advance(std::chrono::hours(1));
  bring_out(proposal(RulesKind::Cps, "1.1"));
  ASSERT_TRUE(file(RulesKind::Cps, "1.1"));
  expect_refused("policy.rules.not_filed", "cps 1.0");
  ASSERT_TRUE(file(RulesKind::Cps, "1.0"));
  EXPECT_EQ(service_->rules_in_force(clock_.now())->cps.version, "1.1");
}

TEST_P(RulesGate, PublishedTextsStayAsTheyWere) {  // article 16: the V1 address returns the identical hash
  bring_out_both_filed();
  const auto before = service_->document(RulesKind::Cps, "1.0");
  ASSERT_TRUE(before);
  RulesProposal changed = proposal(RulesKind::Cps, "2.0");
  changed.profile = replaced(changed.profile, "handling_hours = 72", "handling_hours = 48");
  bring_out(changed);
  const auto after = service_->document(RulesKind::Cps, "1.0");
  ASSERT_TRUE(after);
  EXPECT_EQ(after->document, before->document);
  EXPECT_EQ(after->version.digest, before->version.digest);
  EXPECT_EQ(service_->profile("1.0")->handling_hours, 72);
  EXPECT_EQ(service_->profile("2.0")->handling_hours, 48);
}

TEST_P(RulesGate, PublicSeesPublishedVersionsOnly) {
  ASSERT_TRUE(propose(proposal(RulesKind::Cp)));
  EXPECT_TRUE(service_->rules(false)->empty());
  EXPECT_EQ(service_->rules(true)->size(), 1U);
  EXPECT_EQ(code_of(service_->document(RulesKind::Cp, "1.0")), "policy.rules.none");
  EXPECT_EQ(code_of(service_->document(RulesKind::Cp, "1.0", true)), "ok");
  ASSERT_TRUE(propose(proposal(RulesKind::Cps)));
  const auto profile = service_->profile("1.0");
  EXPECT_EQ(code_of(profile), "policy.rules.none");
  EXPECT_EQ(profile.error().kind, base::ErrorKind::NotFound);
}

TEST_P(RulesGate, ListIsNewestFirst) {
  bring_out_both_filed();
  clock_.advance(std::chrono::hours(1));
  bring_out(proposal(RulesKind::Cps, "1.1"));
  clock_.advance(std::chrono::hours(1));
  ASSERT_TRUE(propose(proposal(RulesKind::Cp, "3.0")));
  const auto list = [&](bool all) {
    std::string text;
    const auto versions = service_->rules(all);
    for (const RulesVersion& version : *versions)
      text += std::string(rules_kind_name(version.kind)) + version.version + " ";
    return text;
  };
  EXPECT_EQ(list(false), "cps1.1 cp1.0 cps1.0 ");
  EXPECT_EQ(list(true), "cp3.0 cps1.1 cp1.0 cps1.0 ");
}

TEST_P(RulesGate, CurrentDocumentNeedsNoFiling) {
  EXPECT_EQ(code_of(service_->current_document(RulesKind::Cp, clock_.now())), "policy.rules.none");
  bring_out(proposal(RulesKind::Cp));
  bring_out(proposal(RulesKind::Cp, "2.0", "2027-01-01T00:00:00Z"));
  const auto current = service_->current_document(RulesKind::Cp, clock_.now());
  ASSERT_TRUE(current);
  EXPECT_EQ(current->version.version, "1.0");
  EXPECT_EQ(service_->current_document(RulesKind::Cp, utc("2027-01-01T00:00:00Z"))->version.version, "2.0");
}

TEST_P(RulesGate, TextChangedByOtherHandsIsNotServed) {
  bring_out_both_filed();
  run("UPDATE rules_version SET document = 'x' WHERE kind = 'cps'");
  const auto changed = service_->document(RulesKind::Cps, "1.0");
  EXPECT_EQ(code_of(changed), "policy.stored");
  EXPECT_EQ(changed.error().kind, base::ErrorKind::Internal);
}

}  // namespace
}  // namespace yinxin::policy
