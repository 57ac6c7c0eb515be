// rules/procedures/licence_reissue.toml against requirements 4.2 and 13.11.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace licence_reissue_test {

using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& licence_reissue() {
  static const Procedure kProcedure = testing::law_procedure("licence_reissue");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"apply", {{"why", text("copy")}, {"licence_number", text("某")}}},
    {"approve", {{"opinion", text("某")}}},
    {"refuse", {{"reason", text("某")}}},
    {"issue",
     {{"originals", std::int64_t{1}},
      {"copies", std::int64_t{1}},
      {"blank_serials", text("某")},
      {"voided", text("某")}}},
    {"apply:lost", {{"why", text("lost")}, {"licence_number", text("某")}, {"lost_notice_sm3", kLawDigest}}},
    {"apply:lost_unsaid", {{"why", text("lost")}, {"licence_number", text("某")}}},
    {"apply:damaged",
     {{"why", text("damaged")}, {"licence_number", text("某")}, {"damaged_sm3", kLawDigest}}},
    {"apply:damaged_unshown", {{"why", text("damaged")}, {"licence_number", text("某")}}},
    {"apply:idle", {{"why", text("copy")}, {"licence_number", text("某")}, {"lost_notice_sm3", kLawDigest}}},
    {"apply:idle_too", {{"why", text("copy")}, {"licence_number", text("某")}, {"damaged_sm3", kLawDigest}}},
};

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"apply:lost", "applied [issue]"},
    {"apply:lost_unsaid", "procedure.input"},
    {"apply:damaged", "applied [issue]"},
    {"apply:damaged_unshown", "procedure.input"},
    {"apply:idle", "procedure.input"},
    {"apply:idle_too", "procedure.input"},
    {"apply approve@officer/a issue@officer/a", "supervision.separation.approve_issue"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"apply", "applied [issue]"},      {"apply approve", "approved [issue]"}, {"apply refuse", "refused"},
    {"apply approve issue", "issued"}, {"apply withdraw", "withdrawn"},
};

TEST(LicenceReissue, HoldsTogether) {
  testing::expect_sound(licence_reissue());
}

TEST(LicenceReissue, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(licence_reissue(), kInputs, kScenes, Values());
}

TEST(LicenceReissue, EveryRowOfTheTable) {
  testing::expect_scenes(licence_reissue(), kInputs, kRows, Values());
}

TEST(LicenceReissue, TenWorkingDays) {
  EXPECT_EQ(due_after(licence_reissue(), kInputs, ">2026-09-24 apply", "issue", Values()),
            "2026-10-15/2026-10-15");
}

TEST(LicenceReissue, AProviderThatSaysNothingHoldsNobodyUp) {
  EXPECT_THAT(testing::stuck_without(licence_reissue(), {"responsible_person"}), ::testing::IsEmpty());
}

TEST(LicenceReissue, EveryWordIsMissed) {
  testing::LawMutation(licence_reissue(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace licence_reissue_test
}  // namespace yinxin::procedure
