// rules/procedures/accountability.toml against requirements 1 (articles 8, 9 and 41).
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace accountability_test {

using testing::due_after;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& accountability() {
  static const Procedure kProcedure = testing::law_procedure("accountability");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"open_record", {{"matter", text("overdue")}, {"source_case", text("某")}, {"facts", text("某")}}},
    {"open_by_clock", {{"source_case", text("某")}, {"source_step", text("某")}}},
    {"begin", {{"officer_concerned", text("某")}}},
    {"state", {{"statement", text("某")}}},
    {"give_opinion", {{"opinion_kind", text("unfounded")}, {"opinion", text("某")}}},
    {"close_unfounded", {{"reason", text("某")}}},
    {"discipline", {{"reason", text("某")}}},
    {"refer", {{"organ", text("某")}}},
};

const std::string kInvestigating = "open_record begin ";
const std::string kProposed = kInvestigating + "give_opinion ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"open_by_clock begin", "investigating [handling]"},
    {kInvestigating + "give_opinion@officer/a discipline@officer/a",
     "supervision.separation.investigation_decision"},
    {kInvestigating + "give_opinion@officer/a close_unfounded@officer/a",
     "supervision.separation.investigation_decision"},
    {kInvestigating + "state@officer/a give_opinion@officer/a", "supervision.separation.own_case"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"open_record+legal_reviewer", "opened [handling]"},
    {"open_record+tip_handler", "opened [handling]"},
    {"open_by_clock", "opened [handling]"},
    {"open_record begin", "investigating [handling]"},
    {kInvestigating + "state+case_officer", "investigating [handling]"},
    {kInvestigating + "state+province_intake_officer", "investigating [handling]"},
    {kInvestigating + "state+province_review_officer", "investigating [handling]"},
    {kInvestigating + "state+enforcement_officer", "investigating [handling]"},
    {kInvestigating + "give_opinion", "proposed [handling]"},
    {"open_record close_unfounded+province_head", "unfounded"},
    {"open_record close_unfounded+deciding_officer", "unfounded"},
    {kProposed + "close_unfounded+province_head", "unfounded"},
    {kProposed + "close_unfounded+deciding_officer", "unfounded"},
    {kProposed + "discipline+province_head", "disciplined"},
    {kProposed + "discipline+deciding_officer", "disciplined"},
    {kProposed + "refer+province_head", "referred"},
    {kProposed + "refer+deciding_officer", "referred"},
};

TEST(Accountability, HoldsTogether) {
  testing::expect_sound(accountability());
}

TEST(Accountability, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(accountability(), kInputs, kScenes, Values());
}

TEST(Accountability, EveryRowOfTheTable) {
  testing::expect_scenes(accountability(), kInputs, kRows, Values());
}

TEST(Accountability, IsTheOfficesOwnAffair) {
  EXPECT_TRUE(accountability().internal);
}

TEST(Accountability, SixtyDays) {
  EXPECT_EQ(due_after(accountability(), kInputs, "open_record", "handling", Values()),
            "2026-05-01/2026-05-06");
}

TEST(Accountability, EveryWordIsMissed) {
  testing::LawMutation(accountability(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace accountability_test
}  // namespace yinxin::procedure
