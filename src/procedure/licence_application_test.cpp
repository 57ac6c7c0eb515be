// rules/procedures/licence_application.toml against requirements 2.1 (corrected by 13.1, 13.4) and the
// vectors of 3.3.
#include "procedure/test_law.hpp"

namespace yinxin::procedure {
namespace licence_application_test {

using testing::day;
using testing::due_after;
using testing::kLawDigest;
using testing::LawInputs;
using testing::LawScene;
using testing::play_law;
using testing::text;

const Procedure& application() {
  static const Procedure kApplication = testing::law_procedure("licence_application");
  return kApplication;
}

Rows shareholders(std::int64_t first, std::int64_t second, std::int64_t foreign) {
  return Rows{{{"name", std::string("甲")}, {"share", first}, {"foreign_share", foreign}},
              {{"name", std::string("乙")}, {"share", second}, {"foreign_share", std::int64_t{0}}}};
}

Rows staff(std::int64_t technical, std::int64_t others) {
  return Rows{{{"kind", std::string("technical")}, {"headcount", technical}},
              {{"kind", std::string("support")}, {"headcount", others}}};
}

Values submission(Rows holders, bool foreign, Rows people) {
  return {{"organisation", text("北京某某认证有限公司")},
          {"credit_code", text("91110000600037341L")},
          {"legal_nature", text("enterprise")},
          {"domicile", text("110000")},
          {"sections", std::vector<std::string>{"form", "legal_person", "staff"}},
          {"package_sm3", kLawDigest},
          {"shareholders", std::move(holders)},
          {"foreign_investment", foreign},
          {"staff", std::move(people)}};
}

Values faults() {
  return {{"faults", Rows{{{"material", std::string("systems")},
                           {"fault", std::string("缺少标准符合性自评估报告")},
                           {"request", std::string("补交")}}}}};
}

Values licence_until(const char* last) {
  return {{"licence_number", text("测试0001")},
          {"valid_from", day("2026-04-01")},
          {"valid_to", day(last)},
          {"copies", std::int64_t{2}}};
}

const LawInputs& inputs() {
  static const LawInputs kInputs = [] {
    const Values reason{{"reason", text("依据")}};
    Values few = submission(shareholders(6000, 4000, 0), false, staff(20, 9));
    few["staff_remark"] = text("三名待到岗");
    Values owned = submission(shareholders(6000, 4000, 0), false, staff(20, 10));
    owned["ownership"] = Rows{{{"owner", std::string("甲")},
                               {"owned", std::string("北京某某认证有限公司")},
                               {"share", std::int64_t{6000}},
                               {"nationality", std::string("domestic")}}};
    Values again = faults();
    again["reason"] = text("仅涉及补正内容");
    Values idle = submission(shareholders(6000, 4000, 0), false, staff(20, 10));
    idle["staff_remark"] = text("无需说明");
    return LawInputs{
        {"submit", submission(shareholders(6000, 4000, 0), false, staff(20, 10))},
        {"submit:few", few},
        {"submit:owned", owned},
        {"submit:few_unsaid", submission(shareholders(6000, 4000, 0), false, staff(20, 9))},
        {"submit:idle_remark", idle},
        {"submit:over", submission(shareholders(6000, 4001, 0), false, staff(20, 10))},
        {"submit:foreign", submission(shareholders(6000, 4000, 10), true, staff(20, 10))},
        {"submit:foreign_unsaid", submission(shareholders(6000, 4000, 10), false, staff(20, 10))},
        {"correct_on_the_spot", {{"correction", text("页码")}}},
        {"examine_form", {{"complete", true}, {"checklist_sm3", kLawDigest}}},
        {"examine_form:faulty", {{"complete", false}, {"checklist_sm3", kLawDigest}}},
        {"request_supplement", faults()},
        {"request_again", again},
        {"supplement", {{"package_sm3", kLawDigest}}},
        {"end_unsupplemented", reason},
        {"not_accept", reason},
        {"forward", {{"form_opinion", text("齐全")}}},
        {"start_review", {{"review_days", std::int64_t{40}}}},
        {"deliver_review_notice", {{"delivered_on", day("2026-03-11")}}},
        {"deliver_review_notice:future", {{"delivered_on", day("2030-03-11")}}},
        {"assign_reviewer", {{"expert", text("e1")}, {"conflict", false}, {"commitment_sm3", kLawDigest}}},
        {"assign_reviewer:conflict",
         {{"expert", text("e1")}, {"conflict", true}, {"commitment_sm3", kLawDigest}}},
        {"sign_report", {{"report_sm3", kLawDigest}}},
        {"rectify_in_review", {{"rectification_sm3", kLawDigest}}},
        {"receive_report", {{"received_on", day("2026-05-15")}, {"conclusion", text("conforming")}}},
        {"receive_report:same_day", {{"received_on", day("2026-03-11")}, {"conclusion", text("conforming")}}},
        {"receive_report:future", {{"received_on", day("2030-05-15")}, {"conclusion", text("conforming")}}},
        {"record_foreign_review",
         {{"foreign_review", text("cleared")}, {"foreign_review_number", text("1号")}}},
        {"end_hearing", {{"hearing_record_sm3", kLawDigest}}},
        {"propose", {{"proposal", text("grant")}, {"opinion", text("符合")}}},
        {"propose:refuse", {{"proposal", text("refuse")}, {"opinion", text("不符合")}}},
        {"review_opinion", {{"review_opinion", text("同意")}}},
        {"legal_review", {{"legal_opinion", text("合法")}}},
        {"return_to_review", reason},
        {"refuse", reason},
        {"deliver_licence", licence_until("2031-03-31")},
        {"deliver_licence:long", licence_until("2032-03-31")},
        {"deliver_licence:short", licence_until("2030-03-31")},
        {"withdraw", {{"withdrawal_sm3", kLawDigest}}},
        {"end_dissolved", reason},
    };
  }();
  return kInputs;
}

const std::string kExamined = "submit examine_form ";
const std::string kToSupplement = kExamined + "request_supplement ";
const std::string kAccepted = kExamined + "accept ";
const std::string kReviewing = kAccepted + "forward sign_for ";
const std::string kTechnical = kReviewing + "start_review ";
const std::string kSigned =
    kTechnical + "assign_reviewer#r1 assign_reviewer#r2 sign_report#r1 sign_report#r2 ";
const std::string kHearing = kReviewing + "request_hearing ";
const std::string kToDecide = kReviewing + "propose ";
const std::string kReviewed = kToDecide + "review_opinion legal_review ";
const std::string kGranted = kReviewed + "grant ";
const std::string kIssued = kGranted + "deliver_licence ";

void add_intake(std::vector<LawScene>& scenes) {
  const std::vector<LawScene> more{
      {"submit", "received [examination]"},
      {"submit:owned", "received [examination]"},
      {"submit+applicant", "received [examination]"},
      {"submit+province_intake_officer", "received [examination]"},
      {"submit+case_officer", "procedure.role"},
      {"submit:over", "licensing.equity"},
      {"submit:foreign_unsaid", "licensing.equity"},
      {"submit:foreign", "received [examination]"},
      {"submit:few", "received [examination]"},
      {"submit:few_unsaid", "procedure.input"},
      {"submit:idle_remark", "procedure.input"},
      {"submit correct_on_the_spot", "received [examination]"},
      {kExamined, "received [examination]"},
      {"submit accept", "licensing.gate.form"},
      {"submit not_accept", "licensing.gate.form"},
      {"submit request_supplement", "licensing.gate.form"},
      {"submit examine_form:faulty accept", "licensing.form_incomplete"},
      {kAccepted, "accepted [forwarding decision]"},
      {kExamined + "not_accept", "not_accepted"},
      {kToSupplement, "to_supplement [supplement]"},
      {kToSupplement + "supplement", "received [examination]"},
      {kToSupplement + "supplement+applicant", "received [examination]"},
      {kToSupplement + "supplement+province_intake_officer", "received [examination]"},
      {kToSupplement + "supplement accept", "licensing.gate.form"},
      {kToSupplement + "supplement examine_form accept", "accepted [forwarding decision]"},
      {kToSupplement + "supplement examine_form request_supplement", "licensing.told_once"},
      {kExamined + "request_again", "licensing.not_told_before"},
      {kToSupplement + "supplement request_again", "licensing.gate.form"},
      {kToSupplement + "supplement examine_form request_again", "to_supplement [supplement]"},
      {kToSupplement + "supplement examine_form request_again+province_review_officer", "procedure.role"},
      {kToSupplement + "end_unsupplemented", "licensing.gate.overdue"},
      {kToSupplement + "urge_supplement end_unsupplemented", "licensing.gate.overdue"},
      {kToSupplement + ">2026-05-01 end_unsupplemented", "licensing.gate.urged"},
      {kToSupplement + ">2026-05-01", "to_supplement"},
      {kToSupplement + ">2026-05-01 urge_supplement end_unsupplemented", "discontinued"},
      {kToSupplement + ">2026-05-01 supplement", "received [examination]"},
      // Deemed accepted, and nothing of the kind thereafter.
      {"submit >2026-03-10", "accepted [forwarding decision]"},
      {kExamined + ">2026-03-10 request_supplement", "procedure.state"},
      {"submit >2026-03-09", "received [examination]"},
      {kAccepted + "sign_for", "licensing.gate.forwarded"},
      {kAccepted + "forward", "accepted [decision]"},
      {kAccepted + "forward withdraw", "withdrawn"},
      {kReviewing, "reviewing [decision]"},
      {"submit examine_form@officer/x accept@officer/x", "licensing.separation.intake_review"},
      {"submit examine_form@officer/x not_accept@officer/x", "licensing.separation.intake_review"},
      {"submit examine_form@officer/x request_supplement@officer/x", "licensing.separation.intake_review"},
  };
  scenes.insert(scenes.end(), more.begin(), more.end());
}

void add_review(std::vector<LawScene>& scenes) {
  const std::vector<LawScene> more{
      {kTechnical, "technical_review [decision]"},
      {">2026-09-28 submit >2026-10-11 ?decision", "2026-10-30/2026-10-30"},
      {kSigned + ">2026-05-20 deliver_review_notice receive_report ?decision", "2026-06-04/2026-06-04"},
      {kTechnical + "deliver_review_notice:future", "licensing.future_day"},
      {kTechnical + ">2026-03-12 deliver_review_notice", "technical_review [decision!]"},
      {kSigned + ">2026-05-20 deliver_review_notice receive_report", "reviewing [decision]"},
      {kSigned + "receive_report:future", "licensing.future_day"},
      {kTechnical + ">2026-05-20 receive_report", "licensing.gate.report_signed"},
      {kTechnical + "assign_reviewer#r1 >2026-05-20 receive_report", "licensing.gate.report_signed"},
      {kTechnical + "assign_reviewer#r1 assign_reviewer#r2 sign_report#r1 >2026-05-20 receive_report",
       "licensing.gate.report_signed"},
      {kSigned + "rectify_in_review >2026-05-20 receive_report", "licensing.gate.report_signed"},
      {kTechnical + "assign_reviewer:conflict#r1", "licensing.reviewer_conflict"},
      {kTechnical + "assign_reviewer", "procedure.item"},
      {kTechnical + "assign_reviewer#r1 assign_reviewer#r1", "procedure.item"},
      {kTechnical + "sign_report#r1", "procedure.item"},
      {kTechnical + "assign_reviewer#r1@officer/x sign_report#r1@officer/x",
       "licensing.separation.review_report"},
      {kReviewing + "record_foreign_review", "reviewing [decision]"},
      {kHearing, "hearing [decision! hearing]"},
      {kHearing + "end_hearing", "reviewing [decision]"},
      {kReviewing + "request_hearing+case_officer", "procedure.role"},
      {"submit:foreign examine_form accept forward sign_for propose", "licensing.foreign_review_missing"},
      {"submit:foreign examine_form accept forward sign_for propose:refuse", "to_decide [decision]"},
      {"submit:foreign examine_form accept forward sign_for record_foreign_review propose",
       "to_decide [decision]"},
      {kReviewing + "request_hearing end_hearing@officer/x propose@officer/x",
       "licensing.separation.handling_hearing"},
  };
  scenes.insert(scenes.end(), more.begin(), more.end());
}

void add_decision(std::vector<LawScene>& scenes) {
  const std::string refusing = kReviewing + "propose:refuse review_opinion legal_review ";
  const std::vector<LawScene> more{
      {kToDecide, "to_decide [decision]"},
      {kToDecide + "grant", "licensing.gate.reviewed"},
      {kToDecide + "review_opinion grant", "licensing.gate.legally_reviewed"},
      {kToDecide + "legal_review grant", "licensing.gate.reviewed"},
      {kReviewed + "refuse", "licensing.not_as_proposed"},
      {refusing + "grant", "licensing.not_as_proposed"},
      {refusing + "refuse", "refused"},
      {kReviewing + "propose:refuse legal_review refuse", "licensing.gate.reviewed"},
      {kReviewing + "propose:refuse review_opinion refuse", "licensing.gate.legally_reviewed"},
      {kReviewed + "return_to_review", "reviewing [decision]"},
      {kReviewed + "return_to_review+case_reviewer", "reviewing [decision]"},
      {kReviewed + "return_to_review+legal_reviewer", "reviewing [decision]"},
      {kReviewed + "return_to_review+deciding_officer", "reviewing [decision]"},
      {kReviewed + "return_to_review propose legal_review grant", "licensing.gate.reviewed"},
      {kReviewed + "return_to_review propose review_opinion grant", "licensing.gate.legally_reviewed"},
      {kReviewing + "propose@officer/x return_to_review propose review_opinion@officer/x",
       "to_decide [decision]"},
      {kReviewing + "propose@officer/x review_opinion@officer/x", "licensing.separation.handling_review"},
      {kReviewing + "propose@officer/x legal_review@officer/x", "licensing.separation.handling_legal"},
      {kReviewing + "propose@officer/x review_opinion legal_review grant@officer/x",
       "licensing.separation.handling_decision"},
      {kToDecide + "review_opinion@officer/x legal_review grant@officer/x",
       "licensing.separation.review_decision"},
      {kReviewing + "propose:refuse@officer/x review_opinion legal_review refuse@officer/x",
       "licensing.separation.handling_decision"},
      {kReviewing + "propose:refuse review_opinion@officer/x legal_review refuse@officer/x",
       "licensing.separation.review_decision"},
      {kGranted, "granted [licence_delivery publication]"},
      {kGranted + "deliver_licence:long", "licensing.five_years"},
      {kGranted + "deliver_licence:short", "licensing.five_years"},
      {kIssued, "licence_issued [publication register]"},
      {kIssued + "publish", "licensing.gate.registered"},
      {kIssued + "enter_register", "licence_issued [publication]"},
      {kIssued + "enter_register publish", "published"},
      {kGranted + "withdraw", "procedure.state"},
  };
  scenes.insert(scenes.end(), more.begin(), more.end());
}

void add_ends(std::vector<LawScene>& scenes) {
  for (const std::string& before :
       {std::string("submit "), kToSupplement, kAccepted, kReviewing, kTechnical, kHearing, kToDecide}) {
    scenes.push_back({before + "withdraw", "withdrawn"});
    scenes.push_back({before + "withdraw+case_officer", "procedure.role"});
    scenes.push_back({before + "end_dissolved+province_head", "discontinued"});
    scenes.push_back({before + "end_dissolved+case_officer", "discontinued"});
  }
}

const std::vector<LawScene>& scenes() {
  static const std::vector<LawScene> kScenes = [] {
    std::vector<LawScene> made;
    add_intake(made);
    add_review(made);
    add_decision(made);
    add_ends(made);
    return made;
  }();
  return kScenes;
}

std::string due(const std::string& script, const std::string& clock) {
  return due_after(application(), inputs(), script, clock);
}

TEST(LicenceApplication, HoldsTogether) {
  for (const Finding& finding : check(application(), testing::kLawWords))
    ADD_FAILURE() << finding.where << ": " << finding.en;
}

TEST(LicenceApplication, EverySceneEndsAsTheSpecificationSays) {
  for (const LawScene& scene : scenes())
    EXPECT_EQ(play_law(application(), inputs(), scene.script), scene.outcome) << scene.script;
}

TEST(LicenceApplication, MaterialsAreChecked) {
  for (const auto& [script, code] :
       std::vector<std::pair<std::string, std::string>>{{"submit:over", "licensing.equity"},
                                                        {"submit:foreign_unsaid", "licensing.equity"},
                                                        {"submit:few_unsaid", "procedure.input"},
                                                        {"submit:idle_remark", "procedure.input"}})
    EXPECT_EQ(play_law(application(), inputs(), script), code);
}

// Requirements 3.3: receipt on Monday 2026-09-28 and the National Day.
TEST(LicenceApplication, DeemedAcceptanceCountsFromReceipt) {
  EXPECT_EQ(due(">2026-09-28 submit", "examination"), "2026-10-10/2026-10-10");
  EXPECT_EQ(play_law(application(), inputs(), ">2026-09-28 submit >2026-10-10"), "received [examination]");
  EXPECT_EQ(play_law(application(), inputs(), ">2026-09-28 submit >2026-10-11"),
            "accepted [forwarding decision]");
  EXPECT_EQ(due(">2026-09-28 submit >2026-10-11", "decision"), "2026-10-30/2026-10-30");
  EXPECT_EQ(
      play_law(application(), inputs(), ">2026-09-28 submit examine_form >2026-10-11 request_supplement"),
      "procedure.state");
  // Accepted by an officer, the days run from acceptance.
  EXPECT_EQ(due(">2026-09-24 submit examine_form >2026-09-28 accept", "decision"), "2026-10-30/2026-10-30");
}

TEST(LicenceApplication, DeemedAcceptanceAfterASupplementCountsFromThat) {
  const std::string again = ">2026-09-01 submit examine_form request_supplement >2026-09-28 supplement ";
  EXPECT_EQ(due(again, "examination"), "2026-10-10/2026-10-10");
  EXPECT_EQ(due(again + "correct_on_the_spot >2026-10-11", "decision"), "2026-10-30/2026-10-30");
}

TEST(LicenceApplication, ReviewSuspendsTheDecision) {
  const std::string accepted = ">2026-03-02 submit examine_form accept ";
  EXPECT_EQ(due(accepted, "decision"), "2026-03-30/2026-03-30");
  const std::string review =
      accepted + "forward sign_for start_review assign_reviewer#r1 sign_report#r1 >2026-03-11 ";
  EXPECT_EQ(due(review, "decision"), "2026-03-30/2026-03-30");  // not delivered yet
  EXPECT_EQ(due(review + "deliver_review_notice", "decision"), "paused");
  EXPECT_EQ(due(review + "deliver_review_notice >2026-05-15 receive_report", "decision"),
            "2026-06-04/2026-06-04");
  // Entered later, the days are those of delivery and arrival.
  EXPECT_EQ(due(review + ">2026-05-20 deliver_review_notice receive_report", "decision"),
            "2026-06-04/2026-06-04");
  EXPECT_EQ(due(review + "deliver_review_notice receive_report:same_day", "decision"),
            "2026-03-31/2026-03-31");
}

TEST(LicenceApplication, TwoReviewsBothSuspend) {
  const std::string twice =
      ">2026-03-02 submit examine_form accept forward sign_for start_review assign_reviewer#r1 "
      "sign_report#r1 >2026-03-11 "
      "deliver_review_notice receive_report:same_day start_review >2026-05-15 deliver_review_notice "
      "receive_report";
  EXPECT_EQ(due(twice, "decision"), "2026-06-04/2026-06-04");
}

TEST(LicenceApplication, AHearingSuspendsToo) {
  const std::string hearing =
      ">2026-03-02 submit examine_form accept forward sign_for >2026-03-11 request_hearing ";
  EXPECT_EQ(due(hearing, "hearing"), "2026-04-09/2026-04-09");
  EXPECT_EQ(due(hearing + ">2026-03-13 end_hearing", "decision"), "2026-04-02/2026-04-02");
}

TEST(LicenceApplication, ReportNeedsEveryReviewer) {
  EXPECT_EQ(play_law(application(), inputs(),
                     kTechnical +
                         "assign_reviewer#r1 assign_reviewer#r2 sign_report#r1 >2026-05-20 receive_report"),
            "licensing.gate.report_signed");
  EXPECT_EQ(play_law(application(), inputs(), kSigned + ">2026-05-20 receive_report"),
            "reviewing [decision]");
}

TEST(LicenceApplication, ForeignInvestmentNeedsItsReview) {
  const std::string foreign = "submit:foreign examine_form accept forward sign_for ";
  EXPECT_EQ(play_law(application(), inputs(), foreign + "propose"), "licensing.foreign_review_missing");
  EXPECT_EQ(play_law(application(), inputs(), foreign + "record_foreign_review propose"),
            "to_decide [decision]");
}

TEST(LicenceApplication, PeriodsAfterTheGrant) {
  const std::string granted = kReviewed + ">2026-09-24 grant ";
  EXPECT_EQ(due(granted, "licence_delivery"), "2026-10-15/2026-10-15");
  EXPECT_EQ(due(granted, "publication"), "2026-10-29/2026-10-29");
  EXPECT_EQ(due(granted + "deliver_licence", "register").substr(0, 10), "2026-09-24");
}

TEST(LicenceApplication, EveryWordIsMissed) {
  testing::LawMutation(application(), inputs(), scenes()).everything();
}

}  // namespace licence_application_test
}  // namespace yinxin::procedure
