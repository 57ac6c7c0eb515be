// rules/procedures/inspection.toml against requirements 2.11 (corrected by 13.2).
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace inspection_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::text;

const Procedure& inspection() {
  static const Procedure kProcedure = testing::law_procedure("inspection");
  return kProcedure;
}

/// What each event enters; event:variant enters something else.
const LawInputs kInputs{
    {"plan",
     {{"party", text("某")},
      {"kind", text("daily")},
      {"methods", std::vector<std::string>{"paper"}},
      {"scope", text("某")},
      {"basis", text("某")},
      {"draw_reference", text("1号")}}},
    {"plan_for_case", {{"party", text("某")}, {"scope", text("某")}, {"basis", text("某")}}},
    {"drop", {{"reason", text("某")}}},
    {"notify", {{"delivered_on", day("2026-03-02")}, {"delivery_method", text("direct")}}},
    {"skip_notice", {{"reason", text("某")}}},
    {"show_credentials", {{"credential_number", text("某")}}},
    {"begin", {{"begun_on", day("2026-03-02")}}},
    {"ask_for",
     {{"asked", text("rules")},
      {"item", text("某")},
      {"purpose", text("某")},
      {"due_on", day("2026-03-10")}}},
    {"hand_over", {{"material_sm3", kLawDigest}}},
    {"decline", {{"reason", text("某")}}},
    {"entrust_test", {{"tester", text("某")}, {"test_matter", text("某")}}},
    {"confirm_alert", {{"alert_number", text("某")}, {"alert_sm3", kLawDigest}}},
    {"review_monitoring", {{"method_review_sm3", kLawDigest}}},
    {"invite_comment", {{"monitoring_sm3", kLawDigest}, {"comment_by", day("2026-03-02")}}},
    {"comment", {{"comment", text("某")}}},
    {"settle_record", {{"record_sm3", kLawDigest}, {"party_signature", text("signed")}}},
    {"conclude",
     {{"findings", Rows{{{"matter", std::string("签发")},
                         {"serious", std::int64_t{0}},
                         {"ordinary", std::int64_t{0}},
                         {"situation", std::string("某")}},
                        {{"matter", std::string("档案")},
                         {"serious", std::int64_t{0}},
                         {"ordinary", std::int64_t{1}},
                         {"situation", std::string("某")}}}},
      {"uses_monitoring", false},
      {"result_sm3", kLawDigest}}},
    {"conclude_serious",
     {{"findings", Rows{{{"matter", std::string("签发")},
                         {"serious", std::int64_t{1}},
                         {"ordinary", std::int64_t{0}},
                         {"situation", std::string("某")}},
                        {{"matter", std::string("档案")},
                         {"serious", std::int64_t{0}},
                         {"ordinary", std::int64_t{1}},
                         {"situation", std::string("某")}}}},
      {"uses_monitoring", false},
      {"result_sm3", kLawDigest},
      {"found_on", day("2026-03-02")}}},
    {"inform", {{"result_delivered_on", day("2026-03-02")}}},
    {"give_feedback", {{"fee_asked", true}, {"disturbed", true}, {"feedback", text("某")}}},
    {"order_correction", {{"rectify_by", day("2026-06-01")}, {"reason", text("某")}}},
    {"report_correction", {{"correction_sm3", kLawDigest}}},
    {"recheck_good", {{"recheck_sm3", kLawDigest}}},
    {"recheck_bad",
     {{"recheck_sm3", kLawDigest},
      {"party_kind", text("provider")},
      {"lead", text("某")},
      {"reason", text("某")}}},
    {"open_case", {{"party_kind", text("provider")}, {"lead", text("某")}, {"reason", text("某")}}},
    {"publish", {{"secrecy_review", text("某")}}},
    {"plan:undrawn",
     {{"party", text("某")},
      {"kind", text("daily")},
      {"methods", std::vector<std::string>{"paper"}},
      {"scope", text("某")},
      {"basis", text("某")}}},
    {"plan:single",
     {{"party", text("某")},
      {"kind", text("single")},
      {"methods", std::vector<std::string>{"paper"}},
      {"scope", text("某")},
      {"basis", text("某")}}},
    {"plan:idle_draw",
     {{"party", text("某")},
      {"kind", text("single")},
      {"methods", std::vector<std::string>{"paper"}},
      {"scope", text("某")},
      {"basis", text("某")},
      {"draw_reference", text("1号")}}},
    {"notify:future", {{"delivered_on", day("2026-03-03")}, {"delivery_method", text("direct")}}},
    {"ask_for:source",
     {{"asked", text("source_code")},
      {"item", text("某")},
      {"purpose", text("某")},
      {"due_on", day("2026-03-10")}}},
    {"ask_for:key",
     {{"asked", text("private_key")},
      {"item", text("某")},
      {"purpose", text("某")},
      {"due_on", day("2026-03-10")}}},
    {"settle_record:refused",
     {{"record_sm3", kLawDigest}, {"party_signature", text("refused")}, {"refusal_note", text("拒签")}}},
    {"settle_record:refused_unsaid", {{"record_sm3", kLawDigest}, {"party_signature", text("refused")}}},
    {"settle_record:idle_note",
     {{"record_sm3", kLawDigest}, {"party_signature", text("signed")}, {"refusal_note", text("拒签")}}},
    {"conclude:serious",
     {{"findings", Rows{{{"matter", std::string("签发")},
                         {"serious", std::int64_t{1}},
                         {"ordinary", std::int64_t{0}},
                         {"situation", std::string("某")}},
                        {{"matter", std::string("档案")},
                         {"serious", std::int64_t{0}},
                         {"ordinary", std::int64_t{1}},
                         {"situation", std::string("某")}}}},
      {"uses_monitoring", false},
      {"result_sm3", kLawDigest}}},
    {"conclude:monitoring",
     {{"findings", Rows{{{"matter", std::string("签发")},
                         {"serious", std::int64_t{0}},
                         {"ordinary", std::int64_t{0}},
                         {"situation", std::string("某")}},
                        {{"matter", std::string("档案")},
                         {"serious", std::int64_t{0}},
                         {"ordinary", std::int64_t{1}},
                         {"situation", std::string("某")}}}},
      {"uses_monitoring", true},
      {"result_sm3", kLawDigest}}},
    {"conclude_serious:tomorrow",
     {{"findings", Rows{{{"matter", std::string("签发")},
                         {"serious", std::int64_t{1}},
                         {"ordinary", std::int64_t{0}},
                         {"situation", std::string("某")}},
                        {{"matter", std::string("档案")},
                         {"serious", std::int64_t{0}},
                         {"ordinary", std::int64_t{1}},
                         {"situation", std::string("某")}}}},
      {"uses_monitoring", false},
      {"result_sm3", kLawDigest},
      {"found_on", day("2026-03-03")}}},
    {"conclude_serious:nothing",
     {{"findings", Rows{{{"matter", std::string("签发")},
                         {"serious", std::int64_t{0}},
                         {"ordinary", std::int64_t{0}},
                         {"situation", std::string("某")}},
                        {{"matter", std::string("档案")},
                         {"serious", std::int64_t{0}},
                         {"ordinary", std::int64_t{1}},
                         {"situation", std::string("某")}}}},
      {"uses_monitoring", false},
      {"result_sm3", kLawDigest},
      {"found_on", day("2026-03-02")}}},
    {"conclude_serious:monitoring",
     {{"findings", Rows{{{"matter", std::string("签发")},
                         {"serious", std::int64_t{1}},
                         {"ordinary", std::int64_t{0}},
                         {"situation", std::string("某")}},
                        {{"matter", std::string("档案")},
                         {"serious", std::int64_t{0}},
                         {"ordinary", std::int64_t{1}},
                         {"situation", std::string("某")}}}},
      {"uses_monitoring", true},
      {"result_sm3", kLawDigest},
      {"found_on", day("2026-03-02")}}},
    {"inform:future", {{"result_delivered_on", day("2026-03-03")}}},
    {"order_correction:past", {{"rectify_by", day("2026-03-02")}, {"reason", text("某")}}},
};

const std::string kNotified = "plan approve notify ";
const std::string kShown = kNotified + "show_credentials@officer/a show_credentials@officer/b ";
const std::string kBegun = kShown + "begin ";
const std::string kRecorded = kBegun + "settle_record ";
const std::string kConcluded = kRecorded + "conclude ";
const std::string kInformed = kConcluded + "inform ";
const std::string kSerious = kRecorded + "conclude_serious inform ";
const std::string kRectifying = kInformed + "order_correction ";
const std::string kSettled = kInformed + "end_without_measure ";

// Refusals, periods, and what silence comes to.
const std::vector<LawScene> kScenes{
    {"plan:undrawn", "procedure.input"},
    {"plan:single", "planned"},
    {"plan:idle_draw", "procedure.input"},
    {"plan_for_case approve", "approved"},
    {"plan@officer/a approve@officer/a", "supervision.separation.handling_approval"},
    {kNotified + "begin", "supervision.gate.two_officers"},
    {kNotified + "show_credentials@officer/a begin", "supervision.gate.two_officers"},
    {kNotified + "show_credentials@officer/a show_credentials@officer/a begin",
     "supervision.gate.two_officers"},
    {kBegun + "ask_for:source#x1", "supervision.never_asked"},
    {kBegun + "ask_for:key#x1", "supervision.never_asked"},
    {kBegun + "ask_for#x1 acknowledge#x1", "supervision.gate.handed_over"},
    {kBegun + "ask_for#x1", "in_progress [request#x1]"},
    {kBegun + "ask_for#x1 settle_record conclude", "concluded"},
    {kBegun + "ask_for#x1 settle_record conclude_serious", "concluded"},
    {kBegun + "settle_record:refused", "in_progress"},
    {kBegun + "settle_record:refused_unsaid", "procedure.input"},
    {kBegun + "settle_record:idle_note", "procedure.input"},
    {kBegun + "conclude", "supervision.gate.recorded"},
    {kBegun + "conclude_serious", "supervision.gate.recorded"},
    {kRecorded + "conclude:serious", "supervision.conclusion"},
    {kRecorded + "conclude_serious:nothing", "supervision.conclusion"},
    {kRecorded + "conclude_serious:tomorrow", "supervision.conclusion"},
    {kRecorded + "conclude:monitoring", "supervision.conclusion"},
    {kRecorded + "review_monitoring conclude:monitoring", "supervision.conclusion"},
    {kRecorded + "invite_comment conclude:monitoring", "supervision.conclusion"},
    {kRecorded + "review_monitoring invite_comment comment conclude:monitoring", "supervision.conclusion"},
    {kRecorded + "confirm_alert review_monitoring invite_comment comment conclude:monitoring", "concluded"},
    {kRecorded + "conclude_serious:monitoring", "supervision.conclusion"},
    {kSerious + "end_without_measure", "supervision.serious_needs_measure"},
    {kSerious + "order_correction", "rectifying [correction]"},
    {kSerious + "open_case", "settled [publication]"},
    {kRectifying + ">2026-06-01", "rectifying [correction]"},
    {kRectifying + ">2026-06-02", "rectifying"},
    {kRectifying + ">2026-06-02 recheck_bad", "settled [publication]"},
    {kInformed + "order_correction@officer/a recheck_good@officer/a", "supervision.separation.order_recheck"},
    {kRecorded + "conclude@officer/a inform end_without_measure publish@officer/a",
     "supervision.separation.handling_publication"},
    {kRecorded + "conclude_serious@officer/a inform open_case publish@officer/a",
     "supervision.separation.handling_publication"},
    {kSettled + "archive", "supervision.gate.published"},
    {kRectifying + "give_feedback", "rectifying [correction]"},
    {kBegun + "drop", "procedure.state"},
    {kNotified + "show_credentials+compliance_officer", "procedure.role"},
    {"plan approve notify:future", "supervision.future_day"},
    {kConcluded + "inform:future", "supervision.future_day"},
    {kInformed + "order_correction:past", "supervision.past_day"},
};

// Every row of the table, by each of its roles.
const std::vector<LawScene> kRows{
    {"plan", "planned"},
    {"plan_for_case", "planned"},
    {"plan approve+province_head", "approved"},
    {"plan approve+deciding_officer", "approved"},
    {"plan drop+province_head", "dropped"},
    {"plan drop+deciding_officer", "dropped"},
    {"plan approve drop+province_head", "dropped"},
    {"plan approve drop+deciding_officer", "dropped"},
    {kNotified + "drop+province_head", "dropped"},
    {kNotified + "drop+deciding_officer", "dropped"},
    {"plan approve notify", "notified"},
    {"plan approve skip_notice", "notified"},
    {kNotified + "show_credentials", "notified"},
    {kBegun + "show_credentials", "in_progress"},
    {kNotified + "show_credentials@officer/a show_credentials@officer/b begin", "in_progress"},
    {kBegun + "ask_for#x1 hand_over#x1+compliance_officer", "in_progress"},
    {kBegun + "ask_for#x1 hand_over#x1+responsible_person", "in_progress"},
    {kBegun + "ask_for#x1 decline#x1+compliance_officer", "in_progress"},
    {kBegun + "ask_for#x1 decline#x1+responsible_person", "in_progress"},
    {kBegun + "ask_for#x1 hand_over#x1 acknowledge#x1", "in_progress"},
    {kBegun + "entrust_test", "in_progress"},
    {kBegun + "confirm_alert", "in_progress"},
    {kBegun + "review_monitoring", "in_progress"},
    {kBegun + "invite_comment", "in_progress"},
    {kBegun + "comment+compliance_officer", "in_progress"},
    {kBegun + "comment+responsible_person", "in_progress"},
    {kBegun + "settle_record", "in_progress"},
    {kBegun + "settle_record conclude", "concluded"},
    {kBegun + "settle_record conclude_serious", "concluded"},
    {kConcluded + "inform", "informed"},
    {kInformed + "give_feedback+compliance_officer", "informed"},
    {kInformed + "give_feedback+responsible_person", "informed"},
    {kRectifying + "give_feedback+compliance_officer", "rectifying [correction]"},
    {kRectifying + "give_feedback+responsible_person", "rectifying [correction]"},
    {kSettled + "give_feedback+compliance_officer", "settled [publication]"},
    {kSettled + "give_feedback+responsible_person", "settled [publication]"},
    {kInformed + "order_correction+province_head", "rectifying [correction]"},
    {kInformed + "order_correction+deciding_officer", "rectifying [correction]"},
    {kRectifying + "report_correction+compliance_officer", "rectifying [correction]"},
    {kRectifying + "report_correction+responsible_person", "rectifying [correction]"},
    {kRectifying + "recheck_good", "settled [publication]"},
    {kRectifying + "recheck_bad", "settled [publication]"},
    {kInformed + "open_case+province_head", "settled [publication]"},
    {kInformed + "open_case+deciding_officer", "settled [publication]"},
    {kInformed + "end_without_measure", "settled [publication]"},
    {kSettled + "publish", "settled"},
    {kSettled + "publish archive", "archived"},
};

TEST(Inspection, HoldsTogether) {
  testing::expect_sound(inspection());
}

TEST(Inspection, EverySceneEndsAsTheSpecificationSays) {
  testing::expect_scenes(inspection(), kInputs, kScenes, Values());
}

TEST(Inspection, EveryRowOfTheTable) {
  testing::expect_scenes(inspection(), kInputs, kRows, Values());
}

// Watched by the raw day; published within twenty working days.
TEST(Inspection, CorrectionByTheDayOfTheOrder) {
  EXPECT_EQ(due_after(inspection(), kInputs, kRectifying, "correction", Values()), "2026-06-01/2026-05-31");
  EXPECT_EQ(due_after(inspection(), kInputs,
                      "plan approve notify show_credentials@officer/a show_credentials@officer/b begin "
                      "settle_record conclude >2026-09-24 inform end_without_measure",
                      "publication", Values()),
            "2026-10-29/2026-10-29");
}

TEST(Inspection, AnInspectedPartyThatSaysNothingHoldsNobodyUp) {
  EXPECT_THAT(testing::stuck_without(inspection(), {"compliance_officer", "responsible_person"}),
              ::testing::IsEmpty());
}

TEST(Inspection, EveryWordIsMissed) {
  testing::LawMutation(inspection(), kInputs, testing::both(kScenes, kRows), Values()).everything();
}

}  // namespace inspection_test
}  // namespace yinxin::procedure
