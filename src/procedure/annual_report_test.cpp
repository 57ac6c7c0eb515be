// rules/procedures/annual_report.toml against requirements 2.8 (corrected by 13.6).
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace annual_report_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& annual_report() {
  static const Procedure kProcedure = testing::law_procedure("annual_report");
  return kProcedure;
}

/// The last day of the period, as the office says it from the duty.
const Values kSettings{{"duty.last_day", day("2027-01-15")}};

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"open_year", {{"period", text("2026")}, {"last_day", day("2027-01-15")}}},
    {"present_report", {{"period", text("2026")}, {"last_day", day("2027-01-15")}}},
    {"present_report:later", {{"period", text("2026")}, {"last_day", day("2027-01-31")}}},
    {"generate", {{"figures_sm3", kLawDigest}}},
    {"lock",
     {{"cutoff", day("2026-12-31")},
      {"stock", Rows{{{"term", std::string("begin")}, {"signed_count", std::int64_t{100}}},
                     {{"term", std::string("issued")}, {"signed_count", std::int64_t{50}}},
                     {{"term", std::string("revoked")}, {"signed_count", std::int64_t{-10}}},
                     {{"term", std::string("expired")}, {"signed_count", std::int64_t{-20}}},
                     {{"term", std::string("end")}, {"signed_count", std::int64_t{-120}}}}},
      {"locked_sm3", kLawDigest}}},
    {"unlock", {{"reason", text("某")}}},
    {"write",
     {{"conditions", std::vector<std::string>{"某"}},
      {"business", std::vector<std::string>{"某", "某"}},
      {"conduct", std::vector<std::string>{"某"}},
      {"security", std::vector<std::string>{"某"}},
      {"management", std::vector<std::string>{"某"}},
      {"report_sm3", kLawDigest}}},
    {"review", {{"review_opinion", text("某")}}},
    {"report", {{"package_sm3", kLawDigest}}},
    {"return_report", {{"missing", text("某")}, {"supplement_days", std::int64_t{10}}}},
    {"resubmit", {{"package_sm3", kLawDigest}}},
    {"correct", {{"correction_sm3", kLawDigest}, {"reason", text("某")}}},
    {"give_opinion", {{"province_opinion", text("某")}}},
    {"urge", {{"urged_text", text("某")}}},
    {"close_unsupplemented", {{"reason", text("某")}}},
    {"refer_refusal", {{"lead_basis", text("某")}}},
    {"refer_untruth", {{"lead_basis", text("某")}}},
    {"report_after_all", {{"package_sm3", kLawDigest}}},
    {"close_referred", {{"lead_case", text("某")}}},
    {"lock:unbalanced",
     {{"cutoff", day("2026-12-31")},
      {"stock", Rows{{{"term", std::string("begin")}, {"signed_count", std::int64_t{100}}},
                     {{"term", std::string("issued")}, {"signed_count", std::int64_t{50}}},
                     {{"term", std::string("revoked")}, {"signed_count", std::int64_t{-10}}},
                     {{"term", std::string("expired")}, {"signed_count", std::int64_t{-20}}},
                     {{"term", std::string("end")}, {"signed_count", std::int64_t{-121}}}}},
      {"locked_sm3", kLawDigest}}},
    {"lock:early",
     {{"cutoff", day("2026-12-30")},
      {"stock", Rows{{{"term", std::string("begin")}, {"signed_count", std::int64_t{100}}},
                     {{"term", std::string("issued")}, {"signed_count", std::int64_t{50}}},
                     {{"term", std::string("revoked")}, {"signed_count", std::int64_t{-10}}},
                     {{"term", std::string("expired")}, {"signed_count", std::int64_t{-20}}},
                     {{"term", std::string("end")}, {"signed_count", std::int64_t{-120}}}}},
      {"locked_sm3", kLawDigest}}},
    {"lock:four",
     {{"cutoff", day("2026-12-31")},
      {"stock", Rows{{{"term", std::string("begin")}, {"signed_count", std::int64_t{100}}},
                     {{"term", std::string("issued")}, {"signed_count", std::int64_t{50}}},
                     {{"term", std::string("revoked")}, {"signed_count", std::int64_t{-10}}},
                     {{"term", std::string("expired")}, {"signed_count", std::int64_t{-20}}}}},
      {"locked_sm3", kLawDigest}}},
};

const std::string kOpen = ">2026-12-01 open_year ";
const std::string kLocked = kOpen + "generate >2027-01-04 lock ";
const std::string kDrafted = kLocked + "write ";
const std::string kSigned = kDrafted + "review sign ";
const std::string kReported = kSigned + "report ";
const std::string kReturned = kReported + "return_report ";
const std::string kReceived = kReported + "sign_for ";
const std::string kReferred = kOpen + ">2027-01-16 urge refer_refusal ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {kOpen, "collecting [reporting]"},
    {">2027-01-04 present_report", "signed [reporting]"},
    {">2027-01-20 present_report:later", "compliance.last_day"},
    {">2027-01-04 present_report report", "reported [opinion]"},
    {kOpen + "lock", "compliance.gate.generated"},
    {kOpen + "generate lock", "compliance.figures"},
    {kOpen + "generate >2027-01-04 lock:unbalanced", "compliance.figures"},
    {kOpen + "generate >2027-01-04 lock:early", "compliance.figures"},
    {kOpen + "generate >2027-01-04 lock:four", "procedure.input"},
    {kDrafted + "sign", "compliance.gate.report_reviewed"},
    {kLocked + "write@officer/a review@officer/a", "compliance.separation.write_review"},
    {kDrafted + "review@officer/a sign@officer/a", "compliance.separation.review_sign"},
    {kDrafted + "review unlock lock", "compliance.gate.generated"},
    {kDrafted + "review unlock generate lock write sign", "compliance.gate.report_reviewed"},
    {kLocked + "write@officer/a unlock generate lock write review@officer/a", "drafted [reporting]"},
    {kReturned + "resubmit return_report", "supervision.returned_once"},
    {kReported + "sign_for@officer/a give_opinion@officer/a", "supervision.separation.intake_review"},
    {kOpen + ">2027-01-15", "collecting [reporting]"},
    {kOpen + ">2027-01-16", "collecting"},
    {kLocked + ">2027-01-16", "locked"},
    {kDrafted + ">2027-01-16", "drafted"},
    {kSigned + ">2027-01-16", "signed"},
    {kSigned + ">2027-01-16 report", "reported [opinion]"},
    {kOpen + "urge", "supervision.gate.report_overdue"},
    {kOpen + ">2027-01-16 refer_refusal", "supervision.gate.urged"},
    {kLocked + ">2027-01-16 refer_refusal", "supervision.gate.urged"},
    {kDrafted + ">2027-01-16 refer_refusal", "supervision.gate.urged"},
    {kSigned + ">2027-01-16 refer_refusal", "supervision.gate.urged"},
    {kOpen + "refer_refusal", "supervision.gate.urged"},
    {kLocked + "urge", "supervision.gate.report_overdue"},
    {kDrafted + "urge", "supervision.gate.report_overdue"},
    {kSigned + "urge", "supervision.gate.report_overdue"},
    {kReturned + "urge", "supervision.gate.report_overdue"},
    {kSigned + ">2027-01-16 report return_report urge", "returned [supplement]"},
    {kReturned + "close_unsupplemented", "supervision.gate.supplement_over"},
    {kReturned + ">2027-02-01 resubmit", "reported [opinion]"},
    {kReceived + ">2027-06-01", "archived"},
    {kReported + ">2027-06-01", "archived"},
    {kReferred + "report_after_all sign_for", "received [opinion]"},
    {kReferred + "report", "procedure.state"},
    {kReported + "return_report+compliance_officer", "procedure.role"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"open_year", "collecting [reporting]"},
    {kOpen + "generate", "collecting [reporting]"},
    {kOpen + "generate >2027-01-04 lock", "locked [reporting]"},
    {kLocked + "unlock", "collecting [reporting]"},
    {kDrafted + "unlock", "collecting [reporting]"},
    {kLocked + "write", "drafted [reporting]"},
    {kDrafted + "review+security_chief", "drafted [reporting]"},
    {kDrafted + "review+review_officer", "drafted [reporting]"},
    {kDrafted + "review sign", "signed [reporting]"},
    {kSigned + "report", "reported [opinion]"},
    {kReported + "sign_for", "received [opinion]"},
    {kReported + "return_report", "returned [supplement]"},
    {kReturned + "resubmit", "reported [opinion]"},
    {kReported + "correct", "reported [opinion]"},
    {kReturned + "correct", "returned [supplement]"},
    {kReceived + "correct", "received [opinion]"},
    {kReceived + "give_opinion", "archived"},
    {kOpen + ">2027-01-16 urge", "collecting"},
    {kLocked + ">2027-01-16 urge", "locked"},
    {kDrafted + ">2027-01-16 urge", "drafted"},
    {kSigned + ">2027-01-16 urge", "signed"},
    {kReturned + ">2027-02-01 close_unsupplemented", "archived"},
    {kOpen + ">2027-01-16 urge refer_refusal", "referred"},
    {kLocked + ">2027-01-16 urge refer_refusal", "referred"},
    {kDrafted + ">2027-01-16 urge refer_refusal", "referred"},
    {kSigned + ">2027-01-16 urge refer_refusal", "referred"},
    {kReported + "refer_untruth", "reported [opinion]"},
    {kReturned + "refer_untruth", "returned [supplement]"},
    {kReceived + "refer_untruth", "received [opinion]"},
    {kReferred + "report_after_all", "reported [opinion]"},
    {kReferred + "close_referred", "archived"},
};

TEST(AnnualReport, HoldsTogether) {
  testing::expect_sound(annual_report());
}

TEST(AnnualReport, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(annual_report(), kInputs, kScenes, kSettings);
}

TEST(AnnualReport, EveryRowOfTheTable) {
  testing::expect_scenes(annual_report(), kInputs, kRows, kSettings);
}

// Requirements 3.1.8: lawful through 15 January, target 14 January, never rolled.
TEST(AnnualReport, ThroughTheFifteenthOfJanuary) {
  EXPECT_EQ(due_after(annual_report(), kInputs, kOpen, "reporting", kSettings), "2027-01-15/2027-01-14");
}

TEST(AnnualReport, AProvinceThatSaysNothingHoldsNobodyUp) {
  EXPECT_THAT(testing::stuck_without(annual_report(), {"province_intake_officer", "province_review_officer"}),
              ::testing::IsEmpty());
}

TEST(AnnualReport, AProviderThatSaysNothingIsReferred) {
  EXPECT_THAT(testing::stuck_without(annual_report(), {"compliance_officer", "responsible_person",
                                                       "security_chief", "review_officer"}),
              ::testing::IsEmpty());
}

TEST(AnnualReport, EveryWordIsMissed) {
  testing::LawMutation(annual_report(), kInputs, testing::both(kScenes, kRows), kSettings).everything();
}

}  // namespace annual_report_test
}  // namespace yinxin::procedure
