// rules/procedures/remedy.toml against requirements 13.8 and 13.11.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace remedy_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& remedy() {
  static const Procedure kProcedure = testing::law_procedure("remedy");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"begin",
     {{"decision_number", text("某")}, {"party", text("某")}, {"decision_delivered_on", day("2026-03-02")}}},
    {"request_review", {{"review_number", text("某")}, {"requested_on", day("2026-03-02")}}},
    {"withdraw_review", {{"reason", text("某")}}},
    {"decide_review",
     {{"result", text("upheld")}, {"result_sm3", kLawDigest}, {"review_delivered_on", day("2026-03-02")}}},
    {"file_suit", {{"suit_number", text("某")}}},
    {"withdraw_suit", {{"reason", text("某")}}},
    {"judged_upheld", {{"judgment_sm3", kLawDigest}}},
    {"judged_set_aside", {{"judgment_sm3", kLawDigest}}},
    {"begin:holiday",
     {{"decision_number", text("某")}, {"party", text("某")}, {"decision_delivered_on", day("2026-08-02")}}},
    {"decide_review:annulled",
     {{"result", text("annulled")}, {"result_sm3", kLawDigest}, {"review_delivered_on", day("2026-03-02")}}},
    {"decide_review:rejected",
     {{"result", text("rejected")}, {"result_sm3", kLawDigest}, {"review_delivered_on", day("2026-03-02")}}},
    {"decide_review:future",
     {{"result", text("upheld")}, {"result_sm3", kLawDigest}, {"review_delivered_on", day("2026-03-03")}}},
};

const std::string kReview = "begin request_review ";
const std::string kReviewed = kReview + "decide_review ";
const std::string kCourt = "begin file_suit ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"begin", "open [review_right suit_right]"},
    {"begin >2026-05-06", "open [review_right suit_right]"},
    {"begin >2026-05-07", "suit_only [suit_right]"},
    {"begin >2026-09-02", "suit_only [suit_right]"},
    {"begin >2026-09-03", "lapsed"},
    {"begin >2026-05-07 request_review", "procedure.state"},
    {kReview, "under_review"},
    {kReview + "withdraw_review", "suit_only [suit_right]"},
    {kReview + "withdraw_review >2026-09-03", "lapsed"},
    {kReview + ">2027-01-01", "under_review"},
    {kReview + "decide_review:future", "supervision.future_day"},
    {kReviewed + ">2026-03-17", "reviewed [suit_after_review]"},
    {kReviewed + ">2026-03-18", "reviewed"},
    {kReviewed + "accept_result", "supervision.gate.suit_over"},
    {kReview + "decide_review:annulled carry_out_result", "supervision.gate.suit_over"},
    {kReviewed + ">2026-03-18 carry_out_result", "supervision.review_upheld"},
    {kReview + "decide_review:annulled >2026-03-18 accept_result", "supervision.review_result"},
    {kReview + "decide_review:annulled >2026-03-18 carry_out_result", "set_aside"},
    {kReview + "decide_review:rejected >2026-03-18 accept_result", "upheld"},
    {kReview + "decide_review:rejected >2026-03-18 carry_out_result", "supervision.review_upheld"},
    {kReview + ">2026-03-05 decide_review ?suit_after_review", "2026-03-17/2026-03-17"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"begin request_review+applicant", "under_review"},
    {"begin request_review+legal_reviewer", "under_review"},
    {kReview + "withdraw_review+applicant", "suit_only [suit_right]"},
    {kReview + "withdraw_review+legal_reviewer", "suit_only [suit_right]"},
    {kReview + "decide_review", "reviewed [suit_after_review]"},
    {"begin file_suit+applicant", "in_court"},
    {"begin file_suit+legal_reviewer", "in_court"},
    {"begin >2026-05-07 file_suit+applicant", "in_court"},
    {"begin >2026-05-07 file_suit+legal_reviewer", "in_court"},
    {kReviewed + "file_suit+applicant", "in_court"},
    {kReviewed + "file_suit+legal_reviewer", "in_court"},
    {kCourt + "withdraw_suit+applicant", "upheld"},
    {kCourt + "withdraw_suit+legal_reviewer", "upheld"},
    {kReviewed + ">2026-03-18 accept_result", "upheld"},
    {kCourt + "judged_upheld", "upheld"},
    {kCourt + "judged_set_aside", "set_aside"},
};

TEST(Remedy, HoldsTogether) {
  testing::expect_sound(remedy());
}

TEST(Remedy, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(remedy(), kInputs, kScenes, Values());
}

TEST(Remedy, EveryRowOfTheTable) {
  testing::expect_scenes(remedy(), kInputs, kRows, Values());
}

// 60 days from 2026-08-02 end in the National Day holiday.
TEST(Remedy, RightsGoByTheRolledDay) {
  EXPECT_EQ(due_after(remedy(), kInputs, "begin", "review_right", Values()), "2026-05-01/2026-05-06");
  EXPECT_EQ(due_after(remedy(), kInputs, ">2026-08-02 begin:holiday", "review_right", Values()),
            "2026-10-01/2026-10-08");
  EXPECT_EQ(due_after(remedy(), kInputs, "begin", "suit_right", Values()), "2026-09-02/2026-09-02");
}

TEST(Remedy, EveryWordIsMissed) {
  testing::LawMutation(remedy(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace remedy_test
}  // namespace yinxin::procedure
