// rules/procedures/assessment.toml against requirements 2.7.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace assessment_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& assessment() {
  static const Procedure kProcedure = testing::law_procedure("assessment");
  return kProcedure;
}

/// The last day of the period, as the office says it from the duty.
const Values kSettings{{"duty.last_day", day("2026-12-31")}};

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"open_year", {{"period", text("2026")}, {"last_day", day("2026-12-31")}}},
    {"present_assessment", {{"period", text("2026")}, {"last_day", day("2026-12-31")}}},
    {"present_assessment:later", {{"period", text("2026")}, {"last_day", day("2027-12-31")}}},
    {"start", {{"checklist_sm3", kLawDigest}, {"by", text("self")}}},
    {"add_finding",
     {{"clause", text("某")},
      {"degree", text("serious")},
      {"what", text("某")},
      {"owner", text("某")},
      {"rectify_by", day("2026-04-01")},
      {"major_event", false}}},
    {"finish_report", {{"conclusion", text("conforming")}, {"report_sm3", kLawDigest}}},
    {"rectify", {{"proof_sm3", kLawDigest}}},
    {"verify", {{"verification", text("某")}}},
    {"reject", {{"reason", text("某")}}},
    {"report", {{"package_sm3", kLawDigest}}},
    {"return_report", {{"missing", text("某")}}},
    {"urge", {{"urged_text", text("某")}}},
    {"start:agency",
     {{"checklist_sm3", kLawDigest},
      {"by", text("agency")},
      {"agency", text("某评估中心")},
      {"contract_sm3", kLawDigest}}},
    {"start:nameless", {{"checklist_sm3", kLawDigest}, {"by", text("agency")}, {"contract_sm3", kLawDigest}}},
    {"start:without_contract",
     {{"checklist_sm3", kLawDigest}, {"by", text("agency")}, {"agency", text("某评估中心")}}},
    {"start:idle", {{"checklist_sm3", kLawDigest}, {"by", text("self")}, {"agency", text("某评估中心")}}},
    {"start:idle_contract",
     {{"checklist_sm3", kLawDigest}, {"by", text("self")}, {"contract_sm3", kLawDigest}}},
    {"add_finding:slow",
     {{"clause", text("某")},
      {"degree", text("serious")},
      {"what", text("某")},
      {"owner", text("某")},
      {"rectify_by", day("2026-04-02")},
      {"major_event", false}}},
    {"add_finding:past",
     {{"clause", text("某")},
      {"degree", text("serious")},
      {"what", text("某")},
      {"owner", text("某")},
      {"rectify_by", day("2026-03-02")},
      {"major_event", false}}},
    {"add_finding:unjudged",
     {{"clause", text("某")},
      {"degree", text("serious")},
      {"what", text("某")},
      {"owner", text("某")},
      {"rectify_by", day("2026-04-01")}}},
    {"add_finding:ordinary",
     {{"clause", text("某")},
      {"degree", text("ordinary")},
      {"what", text("某")},
      {"owner", text("某")},
      {"rectify_by", day("2026-06-01")}}},
    {"add_finding:ordinary_judged",
     {{"clause", text("某")},
      {"degree", text("ordinary")},
      {"what", text("某")},
      {"owner", text("某")},
      {"rectify_by", day("2026-06-01")},
      {"major_event", false}}},
};

const std::string kAssessing = "open_year start ";
const std::string kFound = kAssessing + "add_finding#x1 ";
const std::string kFinished = kFound + "finish_report ";
const std::string kReported = kFinished + "report ";
const std::string kReturned = kReported + "return_report ";
const std::string kReceived = kReported + "sign_for ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"open_year", "planned [reporting]"},
    {"open_year start:agency", "assessing [reporting]"},
    {"open_year start:nameless", "procedure.input"},
    {"open_year start:without_contract", "procedure.input"},
    {"open_year start:idle", "procedure.input"},
    {"open_year start:idle_contract", "procedure.input"},
    {kAssessing + "add_finding:slow#x1", "compliance.finding_days"},
    {kAssessing + "add_finding:past#x1", "compliance.finding_days"},
    {kAssessing + "add_finding:unjudged#x1", "procedure.input"},
    {kAssessing + "add_finding:ordinary#x1", "assessing [reporting rectification#x1]"},
    {kAssessing + "add_finding:ordinary_judged#x1", "procedure.input"},
    {kReported + "close", "compliance.gate.verified"},
    {kAssessing + "finish_report report close", "closed"},
    {kAssessing + "finish_report report sign_for close", "closed"},
    {kFound +
         "add_finding:ordinary#x2 finish_report report sign_for rectify#x1@officer/owner verify#x1 close",
     "compliance.gate.verified"},
    {kFound + "add_finding:ordinary#x2 finish_report report sign_for rectify#x1@officer/owner verify#x1 "
              "rectify#x2@officer/owner verify#x2 close",
     "closed"},
    {"present_assessment", "rectifying [reporting]"},
    {"present_assessment:later", "compliance.last_day"},
    {"present_assessment report", "reported"},
    {"open_year >2026-12-31", "planned [reporting]"},
    {"open_year >2027-01-01", "planned"},
    {kAssessing + ">2027-01-01", "assessing"},
    {kFinished + ">2027-01-01 report", "reported [rectification#x1]"},
    {"open_year urge", "supervision.gate.report_overdue"},
    {kAssessing + "urge", "supervision.gate.report_overdue"},
    {kFinished + "urge", "supervision.gate.report_overdue"},
    {kReturned + "urge", "supervision.gate.report_overdue"},
    {"open_year >2027-01-01 start finish_report report return_report urge", "returned [resubmission]"},
    {kReported + "sign_for+compliance_officer", "procedure.role"},
    {kFinished + "verify#x1", "compliance.gate.rectified"},
    {kFinished + "reject#x1", "compliance.gate.rectified"},
    {kFinished + "rectify#x1@officer/a verify#x1@officer/a", "compliance.separation.rectify_verify"},
    {kFinished + "rectify#x1@officer/owner verify#x1 reject#x1 verify#x1", "compliance.gate.rectified"},
    {kFinished + "rectify#x1@officer/owner verify#x1 reject#x1",
     "rectifying [reporting after_report rectification#x1]"},
    {kReported + "verify#x1", "compliance.gate.rectified"},
    {kReported + "reject#x1", "compliance.gate.rectified"},
    {kReported + "rectify#x1@officer/a verify#x1@officer/a", "compliance.separation.rectify_verify"},
    {kReported + "rectify#x1@officer/owner verify#x1 reject#x1 verify#x1", "compliance.gate.rectified"},
    {kReported + "rectify#x1@officer/owner verify#x1 reject#x1", "reported [rectification#x1]"},
    {kReturned + "verify#x1", "compliance.gate.rectified"},
    {kReturned + "reject#x1", "compliance.gate.rectified"},
    {kReturned + "rectify#x1@officer/a verify#x1@officer/a", "compliance.separation.rectify_verify"},
    {kReturned + "rectify#x1@officer/owner verify#x1 reject#x1 verify#x1", "compliance.gate.rectified"},
    {kReturned + "rectify#x1@officer/owner verify#x1 reject#x1", "returned [resubmission rectification#x1]"},
    {kReceived + "verify#x1", "compliance.gate.rectified"},
    {kReceived + "reject#x1", "compliance.gate.rectified"},
    {kReceived + "rectify#x1@officer/a verify#x1@officer/a", "compliance.separation.rectify_verify"},
    {kReceived + "rectify#x1@officer/owner verify#x1 reject#x1 verify#x1", "compliance.gate.rectified"},
    {kReceived + "rectify#x1@officer/owner verify#x1 reject#x1", "received [rectification#x1]"},
    {kReported + "rectify#x1@officer/owner verify#x1 reject#x1 rectify#x1@officer/owner close",
     "compliance.gate.verified"},
    {kReceived + "rectify#x1@officer/owner verify#x1 reject#x1 rectify#x1@officer/owner close",
     "compliance.gate.verified"},
    {kFinished + "rectify#x1@officer/owner verify#x1 reject#x1 rectify#x1@officer/owner report close",
     "compliance.gate.verified"},
    {kReturned + "rectify#x1@officer/owner verify#x1 reject#x1 rectify#x1@officer/owner report close",
     "compliance.gate.verified"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"open_year start", "assessing [reporting]"},
    {kAssessing + "add_finding#x1", "assessing [reporting rectification#x1]"},
    {kAssessing + "finish_report", "rectifying [reporting after_report]"},
    {kFinished + "rectify#x1+registration_officer", "rectifying [reporting after_report rectification#x1]"},
    {kFinished + "rectify#x1+review_officer", "rectifying [reporting after_report rectification#x1]"},
    {kFinished + "rectify#x1+issuing_officer", "rectifying [reporting after_report rectification#x1]"},
    {kFinished + "rectify#x1+key_custodian", "rectifying [reporting after_report rectification#x1]"},
    {kFinished + "rectify#x1+archive_officer", "rectifying [reporting after_report rectification#x1]"},
    {kFinished + "rectify#x1+support_officer", "rectifying [reporting after_report rectification#x1]"},
    {kFinished + "rectify#x1+training_officer", "rectifying [reporting after_report rectification#x1]"},
    {kFinished + "rectify#x1+security_chief", "rectifying [reporting after_report rectification#x1]"},
    {kFinished + "rectify#x1+compliance_officer", "rectifying [reporting after_report rectification#x1]"},
    {kReported + "rectify#x1+registration_officer", "reported [rectification#x1]"},
    {kReported + "rectify#x1+review_officer", "reported [rectification#x1]"},
    {kReported + "rectify#x1+issuing_officer", "reported [rectification#x1]"},
    {kReported + "rectify#x1+key_custodian", "reported [rectification#x1]"},
    {kReported + "rectify#x1+archive_officer", "reported [rectification#x1]"},
    {kReported + "rectify#x1+support_officer", "reported [rectification#x1]"},
    {kReported + "rectify#x1+training_officer", "reported [rectification#x1]"},
    {kReported + "rectify#x1+security_chief", "reported [rectification#x1]"},
    {kReported + "rectify#x1+compliance_officer", "reported [rectification#x1]"},
    {kReturned + "rectify#x1+registration_officer", "returned [resubmission rectification#x1]"},
    {kReturned + "rectify#x1+review_officer", "returned [resubmission rectification#x1]"},
    {kReturned + "rectify#x1+issuing_officer", "returned [resubmission rectification#x1]"},
    {kReturned + "rectify#x1+key_custodian", "returned [resubmission rectification#x1]"},
    {kReturned + "rectify#x1+archive_officer", "returned [resubmission rectification#x1]"},
    {kReturned + "rectify#x1+support_officer", "returned [resubmission rectification#x1]"},
    {kReturned + "rectify#x1+training_officer", "returned [resubmission rectification#x1]"},
    {kReturned + "rectify#x1+security_chief", "returned [resubmission rectification#x1]"},
    {kReturned + "rectify#x1+compliance_officer", "returned [resubmission rectification#x1]"},
    {kReceived + "rectify#x1+registration_officer", "received [rectification#x1]"},
    {kReceived + "rectify#x1+review_officer", "received [rectification#x1]"},
    {kReceived + "rectify#x1+issuing_officer", "received [rectification#x1]"},
    {kReceived + "rectify#x1+key_custodian", "received [rectification#x1]"},
    {kReceived + "rectify#x1+archive_officer", "received [rectification#x1]"},
    {kReceived + "rectify#x1+support_officer", "received [rectification#x1]"},
    {kReceived + "rectify#x1+training_officer", "received [rectification#x1]"},
    {kReceived + "rectify#x1+security_chief", "received [rectification#x1]"},
    {kReceived + "rectify#x1+compliance_officer", "received [rectification#x1]"},
    {kFinished + "rectify#x1@officer/owner verify#x1+compliance_officer",
     "rectifying [reporting after_report]"},
    {kFinished + "rectify#x1@officer/owner verify#x1+security_chief", "rectifying [reporting after_report]"},
    {kReported + "rectify#x1@officer/owner verify#x1+compliance_officer", "reported"},
    {kReported + "rectify#x1@officer/owner verify#x1+security_chief", "reported"},
    {kReturned + "rectify#x1@officer/owner verify#x1+compliance_officer", "returned [resubmission]"},
    {kReturned + "rectify#x1@officer/owner verify#x1+security_chief", "returned [resubmission]"},
    {kReceived + "rectify#x1@officer/owner verify#x1+compliance_officer", "received"},
    {kReceived + "rectify#x1@officer/owner verify#x1+security_chief", "received"},
    {kFinished + "rectify#x1@officer/owner reject#x1+compliance_officer",
     "rectifying [reporting after_report rectification#x1]"},
    {kFinished + "rectify#x1@officer/owner reject#x1+security_chief",
     "rectifying [reporting after_report rectification#x1]"},
    {kReported + "rectify#x1@officer/owner reject#x1+compliance_officer", "reported [rectification#x1]"},
    {kReported + "rectify#x1@officer/owner reject#x1+security_chief", "reported [rectification#x1]"},
    {kReturned + "rectify#x1@officer/owner reject#x1+compliance_officer",
     "returned [resubmission rectification#x1]"},
    {kReturned + "rectify#x1@officer/owner reject#x1+security_chief",
     "returned [resubmission rectification#x1]"},
    {kReceived + "rectify#x1@officer/owner reject#x1+compliance_officer", "received [rectification#x1]"},
    {kReceived + "rectify#x1@officer/owner reject#x1+security_chief", "received [rectification#x1]"},
    {kFinished + "report", "reported [rectification#x1]"},
    {kReturned + "report", "reported [rectification#x1]"},
    {kReported + "return_report", "returned [resubmission rectification#x1]"},
    {kReported + "sign_for", "received [rectification#x1]"},
    {"open_year >2027-01-01 urge", "planned"},
    {kAssessing + ">2027-01-01 urge", "assessing"},
    {kFinished + ">2027-01-01 urge", "rectifying [after_report rectification#x1]"},
    {kReported + "rectify#x1@officer/owner verify#x1 close", "closed"},
    {kReceived + "rectify#x1@officer/owner verify#x1 close", "closed"},
};

TEST(Assessment, HoldsTogether) {
  testing::expect_sound(assessment());
}

TEST(Assessment, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(assessment(), kInputs, kScenes, kSettings);
}

TEST(Assessment, EveryRowOfTheTable) {
  testing::expect_scenes(assessment(), kInputs, kRows, kSettings);
}

// Q11; a serious finding within thirty days (Q9).
TEST(Assessment, ByTheYearsEndAndThirtyDaysAfterTheReport) {
  EXPECT_EQ(due_after(assessment(), kInputs, "open_year", "reporting", kSettings), "2026-12-31/2026-12-31");
  EXPECT_EQ(due_after(assessment(), kInputs, kFinished, "after_report", kSettings), "2026-04-01/2026-04-01");
  EXPECT_EQ(due_after(assessment(), kInputs, kFound, "rectification#x1", kSettings), "2026-04-01/2026-04-01");
  EXPECT_EQ(
      due_after(assessment(), kInputs, kReported + ">2026-09-28 return_report", "resubmission", kSettings),
      "2026-10-16/2026-10-16");
  EXPECT_EQ(due_after(assessment(), kInputs, kFinished + "rectify#x1@officer/owner verify#x1 reject#x1",
                      "rectification#x1", kSettings),
            "2026-04-01/2026-04-01");
}

TEST(Assessment, AProvinceThatSaysNothingHoldsNobodyUp) {
  EXPECT_THAT(testing::stuck_without(assessment(), {"province_intake_officer"}), ::testing::IsEmpty());
}

TEST(Assessment, EveryWordIsMissed) {
  testing::LawMutation(assessment(), kInputs, testing::both(kScenes, kRows), kSettings).everything();
}

}  // namespace assessment_test
}  // namespace yinxin::procedure
