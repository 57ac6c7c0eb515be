// rules/procedures/licence_ending.toml against requirements 13.5 and 13.11.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace licence_ending_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& licence_ending() {
  static const Procedure kProcedure = testing::law_procedure("licence_ending");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"propose",
     {{"ending", text("rescind")},
      {"ground", text("abuse")},
      {"party", text("某")},
      {"licence_number", text("某")},
      {"facts", text("某")}}},
    {"take_over_lead",
     {{"ending", text("rescind")},
      {"ground", text("unqualified")},
      {"party", text("某")},
      {"licence_number", text("某")},
      {"facts", text("某")}}},
    {"tell_beforehand", {{"notice_delivered_on", day("2026-03-02")}}},
    {"state_defence", {{"defence", text("某")}}},
    {"hold_hearing", {{"hearing_record_sm3", kLawDigest}}},
    {"review_lawfulness", {{"legal_opinion", text("某")}}},
    {"decide", {{"decision_number", text("某")}, {"takeover_plan", text("某")}, {"reason", text("某")}}},
    {"drop", {{"reason", text("某")}}},
    {"deliver", {{"decision_delivered_on", day("2026-03-02")}, {"licence_returned_sm3", kLawDigest}}},
    {"propose:deregister",
     {{"ending", text("deregister")},
      {"ground", text("abuse")},
      {"party", text("某")},
      {"licence_number", text("某")},
      {"facts", text("某")}}},
    {"propose:take_back",
     {{"ending", text("take_back")},
      {"ground", text("abuse")},
      {"party", text("某")},
      {"licence_number", text("某")},
      {"facts", text("某")}}},
    {"tell_beforehand:future", {{"notice_delivered_on", day("2026-03-03")}}},
    {"decide:take_back",
     {{"decision_number", text("某")},
      {"takeover_plan", text("某")},
      {"reason", text("某")},
      {"compensation", text("依法补偿")}}},
    {"tell_beforehand:september", {{"notice_delivered_on", day("2026-09-28")}}},
};

const std::string kNotified = "propose tell_beforehand ";
const std::string kToDecide = kNotified + "waive ";
const std::string kDecided = kToDecide + "review_lawfulness decide ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"take_over_lead tell_beforehand", "notified [rights]"},
    {"propose tell_beforehand:future", "supervision.future_day"},
    {"propose deregister_without_notice", "supervision.notice_needed"},
    {"propose:deregister deregister_without_notice review_lawfulness decide", "decided"},
    {"propose:take_back tell_beforehand waive review_lawfulness decide", "procedure.input"},
    {"propose:take_back tell_beforehand waive review_lawfulness decide:take_back", "decided"},
    {kToDecide + "review_lawfulness decide:take_back", "procedure.input"},
    {kToDecide + "decide", "supervision.gate.legally_reviewed"},
    {"propose@officer/a tell_beforehand waive review_lawfulness@officer/a",
     "supervision.separation.handling_legal"},
    {"propose@officer/a tell_beforehand waive review_lawfulness decide@officer/a",
     "supervision.separation.handling_decision"},
    {"propose@officer/a tell_beforehand request_hearing hold_hearing@officer/a",
     "supervision.separation.handling_hearing"},
    {kNotified + ">2026-03-09", "notified [rights]"},
    {kNotified + ">2026-03-10", "to_decide"},
    {"propose >2026-03-04 tell_beforehand ?rights", "2026-03-09/2026-03-09"},
    {kNotified + "request_hearing drop", "dropped"},
    {kNotified + "drop", "dropped"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"propose", "proposed"},
    {"take_over_lead", "proposed"},
    {"propose tell_beforehand", "notified [rights]"},
    {kNotified + "state_defence", "notified [rights]"},
    {kNotified + "request_hearing state_defence", "hearing [hearing]"},
    {kToDecide + "state_defence", "to_decide"},
    {kNotified + "request_hearing", "hearing [hearing]"},
    {kNotified + "waive", "to_decide"},
    {kNotified + "request_hearing hold_hearing", "to_decide"},
    {kToDecide + "review_lawfulness", "to_decide"},
    {kToDecide + "review_lawfulness decide", "decided"},
    {"propose drop", "dropped"},
    {kToDecide + "drop", "dropped"},
    {kDecided + "deliver", "delivered [register]"},
    {kDecided + "deliver announce", "finished"},
};

TEST(LicenceEnding, HoldsTogether) {
  testing::expect_sound(licence_ending());
}

TEST(LicenceEnding, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(licence_ending(), kInputs, kScenes, Values());
}

TEST(LicenceEnding, EveryRowOfTheTable) {
  testing::expect_scenes(licence_ending(), kInputs, kRows, Values());
}

TEST(LicenceEnding, PeriodsRoll) {
  EXPECT_EQ(due_after(licence_ending(), kInputs, "propose >2026-09-28 tell_beforehand:september", "rights",
                      Values()),
            "2026-10-10/2026-10-10");
  EXPECT_EQ(due_after(licence_ending(), kInputs, kNotified + "request_hearing", "hearing", Values()),
            "2026-03-30/2026-03-30");
  EXPECT_EQ(due_after(licence_ending(), kInputs, kDecided + "deliver", "register", Values()),
            "2026-03-02/2026-03-02");
}

TEST(LicenceEnding, AProviderThatSaysNothingHoldsNobodyUp) {
  EXPECT_THAT(testing::stuck_without(licence_ending(), {"responsible_person"}), ::testing::IsEmpty());
}

TEST(LicenceEnding, EveryWordIsMissed) {
  testing::LawMutation(licence_ending(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace licence_ending_test
}  // namespace yinxin::procedure
