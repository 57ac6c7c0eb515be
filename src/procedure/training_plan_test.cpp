// rules/procedures/training_plan.toml against requirements 2.15.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace training_plan_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& training_plan() {
  static const Procedure kProcedure = testing::law_procedure("training_plan");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"open_year", {{"period", text("2026")}, {"last_day", day("2026-12-31")}}},
    {"draft_plan",
     {{"system_sm3", kLawDigest},
      {"courses", Rows{{{"post", std::string("某")},
                        {"course", std::string("某")},
                        {"hours", std::int64_t{1}},
                        {"staff", std::string("own")}}}},
      {"persons_planned", std::int64_t{40}}}},
    {"return_plan", {{"reason", text("某")}}},
    {"revise_plan", {{"revision_sm3", kLawDigest}, {"reason", text("某")}}},
    {"hold_course",
     {{"course_name", text("某")}, {"held_on", day("2026-03-01")}, {"material_sm3", kLawDigest}}},
    {"record_attendance", {{"attended", std::int64_t{1}}, {"sign_in_sm3", kLawDigest}}},
    {"close_year", {{"persons_passed", std::int64_t{38}}, {"summary_sm3", kLawDigest}}},
    {"hold_course:future",
     {{"course_name", text("某")}, {"held_on", day("2026-03-03")}, {"material_sm3", kLawDigest}}},
    {"close_year:too_many", {{"persons_passed", std::int64_t{41}}, {"summary_sm3", kLawDigest}}},
    {"close_year:all", {{"persons_passed", std::int64_t{40}}, {"summary_sm3", kLawDigest}}},
};

const std::string kDrafted = "open_year draft_plan ";
const std::string kRunning = kDrafted + "approve_plan ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"open_year", "to_plan [planning closing]"},
    {kDrafted + "return_plan", "to_plan [planning closing]"},
    {"open_year draft_plan@officer/a approve_plan@officer/a", "compliance.separation.draft_approve"},
    {"open_year draft_plan@officer/a return_plan@officer/a", "compliance.separation.draft_approve"},
    {kRunning + "close_year", "closed"},
    {kRunning + "close_year:all", "closed"},
    {kRunning + "close_year:too_many", "compliance.training_figures"},
    {kRunning + "hold_course:future#x1", "compliance.future_day"},
    {kRunning + "hold_course#x1 close_year", "compliance.gate.attended"},
    {kRunning + "hold_course#x1 hold_course#x2 record_attendance#x1 close_year", "compliance.gate.attended"},
    {kRunning + "hold_course#x1 hold_course#x2 record_attendance#x1 record_attendance#x2 close_year",
     "closed"},
    {kRunning + "revise_plan close_year", "procedure.state"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"open_year draft_plan", "drafted [closing]"},
    {kDrafted + "approve_plan", "running [closing]"},
    {kRunning + "revise_plan", "drafted [closing]"},
    {kRunning + "hold_course#x1", "running [closing]"},
    {kRunning + "hold_course#x1 record_attendance#x1", "running [closing]"},
};

TEST(TrainingPlan, HoldsTogether) {
  testing::expect_sound(training_plan());
}

TEST(TrainingPlan, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(training_plan(), kInputs, kScenes, Values());
}

TEST(TrainingPlan, EveryRowOfTheTable) {
  testing::expect_scenes(training_plan(), kInputs, kRows, Values());
}

TEST(TrainingPlan, ThePlanInThirtyDaysAndTheYearByItsEnd) {
  EXPECT_EQ(due_after(training_plan(), kInputs, "open_year", "planning", Values()), "2026-04-01/2026-04-01");
  EXPECT_EQ(due_after(training_plan(), kInputs, "open_year", "closing", Values()), "2026-12-31/2026-12-31");
}

TEST(TrainingPlan, EveryWordIsMissed) {
  testing::LawMutation(training_plan(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace training_plan_test
}  // namespace yinxin::procedure
