// rules/procedures/focused_supervision.toml against requirements 2.13.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace focused_supervision_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& focused_supervision() {
  static const Procedure kProcedure = testing::law_procedure("focused_supervision");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"list_for_finding", {{"party", text("某")}, {"found_on", day("2026-02-01")}}},
    {"list_by_decision",
     {{"party", text("某")},
      {"other_trigger", text("report_overdue")},
      {"found_on", day("2026-02-01")},
      {"reason", text("某")}}},
    {"tell", {{"told_on", day("2026-03-02")}}},
    {"arrange", {{"inspect_by", day("2026-04-01")}, {"scope", text("某")}, {"basis", text("某")}}},
    {"finish_inspection", {{"inspection_summary", text("某")}}},
    {"order_rectification", {{"rectify_by", day("2026-06-01")}, {"reason", text("某")}}},
    {"report_rectification", {{"rectification_sm3", kLawDigest}}},
    {"verify", {{"verification_sm3", kLawDigest}}},
    {"find_conforming", {{"conforming_opinion", text("某")}}},
    {"extend", {{"extended_to", day("2027-08-01")}, {"reason", text("某")}}},
    {"inspect_again", {{"reason", text("某")}}},
    {"list_for_finding:penalty", {{"party", text("某")}, {"decision_delivered_on", day("2026-02-01")}}},
    {"list_for_finding:undated", {{"party", text("某")}}},
    {"order_rectification:past", {{"rectify_by", day("2026-03-02")}, {"reason", text("某")}}},
    {"extend:past", {{"extended_to", day("2026-03-02")}, {"reason", text("某")}}},
    {"extend:once_more", {{"extended_to", day("2028-01-01")}, {"reason", text("某")}}},
};

const std::string kListed = "list_for_finding tell ";
const std::string kArranged = kListed + "arrange ^inspection! ";
const std::string kInspected = kArranged + "finish_inspection ";
const std::string kRectifying = kInspected + "order_rectification ";
const std::string kConforming = kRectifying + "verify ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"list_for_finding", "listed [finding_term]"},
    {"list_for_finding:penalty", "listed [penalty_term]"},
    {"list_for_finding:undated", "supervision.focus_without_day"},
    {"list_by_decision+deciding_officer", "listed [finding_term]"},
    {"list_for_finding arrange", "supervision.gate.told"},
    {kListed + "arrange finish_inspection", "supervision.gate.inspection_over"},
    {kListed + "arrange ^inspection finish_inspection", "supervision.gate.inspection_over"},
    {kInspected + "order_rectification:past", "supervision.past_day"},
    {kConforming + "extend:past", "supervision.past_day"},
    {kConforming + "remove", "supervision.gate.term_over"},
    {kConforming + ">2027-02-01", "conforming [finding_term]"},
    {kConforming + ">2027-02-02", "conforming"},
    {kInspected + ">2027-02-02 find_conforming remove", "removed"},
    {"list_for_finding >2027-02-02", "listed"},
    {kArranged + ">2027-02-02", "arranged [inspection]"},
    {kInspected + ">2027-02-02", "inspected"},
    {kRectifying + ">2027-02-02", "rectifying [rectification]"},
    {kConforming + ">2027-02-02 extend remove", "supervision.gate.term_over"},
    {kConforming + ">2027-02-02 extend >2027-08-02 remove", "removed"},
    {kConforming + "extend >2027-08-02 extend:once_more remove", "supervision.gate.term_over"},
    {kConforming + "extend >2027-02-02 remove", "supervision.gate.term_over"},
    {"list_for_finding:penalty tell arrange ^inspection! finish_inspection find_conforming extend "
     ">2027-02-02 remove",
     "supervision.gate.term_over"},
    {kConforming + ">2027-02-02 inspect_again arrange", "supervision.gate.told"},
    {"list_for_finding:penalty >2027-02-02", "listed"},
    {"list_for_finding:penalty tell arrange ^inspection! finish_inspection find_conforming >2027-02-02 "
     "remove",
     "removed"},
    {kInspected + "order_rectification@officer/a verify@officer/a", "supervision.separation.order_recheck"},
    {kRectifying + "verify@officer/a >2027-02-02 remove@officer/a", "supervision.separation.verify_remove"},
    {kInspected + "find_conforming@officer/a >2027-02-02 remove@officer/a",
     "supervision.separation.verify_remove"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"list_by_decision+province_head", "listed [finding_term]"},
    {"list_for_finding tell", "listed [finding_term]"},
    {"list_for_finding tell arrange", "arranged [finding_term inspection]"},
    {kArranged + "finish_inspection", "inspected [finding_term]"},
    {kInspected + "order_rectification+province_head", "rectifying [finding_term rectification]"},
    {kInspected + "order_rectification+deciding_officer", "rectifying [finding_term rectification]"},
    {kRectifying + "report_rectification+compliance_officer", "rectifying [finding_term rectification]"},
    {kRectifying + "report_rectification+responsible_person", "rectifying [finding_term rectification]"},
    {kRectifying + "verify", "conforming [finding_term]"},
    {kInspected + "find_conforming", "conforming [finding_term]"},
    {kConforming + "extend+province_head", "conforming [extended_term]"},
    {kConforming + "extend+deciding_officer", "conforming [extended_term]"},
    {kConforming + "inspect_again+province_head", "listed [finding_term]"},
    {kConforming + "inspect_again+deciding_officer", "listed [finding_term]"},
    {kConforming + ">2027-02-02 remove+province_head", "removed"},
    {kConforming + ">2027-02-02 remove+deciding_officer", "removed"},
};

TEST(FocusedSupervision, HoldsTogether) {
  testing::expect_sound(focused_supervision());
}

TEST(FocusedSupervision, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(focused_supervision(), kInputs, kScenes, Values());
}

TEST(FocusedSupervision, EveryRowOfTheTable) {
  testing::expect_scenes(focused_supervision(), kInputs, kRows, Values());
}

// Q21, Q22.
TEST(FocusedSupervision, TwelveMonthsFromTheFinding) {
  EXPECT_EQ(due_after(focused_supervision(), kInputs, "list_for_finding", "finding_term", Values()),
            "2027-02-01/2027-02-01?");
  EXPECT_EQ(due_after(focused_supervision(), kInputs, "list_for_finding:penalty", "penalty_term", Values()),
            "2027-02-01/2027-02-01?");
}

TEST(FocusedSupervision, AProviderThatSaysNothingIsInspectedAllTheSame) {
  EXPECT_THAT(testing::stuck_without(focused_supervision(), {"compliance_officer", "responsible_person"}),
              ::testing::IsEmpty());
}

TEST(FocusedSupervision, EveryWordIsMissed) {
  testing::LawMutation(focused_supervision(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace focused_supervision_test
}  // namespace yinxin::procedure
