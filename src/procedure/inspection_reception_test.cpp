// rules/procedures/inspection_reception.toml against requirements 1 (articles 31 and 32) and 6.4.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace inspection_reception_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& inspection_reception() {
  static const Procedure kProcedure = testing::law_procedure("inspection_reception");
  return kProcedure;
}

Values admitting(std::vector<std::string> officers, bool shown) {
  return {{"officers", std::move(officers)}, {"papers_shown", shown}};
}
Values asking(const std::string& kind) {
  return {{"asked_kind", text(kind)}, {"asked", text("某")}, {"due_on", day("2026-03-10")}};
}

const Values kHanded{{"outcome", text("handed")}, {"handed_sm3", kLawDigest}, {"list_sm3", kLawDigest}};

Values by_request() {
  Values values = kHanded;
  values["data_request"] = text("data_request-2026-1");
  return values;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"enter_notice",
     {{"organ", text("某")},
      {"inspection_number", text("某")},
      {"method", text("on_site")},
      {"scope", text("某")},
      {"inspected_on", day("2026-03-05")},
      {"notice_sm3", kLawDigest}}},
    {"call_off", {{"reason", text("某")}}},
    {"admit", admitting({"甲 1001", "乙 1002"}, true)},
    {"admit:one", admitting({"甲 1001"}, true)},
    {"admit:unshown", admitting({"甲 1001", "乙 1002"}, false)},
    {"note_irregularity", {{"irregularity", text("某")}}},
    {"enter_request", asking("figures")},
    {"enter_request:rules", asking("rules")},
    {"enter_request:redacted", asking("redacted")},
    {"enter_request:papers", asking("papers")},
    {"enter_request:personal", asking("personal_data")},
    {"enter_request:source", asking("source_code")},
    {"enter_request:key", asking("private_key")},
    {"enter_request:signed", asking("signed_content")},
    {"settle_request", kHanded},
    {"settle_request:by_request", by_request()},
    {"settle_request:declined", {{"outcome", text("declined")}, {"declined_for", text("某")}}},
    {"sign_record", {{"record_sm3", kLawDigest}, {"remarks", text("某")}}},
    {"enter_result",
     {{"result", text("ordinary")}, {"result_sm3", kLawDigest}, {"rectify_by", day("2026-04-01")}}},
    {"give_feedback",
     {{"fee_asked", false}, {"disturbed", false}, {"secrets_left", false}, {"feedback", text("某")}}},
};

const std::string kHere = "enter_notice admit ";
const std::string kEnded = kHere + "sign_record ";
const std::string kInformed = kEnded + "enter_result ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"enter_notice admit:one", "compliance.inspectors"},
    {"enter_notice admit:unshown", "compliance.inspectors"},
    {kHere + "enter_request:source#r1 settle_request#r1", "compliance.never_handed_over"},
    {kHere + "enter_request:key#r1 settle_request#r1", "compliance.never_handed_over"},
    {kHere + "enter_request:signed#r1 settle_request#r1", "compliance.never_handed_over"},
    {kHere + "enter_request:personal#r1 settle_request#r1", "compliance.never_handed_over"},
    {kEnded + "enter_request:source#r1 settle_request#r1", "compliance.never_handed_over"},
    {kEnded + "enter_request:source#r1 settle_request:declined#r1", "ended"},
    {kHere + "enter_request:personal#r1 settle_request:by_request#r1", "receiving"},
    {kHere + "enter_request:source#r1 settle_request:declined#r1", "receiving"},
    {kHere + "enter_request:rules#r1 settle_request#r1", "receiving"},
    {kHere + "enter_request:redacted#r1 settle_request#r1", "receiving"},
    {kHere + "enter_request:papers#r1 settle_request#r1", "receiving"},
    {kHere + "enter_request#r1 sign_record enter_result", "compliance.gate.requests_settled"},
    {kHere + "enter_request#r1 enter_request#r2 settle_request#r1 sign_record enter_result",
     "compliance.gate.requests_settled"},
    {kHere + "enter_request#r1 settle_request#r1 sign_record enter_request#r2 enter_result",
     "compliance.gate.requests_settled"},
    {kInformed + "give_feedback", "closed"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"enter_notice", "notified"},
    {"enter_notice call_off", "called_off"},
    {"enter_notice admit+compliance_officer", "receiving"},
    {"enter_notice admit+security_chief", "receiving"},
    {"enter_notice note_irregularity+compliance_officer", "notified"},
    {"enter_notice note_irregularity+security_chief", "notified"},
    {kHere + "note_irregularity+compliance_officer", "receiving"},
    {kHere + "note_irregularity+security_chief", "receiving"},
    {kEnded + "note_irregularity+compliance_officer", "ended"},
    {kEnded + "note_irregularity+security_chief", "ended"},
    {kHere + "enter_request#r1", "receiving [request#r1]"},
    {kEnded + "enter_request#r1", "ended [request#r1]"},
    {kHere + "enter_request#r1 settle_request#r1+compliance_officer", "receiving"},
    {kHere + "enter_request#r1 settle_request#r1+archive_officer", "receiving"},
    {kEnded + "enter_request#r1 settle_request#r1+compliance_officer", "ended"},
    {kEnded + "enter_request#r1 settle_request#r1+archive_officer", "ended"},
    {kHere + "sign_record+responsible_person", "ended"},
    {kHere + "sign_record+compliance_officer", "ended"},
    {kEnded + "enter_result", "informed [rectification]"},
    {kInformed + "give_feedback", "closed"},
};

TEST(InspectionReception, HoldsTogether) {
  testing::expect_sound(inspection_reception());
}

TEST(InspectionReception, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(inspection_reception(), kInputs, kScenes);
}

TEST(InspectionReception, EveryRowOfTheTable) {
  testing::expect_scenes(inspection_reception(), kInputs, kRows);
}

TEST(InspectionReception, ByTheDaysThatAreSet) {
  EXPECT_EQ(due_after(inspection_reception(), kInputs, kHere + "enter_request#r1", "request#r1"),
            "2026-03-10/2026-03-10");
  EXPECT_EQ(due_after(inspection_reception(), kInputs, kInformed, "rectification"), "2026-04-01/2026-04-01");
}

TEST(InspectionReception, EveryWordIsMissed) {
  testing::LawMutation(inspection_reception(), kInputs, testing::both(kScenes, kRows)).everything();
}

}  // namespace inspection_reception_test
}  // namespace yinxin::procedure
