// rules/procedures/penalty.toml against requirements 2.14 (corrected by 13.2, 13.8 and 13.11).
#include "procedure/test_penalty_scenes.hpp"

namespace yinxin::procedure::testing::penalty_law {
namespace penalty_test {

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"propose_case", "proposed"},
    {"receive_case", "proposed"},
    {kProposed + "judge_act#x1", "proposed [limitation#x1]"},
    {kOpened + "judge_act#x1", "investigating [decision]"},
    {kProposed + "open_case+province_head", "investigating [decision]"},
    {kProposed + "open_case+deciding_officer", "investigating [decision]"},
    {kProposed + "not_open+province_head", "not_opened"},
    {kProposed + "not_open+deciding_officer", "not_opened"},
    {kOpened + "show_credentials", "investigating [decision]"},
    {kOpened + "show_credentials@officer/a show_credentials@officer/b collect", "investigating [decision]"},
    {kOpened + "show_credentials@officer/a show_credentials@officer/b register_evidence#e1",
     "investigating [decision evidence#e1]"},
    {kOpened +
         "show_credentials@officer/a show_credentials@officer/b register_evidence#e1 decide_evidence#e1",
     "investigating [decision]"},
    {kOpened + "show_credentials@officer/a show_credentials@officer/b collect conclude_investigation",
     "investigated [decision]"},
    {kInvestigated + "return_to_investigation+legal_reviewer", "investigating [decision]"},
    {kInvestigated + "return_to_investigation+province_head", "investigating [decision]"},
    {kInvestigated + "return_to_investigation+deciding_officer", "investigating [decision]"},
    {kReviewed + "return_to_investigation+legal_reviewer", "investigating [decision]"},
    {kReviewed + "return_to_investigation+province_head", "investigating [decision]"},
    {kReviewed + "return_to_investigation+deciding_officer", "investigating [decision]"},
    {kToDecide + "return_to_investigation+legal_reviewer", "investigating [decision]"},
    {kToDecide + "return_to_investigation+province_head", "investigating [decision]"},
    {kToDecide + "return_to_investigation+deciding_officer", "investigating [decision]"},
    {kCorrecting + "report_correction", "correcting [decision correction]"},
    {kCorrecting + "find_corrected", "closed_case"},
    {kCorrecting + "find_uncorrected", "investigated [decision]"},
    {kInvestigated + "draft_penalty", "investigated [decision]"},
    {kInvestigated + "draft_penalty review_lawfulness", "legally_reviewed [decision]"},
    {kReviewed + "discuss+province_head", "legally_reviewed [decision]"},
    {kReviewed + "discuss+deciding_officer", "legally_reviewed [decision]"},
    {kToDecide + "discuss+province_head", "to_decide [decision]"},
    {kToDecide + "discuss+deciding_officer", "to_decide [decision]"},
    {kReviewed + "tell_beforehand", "notified [decision hearing_request]"},
    {kNotified + "state_defence", "notified [decision hearing_request]"},
    {kHearing + "state_defence", "hearing [decision]"},
    {kToDecide + "state_defence", "to_decide [decision]"},
    {kNotified + "request_hearing", "hearing [decision]"},
    {kNotified + "waive", "to_decide [decision]"},
    {kHearing + "set_hearing deliver_hearing_notice", "hearing [decision]"},
    {kHearing + "set_hearing deliver_hearing_notice >2026-03-20 hold_hearing", "to_decide [decision]"},
    {kHearing + "set_hearing deliver_hearing_notice skip_hearing", "to_decide [decision]"},
    {kToDecide + "reconsider", "to_decide [decision]"},
    {kToDecide + "reconsider decide+province_head", "decided [delivery]"},
    {kToDecide + "reconsider decide+deciding_officer", "decided [delivery]"},
    {kInvestigated + "no_penalty+province_head", "closed_case"},
    {kInvestigated + "no_penalty+deciding_officer", "closed_case"},
    {kReviewed + "no_penalty+province_head", "closed_case"},
    {kReviewed + "no_penalty+deciding_officer", "closed_case"},
    {kToDecide + "no_penalty+province_head", "closed_case"},
    {kToDecide + "no_penalty+deciding_officer", "closed_case"},
    {kOpened + "refer+province_head", "referred"},
    {kOpened + "refer+deciding_officer", "referred"},
    {kInvestigated + "refer+province_head", "referred"},
    {kInvestigated + "refer+deciding_officer", "referred"},
    {kReviewed + "refer+province_head", "referred"},
    {kReviewed + "refer+deciding_officer", "referred"},
    {kToDecide + "refer+province_head", "referred"},
    {kToDecide + "refer+deciding_officer", "referred"},
    {kDecided + "deliver", "delivered [payment]"},
    {kDelivered + "pay", "performed"},
    {kOverdue + "pay", "performed"},
    {kEnforcing + "pay", "performed"},
    {kDelivered + "defer+province_head", "delivered [deferred_payment]"},
    {kDelivered + "defer+deciding_officer", "delivered [deferred_payment]"},
    {kOverdue + "defer+province_head", "delivered [deferred_payment]"},
    {kOverdue + "defer+deciding_officer", "delivered [deferred_payment]"},
    {kOverdue + "urge", "urged [urging]"},
    {kUrged + ">2026-04-02 ^remedy! apply_to_court+province_head", "enforcing"},
    {kUrged + ">2026-04-02 ^remedy! apply_to_court+deciding_officer", "enforcing"},
    {kUrged + "write_off+province_head", "performed"},
    {kUrged + "write_off+deciding_officer", "performed"},
    {kEnforcing + "write_off+province_head", "performed"},
    {kEnforcing + "write_off+deciding_officer", "performed"},
    {kDelivered + "^remedy! remedies_end", "delivered [payment court]"},
    {kOverdue + "^remedy! remedies_end", "overdue [court]"},
    {kEnforcing + "^remedy! remedies_end", "enforcing [court]"},
    {kPerformed + "^remedy! remedies_end", "performed [court]"},
    {kClosed + "^remedy! remedies_end", "closed_case [court]"},
    {kPerformed + "close_case+province_head", "closed_case"},
    {kPerformed + "close_case+deciding_officer", "closed_case"},
    {kDelivered + "publish", "delivered [payment]"},
    {kOverdue + "publish", "overdue"},
    {kUrged + "publish", "urged [urging]"},
    {kEnforcing + "publish", "enforcing"},
    {kPerformed + "publish", "performed"},
    {kClosed + "publish", "closed_case"},
    {kDelivered + "^remedy! set_aside+province_head", "set_aside [withdrawal]"},
    {kDelivered + "^remedy! set_aside+deciding_officer", "set_aside [withdrawal]"},
    {kOverdue + "^remedy! set_aside+province_head", "set_aside [withdrawal]"},
    {kOverdue + "^remedy! set_aside+deciding_officer", "set_aside [withdrawal]"},
    {kUrged + "^remedy! set_aside+province_head", "set_aside [withdrawal]"},
    {kUrged + "^remedy! set_aside+deciding_officer", "set_aside [withdrawal]"},
    {kEnforcing + "^remedy! set_aside+province_head", "set_aside [withdrawal]"},
    {kEnforcing + "^remedy! set_aside+deciding_officer", "set_aside [withdrawal]"},
    {kPerformed + "^remedy! set_aside+province_head", "set_aside [withdrawal]"},
    {kPerformed + "^remedy! set_aside+deciding_officer", "set_aside [withdrawal]"},
    {kClosed + "^remedy! set_aside+province_head", "set_aside [withdrawal]"},
    {kClosed + "^remedy! set_aside+deciding_officer", "set_aside [withdrawal]"},
    {kSetAside + "withdraw_publication", "set_aside"},
    {kClosed + "archive", "archived"},
};

TEST(PenaltyCase, HoldsTogether) {
  expect_sound(penalty());
}

TEST(PenaltyCase, EverySceneEndsAsTheSpecificationSays) {
  expect_scenes(penalty(), kInputs, kScenes, kSettings);
}

TEST(PenaltyCase, EveryRowOfTheTable) {
  expect_scenes(penalty(), kInputs, kRows, kSettings);
}

// Requirements 3.4: C20 to C22, C24, C26, C27; 3.3: +15 days from 2026-04-16 roll to 2026-05-06.
TEST(PenaltyCase, PeriodsOfTheCase) {
  EXPECT_EQ(due_after(penalty(), kInputs, kOpened, "decision", kSettings), "2026-05-31/2026-06-01");
  EXPECT_EQ(due_after(penalty(), kInputs, "propose_case add_act:nearly_old#x1", "limitation#x1", kSettings),
            "2026-03-10/2026-03-10");
  EXPECT_EQ(
      due_after(penalty(), kInputs, kShown + ">2026-09-28 register_evidence#e1", "evidence#e1", kSettings),
      "2026-10-13/2026-10-13");
  EXPECT_EQ(due_after(penalty(), kInputs, kReviewed + ">2026-09-28 tell_beforehand:national_day",
                      "hearing_request", kSettings),
            "2026-10-10/2026-10-10");
  EXPECT_EQ(due_after(penalty(), kInputs, kHearing + "set_hearing", "hearing_notice", kSettings),
            "2026-03-11/2026-03-11");
  EXPECT_EQ(due_after(penalty(), kInputs, kDecided, "delivery", kSettings), "2026-03-11/2026-03-11");
  EXPECT_EQ(due_after(penalty(), kInputs, kDecided + ">2026-04-17 deliver:holiday", "payment", kSettings),
            "2026-05-01/2026-05-06");
  EXPECT_EQ(due_after(penalty(), kInputs, kSetAside, "withdrawal", kSettings), "2026-03-05/2026-03-05");
  EXPECT_EQ(due_after(penalty(), kInputs, kCorrecting, "correction", kSettings), "2026-04-01/2026-04-01");
}

TEST(PenaltyCase, EveryWordIsMissed) {
  LawMutation(penalty(), kInputs, both(kScenes, kRows), kSettings).everything();
}

}  // namespace penalty_test
}  // namespace yinxin::procedure::testing::penalty_law
