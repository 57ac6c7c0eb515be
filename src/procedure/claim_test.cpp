// rules/procedures/claim.toml against requirements 1 (article 40) and 7.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace claim_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& claim() {
  static const Procedure kProcedure = testing::law_procedure("claim");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"file_claim",
     {{"claimant_kind", text("holder")},
      {"claimant", text("某")},
      {"contact", text("某")},
      {"serial", text("某")},
      {"relied_on", day("2026-02-01")},
      {"loss_fen", std::int64_t{1}},
      {"facts", text("某")},
      {"evidence_sm3", kLawDigest}}},
    {"not_accept", {{"reason", text("某")}}},
    {"build_package", {{"package_sm3", kLawDigest}}},
    {"assess", {{"liability", text("no_fault_proved")}, {"liability_basis", text("某")}}},
    {"return_opinion", {{"reason", text("某")}}},
    {"offer", {{"offered_fen", std::int64_t{1}}}},
    {"reject", {{"reason", text("某")}}},
    {"give_package", {{"copy_sm3", kLawDigest}}},
    {"accept_offer", {{"settlement_sm3", kLawDigest}, {"paid_fen", std::int64_t{1}}}},
    {"file_suit", {{"suit_number", text("某")}}},
    {"judged", {{"judgment_sm3", kLawDigest}, {"paid_fen", std::int64_t{1}}}},
    {"file_claim:future",
     {{"claimant_kind", text("holder")},
      {"claimant", text("某")},
      {"contact", text("某")},
      {"serial", text("某")},
      {"relied_on", day("2026-03-03")},
      {"loss_fen", std::int64_t{1}},
      {"facts", text("某")},
      {"evidence_sm3", kLawDigest}}},
    {"assess:not_proved", {{"liability", text("not_proved")}, {"liability_basis", text("某")}}},
    {"assess:partly", {{"liability", text("partly")}, {"liability_basis", text("某")}}},
};

const std::string kExamining = "file_claim accept ";
const std::string kPackaged = kExamining + "build_package approve_package ";
const std::string kProposed = kPackaged + "assess ";
const std::string kOffered = kProposed + "offer ";
const std::string kRejected = kProposed + "reject ";
const std::string kCourt = kRejected + "file_suit ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"file_claim:future", "compliance.future_day"},
    {kExamining + "approve_package", "compliance.gate.package"},
    {kExamining + "build_package assess", "compliance.gate.package_approved"},
    {kExamining + "assess", "compliance.gate.package"},
    {"file_claim not_accept give_package", "compliance.gate.package"},
    {"file_claim file_suit give_package", "compliance.gate.package"},
    {kExamining + "build_package@officer/a approve_package@officer/a", "compliance.separation.build_approve"},
    {kPackaged + "assess:not_proved reject", "compliance.fault_not_disproved"},
    {kPackaged + "assess:partly reject", "compliance.fault_not_disproved"},
    {kPackaged + "assess@officer/a offer@officer/a", "compliance.separation.handling_decision"},
    {kPackaged + "assess@officer/a reject@officer/a", "compliance.separation.handling_decision"},
    {kProposed + "return_opinion assess", "compliance.gate.package"},
    {kProposed + "return_opinion build_package assess", "compliance.gate.package_approved"},
    {kPackaged + "assess@officer/a return_opinion build_package@officer/z approve_package@officer/y assess "
                 "offer@officer/a",
     "offered [limitation_of_offer]"},
    {"file_claim >2026-04-01", "received [answer]"},
    {"file_claim >2026-04-02", "received"},
    {kExamining + ">2026-04-02", "examining"},
    {kProposed + ">2026-04-02", "proposed"},
    {kRejected + ">2029-03-02", "rejected [limitation]"},
    {kRejected + ">2029-03-03", "lapsed"},
    {kOffered + ">2029-03-03", "lapsed"},
    {kOffered + "decline_offer >2029-03-03", "lapsed"},
    {kCourt + ">2029-03-03", "in_court"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"file_claim+applicant", "received [answer]"},
    {"file_claim+support_officer", "received [answer]"},
    {"file_claim accept+support_officer", "examining [answer]"},
    {"file_claim accept+compliance_officer", "examining [answer]"},
    {"file_claim not_accept", "rejected [limitation]"},
    {kExamining + "build_package", "examining [answer]"},
    {kExamining + "build_package approve_package", "examining [answer]"},
    {kExamining + "build_package approve_package assess+compliance_officer", "proposed [answer]"},
    {kExamining + "build_package approve_package assess+security_chief", "proposed [answer]"},
    {kProposed + "return_opinion", "examining [answer]"},
    {kProposed + "offer", "offered [limitation_of_offer]"},
    {kProposed + "reject", "rejected [limitation]"},
    {kProposed + "give_package", "proposed [answer]"},
    {kOffered + "give_package", "offered [limitation_of_offer]"},
    {kRejected + "give_package", "rejected [limitation]"},
    {kCourt + "give_package", "in_court"},
    {kOffered + "accept_offer+applicant", "settled"},
    {kOffered + "accept_offer+support_officer", "settled"},
    {kOffered + "decline_offer+applicant", "rejected [limitation]"},
    {kOffered + "decline_offer+support_officer", "rejected [limitation]"},
    {"file_claim file_suit+applicant", "in_court"},
    {"file_claim file_suit+compliance_officer", "in_court"},
    {kExamining + "file_suit+applicant", "in_court"},
    {kExamining + "file_suit+compliance_officer", "in_court"},
    {kProposed + "file_suit+applicant", "in_court"},
    {kProposed + "file_suit+compliance_officer", "in_court"},
    {kOffered + "file_suit+applicant", "in_court"},
    {kOffered + "file_suit+compliance_officer", "in_court"},
    {kRejected + "file_suit+applicant", "in_court"},
    {kRejected + "file_suit+compliance_officer", "in_court"},
    {kCourt + "judged", "settled"},
    {"file_claim withdraw", "withdrawn"},
    {kExamining + "withdraw", "withdrawn"},
    {kProposed + "withdraw", "withdrawn"},
    {kOffered + "withdraw", "withdrawn"},
    {kRejected + "withdraw", "withdrawn"},
};

TEST(Claim, HoldsTogether) {
  testing::expect_sound(claim());
}

TEST(Claim, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(claim(), kInputs, kScenes, Values());
}

TEST(Claim, EveryRowOfTheTable) {
  testing::expect_scenes(claim(), kInputs, kRows, Values());
}

TEST(Claim, ThirtyDaysToAnswer) {
  EXPECT_EQ(due_after(claim(), kInputs, "file_claim", "answer", Values()), "2026-04-01/2026-04-01");
  EXPECT_EQ(due_after(claim(), kInputs, kRejected, "limitation", Values()), "2029-03-02/2029-03-02?");
}

TEST(Claim, AClaimantWhoSaysNothingLapses) {
  EXPECT_THAT(testing::stuck_without(claim(), {}), ::testing::IsEmpty());
}

TEST(Claim, EveryWordIsMissed) {
  testing::LawMutation(claim(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace claim_test
}  // namespace yinxin::procedure
