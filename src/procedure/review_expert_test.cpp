// rules/procedures/review_expert.toml against requirements 1 (article 10) and 13.11.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace review_expert_test {

using testing::day;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& review_expert() {
  static const Procedure kProcedure = testing::law_procedure("review_expert");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"apply",
     {{"kind", text("expert")},
      {"account", text("某")},
      {"name", text("某")},
      {"fields", std::vector<std::string>{"某"}},
      {"employer", text("某")},
      {"qualification_sm3", kLawDigest},
      {"commitment_sm3", kLawDigest}}},
    {"refuse", {{"reason", text("某")}}},
    {"declare_conflict",
     {{"conflict_with", text("某")},
      {"conflict_kind", text("employer")},
      {"conflict_until", day("2026-03-02")}}},
    {"sample_work", {{"case_number", text("某")}, {"quality", text("good")}}},
    {"investigate", {{"facts", text("某")}}},
    {"state_defence", {{"defence", text("某")}}},
    {"clear", {{"reason", text("某")}}},
    {"suspend", {{"suspended_to", day("2026-06-30")}, {"reason", text("某")}}},
    {"remove", {{"refer_on", true}, {"reason", text("某")}}},
    {"suspend:past", {{"suspended_to", day("2026-03-02")}, {"reason", text("某")}}},
};

const std::string kAdmitted = "apply admit ";
const std::string kInvestigated = kAdmitted + "investigate ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {kAdmitted + "investigate@officer/a clear@officer/a", "supervision.separation.investigation_decision"},
    {kAdmitted + "investigate@officer/a remove@officer/a", "supervision.separation.investigation_decision"},
    {kAdmitted + "investigate@officer/a suspend@officer/a", "supervision.separation.investigation_decision"},
    {kAdmitted + "suspend >2026-06-30", "suspended [suspension]"},
    {kAdmitted + "suspend >2026-07-01", "admitted"},
    {kAdmitted + "suspend investigate >2026-07-01", "investigated"},
    {kAdmitted + "suspend leave", "removed"},
    {kAdmitted + "suspend:past", "supervision.past_day"},
    {kInvestigated + "suspend:past", "supervision.past_day"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"apply+review_expert", "applied"},
    {"apply+technical_review_coordinator", "applied"},
    {"apply admit", "admitted"},
    {"apply refuse", "refused"},
    {kAdmitted + "declare_conflict+review_expert", "admitted"},
    {kAdmitted + "declare_conflict+technical_review_coordinator", "admitted"},
    {kAdmitted + "suspend declare_conflict+review_expert", "suspended [suspension]"},
    {kAdmitted + "suspend declare_conflict+technical_review_coordinator", "suspended [suspension]"},
    {kAdmitted + "sample_work", "admitted"},
    {kAdmitted + "investigate", "investigated"},
    {kAdmitted + "suspend investigate", "investigated"},
    {kInvestigated + "state_defence", "investigated"},
    {kInvestigated + "clear", "admitted"},
    {kAdmitted + "suspend", "suspended [suspension]"},
    {kInvestigated + "suspend", "suspended [suspension]"},
    {kInvestigated + "remove", "removed"},
    {kAdmitted + "suspend remove", "removed"},
    {"apply leave+review_expert", "removed"},
    {"apply leave+technical_review_coordinator", "removed"},
    {kAdmitted + "leave+review_expert", "removed"},
    {kAdmitted + "leave+technical_review_coordinator", "removed"},
    {kAdmitted + "suspend leave+review_expert", "removed"},
    {kAdmitted + "suspend leave+technical_review_coordinator", "removed"},
};

TEST(ReviewExpert, HoldsTogether) {
  testing::expect_sound(review_expert());
}

TEST(ReviewExpert, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(review_expert(), kInputs, kScenes, Values());
}

TEST(ReviewExpert, EveryRowOfTheTable) {
  testing::expect_scenes(review_expert(), kInputs, kRows, Values());
}

TEST(ReviewExpert, EveryWordIsMissed) {
  testing::LawMutation(review_expert(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace review_expert_test
}  // namespace yinxin::procedure
