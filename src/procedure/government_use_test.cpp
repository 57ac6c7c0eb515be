// rules/procedures/government_use.toml against requirements 1 (article 4) and 13.11.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace government_use_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& government_use() {
  static const Procedure kProcedure = testing::law_procedure("government_use");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"find", {{"public_body", text("某")}, {"service_used", text("某")}, {"evidence_sm3", kLawDigest}}},
    {"close_unfounded", {{"reason", text("某")}}},
    {"order", {{"rectify_by", day("2026-06-01")}, {"reason", text("某")}}},
    {"find_corrected", {{"recheck_sm3", kLawDigest}}},
    {"propose_discipline", {{"organ", text("某")}, {"reason", text("某")}}},
    {"order:past", {{"rectify_by", day("2026-03-02")}, {"reason", text("某")}}},
};

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"find order:past", "supervision.past_day"},
    {"find@officer/a order@officer/a", "supervision.separation.handling_decision"},
    {"find order@officer/a find_corrected@officer/a", "supervision.separation.order_recheck"},
    {"find order >2026-06-01", "ordered [correction]"},
    {"find order propose_discipline", "procedure.state"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"find+enforcement_officer", "found"},
    {"find+tip_handler", "found"},
    {"find close_unfounded+province_head", "unfounded"},
    {"find close_unfounded+deciding_officer", "unfounded"},
    {"find order+province_head", "ordered [correction]"},
    {"find order+deciding_officer", "ordered [correction]"},
    {"find order find_corrected", "corrected"},
    {"find order >2026-06-02 find_corrected", "corrected"},
    {"find order >2026-06-02 propose_discipline+province_head", "proposed"},
    {"find order >2026-06-02 propose_discipline+deciding_officer", "proposed"},
};

TEST(GovernmentUse, HoldsTogether) {
  testing::expect_sound(government_use());
}

TEST(GovernmentUse, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(government_use(), kInputs, kScenes, Values());
}

TEST(GovernmentUse, EveryRowOfTheTable) {
  testing::expect_scenes(government_use(), kInputs, kRows, Values());
}

TEST(GovernmentUse, ByTheDayOfTheOrder) {
  EXPECT_EQ(due_after(government_use(), kInputs, "find order", "correction", Values()),
            "2026-06-01/2026-06-01");
}

TEST(GovernmentUse, EveryWordIsMissed) {
  testing::LawMutation(government_use(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace government_use_test
}  // namespace yinxin::procedure
