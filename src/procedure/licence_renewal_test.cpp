// rules/procedures/licence_renewal.toml against requirements 2.4 and scenario 12.3.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace licence_renewal_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::play_law;
using testing::text;

const Procedure& renewal() {
  static const Procedure kRenewal = testing::law_procedure("licence_renewal");
  return kRenewal;
}

const LawInputs& inputs() {
  static const LawInputs kInputs = [] {
    const auto licence = [](std::string_view from, std::string_view to) {
      return Values{
          {"licence_number", text("测试0001")}, {"valid_from", day(from)}, {"new_valid_to", day(to)}};
    };
    return LawInputs{
        {"open_renewal", {{"valid_to", day("2026-12-01")}}},
        {"present_licence", {{"valid_to", day("2026-12-01")}}},
        {"apply", {{"package_sm3", kLawDigest}}},
        {"apply_late", {{"package_sm3", kLawDigest}}},
        {"request_supplement", {{"missing", text("审计报告")}}},
        {"supplement", {{"package_sm3", kLawDigest}}},
        {"examine", {{"form", text("paper")}, {"opinion", text("符合")}}},
        {"examine_late", {{"form", text("paper")}, {"opinion", text("符合")}}},
        {"review_opinion", {{"review_opinion", text("同意")}}},
        {"refuse", {{"reason", text("理由")}}},
        {"issue_licence", licence("2026-12-02", "2031-12-01")},
        {"issue_licence:gap", licence("2026-12-03", "2031-12-02")},
        {"issue_licence:short", licence("2026-12-02", "2030-12-01")},
        {"issue_licence:long", licence("2026-12-02", "2032-12-01")},
    };
  }();
  return kInputs;
}

const std::string kApplied = "open_renewal apply ";
const std::string kExamined = kApplied + "examine ";
const std::string kReviewed = kExamined + "review_opinion ";
const std::string kLate = "open_renewal >2026-10-03 apply_late ";
const std::string kLateReviewed = kLate + "examine_late review_opinion ";

const std::vector<LawScene>& scenes() {
  static const std::vector<LawScene> kScenes{
      {"open_renewal", "reminding [application decision]"},
      {"open_renewal >2026-12-01", "reminding [application decision]"},
      {"open_renewal >2026-12-02", "lapsed"},
      {"present_licence", "reminding [application decision]"},
      {"present_licence apply", "received [decision]"},
      // On E-60 it is timely, on E-59 late.
      {"open_renewal >2026-10-02 apply", "received [decision]"},
      {"open_renewal >2026-10-02 apply_late", "licensing.renewal_timely"},
      {"open_renewal >2026-10-03 apply", "licensing.renewal_late"},
      {kLate, "late_received [decision]"},
      {"open_renewal apply+case_officer", "procedure.role"},
      // Timely and undecided: deemed granted from every state; late and undecided: lapsed.
      {kApplied + ">2026-12-02", "deemed_granted"},
      {kApplied + "request_supplement >2026-12-02", "deemed_granted"},
      {kExamined + ">2026-12-02", "deemed_granted"},
      {kLate + ">2026-12-02", "lapsed"},
      {kLate + "examine_late >2026-12-02", "lapsed"},
      {kApplied + "request_supplement", "to_supplement [decision]"},
      {kApplied + "request_supplement supplement", "received [decision]"},
      {kApplied + "request_supplement supplement request_supplement", "licensing.told_once"},
      {kExamined, "examining [decision]"},
      {kExamined + "grant", "licensing.gate.reviewed"},
      {kExamined + "refuse", "licensing.gate.reviewed"},
      {kReviewed + "grant", "granted [licence_delivery]"},
      {kReviewed + "refuse", "refused"},
      {kLate + "examine_late", "late_examining [decision]"},
      {kLateReviewed + "grant", "granted [licence_delivery]"},
      {kLateReviewed + "refuse", "refused"},
      {kApplied + "examine@officer/x review_opinion@officer/x", "licensing.separation.handling_review"},
      {kLate + "examine_late@officer/x review_opinion@officer/x", "licensing.separation.handling_review"},
      {kExamined + "review_opinion@officer/x grant@officer/x", "licensing.separation.review_decision"},
      {kExamined + "review_opinion@officer/x refuse@officer/x", "licensing.separation.review_decision"},
      {kReviewed + "grant issue_licence", "renewed"},
      {kReviewed + "grant issue_licence:gap", "licensing.five_years"},
      {kReviewed + "grant issue_licence:short", "licensing.five_years"},
      {kReviewed + "grant issue_licence:long", "licensing.five_years"},
      {kApplied + ">2026-12-02 issue_licence", "renewed"},
      // Another renewal was begun by letter: what only reminds ends, what was granted stays.
      {"open_renewal applied_otherwise", "superseded"},
      {kApplied + "applied_otherwise", "procedure.state"},
      {kReviewed + "grant applied_otherwise", "granted [licence_delivery]"},
      {kApplied + ">2026-12-02 applied_otherwise", "deemed_granted"},
      // The licence has ended: from every open state.
      {"open_renewal licence_ended", "lapsed"},
      {kApplied + "licence_ended", "lapsed"},
      {kApplied + "request_supplement licence_ended", "lapsed"},
      {kExamined + "licence_ended", "lapsed"},
      {kLate + "licence_ended", "lapsed"},
      {kLate + "examine_late licence_ended", "lapsed"},
      {kReviewed + "grant licence_ended", "lapsed"},
      {kApplied + ">2026-12-02 licence_ended", "lapsed"},
  };
  return kScenes;
}

TEST(LicenceRenewal, HoldsTogether) {
  for (const Finding& finding : check(renewal(), testing::kLawWords))
    ADD_FAILURE() << finding.where << ": " << finding.en;
}

TEST(LicenceRenewal, EverySceneEndsAsTheSpecificationSays) {
  for (const LawScene& scene : scenes())
    EXPECT_EQ(play_law(renewal(), inputs(), scene.script), scene.outcome) << scene.script;
}

// Requirements 3.3: E = 2026-12-01.
TEST(LicenceRenewal, SixtyDaysBackwardNeverRollForward) {
  EXPECT_EQ(due_after(renewal(), inputs(), "open_renewal", "application"), "2026-10-02/2026-09-30");
  EXPECT_EQ(due_after(renewal(), inputs(), "open_renewal", "decision").substr(0, 10), "2026-12-01");
}

TEST(LicenceRenewal, EveryWordIsMissed) {
  testing::LawMutation(renewal(), inputs(), scenes()).everything();
}

}  // namespace licence_renewal_test
}  // namespace yinxin::procedure
