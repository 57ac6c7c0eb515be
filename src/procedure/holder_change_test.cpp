// rules/procedures/holder_change.toml against requirements 1 (article 20) and 13.11.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace holder_change_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& holder_change() {
  static const Procedure kProcedure = testing::law_procedure("holder_change");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"report_change",
     {{"serial", text("某")},
      {"changed", text("name")},
      {"source", text("holder")},
      {"changed_on", day("2026-03-01")},
      {"new_data", text("某")}}},
    {"confirm", {{"proof_sm3", kLawDigest}}},
    {"find_unchanged", {{"reason", text("某")}}},
    {"replace", {{"new_serial", text("某")}, {"old_revoked", true}}},
    {"revoke", {{"reason", text("某")}}},
    {"report_change:future",
     {{"serial", text("某")},
      {"changed", text("name")},
      {"source", text("holder")},
      {"changed_on", day("2026-03-03")},
      {"new_data", text("某")}}},
    {"replace:both", {{"new_serial", text("某")}, {"old_revoked", false}}},
};

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"report_change:future", "compliance.future_day"},
    {"report_change confirm@officer/a replace@officer/a", "compliance.separation.review_issue"},
    {"report_change confirm@officer/a revoke@officer/a", "compliance.separation.review_issue"},
    {"report_change confirm tell_holder >2026-04-01", "waiting [replacement]"},
    {"report_change confirm tell_holder >2026-04-02", "revoked"},
    {"report_change confirm replace:both", "compliance.old_certificate_valid"},
    {"report_change confirm tell_holder replace:both", "compliance.old_certificate_valid"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"report_change+applicant", "reported [checking]"},
    {"report_change+support_officer", "reported [checking]"},
    {"report_change+registration_officer", "reported [checking]"},
    {"report_change confirm", "confirmed"},
    {"report_change find_unchanged", "unchanged"},
    {"report_change confirm tell_holder", "waiting [replacement]"},
    {"report_change confirm replace", "replaced"},
    {"report_change confirm tell_holder replace", "replaced"},
    {"report_change confirm revoke", "revoked"},
    {"report_change confirm tell_holder revoke", "revoked"},
};

TEST(HolderChange, HoldsTogether) {
  testing::expect_sound(holder_change());
}

TEST(HolderChange, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(holder_change(), kInputs, kScenes, Values());
}

TEST(HolderChange, EveryRowOfTheTable) {
  testing::expect_scenes(holder_change(), kInputs, kRows, Values());
}

TEST(HolderChange, FiveWorkingDaysAndThirtyDays) {
  EXPECT_EQ(due_after(holder_change(), kInputs, ">2026-09-28 report_change", "checking", Values()),
            "2026-10-10/2026-10-10");
  EXPECT_EQ(due_after(holder_change(), kInputs, "report_change confirm >2026-09-01 tell_holder",
                      "replacement", Values()),
            "2026-10-01/2026-10-08");
}

TEST(HolderChange, EveryWordIsMissed) {
  testing::LawMutation(holder_change(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace holder_change_test
}  // namespace yinxin::procedure
