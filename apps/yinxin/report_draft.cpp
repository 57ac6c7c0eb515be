// The annual report on paper: figures and the five parts in the template of
// rules/documents/annual_report.toml.
#include <array>

#include "crypto/sm3.hpp"
#include "documents/service.hpp"
#include "files.hpp"
#include "proof/annual_report.hpp"
#include "report_command.hpp"
#include "rules_folder.hpp"

namespace yinxin::command_line {
namespace {

using base::Result;
using documents::RowValues;

constexpr std::string_view kTemplate = "annual_report";
/// Article 35, items 1 to 5.
constexpr std::array<std::string_view, 5> kParts{"conditions", "business", "conduct", "security",
                                                 "management"};

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

/// What people write: the day, to whom, who signs, the five parts.
Result<documents::Wish> read_words(const std::string& file) {
  YX_TRY(const base::TomlReader reader, base::TomlReader::load(file));
  documents::Wish wish;
  const auto dated = reader.get<base::Date>("date");
  for (const std::string_view name : {std::string_view("receiver"), std::string_view("signer")}) {
    if (const auto text = reader.get<std::string>(name)) wish.values[std::string(name)] = *text;
  }
  for (const std::string_view part : kParts) {
    if (const auto text = reader.get<std::string>(part)) wish.values[std::string(part)] = *text;
  }
  YX_CHECK(reader.finish());
  wish.dated = *dated;
  return wish;
}

}  // namespace

Result<void> report_draft(const ReportDraftOptions& options, std::ostream& out) {
  YX_TRY(const std::filesystem::path rules, find_rules(options.rules));
  YX_TRY(const base::Bytes octets, read_input(options.report));
  YX_TRY(const proof::AnnualReport report, proof::AnnualReport::parse(base::as_text(octets)));
  YX_TRY(documents::Wish wish, read_words(options.parts));
  wish.template_id = kTemplate;
  wish.issuer = report.provider;
  wish.number = std::to_string(report.year) + "-" + std::to_string(report.number);
  wish.values["provider"] = report.provider;
  wish.values["credit_code"] = report.credit_code;
  wish.values["licence_number"] = report.licence;
  wish.values["year"] = std::to_string(report.year);
  wish.values["span"] = span_text(report);
  wish.values["figures_sm3"] = base::to_hex(crypto::sm3(octets));
  wish.values["figures"] = figure_rows(report);
  wish.values["equations"] = equation_rows(report);
  wish.values["queries"] = query_rows(report);
  constexpr std::chrono::hours kNoon(4);  // in Beijing: what is drawn tomorrow has the same octets
  const base::ManualClock clock(std::chrono::sys_days(wish.dated) + kNoon);
  const documents::Settings settings{"https://example.invalid", true};
  YX_TRY(const auto service, documents::Service::open(rules, settings, clock));
  YX_TRY(const documents::Draft draft, service->preview(wish, report.number, "0000000000000000"));
  YX_CHECK(write_public(options.out, draft.pdf));
  out << "已写入 " << options.out << "（草稿），" << draft.pdf.size() << " 字节，SM3 "
      << base::to_hex(draft.pdf_sm3) << "\n";
  return {};
}

}  // namespace yinxin::command_line
