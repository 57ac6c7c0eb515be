// rules/procedures/tip.toml against requirements 2.10 and 5.7.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace tip_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& tip() {
  static const Procedure kProcedure = testing::law_procedure("tip");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"tip_off",
     {{"channel", text("web")},
      {"named", true},
      {"reported", text("某")},
      {"reported_address", text("某")},
      {"request", text("某")},
      {"facts", text("某")},
      {"mandate_sm3", kLawDigest},
      {"keep_secret", true},
      {"reporter_seal", text("s1")}}},
    {"register", {{"tip_number", text("某")}}},
    {"verify", {{"verification", text("某")}}},
    {"open_case",
     {{"party", text("某")},
      {"party_kind", text("provider")},
      {"lead", text("某")},
      {"opening_opinion", text("某")}}},
    {"inspect",
     {{"party", text("某")}, {"scope", text("某")}, {"basis", text("某")}, {"opening_opinion", text("某")}}},
    {"refer", {{"organ", text("某")}, {"referral_sm3", kLawDigest}}},
    {"not_handle", {{"reason", text("某")}}},
    {"feed_back", {{"fed_back_on", day("2026-03-02")}, {"feedback", text("某")}}},
    {"tip_off:anonymous",
     {{"channel", text("web")},
      {"named", false},
      {"reported", text("某")},
      {"reported_address", text("某")},
      {"request", text("某")},
      {"facts", text("某")},
      {"mandate_sm3", kLawDigest},
      {"keep_secret", true}}},
    {"tip_off:unsealed",
     {{"channel", text("web")},
      {"named", true},
      {"reported", text("某")},
      {"reported_address", text("某")},
      {"request", text("某")},
      {"facts", text("某")},
      {"mandate_sm3", kLawDigest},
      {"keep_secret", true}}},
    {"tip_off:idle",
     {{"channel", text("web")},
      {"named", false},
      {"reported", text("某")},
      {"reported_address", text("某")},
      {"request", text("某")},
      {"facts", text("某")},
      {"mandate_sm3", kLawDigest},
      {"keep_secret", true},
      {"reporter_seal", text("s1")}}},
};

const std::string kVerified = "tip_off register verify ";
const std::string kDecided = kVerified + "open_case ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"tip_off:anonymous", "received [handling]"},
    {"tip_off:unsealed", "procedure.input"},
    {"tip_off:idle", "procedure.input"},
    {kDecided + "archive", "supervision.reporter_not_told"},
    {"tip_off:anonymous register verify open_case archive", "archived"},
    {"tip_off:anonymous register verify open_case feed_back", "supervision.anonymous_tip"},
    {"tip_off register verify@officer/a open_case@officer/a", "supervision.separation.verify_decide"},
    {"tip_off register verify@officer/a not_handle@officer/a", "supervision.separation.verify_decide"},
    {"tip_off register verify@officer/a refer@officer/a", "supervision.separation.verify_decide"},
    {"tip_off register verify@officer/a inspect@officer/a", "supervision.separation.verify_decide"},
    {"tip_off register not_handle", "decided [feedback]"},
    {kVerified + "archive", "procedure.state"},
    {kDecided + "feed_back+enforcement_officer", "procedure.role"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"tip_off+visitor", "received [handling]"},
    {"tip_off+tip_handler", "received [handling]"},
    {"tip_off register", "registered [handling]"},
    {"tip_off register verify", "verified [handling]"},
    {kVerified + "open_case+province_head", "decided [feedback]"},
    {kVerified + "open_case+deciding_officer", "decided [feedback]"},
    {kVerified + "inspect+province_head", "decided [feedback]"},
    {kVerified + "inspect+deciding_officer", "decided [feedback]"},
    {"tip_off register refer+province_head", "decided [feedback]"},
    {"tip_off register refer+deciding_officer", "decided [feedback]"},
    {kVerified + "refer+province_head", "decided [feedback]"},
    {kVerified + "refer+deciding_officer", "decided [feedback]"},
    {"tip_off register not_handle+province_head", "decided [feedback]"},
    {"tip_off register not_handle+deciding_officer", "decided [feedback]"},
    {kVerified + "not_handle+province_head", "decided [feedback]"},
    {kVerified + "not_handle+deciding_officer", "decided [feedback]"},
    {kDecided + "feed_back", "decided"},
    {kDecided + "feed_back archive", "archived"},
};

TEST(Tip, HoldsTogether) {
  testing::expect_sound(tip());
}

TEST(Tip, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(tip(), kInputs, kScenes, Values());
}

TEST(Tip, EveryRowOfTheTable) {
  testing::expect_scenes(tip(), kInputs, kRows, Values());
}

// Q12.
TEST(Tip, FifteenWorkingDaysUntilTheRuleIsAtHand) {
  EXPECT_EQ(due_after(tip(), kInputs, ">2026-09-28 tip_off", "handling", Values()), "2026-10-23/2026-10-23");
}

TEST(Tip, EveryWordIsMissed) {
  testing::LawMutation(tip(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace tip_test
}  // namespace yinxin::procedure
