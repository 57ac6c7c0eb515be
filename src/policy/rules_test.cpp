// The steps of a CPS and a CP (article 16), on both engines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy_support/policy_world.hpp"

namespace yinxin::policy {
namespace {

using store::code_of;
using store::detail_of;
using testing::HasSubstr;

class RulesSteps : public PolicyWorld {};
YX_BOTH_ENGINES(RulesSteps);

TEST_P(RulesSteps, FromProposalToFiling) {
  const auto proposed = propose(proposal(RulesKind::Cp));
  ASSERT_TRUE(proposed) << base::describe(proposed.error());
  EXPECT_EQ(proposed->state, RulesState::Proposed);
  EXPECT_FALSE(proposed->published_at);
  clock_.advance(std::chrono::hours(1));
  const auto approved = approve(RulesKind::Cp, "1.0");
  ASSERT_TRUE(approved) << base::describe(approved.error());
  EXPECT_EQ(approved->state, RulesState::Approved);
  clock_.set(utc("2026-09-03T17:00:00Z"));  // 2026-09-04 in Beijing
  const auto published = publish(RulesKind::Cp, "1.0");
  ASSERT_TRUE(published) << base::describe(published.error());
  EXPECT_EQ(published->state, RulesState::Published);
  EXPECT_EQ(published->published_at, clock_.now());
  EXPECT_EQ(base::format_date(published->filing_due),
            "2026-10-04");  // 30 days, in the holidays: the raw day (Q1)
  clock_.advance(std::chrono::hours(24));
  const auto filed = file(RulesKind::Cp, "1.0", "备字〔2026〕1号");
  ASSERT_TRUE(filed) << base::describe(filed.error());
  EXPECT_EQ(filed->filed_at, clock_.now());

  const auto stored = service_->document(RulesKind::Cp, "1.0");
  ASSERT_TRUE(stored);
  const RulesVersion& version = stored->version;
  EXPECT_EQ(version.title, "证书策略（演示）");
  EXPECT_EQ(version.state, RulesState::Published);
  EXPECT_EQ(version.effective_at, utc("2026-03-01T00:00:00Z"));
  EXPECT_EQ(version.published_at, published->published_at);
  EXPECT_EQ(version.filed_at, filed->filed_at);
  EXPECT_EQ(version.filing_receipt, "备字〔2026〕1号");
  EXPECT_EQ(version.filing_due, published->filing_due);
  ASSERT_EQ(version.policies.size(), 1U);
  EXPECT_EQ(version.policies[0].to_text(), "2.999.156.1.4");
  EXPECT_EQ(version.digest, crypto::sm3(base::as_bytes(stored->document)));
  EXPECT_EQ(stored->document, proposal(RulesKind::Cp).document);
  EXPECT_EQ(stored->profile, proposal(RulesKind::Cp).profile);
  EXPECT_EQ(remembered(), 4);
}

TEST_P(RulesSteps, EachIsRecordedWithItsActorAndTexts) {
  bring_out_both_filed();
  const auto records = acts("rules/cps/1.0");
  ASSERT_EQ(records.size(), 4U);
  const std::pair<proof::ActCode, std::string_view> kExpected[] = {
      {proof::ActCode::RulesProposed, "officer/compliance_officer"},
      {proof::ActCode::RulesApproved, "officer/responsible_person"},
      {proof::ActCode::RulesPublished, "officer/compliance_officer"},
      {proof::ActCode::RulesFiled, "officer/compliance_officer"}};
  const RulesProposal cps = proposal(RulesKind::Cps);
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto& [code, record] = records[i];
    EXPECT_EQ(code, kExpected[i].first);
    EXPECT_EQ(record.find("actor"), kExpected[i].second);
    EXPECT_EQ(record.find("actor.signature_base"), "\"@method\": POST");
    EXPECT_EQ(record.find("version"), "1.0");
    EXPECT_EQ(record.find("document_sm3"), base::to_hex(crypto::sm3(base::as_bytes(cps.document))));
    EXPECT_EQ(record.find("profile_sm3"), base::to_hex(crypto::sm3(base::as_bytes(cps.profile))));
  }
  EXPECT_EQ(records[2].second.find("filing_due"), "2026-04-01");
  EXPECT_EQ(records[3].second.find("receipt"), "");
}

TEST_P(RulesSteps, NeedTheirRoles) {
  const auto refused = [&](const base::Result<RulesVersion>& result) {
    return code_of(result) == "officers.role_needed" && result.error().kind == base::ErrorKind::Forbidden;
  };
  EXPECT_TRUE(refused(propose(proposal(RulesKind::Cp), responsible())));
  ASSERT_TRUE(propose(proposal(RulesKind::Cp)));
  EXPECT_TRUE(refused(approve(RulesKind::Cp, "1.0", compliance())));
  ASSERT_TRUE(approve(RulesKind::Cp, "1.0"));
  EXPECT_TRUE(refused(publish(RulesKind::Cp, "1.0", responsible())));
  ASSERT_TRUE(publish(RulesKind::Cp, "1.0"));
  EXPECT_TRUE(refused(file(RulesKind::Cp, "1.0", "", responsible())));
  EXPECT_EQ(act_count(), 3);
}

TEST_P(RulesSteps, KeepTheirOrder) {
  const auto state_conflict = [&](const base::Result<RulesVersion>& result) {
    return code_of(result) == "policy.rules.state" && result.error().kind == base::ErrorKind::Conflict;
  };
  ASSERT_TRUE(propose(proposal(RulesKind::Cp)));
  EXPECT_TRUE(state_conflict(publish(RulesKind::Cp, "1.0")));
  EXPECT_TRUE(state_conflict(file(RulesKind::Cp, "1.0")));
  ASSERT_TRUE(approve(RulesKind::Cp, "1.0"));
  EXPECT_TRUE(state_conflict(approve(RulesKind::Cp, "1.0")));
  EXPECT_TRUE(state_conflict(file(RulesKind::Cp, "1.0")));
  ASSERT_TRUE(publish(RulesKind::Cp, "1.0"));
  EXPECT_TRUE(state_conflict(publish(RulesKind::Cp, "1.0")));
  ASSERT_TRUE(file(RulesKind::Cp, "1.0"));
  EXPECT_TRUE(state_conflict(file(RulesKind::Cp, "1.0", "again")));
  EXPECT_EQ(act_count(), 4);
}

TEST_P(RulesSteps, UnknownVersions) {
  ASSERT_TRUE(propose(proposal(RulesKind::Cp)));
  for (const auto& result : {approve(RulesKind::Cps, "1.0"), approve(RulesKind::Cp, "1.1"),
                             publish(RulesKind::Cp, "2"), file(RulesKind::Cps, "1.0")}) {
    EXPECT_EQ(code_of(result), "policy.rules.none");
    EXPECT_EQ(result.error().kind, base::ErrorKind::NotFound);
  }
}

TEST_P(RulesSteps, AVersionIsProposedOnce) {
  ASSERT_TRUE(propose(proposal(RulesKind::Cp)));
  RulesProposal other = proposal(RulesKind::Cp);
  other.document = "another";
  const auto refused = propose(other);
  EXPECT_EQ(code_of(refused), "policy.rules.version");
  EXPECT_EQ(refused.error().kind, base::ErrorKind::Conflict);
  EXPECT_EQ(service_->document(RulesKind::Cp, "1.0", true)->document, proposal(RulesKind::Cp).document);
  EXPECT_EQ(code_of(propose(proposal(RulesKind::Cps))), "ok");  // the other kind counts for itself
}

TEST_P(RulesSteps, ProposalsAreChecked) {
  const auto code = [&](auto change) {
    RulesProposal what = proposal(RulesKind::Cps);
    change(what);
    return code_of(propose(what));
  };
  const std::string kFormat = "policy.rules.format";
  for (const std::string version :
       {"", ".", "1.", ".1", "1..0", "v1", "1.0-rc", "1 0", "111111111111111111111"}) {
    EXPECT_EQ(code([&](RulesProposal& what) { what.version = version; }), kFormat) << version;
  }
  EXPECT_EQ(code([](RulesProposal& what) { what.title.clear(); }), kFormat);
  EXPECT_EQ(code([](RulesProposal& what) { what.title = "一行\n两行"; }), kFormat);
  EXPECT_EQ(code([](RulesProposal& what) { what.document.clear(); }), kFormat);
  EXPECT_EQ(code([](RulesProposal& what) { what.document = "\xFF"; }), kFormat);
  EXPECT_EQ(code([](RulesProposal& what) { what.document = std::string("a\0b", 3); }), kFormat);
  EXPECT_EQ(code([](RulesProposal& what) { what.profile = cps_text("1.1"); }), kFormat);
  EXPECT_EQ(code([](RulesProposal& what) { what.profile = cp_text(); }), kFormat);
  const auto too_large = [](RulesProposal& what) { what.document.assign(kMaxRulesDocument + 1, 'x'); };
  EXPECT_EQ(code(too_large), "policy.rules.size");
  EXPECT_EQ(code([](RulesProposal& what) { what.profile += std::string(64 * 1024, '#'); }),
            "policy.rules.size");
  EXPECT_EQ(act_count(), 0);
  EXPECT_EQ(code([](RulesProposal& what) { what.document.assign(kMaxRulesDocument, 'x'); }), "ok");
}

TEST_P(RulesSteps, ReceiptIsOneLine) {
  bring_out(proposal(RulesKind::Cp));
  EXPECT_EQ(code_of(file(RulesKind::Cp, "1.0", "一\n二")), "policy.rules.format");
  EXPECT_EQ(code_of(file(RulesKind::Cp, "1.0", std::string(201, 'x'))), "policy.rules.format");
  EXPECT_EQ(code_of(file(RulesKind::Cp, "1.0")), "ok");
}

TEST_P(RulesSteps, ACpsNeedsThePoliciesOfAPublishedCp) {
  ASSERT_TRUE(propose(proposal(RulesKind::Cps)));
  ASSERT_TRUE(approve(RulesKind::Cps, "1.0"));
  const auto refused = publish(RulesKind::Cps, "1.0");
  EXPECT_EQ(code_of(refused), "policy.rules.policy");
  EXPECT_EQ(refused.error().kind, base::ErrorKind::Refused);
  EXPECT_EQ(refused.error().article, "16");
  EXPECT_THAT(detail_of(refused), HasSubstr("individual: 2.999.156.1.4"));
  RulesProposal other = proposal(RulesKind::Cp, "0.9");
  other.profile = cp_text("0.9", "2.999.156.1.5");
  bring_out(other);
  ASSERT_TRUE(propose(proposal(RulesKind::Cp)));
  ASSERT_TRUE(approve(RulesKind::Cp, "1.0"));
  EXPECT_EQ(code_of(publish(RulesKind::Cps, "1.0")), "policy.rules.policy");  // approved is not published
  ASSERT_TRUE(publish(RulesKind::Cp, "1.0"));
  EXPECT_EQ(code_of(publish(RulesKind::Cps, "1.0")), "ok");
}

TEST_P(RulesSteps, OfTwoApprovalsAtOnceOneIsRecorded) {
  ASSERT_TRUE(propose(proposal(RulesKind::Cp)));
  store::Gate gate;
  hold(gate);
  base::Waiter<RulesVersion> first;
  base::Waiter<RulesVersion> second;
  service_->approve_rules(RulesKind::Cp, "1.0", responsible(), remembering<RulesVersion>(),
                          first.completion());
  service_->approve_rules(RulesKind::Cp, "1.0", responsible(), remembering<RulesVersion>(),
                          second.completion());
  gate.open();
  EXPECT_EQ(code_of(first.wait()), "ok");
  EXPECT_EQ(code_of(second.wait()), "policy.rules.state");
  EXPECT_EQ(acts("rules/cp/1.0").size(), 2U);
  EXPECT_EQ(remembered(), 2);
}

TEST_P(RulesSteps, OfTwoEqualProposalsAtOnceOneIsRecorded) {
  store::Gate gate;
  hold(gate);
  base::Waiter<RulesVersion> first;
  base::Waiter<RulesVersion> second;
  service_->propose_rules(proposal(RulesKind::Cp), compliance(), {}, first.completion());
  service_->propose_rules(proposal(RulesKind::Cp), compliance(), {}, second.completion());
  gate.open();
  EXPECT_EQ(code_of(first.wait()), "ok");
  EXPECT_EQ(code_of(second.wait()), "policy.rules.version");
  EXPECT_EQ(act_count(), 1);
}

// What the caller remembers is in the act's commit, or neither is.
TEST_P(RulesSteps, NothingIsDoneWhenTheAnswerCannotBeKept) {
  base::Waiter<RulesVersion> waiter;
  const store::Remember<RulesVersion> failing = [](store::WriteSet& set, const RulesVersion& version) {
    EXPECT_EQ(version.version, "1.0");
    set.add_expecting(1, base::make_error(base::ErrorKind::Conflict, "test.remember"),
                      "DELETE FROM remembered", {});
  };
  service_->propose_rules(proposal(RulesKind::Cp), compliance(), failing, waiter.completion());
  EXPECT_EQ(code_of(waiter.wait()), "test.remember");
  EXPECT_EQ(act_count(), 0);
  EXPECT_EQ(code_of(service_->document(RulesKind::Cp, "1.0", true)), "policy.rules.none");
}

}  // namespace
}  // namespace yinxin::policy
