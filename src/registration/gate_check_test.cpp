#include "registration/gate_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asn1/oids.hpp"
#include "house_support/permits.hpp"
#include "store_support/test_database.hpp"

namespace yinxin::registration {
namespace {

using base::ErrorKind;
using house_support::licence_of;
using house_support::rules_for;
using testing::Contains;
using testing::HasSubstr;
using testing::Pair;

const std::string kName = "云岭电子认证服务有限公司";

authority::CertificateOrder sample_order() {
  authority::CertificateOrder order;
  order.application = "SQ-1";
  order.profile = "individual";
  order.validity.not_before = base::parse_utc("2026-11-22T08:00:00Z").value() + std::chrono::microseconds(7);
  order.validity.not_after = base::parse_utc("2027-11-22T07:59:59Z").value() + std::chrono::microseconds(9);
  order.policy = asn1::Oid::literal("2.999.1");
  order.rules_version = "1.0";
  return order;
}

x509::Name issuer(const std::string& organization = kName) {
  return x509::Name::build({{asn1::oids::kCountry, "CN"}, {asn1::oids::kOrganization, organization}}).value();
}

/// Every gate held; a test takes one away.
GateFacts all_held() {
  const base::Time at = base::parse_utc("2026-11-20T01:02:03Z").value();
  return GateFacts{licence_of(kName),
                   rules_for(sample_order()),
                   GateFact{"officer/anna", at, std::string(64, '1')},
                   GateFact{"officer/bo", at, std::string(64, '2')},
                   GateFact{"applicant/SQ-1", at, std::string(64, '3')},
                   GateFact{"applicant/SQ-1", at, std::string(64, '4')},
                   "officer/chen"};
}

base::Error refusal(const GateFacts& facts, authority::CertificateOrder order = sample_order(),
                    const x509::Name& from = issuer()) {
  const auto permit = GateCheck::check(facts, from, std::move(order));
  return permit ? base::make_error(ErrorKind::Internal, "ok") : permit.error();
}

TEST(GateCheck, APermitHoldsTheProofOfEveryGate) {
  const auto permit = GateCheck::check(all_held(), issuer(), sample_order());
  ASSERT_TRUE(permit) << base::describe(permit.error());
  const authority::CertificateOrder& order = permit->order();
  EXPECT_EQ(order.licence_holder, kName);
  EXPECT_EQ(order.rules_version, "1.0");
  EXPECT_EQ(order.policy.to_text(), "2.999.1");
  EXPECT_EQ(order.filed.policies, std::vector{asn1::Oid::literal("2.999.1")});
  EXPECT_FALSE(order.filed.identity_number_in_clear);
  EXPECT_EQ(order.validity.not_before, base::parse_utc("2026-11-22T08:00:00Z").value());
  EXPECT_EQ(order.validity.not_after, base::parse_utc("2027-11-22T07:59:59Z").value());
  EXPECT_THAT(order.gates,
              Contains(Pair("identity_check", "officer/anna 2026-11-20T01:02:03Z " + std::string(64, '1'))));
  EXPECT_THAT(order.gates, Contains(Pair("material_review", HasSubstr("officer/bo"))));
  EXPECT_THAT(order.gates, Contains(Pair("notification", HasSubstr(std::string(64, '3')))));
  EXPECT_THAT(order.gates, Contains(Pair("agreement", HasSubstr(std::string(64, '4')))));
  EXPECT_THAT(order.gates, Contains(Pair("licence", "测试0001")));
}

TEST(GateCheck, EachGateMissingAloneHasItsOwnCodeAndArticle) {
  struct Missing {
    std::optional<GateFact> GateFacts::*gate;
    std::string code;
  };
  for (const Missing& one : {Missing{&GateFacts::identity_check, "registration.gate.identity_missing"},
                             Missing{&GateFacts::material_review, "registration.gate.review_missing"},
                             Missing{&GateFacts::notification, "registration.gate.notification_missing"},
                             Missing{&GateFacts::agreement, "registration.gate.agreement_missing"}}) {
    GateFacts facts = all_held();
    (facts.*one.gate).reset();
    const base::Error error = refusal(facts);
    EXPECT_EQ(error.code, one.code);
    EXPECT_EQ(error.kind, ErrorKind::NotYet);
    EXPECT_EQ(error.article, "21");
  }
}

TEST(GateCheck, LicenceAndRulesRefuseInTheirOwnWords) {
  GateFacts facts = all_held();
  facts.licence = base::make_error(ErrorKind::Refused, "policy.licence.not_valid", "", "4");
  EXPECT_EQ(refusal(facts).code, "policy.licence.not_valid");
  EXPECT_EQ(refusal(facts).article, "4");
  facts = all_held();
  facts.rules = base::make_error(ErrorKind::Refused, "policy.rules.not_filed", "", "16");
  EXPECT_EQ(refusal(facts).code, "policy.rules.not_filed");
}

TEST(GateCheck, EntryReviewAndIssueAreThreePersons) {
  GateFacts facts = all_held();
  facts.material_review->actor = facts.identity_check->actor;
  EXPECT_EQ(refusal(facts).code, "registration.separation");
  facts = all_held();
  facts.issuing_officer = facts.material_review->actor;
  EXPECT_EQ(refusal(facts).code, "registration.separation");
  facts = all_held();
  facts.issuing_officer = facts.identity_check->actor;
  const base::Error error = refusal(facts);
  EXPECT_EQ(error.code, "registration.separation");
  EXPECT_EQ(error.kind, ErrorKind::Refused);
  EXPECT_EQ(error.article, "21");
}

TEST(GateCheck, WhoEnteredABatchNeitherReviewsNorIssues) {
  GateFacts facts = all_held();
  facts.entered_by = "officer/li";
  EXPECT_EQ(refusal(facts).code, "ok");
  facts.entered_by = facts.identity_check->actor;
  EXPECT_EQ(refusal(facts).code, "ok") << "to enter and to check the identity are one side";
  facts.entered_by = facts.material_review->actor;
  EXPECT_EQ(refusal(facts).code, "registration.separation");
  EXPECT_EQ(refusal(facts).detail, "entry and review");
  facts.entered_by = facts.issuing_officer;
  EXPECT_EQ(refusal(facts).code, "registration.separation");
  EXPECT_EQ(refusal(facts).article, "21");
}

TEST(GateCheck, NothingThatTheCpsDoesNotOffer) {
  GateFacts facts = all_held();
  facts.rules.value().profile.classes.clear();
  EXPECT_EQ(refusal(facts).code, "registration.class_not_offered");
  facts = all_held();
  facts.rules.value().cp.policies = {asn1::Oid::literal("2.999.2")};
  EXPECT_EQ(refusal(facts).code, "registration.class_not_offered");
  EXPECT_EQ(refusal(facts).article, "17");
}

TEST(GateCheck, ValidityUpToTheLastSecondOfTheCps) {
  GateFacts facts = all_held();
  auto& offered = facts.rules.value().profile.classes.at("individual");
  offered.section = "6.3.2";
  offered.max_validity_days = 365;
  EXPECT_EQ(refusal(facts).code, "ok");
  auto order = sample_order();
  order.validity.not_after += std::chrono::seconds(1);
  const base::Error error = refusal(facts, std::move(order));
  EXPECT_EQ(error.code, "registration.validity");
  EXPECT_EQ(error.article, "17");
  EXPECT_THAT(error.detail, HasSubstr("6.3.2"));
  order = sample_order();
  std::swap(order.validity.not_before, order.validity.not_after);
  EXPECT_EQ(refusal(facts, std::move(order)).code, "registration.validity");
}

TEST(GateCheck, TheIssuerIsWhomTheLicenceNames) {
  const base::Error error = refusal(all_held(), sample_order(), issuer("另一公司"));
  EXPECT_EQ(error.code, "registration.licence_holder");
  EXPECT_EQ(error.article, "19");
  EXPECT_EQ(
      refusal(all_held(), sample_order(), x509::Name::build({{asn1::oids::kCountry, "CN"}}).value()).code,
      "registration.licence_holder");
}

}  // namespace
}  // namespace yinxin::registration
