// rules/procedures/delegated_body.toml against requirements 2.6 (corrected by 13.5) and scenario 12.7.
#include "procedure/test_delegated_body.hpp"

namespace yinxin::procedure::testing::delegated_body_law {
namespace delegated_body_test {

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {kSigned, "signed [filing agreement]"},
    {"intend sign_agreement:redelegable", "compliance.delegation_agreement"},
    {"intend sign_agreement:future", "compliance.delegation_agreement"},
    {"intend sign_agreement:over", "compliance.delegation_agreement"},
    {kSigned + "activate", "procedure.state"},
    {kFiled + "activate", "active [agreement first_check first_sample]"},
    {kFiled + "confirm_filing", "compliance.gate.filing_checked"},
    {kFiled + "check_filing@officer/a confirm_filing@officer/a", "supervision.separation.intake_review"},
    {kReturned, "to_supplement [resubmission agreement]"},
    {kReturned + ">2026-03-16", "to_supplement [resubmission agreement]"},
    {kReturned + ">2026-03-17", "signed [filing agreement]"},
    {kReturned + ">2026-03-17 submit_filing", "filed [agreement]"},
    {kActive + "add_operator:lapsed#x1", "compliance.training_lapsed"},
    {kStaffed, "active [agreement training#x1 first_check first_sample]"},
    {kStaffed + ">2026-12-31", "active [agreement training#x1 first_check first_sample]"},
    {kStaffed + ">2027-01-01", "active [agreement first_check first_sample]"},
    {kStaffed + "suspend >2027-01-01", "suspended [agreement first_check first_sample]"},
    {kStaffed + "order_rectification >2027-01-01",
     "rectifying [rectification agreement first_check first_sample]"},
    {kStaffed + "end_early >2027-01-01", "ending"},
    {kStaffed + "suspend stop_operator#x1", "suspended [agreement first_check first_sample]"},
    {kStaffed + "order_rectification stop_operator#x1",
     "rectifying [rectification agreement first_check first_sample]"},
    {kStaffed + "end_early return_data close", "ended"},
    {kStaffed + "end_early >2026-04-02 strike_off", "ended"},
    {kActive + "return_change#x1", "procedure.item"},
    {kActive + "add_change#x1 return_change#x1", "compliance.gate.change_filed"},
    {kActive + "add_change#x1 confirm_change#x1", "compliance.gate.change_filed"},
    {kSuspended + "add_change#x1 return_change#x1", "compliance.gate.change_filed"},
    {kSuspended + "add_change#x1 confirm_change#x1", "compliance.gate.change_filed"},
    {kRectifying + "add_change#x1 return_change#x1", "compliance.gate.change_filed"},
    {kRectifying + "add_change#x1 confirm_change#x1", "compliance.gate.change_filed"},
    {kActive + "add_change#x1 file_change#x1 return_change#x1 confirm_change#x1",
     "compliance.gate.change_filed"},
    {kActive + "order_rectification@officer/a verify_rectification@officer/a",
     "compliance.separation.order_verify"},
    {kActive + "end_early close", "compliance.gate.data_returned"},
    {kEnding + "strike_off", "supervision.gate.end_overdue"},
    {kEnding + ">2026-04-02", "ending"},
    {kEnding + ">2026-04-02 return_data close", "ended"},
    {kActive + "check_on_site", "active [agreement yearly_check first_sample]"},
    {kActive + "review_sample", "active [agreement first_check monthly_sample]"},
    {kActive + "add_change#x1 file_change#x1 return_change#x1 >2026-03-16",
     "active [change_resubmission#x1 agreement first_check first_sample]"},
    {kActive + "add_change#x1 file_change#x1 return_change#x1 >2026-03-17",
     "active [change_filing#x1 agreement first_check first_sample]"},
    {kActive + "add_change#x1 file_change#x1 return_change#x1 file_change#x1",
     "active [agreement first_check first_sample]"},
    {kActive + "add_change#x1 file_change#x1 return_change#x1 end_early", "ending [end_filing]"},
    {kActive + "add_change#x1 end_early", "ending [end_filing]"},
    {kSuspended + "add_change#x1 file_change#x1 return_change#x1 >2026-03-16",
     "suspended [change_resubmission#x1 agreement first_check first_sample]"},
    {kSuspended + "add_change#x1 file_change#x1 return_change#x1 >2026-03-17",
     "suspended [change_filing#x1 agreement first_check first_sample]"},
    {kSuspended + "add_change#x1 file_change#x1 return_change#x1 file_change#x1",
     "suspended [agreement first_check first_sample]"},
    {kSuspended + "add_change#x1 file_change#x1 return_change#x1 end_early", "ending [end_filing]"},
    {kSuspended + "add_change#x1 end_early", "ending [end_filing]"},
    {kRectifying + "add_change#x1 file_change#x1 return_change#x1 >2026-03-16",
     "rectifying [change_resubmission#x1 rectification agreement first_check first_sample]"},
    {kRectifying + "add_change#x1 file_change#x1 return_change#x1 >2026-03-17",
     "rectifying [change_filing#x1 rectification agreement first_check first_sample]"},
    {kRectifying + "add_change#x1 file_change#x1 return_change#x1 file_change#x1",
     "rectifying [rectification agreement first_check first_sample]"},
    {kRectifying + "add_change#x1 file_change#x1 return_change#x1 end_early", "ending [end_filing]"},
    {kRectifying + "add_change#x1 end_early", "ending [end_filing]"},
    {kSigned + "end_early", "ending [end_filing]"},
    {kFiled + "end_early", "ending [end_filing]"},
    {kReturned + "end_early", "ending [end_filing]"},
    {kRecorded + "end_early", "ending [end_filing]"},
    {kActive + "end_early", "ending [end_filing]"},
    {kSuspended + "end_early", "ending [end_filing]"},
    {kRectifying + "end_early", "ending [end_filing]"},
    {kSuspended + ">2028-02-27", "ending [end_filing]"},
    {kSigned + ">2028-02-27", "ending [end_filing]"},
    {kFiled + ">2028-02-27", "ending [end_filing]"},
    {kRecorded + ">2028-02-27", "ending [end_filing]"},
    {kActive + ">2028-02-27", "ending [end_filing]"},
    {kActive + "check_on_site review_sample >2028-02-27", "ending [end_filing]"},
    {kRectifying + ">2028-02-27", "ending [end_filing]"},
    {"intend sign_agreement:short submit_filing return_filing >2026-03-11", "ending [end_filing]"},
    {kActive + "check_on_site review_sample end_early", "ending [end_filing]"},
    {kSuspended + "add_change#x1 file_change#x1 return_change#x1 confirm_change#x1",
     "compliance.gate.change_filed"},
    {kRectifying + "add_change#x1 file_change#x1 return_change#x1 confirm_change#x1",
     "compliance.gate.change_filed"},
    {kSigned + "?filing", "2026-03-29/2026-03-30"},
    {kActive + "resubmit", "compliance.gate.returned"},
    {kActive + "return_filing check_filing confirm_filing", "active [agreement first_check first_sample]"},
    {kActive + "return_filing confirm_filing", "compliance.gate.filing_checked"},
    {kActive + "return_filing >2026-03-17", "suspended [filing agreement first_check first_sample]"},
    {kActive + "return_filing >2026-03-16", "active [resubmission agreement first_check first_sample]"},
    {kActive + "return_filing end_early", "ending [end_filing]"},
    {kSuspended + "resubmit", "compliance.gate.returned"},
    {kSuspended + "return_filing check_filing confirm_filing",
     "suspended [agreement first_check first_sample]"},
    {kSuspended + "return_filing confirm_filing", "compliance.gate.filing_checked"},
    {kSuspended + "return_filing >2026-03-17", "suspended [filing agreement first_check first_sample]"},
    {kSuspended + "return_filing >2026-03-16", "suspended [resubmission agreement first_check first_sample]"},
    {kSuspended + "return_filing end_early", "ending [end_filing]"},
    {kRectifying + "resubmit", "compliance.gate.returned"},
    {kRectifying + "return_filing check_filing confirm_filing",
     "rectifying [rectification agreement first_check first_sample]"},
    {kRectifying + "return_filing confirm_filing", "compliance.gate.filing_checked"},
    {kRectifying + "return_filing >2026-03-17", "suspended [filing agreement first_check first_sample]"},
    {kRectifying + "return_filing >2026-03-16",
     "rectifying [resubmission rectification agreement first_check first_sample]"},
    {kRectifying + "return_filing end_early", "ending [end_filing]"},
    {kActive + "return_filing >2026-03-17 resume", "compliance.gate.delegation_filed"},
    {kSuspended + "return_filing >2026-03-17 resume", "compliance.gate.delegation_filed"},
    {kRectifying + "return_filing >2026-03-17 resume", "compliance.gate.delegation_filed"},
    {kActive + "return_filing >2026-03-17 submit_filing resume",
     "active [agreement first_check first_sample]"},
    {kSuspended + "return_filing >2026-03-17 submit_filing resume",
     "active [agreement first_check first_sample]"},
    {kRectifying + "return_filing >2026-03-17 submit_filing resume",
     "active [agreement first_check first_sample]"},
    {kActive + "return_filing >2026-03-17 end_early", "ending [end_filing]"},
    {kActive + "return_filing >2026-03-17 ?filing", "2026-03-29/2026-03-30"},
    {kFiled + "activate confirm_filing", "compliance.gate.filing_checked"},
    {kFiled + "activate check_filing confirm_filing", "active [agreement first_check first_sample]"},
    {kFiled + "activate suspend confirm_filing", "compliance.gate.filing_checked"},
    {kFiled + "activate order_rectification confirm_filing", "compliance.gate.filing_checked"},
    {kActive + "add_change:future#x1", "compliance.future_day"},
    {kSuspended + "add_change:future#x1", "compliance.future_day"},
    {kRectifying + "add_change:future#x1", "compliance.future_day"},
    {kActive + "review_sample:too_many", "compliance.sample_count"},
    {kSuspended + "review_sample:too_many", "compliance.sample_count"},
    {kRectifying + "review_sample:too_many", "compliance.sample_count"},
    {kActive + "order_rectification:past", "compliance.past_day"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"intend", "intended"},
    {"intend give_up", "ended"},
    {"intend sign_agreement", "signed [filing agreement]"},
    {kSigned + "submit_filing", "filed [agreement]"},
    {kFiled + "return_filing", "to_supplement [resubmission agreement]"},
    {kReturned + "resubmit", "filed [agreement]"},
    {kActive + "return_filing", "active [resubmission agreement first_check first_sample]"},
    {kSuspended + "return_filing", "suspended [resubmission agreement first_check first_sample]"},
    {kRectifying + "return_filing",
     "rectifying [resubmission rectification agreement first_check first_sample]"},
    {kActive + "return_filing resubmit", "active [agreement first_check first_sample]"},
    {kSuspended + "return_filing resubmit", "suspended [agreement first_check first_sample]"},
    {kRectifying + "return_filing resubmit", "rectifying [rectification agreement first_check first_sample]"},
    {kSuspended + "submit_filing", "suspended [agreement first_check first_sample]"},
    {kFiled + "check_filing", "filed [agreement]"},
    {kActive + "check_filing", "active [agreement first_check first_sample]"},
    {kSuspended + "check_filing", "suspended [agreement first_check first_sample]"},
    {kRectifying + "check_filing", "rectifying [rectification agreement first_check first_sample]"},
    {kFiled + "check_filing confirm_filing", "recorded [agreement]"},
    {kActive + "check_filing confirm_filing", "active [agreement first_check first_sample]"},
    {kSuspended + "check_filing confirm_filing", "suspended [agreement first_check first_sample]"},
    {kRectifying + "check_filing confirm_filing",
     "rectifying [rectification agreement first_check first_sample]"},
    {kRecorded + "activate", "active [agreement first_check first_sample]"},
    {kActive + "add_operator#x1", "active [agreement training#x1 first_check first_sample]"},
    {kActive + "add_operator#x1 stop_operator#x1", "active [agreement first_check first_sample]"},
    {kActive + "add_change#x1", "active [change_filing#x1 agreement first_check first_sample]"},
    {kSuspended + "add_change#x1", "suspended [change_filing#x1 agreement first_check first_sample]"},
    {kRectifying + "add_change#x1",
     "rectifying [change_filing#x1 rectification agreement first_check first_sample]"},
    {kActive + "add_change#x1 file_change#x1", "active [agreement first_check first_sample]"},
    {kSuspended + "add_change#x1 file_change#x1", "suspended [agreement first_check first_sample]"},
    {kRectifying + "add_change#x1 file_change#x1",
     "rectifying [rectification agreement first_check first_sample]"},
    {kActive + "add_change#x1 file_change#x1 return_change#x1",
     "active [change_resubmission#x1 agreement first_check first_sample]"},
    {kSuspended + "add_change#x1 file_change#x1 return_change#x1",
     "suspended [change_resubmission#x1 agreement first_check first_sample]"},
    {kRectifying + "add_change#x1 file_change#x1 return_change#x1",
     "rectifying [change_resubmission#x1 rectification agreement first_check first_sample]"},
    {kActive + "add_change#x1 file_change#x1 confirm_change#x1",
     "active [agreement first_check first_sample]"},
    {kSuspended + "add_change#x1 file_change#x1 confirm_change#x1",
     "suspended [agreement first_check first_sample]"},
    {kRectifying + "add_change#x1 file_change#x1 confirm_change#x1",
     "rectifying [rectification agreement first_check first_sample]"},
    {kSuspended + "check_on_site", "suspended [agreement yearly_check first_sample]"},
    {kRectifying + "check_on_site", "rectifying [rectification agreement yearly_check first_sample]"},
    {kSuspended + "review_sample", "suspended [agreement first_check monthly_sample]"},
    {kRectifying + "review_sample", "rectifying [rectification agreement first_check monthly_sample]"},
    {kActive + "note_anomaly", "active [agreement first_check first_sample]"},
    {kSuspended + "note_anomaly", "suspended [agreement first_check first_sample]"},
    {kRectifying + "note_anomaly", "rectifying [rectification agreement first_check first_sample]"},
    {kActive + "suspend", "suspended [agreement first_check first_sample]"},
    {kRectifying + "suspend", "suspended [agreement first_check first_sample]"},
    {kSuspended + "resume", "active [agreement first_check first_sample]"},
    {kActive + "order_rectification", "rectifying [rectification agreement first_check first_sample]"},
    {kRectifying + "verify_rectification", "active [agreement first_check first_sample]"},
    {kEnding + "return_data", "ending [end_filing]"},
    {kEnding + "return_data close", "ended"},
    {kEnding + ">2026-04-02 strike_off", "ended"},
};

TEST(DelegatedBody, HoldsTogether) {
  expect_sound(delegated_body());
}

TEST(DelegatedBody, EverySceneEndsAsTheSpecificationSays) {
  expect_scenes(delegated_body(), kInputs, kScenes, Values());
}

TEST(DelegatedBody, EveryRowOfTheTable) {
  expect_scenes(delegated_body(), kInputs, kRows, Values());
}

// Requirements 3.3: +30 days from 2026-09-01. Each change runs by itself.
TEST(DelegatedBody, ThirtyDaysFromSigningAndFromEachChange) {
  EXPECT_EQ(due_after(delegated_body(), kInputs, kSigned, "filing", Values()), "2026-03-29/2026-03-30");
  EXPECT_EQ(
      due_after(delegated_body(), kInputs, ">2026-09-02 intend sign_agreement:september", "filing", Values()),
      "2026-10-01/2026-10-08");
  EXPECT_EQ(due_after(delegated_body(), kInputs, kActive + "add_change#x1", "change_filing#x1", Values()),
            "2026-03-22/2026-03-23");
  EXPECT_EQ(due_after(delegated_body(), kInputs, kActive + ">2026-09-02 add_change:september#x2",
                      "change_filing#x2", Values()),
            "2026-10-01/2026-10-08");
  EXPECT_EQ(due_after(delegated_body(), kInputs, kEnding, "end_filing", Values()), "2026-04-01/2026-04-01");
}

TEST(DelegatedBody, AReturnedChangeKeepsItsDayForTenWorkingDays) {
  EXPECT_EQ(due_after(delegated_body(), kInputs, kActive + "add_change#x1 file_change#x1", "change_filing#x1",
                      Values()),
            "");
  EXPECT_EQ(due_after(delegated_body(), kInputs, kActive + "add_change#x1 file_change#x1 return_change#x1 ",
                      "change_filing#x1", Values()),
            "");
  EXPECT_EQ(due_after(delegated_body(), kInputs, kActive + "add_change#x1 file_change#x1 return_change#x1 ",
                      "change_resubmission#x1", Values()),
            "2026-03-16/2026-03-16");
  EXPECT_EQ(due_after(delegated_body(), kInputs,
                      kActive + "add_change#x1 file_change#x1 return_change#x1 >2026-03-17",
                      "change_filing#x1", Values()),
            "2026-03-22/2026-03-23");
}

TEST(DelegatedBody, SupervisionComesAgain) {
  EXPECT_EQ(due_after(delegated_body(), kInputs, kActive, "first_check", Values()), "2027-03-02/2027-03-02?");
  EXPECT_EQ(
      due_after(delegated_body(), kInputs, kActive + ">2026-05-08 check_on_site", "yearly_check", Values()),
      "2027-05-08/2027-05-10?");
  EXPECT_EQ(due_after(delegated_body(), kInputs, kActive, "first_sample", Values()), "2026-04-02/2026-04-02");
  EXPECT_EQ(
      due_after(delegated_body(), kInputs, kActive + ">2026-03-20 review_sample >2026-04-10 review_sample",
                "monthly_sample", Values()),
      "2026-05-10/2026-05-11");
}

TEST(DelegatedBody, AProvinceThatSaysNothingHoldsNobodyUp) {
  EXPECT_THAT(stuck_without(delegated_body(), {"province_intake_officer", "province_review_officer"}),
              ::testing::IsEmpty());
}

TEST(DelegatedBody, AProviderThatSaysNothingIsStruckOff) {
  EXPECT_THAT(stuck_without(delegated_body(), {"compliance_officer", "responsible_person", "review_officer"}),
              ::testing::ElementsAre("intended"));
}

TEST(DelegatedBody, EveryWordIsMissed) {
  LawMutation(delegated_body(), kInputs, both(kScenes, kRows), Values()).everything();
}

}  // namespace delegated_body_test
}  // namespace yinxin::procedure::testing::delegated_body_law
