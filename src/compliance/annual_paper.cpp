#include "compliance/annual_paper.hpp"

namespace yinxin::compliance {

using documents::RowValues;

namespace {

std::string span_text(const proof::AnnualReport& report) {
  return base::format_date(base::beijing_date(report.from)) + " 零时至 " +
         base::format_date(base::beijing_date(report.to)) + " 零时（不含）";
}

std::vector<RowValues> figure_rows(const proof::AnnualReport& report) {
  std::vector<RowValues> rows;
  for (const proof::AnnualReport::Figure& figure : report.figures) {
    const proof::AnnualFigure& known = *proof::find_annual_figure(figure.id);
    const std::string value = figure.value ? std::to_string(*figure.value) + " " + std::string(known.unit)
                                           : "无数据：" + figure.absent;
    rows.push_back({{"item", std::string(known.zh)},
                    {"part", figure.part.empty() ? std::string("—") : figure.part},
                    {"value", value}});
  }
  return rows;
}

std::vector<RowValues> equation_rows(const proof::AnnualReport& report) {
  std::vector<RowValues> rows;
  for (const proof::Balance& one : proof::balance(report.figures)) {
    const auto sum = [](const std::optional<std::uint64_t>& side) {
      return side ? std::to_string(*side) : std::string("无数据");
    };
    rows.push_back({{"equation", std::string(one.equation->zh)},
                    {"sums", sum(one.plus) + "／" + sum(one.minus)},
                    {"outcome", std::string(one.holds() ? "相符" : "不符")}});
  }
  return rows;
}

std::vector<RowValues> query_rows(const proof::AnnualReport& report) {
  std::vector<RowValues> rows;
  for (const proof::AnnualReport::Query& query : report.queries)
    rows.push_back({{"figure", query.id}, {"sql", query.sql}});
  return rows;
}

}  // namespace

documents::Values annual_values(const proof::AnnualReport& report, const crypto::Sm3Digest& sm3) {
  return {{"provider", report.provider},      {"credit_code", report.credit_code},
          {"licence_number", report.licence}, {"year", std::to_string(report.year)},
          {"span", span_text(report)},        {"figures_sm3", base::to_hex(sm3)},
          {"figures", figure_rows(report)},   {"equations", equation_rows(report)},
          {"queries", query_rows(report)}};
}

}  // namespace yinxin::compliance
