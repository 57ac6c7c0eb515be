// rules/procedures/major_event.toml against requirements 2.16 (corrected by 13.6 and 13.7).
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace major_event_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& major_event() {
  static const Procedure kProcedure = testing::law_procedure("major_event");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"discover",
     {{"what", text("某")},
      {"occurred_on", day("2026-02-20")},
      {"discovered_on", day("2026-03-02")},
      {"place", text("某")},
      {"network_incident", true}}},
    {"discover:no_incident",
     {{"what", text("某")},
      {"occurred_on", day("2026-02-20")},
      {"discovered_on", day("2026-03-02")},
      {"place", text("某")},
      {"network_incident", false}}},
    {"reclassify_incident", {{"network_incident", true}, {"reason", text("某")}}},
    {"reclassify_incident:none", {{"network_incident", false}, {"reason", text("某")}}},
    {"judge_offline",
     {{"category", text("security")}, {"level", text("major")}, {"personal_data", false}, {"police", false}}},
    {"judge_cii",
     {{"category", text("security")}, {"level", text("major")}, {"personal_data", false}, {"police", false}}},
    {"judge_central",
     {{"category", text("security")}, {"level", text("major")}, {"personal_data", false}, {"police", false}}},
    {"judge_other",
     {{"category", text("security")}, {"level", text("major")}, {"personal_data", false}, {"police", false}}},
    {"report_by_phone", {{"told_to", text("某")}}},
    {"report_incident", {{"incident_receiver", text("某")}, {"incident_number", text("某")}}},
    {"notify_persons", {{"persons_notice_sm3", kLawDigest}}},
    {"report_police", {{"police_number", text("某")}}},
    {"not_major", {{"reason", text("某")}}},
    {"report",
     {{"report_sm3", kLawDigest},
      {"scope", text("某")},
      {"keys_concerned", true},
      {"loss", std::int64_t{1}}}},
    {"follow_up", {{"follow_up_sm3", kLawDigest}}},
    {"resolve", {{"measures", text("某")}}},
    {"final_report", {{"cause", text("某")}, {"final_sm3", kLawDigest}, {"loss", std::int64_t{1}}}},
    {"correct", {{"correction_sm3", kLawDigest}, {"reason", text("某")}}},
    {"ask_more", {{"asked", text("某")}}},
    {"answer_more", {{"supplement_sm3", kLawDigest}}},
    {"urge", {{"urged_text", text("某")}}},
    {"refer_lead", {{"lead", text("untrue")}, {"lead_basis", text("某")}}},
    {"escalate", {{"reason", text("某")}}},
    {"close_unreported", {{"reason", text("某")}}},
    {"discover:before_it_happened",
     {{"what", text("某")},
      {"occurred_on", day("2026-03-02")},
      {"discovered_on", day("2026-03-01")},
      {"place", text("某")},
      {"network_incident", true}}},
    {"discover:tomorrow",
     {{"what", text("某")},
      {"occurred_on", day("2026-02-20")},
      {"discovered_on", day("2026-03-03")},
      {"place", text("某")},
      {"network_incident", true}}},
    {"discover:september",
     {{"what", text("某")},
      {"occurred_on", day("2026-09-10")},
      {"discovered_on", day("2026-09-20")},
      {"place", text("某")},
      {"network_incident", true}}},
    {"discover:april",
     {{"what", text("某")},
      {"occurred_on", day("2026-04-16")},
      {"discovered_on", day("2026-04-16")},
      {"place", text("某")},
      {"network_incident", true}}},
    {"discover:on_a_rest_day",
     {{"what", text("某")},
      {"occurred_on", day("2026-09-25")},
      {"discovered_on", day("2026-09-25")},
      {"place", text("某")},
      {"network_incident", true}}},
    {"judge_cii:ordinary",
     {{"category", text("security")},
      {"level", text("ordinary")},
      {"personal_data", false},
      {"police", false}}},
    {"judge_central:ordinary",
     {{"category", text("security")},
      {"level", text("ordinary")},
      {"personal_data", false},
      {"police", false}}},
    {"judge_other:ordinary",
     {{"category", text("security")},
      {"level", text("ordinary")},
      {"personal_data", false},
      {"police", false}}},
    {"judge_offline:personal",
     {{"category", text("security")}, {"level", text("major")}, {"personal_data", true}, {"police", false}}},
    {"judge_offline:police",
     {{"category", text("security")}, {"level", text("major")}, {"personal_data", false}, {"police", true}}},
    {"refer_lead:refused", {{"lead", text("refused")}, {"lead_basis", text("某")}}},
};

const std::string kJudged = "discover judge_offline ";
const std::string kReported = kJudged + "report ";
const std::string kResolved = kReported + "resolve ";
const std::string kFinal = kResolved + "final_report ";
const std::string kReceived = kFinal + "sign_for ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"discover", "discovered [report incident_cii incident_central incident_other]"},
    {"discover:no_incident", "discovered [report]"},
    {"discover:no_incident judge_offline", "judged [report]"},
    {"discover:no_incident judge_cii", "compliance.incident_level"},
    {"discover:no_incident judge_central", "compliance.incident_level"},
    {"discover:no_incident judge_other", "compliance.incident_level"},
    {"discover:no_incident reclassify_incident judge_other", "judged [report incident_other]"},
    {"discover:no_incident >2026-03-03 reclassify_incident ?incident_other", "2026-03-02/2026-03-02"},
    {"discover reclassify_incident:none", "discovered [report]"},
    {"discover reclassify_incident:none judge_other", "compliance.incident_level"},
    {"discover:before_it_happened", "compliance.event_days"},
    {"discover:tomorrow", "compliance.event_days"},
    {"discover judge_offline", "judged [report]"},
    {"discover judge_cii", "judged [report incident_cii]"},
    {"discover judge_central", "judged [report incident_central]"},
    {"discover judge_other", "judged [report incident_other]"},
    {"discover report_incident", "discovered [report]"},
    {"discover not_major", "not_major"},
    {"discover judge_cii not_major", "not_major"},
    {"discover judge_central not_major", "not_major"},
    {"discover judge_other not_major", "not_major"},
    {"discover judge_cii report resolve final_report", "final_sent [signing]"},
    {"discover judge_central report resolve final_report", "final_sent [signing]"},
    {"discover judge_other report resolve final_report", "final_sent [signing]"},
    {"discover judge_offline:personal report resolve final_report", "compliance.parallel_duties"},
    {"discover judge_offline:personal notify_persons report resolve final_report", "final_sent [signing]"},
    {"discover judge_offline:police report resolve final_report", "compliance.parallel_duties"},
    {"discover judge_offline:police report_police report resolve final_report", "final_sent [signing]"},
    {"discover judge_cii report report_incident", "reported"},
    {"discover judge_cii report resolve report_incident", "resolved"},
    {kReported + "answer_more", "compliance.gate.asked"},
    {kResolved + "answer_more", "compliance.gate.asked"},
    {kFinal + "answer_more", "compliance.gate.asked"},
    {"discover >2026-03-07", "discovered [report incident_cii incident_central incident_other]"},
    {"discover >2026-03-08", "discovered [incident_cii incident_central incident_other]"},
    {kJudged + ">2026-03-08", "judged"},
    {kJudged + ">2026-03-08 report", "reported"},
    {"discover urge", "supervision.gate.report_overdue"},
    {kJudged + "urge", "supervision.gate.report_overdue"},
    {"discover >2026-03-08 urge refer_lead:refused",
     "discovered [incident_cii incident_central incident_other]"},
    {kFinal + "close_unanswered", "compliance.gate.unsigned"},
    {kFinal + ">2026-03-16", "final_sent [signing]"},
    {kFinal + ">2026-03-17", "final_sent"},
    {kFinal + ">2026-03-17 sign_for", "received"},
    {kFinal + "ask_more@officer/a sign_for@officer/a", "supervision.separation.intake_review"},
    {kReported + "not_major", "procedure.state"},
    {kReported + "refer_lead+compliance_officer", "procedure.role"},
    {"discover close_unreported", "supervision.gate.referred"},
    {kJudged + "close_unreported", "supervision.gate.referred"},
    {kReported + "close_unreported", "supervision.gate.referred"},
    {kResolved + "close_unreported", "supervision.gate.referred"},
    {"discover judge_cii report refer_lead close_unreported", "archived"},
    {"discover judge_central report refer_lead close_unreported", "archived"},
    {"discover judge_other report refer_lead close_unreported", "archived"},
    {kJudged + "refer_lead close_unreported", "archived"},
    {"discover judge_cii:ordinary", "compliance.incident_level"},
    {"discover judge_central:ordinary", "compliance.incident_level"},
    {"discover judge_other:ordinary", "compliance.incident_level"},
    {"discover refer_lead:refused", "supervision.not_urged"},
    {kJudged + "refer_lead:refused", "supervision.not_urged"},
    {kReported + "refer_lead:refused", "supervision.not_urged"},
    {kResolved + "refer_lead:refused", "supervision.not_urged"},
    {kFinal + "refer_lead:refused", "supervision.not_urged"},
    {kReceived + "refer_lead:refused", "supervision.not_urged"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"discover+compliance_officer", "discovered [report incident_cii incident_central incident_other]"},
    {"discover+security_chief", "discovered [report incident_cii incident_central incident_other]"},
    {"discover+support_officer", "discovered [report incident_cii incident_central incident_other]"},
    {"discover+registration_officer", "discovered [report incident_cii incident_central incident_other]"},
    {"discover+key_custodian", "discovered [report incident_cii incident_central incident_other]"},
    {"discover+training_officer", "discovered [report incident_cii incident_central incident_other]"},
    {"discover:no_incident reclassify_incident+compliance_officer",
     "discovered [report incident_cii incident_central incident_other]"},
    {"discover:no_incident reclassify_incident+security_chief",
     "discovered [report incident_cii incident_central incident_other]"},
    {"discover judge_offline+compliance_officer", "judged [report]"},
    {"discover judge_offline+security_chief", "judged [report]"},
    {"discover judge_cii+compliance_officer", "judged [report incident_cii]"},
    {"discover judge_cii+security_chief", "judged [report incident_cii]"},
    {"discover judge_central+compliance_officer", "judged [report incident_central]"},
    {"discover judge_central+security_chief", "judged [report incident_central]"},
    {"discover judge_other+compliance_officer", "judged [report incident_other]"},
    {"discover judge_other+security_chief", "judged [report incident_other]"},
    {"discover report_by_phone+compliance_officer",
     "discovered [report incident_cii incident_central incident_other]"},
    {"discover report_by_phone+security_chief",
     "discovered [report incident_cii incident_central incident_other]"},
    {kJudged + "report_by_phone+compliance_officer", "judged [report]"},
    {kJudged + "report_by_phone+security_chief", "judged [report]"},
    {"discover report_incident+compliance_officer", "discovered [report]"},
    {"discover report_incident+security_chief", "discovered [report]"},
    {kJudged + "report_incident+compliance_officer", "judged [report]"},
    {kJudged + "report_incident+security_chief", "judged [report]"},
    {kReported + "report_incident+compliance_officer", "reported"},
    {kReported + "report_incident+security_chief", "reported"},
    {kResolved + "report_incident+compliance_officer", "resolved"},
    {kResolved + "report_incident+security_chief", "resolved"},
    {kJudged + "notify_persons", "judged [report]"},
    {kReported + "notify_persons", "reported"},
    {kResolved + "notify_persons", "resolved"},
    {kJudged + "report_police+compliance_officer", "judged [report]"},
    {kJudged + "report_police+security_chief", "judged [report]"},
    {kReported + "report_police+compliance_officer", "reported"},
    {kReported + "report_police+security_chief", "reported"},
    {kResolved + "report_police+compliance_officer", "resolved"},
    {kResolved + "report_police+security_chief", "resolved"},
    {kJudged + "not_major", "not_major"},
    {kJudged + "report", "reported"},
    {kReported + "follow_up", "reported"},
    {kResolved + "follow_up", "resolved"},
    {kReported + "resolve+compliance_officer", "resolved"},
    {kReported + "resolve+security_chief", "resolved"},
    {kResolved + "final_report", "final_sent [signing]"},
    {kReported + "correct", "reported"},
    {kResolved + "correct", "resolved"},
    {kFinal + "correct", "final_sent [signing]"},
    {kReceived + "correct", "received"},
    {kFinal + "sign_for", "received"},
    {kReported + "ask_more", "reported"},
    {kResolved + "ask_more", "resolved"},
    {kFinal + "ask_more", "final_sent [signing]"},
    {kReported + "ask_more answer_more", "reported"},
    {kResolved + "ask_more answer_more", "resolved"},
    {kFinal + "ask_more answer_more", "final_sent [signing]"},
    {"discover >2026-03-08 urge", "discovered [incident_cii incident_central incident_other]"},
    {kJudged + ">2026-03-08 urge", "judged"},
    {"discover refer_lead", "discovered [report incident_cii incident_central incident_other]"},
    {kJudged + "refer_lead", "judged [report]"},
    {kReported + "refer_lead", "reported"},
    {kResolved + "refer_lead", "resolved"},
    {kFinal + "refer_lead", "final_sent [signing]"},
    {kReceived + "refer_lead", "received"},
    {kReported + "escalate", "reported"},
    {kResolved + "escalate", "resolved"},
    {kFinal + "escalate", "final_sent [signing]"},
    {kReceived + "escalate", "received"},
    {kReceived + "archive+province_intake_officer", "archived"},
    {kReceived + "archive+compliance_officer", "archived"},
    {"discover refer_lead close_unreported", "archived"},
    {kReported + "refer_lead close_unreported", "archived"},
    {kResolved + "refer_lead close_unreported", "archived"},
    {kFinal + ">2026-03-17 close_unanswered", "archived"},
};

TEST(MajorEvent, HoldsTogether) {
  testing::expect_sound(major_event());
}

TEST(MajorEvent, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(major_event(), kInputs, kScenes, Values());
}

TEST(MajorEvent, EveryRowOfTheTable) {
  testing::expect_scenes(major_event(), kInputs, kRows, Values());
}

// Requirements 3.3: 2026-09-10, 2026-04-16 and 2026-09-25; article 36's acceptance: discovered ten days
// later, due as before.
TEST(MajorEvent, FifteenDaysFromTheDayOfOccurrence) {
  EXPECT_EQ(due_after(major_event(), kInputs, ">2026-09-20 discover:september", "report", Values()),
            "2026-09-25/2026-09-28");
  EXPECT_EQ(due_after(major_event(), kInputs, ">2026-04-16 discover:april", "report", Values()),
            "2026-05-01/2026-05-06");
  EXPECT_EQ(due_after(major_event(), kInputs, ">2026-09-25 discover:on_a_rest_day", "report", Values()),
            "2026-10-10/2026-10-10");
}

// Article 36 (3) is no incident: days, and no hours.
TEST(MajorEvent, OnlyANetworkIncidentHasHours) {
  for (const Clock& clock : major_event().clocks) {
    const bool hours = clock.unit == Clock::Unit::Hours;
    EXPECT_EQ(clock.starts == "field:network_incident", hours) << clock.id;
  }
  EXPECT_EQ(due_after(major_event(), kInputs, "discover:no_incident", "report", Values()),
            "2026-03-07/2026-03-09");
  EXPECT_EQ(due_after(major_event(), kInputs, "discover:no_incident", "incident_cii", Values()), "");
  EXPECT_EQ(due_after(major_event(), kInputs, "discover", "incident_cii", Values()), "2026-03-02/2026-03-02");
}

TEST(MajorEvent, AProvinceThatSaysNothingHoldsNobodyUp) {
  EXPECT_THAT(testing::stuck_without(major_event(),
                                     {"province_intake_officer", "province_review_officer", "province_head"}),
              ::testing::IsEmpty());
}

TEST(MajorEvent, AProviderThatSaysNothingIsReferred) {
  EXPECT_THAT(
      testing::stuck_without(
          major_event(), {"compliance_officer", "security_chief", "support_officer", "registration_officer",
                          "key_custodian", "training_officer", "responsible_person"}),
      ::testing::IsEmpty());
}

TEST(MajorEvent, EveryWordIsMissed) {
  testing::LawMutation(major_event(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace major_event_test
}  // namespace yinxin::procedure
