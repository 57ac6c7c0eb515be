// rules/procedures/rules_filing.toml against requirements 2.5 and 13.12.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace rules_filing_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& rules_filing() {
  static const Procedure kProcedure = testing::law_procedure("rules_filing");
  return kProcedure;
}

/// What the provider's letter tells the authority of the publication.
Values told(std::string_view published_on, std::string_view kind = "cps") {
  return {{"kind", text(kind)},
          {"version", text("2.0")},
          {"first_version", false},
          {"text_sm3", kLawDigest},
          {"url", text("https://example.cn/cps/2.0")},
          {"published_on", day(published_on)},
          {"effective_on", day("2026-03-02")}};
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"draft",
     {{"kind", text("cps")},
      {"version", text("2.0")},
      {"first_version", false},
      {"text_sm3", kLawDigest},
      {"changes_sm3", kLawDigest}}},
    {"review", {{"opinion", text("某")}}},
    {"redraft", {{"text_sm3", kLawDigest}}},
    {"drop", {{"reason", text("某")}}},
    {"publish",
     {{"text_sm3", kLawDigest},
      {"url", text("https://example.cn/cps/2.0")},
      {"effective_on", day("2026-03-02")}}},
    {"submit_filing",
     {{"package_sm3", kLawDigest},
      {"cps_profile_sm3", kLawDigest},
      {"endpoints", Rows{{{"service", std::string("crl")}, {"address", std::string("某")}}}},
      {"canary_serials", std::vector<std::string>{"某"}}}},
    {"return_filing", {{"missing", text("某")}}},
    {"resubmit", {{"package_sm3", kLawDigest}}},
    {"check_filing", {{"check_opinion", text("某")}}},
    {"confirm_filing", {{"receipt_number", text("某")}}},
    {"order_content", {{"rectify_by", day("2026-06-01")}, {"reason", text("某")}}},
    {"report_content", {{"corrected_version", text("某")}}},
    {"supersede", {{"next_version", text("某")}}},
    {"stop_using", {{"reason", text("某")}}},
    {"draft:first",
     {{"kind", text("cps")}, {"version", text("2.0")}, {"first_version", true}, {"text_sm3", kLawDigest}}},
    {"draft:no_changes",
     {{"kind", text("cps")}, {"version", text("2.0")}, {"first_version", false}, {"text_sm3", kLawDigest}}},
    {"draft:cp",
     {{"kind", text("cp")},
      {"version", text("2.0")},
      {"first_version", false},
      {"text_sm3", kLawDigest},
      {"changes_sm3", kLawDigest},
      {"oids", std::vector<std::string>{"1.2.156.1"}}}},
    {"draft:cp_without_oid",
     {{"kind", text("cp")},
      {"version", text("2.0")},
      {"first_version", false},
      {"text_sm3", kLawDigest},
      {"changes_sm3", kLawDigest}}},
    {"publish:other",
     {{"text_sm3", std::string(64, 'b')},
      {"url", text("https://example.cn/cps/2.0")},
      {"effective_on", day("2026-03-02")}}},
    {"publish:back",
     {{"text_sm3", kLawDigest},
      {"url", text("https://example.cn/cps/2.0")},
      {"effective_on", day("2026-03-01")}}},
    {"publish:september",
     {{"text_sm3", kLawDigest},
      {"url", text("https://example.cn/cps/2.0")},
      {"effective_on", day("2026-09-01")}}},
    {"publish:later",
     {{"text_sm3", kLawDigest},
      {"url", text("https://example.cn/cps/2.0")},
      {"effective_on", day("2026-12-01")}}},
    {"publish:told", told("2026-02-24")},
    {"publish:told_tomorrow", told("2026-03-03")},
    {"publish:told_cp_without_oid", told("2026-02-24", "cp")},
    {"redraft:other", {{"text_sm3", std::string(64, 'b')}}},
    {"order_content:past", {{"rectify_by", day("2026-03-02")}, {"reason", text("某")}}},
};

const std::string kReviewed = "draft review@officer/a review@officer/b review@officer/c ";
const std::string kApproved = kReviewed + "approve ";
const std::string kPublished = kApproved + "publish ";
const std::string kFiled = kPublished + "submit_filing ";
const std::string kReturned = kFiled + "return_filing ";
const std::string kRecorded = kFiled + "check_filing confirm_filing ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"draft", "drafting"},
    {"draft:no_changes", "procedure.input"},
    {"draft:first", "drafting"},
    {"draft:cp", "drafting"},
    {"draft:cp_without_oid", "procedure.input"},
    {"=records.oid_of_other_line:true draft:cp", "compliance.oid_of_other_line"},
    {"=records.oid_of_other_line:true draft", "drafting"},
    {"draft approve", "compliance.gate.reviewed"},
    {"draft review@officer/a review@officer/b approve", "compliance.gate.reviewed"},
    {"draft review@officer/a review@officer/b review@officer/b approve", "compliance.gate.reviewed"},
    {kReviewed + "redraft approve", "compliance.gate.reviewed"},
    {kReviewed + "approve@officer/b", "compliance.separation.review_approval"},
    {"draft@officer/a review@officer/a", "compliance.separation.draft_review"},
    {"draft redraft@officer/a review@officer/a", "compliance.separation.draft_review"},
    {kApproved + "publish:other", "compliance.published_as_approved"},
    {kApproved + "publish:back", "compliance.published_as_approved"},
    {"draft redraft:other review@officer/a review@officer/b review@officer/c approve publish:other",
     "published [filing]"},
    {kPublished, "published [filing]"},
    {"publish:told", "published [filing]"},
    {"publish:told ?filing", "2026-03-26/2026-03-26"},  // of publication, not of the letter
    {"publish:told_tomorrow", "compliance.published_on"},
    {"publish:told_cp_without_oid", "procedure.input"},
    {"publish:told submit_filing check_filing confirm_filing", "recorded"},
    {kFiled + "confirm_filing", "compliance.gate.filing_checked"},
    {kFiled + "check_filing@officer/a confirm_filing@officer/a", "supervision.separation.intake_review"},
    {kReturned, "to_supplement [resubmission]"},
    {kReturned + "resubmit", "filed"},
    {kReturned + ">2026-03-16", "to_supplement [resubmission]"},
    {kReturned + ">2026-03-17", "published [filing]"},
    {kReturned + ">2026-03-17 submit_filing", "filed"},
    {kReturned + ">2026-03-17 stop_using", "superseded"},
    {kApproved + "publish:later take_effect", "compliance.not_in_force_yet"},
    {kApproved + "publish:september >2026-09-01 take_effect", "published [filing]"},
    {"draft:first review@officer/a review@officer/b review@officer/c approve publish take_effect",
     "compliance.not_in_force_yet"},
    {"draft:first review@officer/a review@officer/b review@officer/c approve publish submit_filing "
     "take_effect",
     "filed"},
    {kRecorded + "supersede", "compliance.gate.in_force"},
    {kRecorded + "take_effect supersede", "superseded"},
    {kPublished + "supersede", "procedure.state"},
    {kRecorded + "drop", "procedure.state"},
    {kFiled + "confirm_filing+province_intake_officer", "procedure.role"},
    {kFiled + "report_content", "supervision.gate.content_ordered"},
    {kReturned + "report_content", "supervision.gate.content_ordered"},
    {kRecorded + "report_content", "supervision.gate.content_ordered"},
    {kFiled + "order_content return_filing report_content", "to_supplement [resubmission]"},
    {kFiled + "order_content stop_using", "superseded"},
    {kRecorded + "take_effect order_content supersede", "superseded"},
    {kFiled + "order_content:past", "supervision.past_day"},
    {kRecorded + "order_content:past", "supervision.past_day"},
    {"draft review@officer/a review@officer/b review@officer/c approve publish:later take_effect",
     "compliance.not_in_force_yet"},
    {"draft review@officer/a review@officer/b review@officer/c approve publish:later submit_filing "
     "take_effect",
     "compliance.not_in_force_yet"},
    {"draft review@officer/a review@officer/b review@officer/c approve publish:later submit_filing "
     "return_filing take_effect",
     "compliance.not_in_force_yet"},
    {"draft review@officer/a review@officer/b review@officer/c approve publish:later submit_filing "
     "check_filing confirm_filing take_effect",
     "compliance.not_in_force_yet"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"draft review+review_officer", "drafting"},
    {"draft review+issuing_officer", "drafting"},
    {"draft review+key_custodian", "drafting"},
    {"draft review+security_chief", "drafting"},
    {"draft redraft", "drafting"},
    {"draft review@officer/a review@officer/b review@officer/c approve", "approved"},
    {"draft drop", "dropped"},
    {kApproved + "drop", "dropped"},
    {kApproved + "publish", "published [filing]"},
    {kPublished + "submit_filing", "filed"},
    {kFiled + "return_filing", "to_supplement [resubmission]"},
    {kFiled + "check_filing", "filed"},
    {kFiled + "check_filing confirm_filing", "recorded"},
    {kFiled + "order_content", "filed [content]"},
    {kRecorded + "order_content", "recorded [content]"},
    {kFiled + "order_content report_content", "filed"},
    {kRecorded + "order_content report_content", "recorded"},
    {kPublished + "take_effect", "published [filing]"},
    {kFiled + "take_effect", "filed"},
    {kReturned + "take_effect", "to_supplement [resubmission]"},
    {kRecorded + "take_effect", "recorded"},
    {kPublished + "stop_using", "superseded"},
    {kFiled + "stop_using", "superseded"},
    {kReturned + "stop_using", "superseded"},
    {kRecorded + "stop_using", "superseded"},
};

// What the office says beside the readings.
const Values kSettings{{"records.oid_of_other_line", false}};

TEST(RulesFiling, HoldsTogether) {
  testing::expect_sound(rules_filing());
}

TEST(RulesFiling, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(rules_filing(), kInputs, kScenes, kSettings);
}

TEST(RulesFiling, EveryRowOfTheTable) {
  testing::expect_scenes(rules_filing(), kInputs, kRows, kSettings);
}

// Requirements 3.3: +30 days from 2026-09-01 and from 2026-01-17; article 16's acceptance.
TEST(RulesFiling, ThirtyDaysFromPublication) {
  EXPECT_EQ(
      due_after(
          rules_filing(), kInputs,
          "draft review@officer/a review@officer/b review@officer/c approve >2026-09-01 publish:september",
          "filing", kSettings),
      "2026-10-01/2026-10-08");
  EXPECT_EQ(due_after(rules_filing(), kInputs, kPublished, "filing", kSettings), "2026-04-01/2026-04-01");
  EXPECT_EQ(due_after(rules_filing(), kInputs, kPublished + "submit_filing", "filing", kSettings), "");
}

// Filed in time, returned, and not supplemented: counted from publication again.
TEST(RulesFiling, AReturnedFilingKeepsItsDayForTenWorkingDays) {
  EXPECT_EQ(
      due_after(rules_filing(), kInputs, kFiled + ">2026-09-28 return_filing", "resubmission", kSettings),
      "2026-10-16/2026-10-16");
  EXPECT_EQ(due_after(rules_filing(), kInputs, kReturned + ">2026-03-17", "filing", kSettings),
            "2026-04-01/2026-04-01");
  EXPECT_EQ(due_after(rules_filing(), kInputs, kReturned + ">2026-03-17 submit_filing", "filing", kSettings),
            "");
}

TEST(RulesFiling, AProvinceThatSaysNothingHoldsNobodyUp) {
  EXPECT_THAT(testing::stuck_without(rules_filing(), {"province_intake_officer", "province_review_officer"}),
              ::testing::IsEmpty());
}

TEST(RulesFiling, EveryWordIsMissed) {
  testing::LawMutation(rules_filing(), kInputs, testing::both(kScenes, kRows), kSettings).everything();
}

}  // namespace rules_filing_test
}  // namespace yinxin::procedure
