// rules/procedures/takeover.toml against requirements 2.9 and 13.11.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace takeover_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& takeover() {
  static const Procedure kProcedure = testing::law_procedure("takeover");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"receive_order",
     {{"order_number", text("某")},
      {"sender", text("某")},
      {"taker", text("某")},
      {"taker_licence", text("某")},
      {"delivered_on", day("2026-03-02")}}},
    {"order_after_revocation",
     {{"order_number", text("某")},
      {"sender", text("某")},
      {"taker", text("某")},
      {"taker_licence", text("某")},
      {"delivered_on", day("2026-03-02")},
      {"revocation_number", text("某")}}},
    {"object", {{"reason", text("某")}}},
    {"uphold_order", {{"reason", text("某")}}},
    {"release", {{"reason", text("某")}}},
    {"refer_refusal",
     {{"party", text("某")}, {"party_kind", text("provider")}, {"lead", text("某")}, {"reason", text("某")}}},
    {"urge", {{"urged_text", text("某")}}},
    {"begin", {{"public_notice_sm3", kLawDigest}}},
    {"take_part",
     {{"part_kind", text("certificates")}, {"part_sm3", kLawDigest}, {"completeness", text("whole")}}},
    {"check_part", {{"check_sm3", kLawDigest}}},
    {"status_answers", {{"status_address", text("某")}}},
    {"finish", {{"list_sm3", kLawDigest}}},
    {"order_after_revocation:future",
     {{"order_number", text("某")},
      {"sender", text("某")},
      {"taker", text("某")},
      {"taker_licence", text("某")},
      {"delivered_on", day("2026-03-03")},
      {"revocation_number", text("某")}}},
    {"take_part:partly",
     {{"part_kind", text("certificates")},
      {"part_sm3", kLawDigest},
      {"completeness", text("partly")},
      {"missing_parts", text("OCSP 日志")}}},
    {"take_part:unsaid",
     {{"part_kind", text("certificates")}, {"part_sm3", kLawDigest}, {"completeness", text("partly")}}},
    {"take_part:idle",
     {{"part_kind", text("certificates")},
      {"part_sm3", kLawDigest},
      {"completeness", text("whole")},
      {"missing_parts", text("无")}}},
    {"receive_order:national_day",
     {{"order_number", text("某")},
      {"sender", text("某")},
      {"taker", text("某")},
      {"taker_licence", text("某")},
      {"delivered_on", day("2026-09-28")}}},
};

const std::string kOverdue = "receive_order >2026-03-10 ";
const std::string kTaking = "receive_order accept begin ";
const std::string kTaken = kTaking + "take_part#x1 check_part#x1 status_answers ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"receive_order", "ordered [answer]"},
    {"order_after_revocation", "ordered [answer]"},
    {"order_after_revocation:future", "supervision.future_day"},
    {"receive_order >2026-03-09", "ordered [answer]"},
    {kOverdue, "overdue"},
    {kOverdue + "refer_refusal", "supervision.gate.urged"},
    {"receive_order accept refer_refusal", "supervision.gate.urged"},
    {kTaking + "refer_refusal", "supervision.gate.urged"},
    {kTaking + "take_part:partly#x1", "taking"},
    {kTaking + "take_part:unsaid#x1", "procedure.input"},
    {kTaking + "take_part:idle#x1", "procedure.input"},
    {kTaking + "finish", "compliance.gate.parts_checked"},
    {kTaking + "take_part#x1@officer/t check_part#x1 finish", "compliance.gate.status_running"},
    {kTaking + "take_part#x1@officer/t take_part#x2 check_part#x1 status_answers finish",
     "compliance.gate.parts_checked"},
    {kTaking + "take_part#x1@officer/a check_part#x1@officer/a", "compliance.separation.take_check"},
    {"receive_order release", "released"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"receive_order accept", "accepted"},
    {kOverdue + "accept", "accepted"},
    {"receive_order object", "objected"},
    {"receive_order object uphold_order", "accepted"},
    {"receive_order object release", "released"},
    {kOverdue + "release", "released"},
    {"receive_order accept release", "released"},
    {kTaking + "release", "released"},
    {kOverdue + "urge refer_refusal", "refused"},
    {"receive_order accept urge refer_refusal", "refused"},
    {kTaking + "urge refer_refusal", "refused"},
    {kOverdue + "urge", "overdue"},
    {"receive_order accept urge", "accepted"},
    {kTaking + "urge", "taking"},
    {"receive_order accept begin", "taking"},
    {kTaking + "take_part#x1+compliance_officer", "taking"},
    {kTaking + "take_part#x1+archive_officer", "taking"},
    {kTaking + "take_part#x1+key_custodian", "taking"},
    {kTaking + "take_part#x1@officer/t check_part#x1+archive_officer", "taking"},
    {kTaking + "take_part#x1@officer/t check_part#x1+security_chief", "taking"},
    {kTaking + "take_part#x1@officer/t check_part#x1+responsible_person", "taking"},
    {kTaking + "status_answers+key_custodian", "taking"},
    {kTaking + "status_answers+responsible_person", "taking"},
    {kTaking + "take_part#x1@officer/t check_part#x1 status_answers finish", "taken"},
};

TEST(Takeover, HoldsTogether) {
  testing::expect_sound(takeover());
}

TEST(Takeover, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(takeover(), kInputs, kScenes, Values());
}

TEST(Takeover, EveryRowOfTheTable) {
  testing::expect_scenes(takeover(), kInputs, kRows, Values());
}

TEST(Takeover, FiveWorkingDaysToAnswer) {
  EXPECT_EQ(due_after(takeover(), kInputs, ">2026-09-28 receive_order:national_day", "answer", Values()),
            "2026-10-10/2026-10-10");
}

TEST(Takeover, ATakerThatSaysNothingIsReferred) {
  EXPECT_THAT(testing::stuck_without(takeover(), {"responsible_person", "compliance_officer",
                                                  "archive_officer", "key_custodian", "security_chief"}),
              ::testing::IsEmpty());
}

TEST(Takeover, EveryWordIsMissed) {
  testing::LawMutation(takeover(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace takeover_test
}  // namespace yinxin::procedure
