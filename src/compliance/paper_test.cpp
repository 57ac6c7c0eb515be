// What the kept files say on paper: the annual report's figures, the month's conditions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compliance/annual_paper.hpp"
#include "compliance/snapshot_paper.hpp"

namespace yinxin::compliance {
namespace {

using documents::RowValues;
using Table = std::vector<RowValues>;

std::string cell(const Table& table, std::size_t row, std::string_view name) {
  const documents::Scalar& value = table.at(row).find(name)->second;
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr ? *text : std::to_string(std::get<std::int64_t>(value));
}

TEST(SnapshotPaper, SaysWhatTheKeptOctetsSay) {
  Snapshot snapshot;
  snapshot.note.period = "2026-12";
  snapshot.note.taken_at = base::parse_utc("2026-12-01T00:05:00Z").value();
  snapshot.content =
      "yinxin-conditions/1\nperiod 2026-12\nprovider 某 机构\ncredit_code 91110000MA0000000A\n"
      "licence 测试0001 valid 2031-09-30\n"
      "condition.legal_person green 2026-11-20 " +
      std::string(64, 'a') +
      " 存续 未变更\ncondition.funds unknown - -\ncondition.staff red 2026-12-01 - 29 人\n"
      "staff.counted 29\nstaff.technical 29\nstaff.operation 0\n";
  const documents::Values values = snapshot_values(snapshot);
  EXPECT_EQ(std::get<std::string>(values.at("month")), "2026年12月");
  EXPECT_EQ(std::get<std::string>(values.at("provider")), "某 机构");
  EXPECT_EQ(std::get<std::string>(values.at("licence_number")), "测试0001");
  EXPECT_EQ(std::get<std::string>(values.at("conclusion")), "1项条件不符合，1项条件未核对");
  EXPECT_EQ(values.count("problems"), 0U) << "that is for the case to say";
  const auto& conditions = std::get<Table>(values.at("conditions"));
  ASSERT_EQ(conditions.size(), 7U);
  EXPECT_EQ(cell(conditions, 0, "situation"), "存续 未变更");
  EXPECT_EQ(cell(conditions, 0, "result"), "符合");
  EXPECT_EQ(cell(conditions, 0, "evidence"), "2026-11-20 核对，材料 SM3 aaaaaaaaaaaaaaaa");
  EXPECT_EQ(cell(conditions, 1, "situation"), "未填报");
  EXPECT_EQ(cell(conditions, 1, "result"), "未核对");
  EXPECT_EQ(cell(conditions, 1, "evidence"), "—");
  EXPECT_EQ(cell(conditions, 4, "result"), "不符合");
  const auto& staff = std::get<Table>(values.at("staff"));
  ASSERT_EQ(staff.size(), 2U) << "of the kinds that the file has";
  EXPECT_EQ(cell(staff, 0, "persons"), "29");
}

TEST(SnapshotPaper, AllGreenHasNothingToPutRight) {
  Snapshot snapshot;
  snapshot.note.period = "2026-12";
  snapshot.content = "yinxin-conditions/1\n";
  for (const Condition& one : kConditions)
    snapshot.content += "condition." + std::string(one.id) + " green 2026-11-20 - 符合\n";
  const documents::Values values = snapshot_values(snapshot);
  EXPECT_EQ(std::get<std::string>(values.at("conclusion")), "七项条件均符合");
  EXPECT_EQ(std::get<std::string>(values.at("problems")), "无不符合项。");
}

TEST(AnnualPaper, PrintsTheFiguresOfTheFile) {
  proof::AnnualReport report;
  report.provider = "某机构";
  report.year = 2026;
  report.from = proof::beginning_of_year(2026);
  report.to = proof::beginning_of_year(2027);
  report.figures = {{"certificates.issued", "", std::uint64_t{3}, ""},
                    {"certificates.issued_by_profile", "device", std::uint64_t{2}, ""},
                    {"certificates.of_government", "", std::nullopt, "没有登记"}};
  report.queries = {{"certificates.issued", "SELECT 1"}};
  const documents::Values values = annual_values(report, {});
  EXPECT_EQ(std::get<std::string>(values.at("year")), "2026");
  EXPECT_EQ(std::get<std::string>(values.at("span")), "2026-01-01 零时至 2027-01-01 零时（不含）");
  EXPECT_EQ(std::get<std::string>(values.at("figures_sm3")), std::string(64, '0'));
  const auto& figures = std::get<Table>(values.at("figures"));
  ASSERT_EQ(figures.size(), 3U);
  EXPECT_EQ(cell(figures, 0, "part"), "—");
  EXPECT_EQ(cell(figures, 0, "value").substr(0, 2), "3 ");
  EXPECT_EQ(cell(figures, 1, "part"), "device");
  EXPECT_EQ(cell(figures, 2, "value"), "无数据：没有登记");
  EXPECT_EQ(std::get<Table>(values.at("equations")).size(), proof::annual_equations().size());
  EXPECT_EQ(cell(std::get<Table>(values.at("queries")), 0, "sql"), "SELECT 1");
}

}  // namespace
}  // namespace yinxin::compliance
