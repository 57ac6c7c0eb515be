#include "supervision/paper_values.hpp"

#include <gtest/gtest.h>

#include "supervision/service.hpp"

namespace yinxin::supervision {
namespace {

base::Date day(std::string_view text) {
  return base::parse_date(text).value();
}

class PaperValues : public testing::Test {
 protected:
  PaperValues() {
    const auto loaded =
        procedure::load(std::string(YX_SOURCE_DIR) + "/rules/procedures/licence_application.toml");
    procedure = loaded.value();
    documents::Faults faults;
    templates = documents::Templates::load(std::string(YX_SOURCE_DIR) + "/rules/documents", faults).value();
    view.procedure = &procedure;
    view.found.number = "XK-2026-1";
    view.found.procedure = procedure.id;
    view.found.played.values = {{"organisation", std::string("某机构")}};
    step("submit", "2026-09-28T02:00:00Z");
    step("examine_form", "2026-09-29T02:00:00Z");
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
    return known_values(*form, view, position, organ, "演密许受〔2026〕1号");
  }

  procedure::Procedure procedure;
  documents::Templates templates;
  cases::View view;
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

TEST(Organs, AreReadFromAFile) {
  const auto organs = read_organs(std::string(YX_SOURCE_DIR) + "/rules/demonstration/organs.toml");
  ASSERT_TRUE(organs) << base::describe(organs.error());
  ASSERT_FALSE(organs->empty());
  EXPECT_EQ(organs->front().region, "000000");
  EXPECT_FALSE(read_organs(std::string(YX_SOURCE_DIR) + "/rules/regions.toml"));
}

}  // namespace
}  // namespace yinxin::supervision
