// rules/procedures/licence_change.toml against requirements 2.3 (corrected by 13.5).
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace licence_change_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::play_law;
using testing::text;

const Procedure& change() {
  static const Procedure kChange = testing::law_procedure("licence_change");
  return kChange;
}

Values of_change(std::string_view matter, std::string_view on) {
  return {{"matter", text(matter)},
          {"changed_on", day(on)},
          {"old_value", text("旧")},
          {"new_value", text("新")},
          {"proof_sm3", kLawDigest}};
}

const LawInputs& inputs() {
  static const LawInputs kInputs = [] {
    const Values reason{{"reason", text("理由")}};
    Values system = of_change("new_system", "2026-02-20");
    system["risk_analysis_sm3"] = kLawDigest;
    Values moved = of_change("domicile", "2026-02-20");
    moved["new_domicile"] = text("510000");
    Values named = of_change("name", "2026-02-27");
    named["new_domicile"] = text("510000");
    return LawInputs{
        {"add_change", of_change("name", "2026-02-27")},
        {"add_change:september", of_change("name", "2026-09-03")},
        {"add_change:future", of_change("name", "2030-09-03")},
        {"add_change:system", system},
        {"add_change:moved", moved},
        {"add_change:moved_nowhere", of_change("domicile", "2026-02-20")},
        {"add_change:name_and_region", named},
        {"add_change:no_analysis", of_change("facilities", "2026-02-20")},
        {"add_change:no_analysis_new", of_change("new_system", "2026-02-20")},
        {"add_change:no_analysis_moved", of_change("moved_system", "2026-02-20")},
        {"drop", reason},
        {"submit", {{"package_sm3", kLawDigest}}},
        {"request_supplement", {{"missing", text("登记证书")}}},
        {"supplement", {{"package_sm3", kLawDigest}}},
        {"end_unsupplemented", reason},
        {"keep_on_file", {{"opinion", text("不影响")}}},
        {"examine", {{"form", text("on_site")}}},
        {"start_review", {{"review_days", std::int64_t{10}}}},
        {"deliver_review_notice", {{"delivered_on", day("2026-03-11")}}},
        {"deliver_review_notice:future", {{"delivered_on", day("2030-03-11")}}},
        {"receive_report", {{"received_on", day("2026-05-15")}, {"report_sm3", kLawDigest}}},
        {"receive_report:future", {{"received_on", day("2030-05-15")}, {"report_sm3", kLawDigest}}},
        {"review_opinion", {{"review_opinion", text("同意")}}},
        {"refuse_change", {{"rectify_by", day("2026-06-01")}, {"reason", text("理由")}}},
        {"refuse_change:past", {{"rectify_by", day("2026-03-02")}, {"reason", text("理由")}}},
        {"recheck", {{"recheck_sm3", kLawDigest}}},
        {"refer", {{"recheck_sm3", kLawDigest}, {"reason", text("理由")}}},
        {"reissue", {{"licence_number", text("测试0001")}}},
    };
  }();
  return kInputs;
}

const std::string kListed = "open_package add_change#c1 ";
const std::string kReceived = kListed + "submit receive ";
const std::string kExamining = kReceived + "examine ";
const std::string kReviewed = kExamining + "review_opinion ";
const std::string kTechnical = kExamining + "start_review ";
const std::string kRefused = kReviewed + "refuse_change ";

const std::vector<LawScene>& scenes() {
  static const std::vector<LawScene> kScenes{
      {"open_package", "preparing"},
      {"open_package submit", "licensing.gate.listed"},
      {kListed, "preparing [formalities#c1]"},
      {kListed + "add_change:system#c2", "preparing [formalities#c1 formalities#c2]"},
      {"open_package add_change", "procedure.item"},
      {"open_package add_change:future#c1", "licensing.future_day"},
      {"open_package add_change:no_analysis#c1", "procedure.input"},
      {"open_package add_change:no_analysis_new#c1", "procedure.input"},
      {"open_package add_change:no_analysis_moved#c1", "procedure.input"},
      {"open_package add_change:moved#c1", "preparing [formalities#c1]"},
      {"open_package add_change:moved_nowhere#c1", "procedure.input"},
      {"open_package add_change:name_and_region#c1", "procedure.input"},
      {kListed + "drop", "closed"},
      {kListed + "submit", "submitted"},
      {kListed + "submit+compliance_officer", "procedure.role"},
      {kReceived, "received [decision]"},
      {kReceived + "request_supplement", "to_supplement [decision!]"},
      {kReceived + "request_supplement supplement", "received [decision]"},
      {kReceived + "request_supplement supplement request_supplement", "licensing.told_once"},
      {kReceived + "request_supplement end_unsupplemented", "closed"},
      {kReceived + "keep_on_file", "to_reissue"},
      {kReceived + "keep_on_file reissue", "to_reissue"},
      {kReceived + "keep_on_file reissue close", "closed"},
      {kReceived + "keep_on_file@officer/x close@officer/x", "licensing.separation.handling_publication"},
      {kExamining, "examining [decision]"},
      {kExamining + "approve", "licensing.gate.reviewed"},
      {kExamining + "refuse_change", "licensing.gate.reviewed"},
      {kReviewed + "approve", "to_reissue"},
      {kExamining + "review_opinion@officer/x approve@officer/x", "licensing.separation.review_decision"},
      {kExamining + "review_opinion@officer/x refuse_change@officer/x",
       "licensing.separation.review_decision"},
      {kReviewed + "refuse_change:past", "licensing.past_day"},
      {kRefused, "rectifying [rectification]"},
      {kRefused + "recheck", "to_reissue"},
      {kReviewed + "refuse_change@officer/x recheck@officer/x", "licensing.separation.order_recheck"},
      {kRefused + "refer", "referred"},
      {kTechnical, "technical_review [decision]"},
      {kTechnical + ">2026-05-20 deliver_review_notice receive_report ?decision", "2026-06-04/2026-06-04"},
      {kTechnical + "deliver_review_notice:future", "licensing.future_day"},
      {kTechnical + ">2026-03-12 deliver_review_notice", "technical_review [decision!]"},
      {kTechnical + "receive_report:future", "licensing.future_day"},
      {kTechnical + ">2026-05-20 deliver_review_notice receive_report", "examining [decision]"},
  };
  return kScenes;
}

std::string due(const std::string& script, const std::string& clock) {
  return due_after(change(), inputs(), script, clock);
}

TEST(LicenceChange, HoldsTogether) {
  for (const Finding& finding : check(change(), testing::kLawWords))
    ADD_FAILURE() << finding.where << ": " << finding.en;
}

TEST(LicenceChange, EverySceneEndsAsTheSpecificationSays) {
  for (const LawScene& scene : scenes())
    EXPECT_EQ(play_law(change(), inputs(), scene.script), scene.outcome) << scene.script;
}

// Requirements 1, article 14: change on 2026-09-03.
TEST(LicenceChange, EachChangeRunsItsOwnThirtyDays) {
  EXPECT_EQ(due(">2026-09-10 open_package add_change:september#c1", "formalities#c1"),
            "2026-10-03/2026-10-08");
  const std::string both = ">2026-09-10 open_package add_change:september#c1 add_change#c2 ";
  EXPECT_EQ(due(both, "formalities#c1"), "2026-10-03/2026-10-08");
  EXPECT_EQ(due(both, "formalities#c2"), "2026-03-29/2026-03-30");
  EXPECT_EQ(due(both + "submit", "formalities#c1"), "");
}

TEST(LicenceChange, ReviewDoesNotCount) {
  EXPECT_EQ(due(kReceived, "decision"), "2026-03-30/2026-03-30");
  EXPECT_EQ(due(kTechnical + ">2026-05-20 deliver_review_notice receive_report", "decision"),
            "2026-06-04/2026-06-04");
}

TEST(LicenceChange, EveryWordIsMissed) {
  testing::LawMutation(change(), inputs(), scenes()).everything();
}

}  // namespace licence_change_test
}  // namespace yinxin::procedure
