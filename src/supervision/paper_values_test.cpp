#include "supervision/paper_values.hpp"

#include <gtest/gtest.h>

#include "documents/service.hpp"
#include "supervision/service.hpp"

namespace yinxin::supervision {
namespace {

base::Date day(std::string_view text) {
  return base::parse_date(text).value();
}

class PaperValues : public testing::Test {
 protected:
  PaperValues() {
    documents::Faults faults;
    templates = documents::Templates::load(std::string(YX_SOURCE_DIR) + "/rules/documents", faults).value();
    play("licence_application", "XK-2026-1");
    view.found.played.values = {{"organisation", std::string("某机构")}};
    step("submit", "2026-09-28T02:00:00Z");
    step("examine_form", "2026-09-29T02:00:00Z");
  }
  /// A case of that procedure, not begun.
  void play(const std::string& id, const std::string& number) {
    procedure = procedure::load(std::string(YX_SOURCE_DIR) + "/rules/procedures/" + id + ".toml").value();
    view = {};
    view.procedure = &procedure;
    view.found.number = number;
    view.found.procedure = procedure.id;
  }
  void step(const std::string& event, const std::string& at, procedure::Values inputs = {}) {
    cases::StepNote note;
    note.position = static_cast<std::int64_t>(view.found.steps.size());
    note.event = event;
    note.at = note.recorded_at = base::parse_utc(at).value();
    note.inputs = std::move(inputs);
    view.found.steps.push_back(std::move(note));
  }
  void clock(const std::string& id, std::int64_t start, const std::string& last) {
    cases::ClockNote note;
    note.clock = id;
    note.start = start;
    note.due.due_effective = day(last);
    view.clocks.push_back(std::move(note));
  }
  documents::Values known(const std::string& id, std::int64_t position) const {
    const documents::Template* form = templates.find(id, day("2026-10-01"));
    if (form == nullptr) throw std::runtime_error("no template " + id);
    return known_values(*form, view, position, {organ, "演密许受〔2026〕1号", holder});
  }

  procedure::Procedure procedure;
  documents::Templates templates;
  cases::View view;
  std::optional<RegisterEntry> holder;
  const Organ organ{"530000", "演示省密码管理局", "演密", "电话", "窗口", "复议机关", "法院"};
};

TEST_F(PaperValues, AcceptanceSaysWhenAndUntilWhen) {
  step("accept", "2026-09-30T02:00:00Z");
  clock("forwarding", 2, "2026-10-09");
  clock("decision", 2, "2026-11-06");
  const documents::Values values = known("acceptance_notice", 2);
  EXPECT_EQ(values, (documents::Values{{"applicant", std::string("某机构")},
                                       {"applied_on", day("2026-09-28")},
                                       {"matter", std::string("电子政务电子认证服务机构资质")},
                                       {"ground", std::string("材料齐全、符合规定形式")},
                                       {"accepted_on", day("2026-09-30")},
                                       {"due_on", day("2026-11-06")},
                                       {"query_code", std::string("XK-2026-1")},
                                       {"contact", std::string("电话")}}));
}

TEST_F(PaperValues, DeemedAcceptanceCountsFromReceiptAndSaysWhy) {
  step("deem_accepted", "2026-10-10T16:00:00Z");
  view.found.steps.back().on = day("2026-09-28");
  const documents::Values values = known("acceptance_notice", 2);
  EXPECT_EQ(std::get<base::Date>(values.at("accepted_on")), day("2026-09-28"));
  EXPECT_NE(std::get<std::string>(values.at("ground")).find("即为受理"), std::string::npos);
}

TEST_F(PaperValues, FaultsAreTableRowsWithTheMaterialsNames) {
  const procedure::Rows faults{{{"material", std::string("systems")},
                                {"fault", std::string("缺少自评估报告")},
                                {"request", std::string("补交")}}};
  step("request_supplement", "2026-09-30T02:00:00Z", {{"faults", faults}});
  clock("supplement", 2, "2026-11-17");
  const documents::Values values = known("supplement_notice", 2);
  const auto& rows = std::get<std::vector<documents::RowValues>>(values.at("items"));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(std::get<std::string>(rows[0].at("material")), "系统技术材料及设备清单");
  EXPECT_EQ(std::get<std::string>(rows[0].at("request")), "补交");
  EXPECT_EQ(std::get<base::Date>(values.at("supplement_by")), day("2026-11-17"));
  EXPECT_EQ(std::get<base::Date>(values.at("received_on")), day("2026-09-28"));
}

TEST_F(PaperValues, WhatNobodyKnowsIsLeftOut) {
  const documents::Values values = known("receipt", 0);
  EXPECT_EQ(values.count("materials"), 0u) << "pages are counted by people";
  EXPECT_EQ(values.count("due_on"), 0u) << "no period was set going";
  EXPECT_EQ(values.count("received_on"), 1u);
  step("not_accept", "2026-09-30T02:00:00Z", {{"reason", std::string("不属于本机关职权范围")}});
  const documents::Values refusal = known("non_acceptance_notice", 2);
  EXPECT_EQ(std::get<std::string>(refusal.at("reasons")), "不属于本机关职权范围");
  EXPECT_EQ(std::get<std::string>(refusal.at("court")), "法院");
}

std::string text_of(const documents::Values& values, const std::string& name) {
  const auto found = values.find(name);
  return found == values.end() ? "(nothing)" : std::get<std::string>(found->second);
}

const RegisterEntry kEntry{"测试0001", "某机构",     "91110000600037341L", "530000",
                           "valid",    "2026-10-01", "2031-09-30",         {}};

TEST_F(PaperValues, ARenewalIsForFiveYearsFromTheOldEnd) {
  play("licence_renewal", "licence_renewal-2031-1");
  holder = kEntry;
  view.found.played.values = {{"valid_to", day("2031-09-30")}, {"form", std::string("on_site")}};
  step("open_renewal", "2031-04-01T16:00:00Z");
  step("apply", "2031-05-06T02:00:00Z");
  step("examine", "2031-05-07T02:00:00Z");
  step("review_opinion", "2031-05-08T02:00:00Z");
  step("grant", "2031-05-09T02:00:00Z");
  const documents::Values values = known("renewal_decision", 4);
  EXPECT_EQ(text_of(values, "holder"), "某机构");
  EXPECT_EQ(text_of(values, "licence_number"), "测试0001");
  EXPECT_EQ(std::get<base::Date>(values.at("applied_on")), day("2031-05-06"));
  EXPECT_EQ(std::get<base::Date>(values.at("ended_on")), day("2031-09-30"));
  EXPECT_EQ(std::get<base::Date>(values.at("valid_from")), day("2031-10-01"));
  EXPECT_EQ(std::get<base::Date>(values.at("valid_to")), day("2036-09-30"));
  EXPECT_EQ(text_of(values, "finding").substr(0, 12), "经现场审");
  EXPECT_EQ(values.size(), templates.find("renewal_decision", day("2031-05-09"))->fields.size());
}

// The same event gives its paper only from the states that say so.
TEST_F(PaperValues, AStepIsTheTransitionOfItsState) {
  play("licence_renewal", "licence_renewal-2031-1");
  step("open_renewal", "2031-04-01T16:00:00Z");
  step("reach_expiry", "2031-09-30T16:00:00Z");
  ASSERT_NE(papers::transition_of(view, 1), nullptr);
  EXPECT_EQ(papers::transition_of(view, 1)->to, "lapsed");
  EXPECT_TRUE(papers::transition_of(view, 1)->outputs.empty());
  play("licence_renewal", "licence_renewal-2031-1");
  step("open_renewal", "2031-04-01T16:00:00Z");
  step("apply", "2031-05-06T02:00:00Z");
  step("reach_expiry", "2031-09-30T16:00:00Z");
  EXPECT_EQ(papers::transition_of(view, 2)->to, "deemed_granted");
  EXPECT_EQ(papers::transition_of(view, 3), nullptr);
  view.found.played.values = {{"valid_to", day("2031-09-30")}};
  EXPECT_NE(text_of(known("renewal_decision", 2), "finding").find("视为准予延续"), std::string::npos);
}

TEST_F(PaperValues, ChangesAreTableRowsAndTheHolderHasItsNewName) {
  play("licence_change", "licence_change-2026-1");
  holder = kEntry;
  const auto change = [](const std::string& matter, const std::string& value, const std::string& on) {
    return procedure::Item{"change",
                           {{"matter", matter},
                            {"old_value", std::string("旧")},
                            {"new_value", value},
                            {"changed_on", day(on)}}};
  };
  view.found.played.items = {{"c1", change("name", "新机构", "2026-09-03")},
                             {"c2", change("registered_capital", "二千万元", "2026-09-01")}};
  for (const char* event : {"open_package", "add_change", "add_change", "submit", "receive", "keep_on_file"})
    step(event, "2026-09-10T02:00:00Z");
  const documents::Values values = known("change_decision", 5);
  EXPECT_EQ(text_of(values, "holder"), "新机构");
  EXPECT_NE(text_of(values, "finding").find("备存"), std::string::npos);
  const auto& rows = std::get<std::vector<documents::RowValues>>(values.at("changes"));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(std::get<std::string>(rows[0].at("matter")), "机构名称");
  EXPECT_EQ(std::get<base::Date>(rows[1].at("changed_on")), day("2026-09-01"));
}

TEST_F(PaperValues, DeregistrationSaysWhatEndedTheLicence) {
  play("licence_status", "licence_status-2026-1");
  holder = kEntry;
  view.found.played.values = {{"basis_reference", std::string("国密许撤〔2026〕1号")}};
  for (const char* event : {"begin", "rescind", "deregister"}) step(event, "2026-10-10T02:00:00Z");
  EXPECT_EQ(text_of(known("deregistration_decision", 2), "ground"), "资质被依法撤销");
  EXPECT_EQ(text_of(known("deregistration_decision", 2), "basis_reference"), "国密许撤〔2026〕1号");
  EXPECT_EQ(known("deregistration_decision", 2).count("takeover"), 0u) << "the officer says so";
  play("licence_ending", "licence_ending-2026-1");
  view.found.played.values = {{"ground", std::string("dissolved")},
                              {"decision_number", std::string("1号")},
                              {"takeover_plan", std::string("由乙机构承接")}};
  step("propose", "2026-10-10T02:00:00Z");
  EXPECT_EQ(text_of(known("deregistration_decision", 0), "ground"), "法人终止");
  EXPECT_EQ(text_of(known("deregistration_decision", 0), "takeover"), "由乙机构承接");
}

class PenaltyValues : public PaperValues {
 protected:
  PenaltyValues() {
    play("penalty", "penalty-2026-1");
    view.found.played.items = {
        {"x1",
         {"act",
          {{"penalty_item", std::string("38-3")}, {"facts", std::string("未按业务规则处理撤销申请")}}}}};
    view.found.played.values = {{"party", std::string("某机构")},
                                {"scale", std::string("L38")},
                                {"gain_fen", std::int64_t{12'345}},
                                {"warns", true},
                                {"fine_fen", std::int64_t{10'000'005}},
                                {"confiscates_gain", true},
                                {"confiscates_products", false},
                                {"suspends", true},
                                {"revokes", false},
                                {"hearing_right", true},
                                {"reconsidered", std::string("维持")}};
    step("propose_case", "2026-10-10T02:00:00Z");
  }
};

TEST_F(PenaltyValues, TheNoticeTellsActsAmountsAndRights) {
  const documents::Values values = known("penalty_notice", 0);
  EXPECT_EQ(text_of(values, "party"), "某机构");
  EXPECT_EQ(text_of(values, "facts"), "38-3 未按业务规则：未按业务规则处理撤销申请");
  EXPECT_EQ(text_of(values, "penalty"),
            "1. 责令改正或者停止违法行为。\n2. 警告。\n3. 罚款人民币100000.05元。\n4. "
            "没收违法所得人民币123.45元。\n"
            "5. 责令停业整顿。");
  view.found.played.values["scale"] = std::string("L39");
  EXPECT_EQ(text_of(known("penalty_notice", 0), "penalty").find("责令改正"), std::string::npos)
      << "ordered in a step of its own";
  EXPECT_NE(text_of(values, "hearing").find("要求举行听证"), std::string::npos);
  EXPECT_EQ(values.count("basis"), 0u) << "why is the officer's own";
}

TEST_F(PenaltyValues, TheDecisionTellsHowThePartyDefendedItself) {
  view.found.played.values["suspended_to"] = day("2026-12-31");
  EXPECT_EQ(text_of(known("penalty_decision", 0), "defence"),
            "你单位在规定期限内未提出陈述、申辩，也未要求举行听证。\n复核意见：维持");
  step("state_defence", "2026-10-11T02:00:00Z");
  step("hold_hearing", "2026-10-12T02:00:00Z");
  const documents::Values values = known("penalty_decision", 2);
  EXPECT_EQ(text_of(values, "defence"), "你单位提出了陈述、申辩。\n本机关依法举行了听证。\n复核意见：维持");
  EXPECT_NE(text_of(values, "penalty").find("责令停业整顿至2026年12月31日。"), std::string::npos);
  EXPECT_NE(text_of(values, "performance").find("百分之三"), std::string::npos);
  view.found.played.values["fine_fen"] = std::int64_t{0};
  view.found.played.values["confiscates_gain"] = false;
  EXPECT_EQ(text_of(known("penalty_decision", 2), "performance").find("百分之三"), std::string::npos);
}

TEST_F(PenaltyValues, AnOrderToCorrectTellsItsBasisByTheScale) {
  view.found.played.values["scale"] = std::string("L39");
  view.found.played.values["to_correct"] = std::string("答复投诉");
  view.found.played.values["rectify_by"] = day("2026-11-10");
  const documents::Values values = known("rectification_order", 0);
  EXPECT_EQ(text_of(values, "basis"), "《电子政务电子认证服务管理办法》第三十九条");
  EXPECT_EQ(text_of(values, "to_correct"), "答复投诉");
  EXPECT_EQ(std::get<base::Date>(values.at("rectify_by")), day("2026-11-10"));
  EXPECT_NE(text_of(values, "consequence").find("第三十九条"), std::string::npos);
  EXPECT_EQ(values.size(), templates.find("rectification_order", day("2026-10-10"))->fields.size());
}

TEST_F(PaperValues, AnInspectionTellsItsKindMethodsAndFindings) {
  play("inspection", "inspection-2026-1");
  const auto finding = [](const std::string& matter, std::int64_t serious, std::int64_t ordinary) {
    return procedure::Rows::value_type{
        {"matter", matter}, {"serious", serious}, {"ordinary", ordinary}, {"situation", std::string("情况")}};
  };
  view.found.played.values = {{"party", std::string("某机构")},
                              {"kind", std::string("daily")},
                              {"methods", std::vector<std::string>{"paper", "on_site"}},
                              {"scope", std::string("投诉处理")},
                              {"basis", std::string("年度计划")},
                              {"rectify_by", day("2026-11-10")},
                              {"findings", procedure::Rows{finding("投诉", 0, 1), finding("培训", 0, 0)}}};
  step("plan", "2026-10-10T02:00:00Z");
  const documents::Values notice = known("inspection_notice", 0);
  EXPECT_EQ(text_of(notice, "inspection_kind"), "日常");
  EXPECT_EQ(text_of(notice, "methods"), "书面检查、实地核查");
  EXPECT_EQ(text_of(notice, "basis"), "年度计划");
  EXPECT_EQ(notice.count("officers"), 0u);
  const documents::Values order = known("rectification_order", 0);
  EXPECT_EQ(text_of(order, "facts"), "投诉：情况");
  EXPECT_NE(text_of(order, "basis").find("第三十一条"), std::string::npos);
}

TEST(Organs, AreReadFromAFile) {
  const auto organs = read_organs(std::string(YX_SOURCE_DIR) + "/rules/demonstration/organs.toml");
  ASSERT_TRUE(organs) << base::describe(organs.error());
  ASSERT_FALSE(organs->empty());
  EXPECT_EQ(organs->front().region, "000000");
  EXPECT_FALSE(read_organs(std::string(YX_SOURCE_DIR) + "/rules/regions.toml"));
}

}  // namespace
}  // namespace yinxin::supervision
