#include "proof/annual_report.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <stdexcept>

#include "proof/json_object.hpp"

namespace yinxin::proof {
namespace {

namespace json = boost::json;
using base::Result;

constexpr std::string_view kReportFormat = "yinxin-annual-report/1";
constexpr std::size_t kMaxPart = 64;
constexpr std::size_t kMaxDigits = 15;  // a sum of all figures stays within 64 bits
constexpr std::size_t kMaxFigures = 1000;

base::Error bad_report(const std::string& what) {
  return base::make_error(base::ErrorKind::Malformed, "proof.annual_report", what);
}

json::array text_rows(const std::vector<std::string>& texts) {
  json::array rows;
  for (const std::string& text : texts) rows.emplace_back(text);
  return rows;
}

json::array figure_rows(const std::vector<AnnualReport::Figure>& figures) {
  json::array rows;
  for (const AnnualReport::Figure& figure : figures) {
    const AnnualFigure* known = find_annual_figure(figure.id);
    if (known == nullptr) throw std::logic_error("figure " + figure.id);
    rows.push_back({{"id", figure.id},
                    {"part", figure.part},
                    {"zh", known->zh},
                    {"en", known->en},
                    {"unit", known->unit},
                    {"value", figure.value ? json::value(std::to_string(*figure.value)) : json::value()},
                    {"absent", figure.value ? json::value() : json::value(figure.absent)},
                    {"query", figure.value ? json::value(figure.id) : json::value()}});
  }
  return rows;
}

json::array equation_rows() {
  json::array rows;
  for (const AnnualEquation& equation : annual_equations()) {
    rows.push_back({{"id", equation.id},
                    {"zh", equation.zh},
                    {"en", equation.en},
                    {"plus", text_rows(equation.plus)},
                    {"minus", text_rows(equation.minus)}});
  }
  return rows;
}

bool is_part(std::string_view text) {
  return !text.empty() && text.size() <= kMaxPart &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

Result<std::uint64_t> read_value(const std::string& text) {
  const bool digits = !text.empty() && text.size() <= kMaxDigits &&
                      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) return bad_report("a value is no number");
  return static_cast<std::uint64_t>(std::stoull(text));
}

/// Words, queries and equations are compared with the closed lists when the whole is written again.
Result<AnnualReport::Figure> read_figure(const JsonObject& row) {
  YX_CHECK(row.only({"id", "part", "zh", "en", "unit", "value", "absent", "query"}));
  AnnualReport::Figure figure;
  YX_TRY(figure.id, row.text("id"));
  YX_TRY(figure.part, row.text("part"));
  YX_TRY(const auto value, row.text_or_null("value"));
  YX_TRY(const auto absent, row.text_or_null("absent"));
  const AnnualFigure* known = find_annual_figure(figure.id);
  if (known == nullptr) return bad_report("no figure " + figure.id);
  if (value.has_value() == absent.has_value()) return bad_report(figure.id + ": value or absent");
  if (value && !known->absent.empty()) return bad_report(figure.id + ": no record gives it");
  if (known->parts && value ? !is_part(figure.part) : !figure.part.empty())
    return bad_report(figure.id + ": part");
  if (absent && absent->empty()) return bad_report(figure.id + ": absent without a reason");
  figure.absent = absent.value_or("");
  if (value) {
    YX_TRY(figure.value, read_value(*value));
  }
  return figure;
}

Result<void> read_figures(const JsonObject& object, AnnualReport& report) {
  YX_TRY(const auto rows, object.objects("figures"));
  if (rows.size() > kMaxFigures) return bad_report("too many figures");
  for (const JsonObject& row : rows) {
    YX_TRY(AnnualReport::Figure figure, read_figure(row));
    const auto twin = std::find_if(report.figures.begin(), report.figures.end(), [&](const auto& other) {
      return other.id == figure.id && other.part == figure.part;
    });
    if (twin != report.figures.end()) return bad_report(figure.id + ": twice");
    report.figures.push_back(std::move(figure));
  }
  YX_TRY(const auto queries, object.objects("queries"));
  if (queries.size() > annual_figures().size()) return bad_report("too many queries");
  for (const JsonObject& row : queries) {
    YX_CHECK(row.only({"id", "sql"}));
    AnnualReport::Query query;
    YX_TRY(query.id, row.text("id"));
    YX_TRY(query.sql, row.text("sql"));
    report.queries.push_back(std::move(query));
  }
  return {};
}

Result<base::Time> read_moment(const JsonObject& object, std::string_view name) {
  YX_TRY(const std::string text, object.text(name));
  return base::parse_utc(text);
}

Result<void> read_span(const JsonObject& object, AnnualReport& report) {
  YX_TRY(const std::uint64_t year, object.number("year"));
  if (year < static_cast<std::uint64_t>(kFirstReportYear) ||
      year > static_cast<std::uint64_t>(kLastReportYear))
    return bad_report("year");
  report.year = static_cast<int>(year);
  YX_TRY(const std::uint64_t number, object.number("number"));
  report.number = static_cast<std::int64_t>(number);
  YX_TRY(report.from, read_moment(object, "from"));
  YX_TRY(report.to, read_moment(object, "to"));
  YX_TRY(report.made_at, read_moment(object, "made_at"));
  const bool spans = report.from == beginning_of_year(report.year) && report.from < report.to &&
                     report.to <= beginning_of_year(report.year + 1) && report.to <= report.made_at;
  if (!spans || report.number < 1) return bad_report("from, to, made_at, number");
  return {};
}

}  // namespace

base::Time beginning_of_year(int year) {
  constexpr std::chrono::hours kBeijing{8};
  const base::Date first(std::chrono::year(year), std::chrono::January, std::chrono::day(1));
  return base::Time(std::chrono::sys_days(first)) - kBeijing;
}

std::string annual_report_object(int year, std::int64_t number) {
  return "annual_report/" + std::to_string(year) + "/" + std::to_string(number);
}

bool AnnualReport::complete() const {
  return to == beginning_of_year(year + 1);
}

std::string AnnualReport::to_json() const {
  json::array sql;
  for (const Query& query : queries) sql.push_back({{"id", query.id}, {"sql", query.sql}});
  const json::object all{{"format", kReportFormat},
                         {"provider", provider},
                         {"credit_code", credit_code},
                         {"licence", licence},
                         {"year", year},
                         {"number", number},
                         {"from", base::format_utc(from)},
                         {"to", base::format_utc(to)},
                         {"made_at", base::format_utc(made_at)},
                         {"head", head},
                         {"figures", figure_rows(figures)},
                         {"queries", std::move(sql)},
                         {"equations", equation_rows()}};
  return indent_json(json::serialize(all));
}

Result<AnnualReport> AnnualReport::parse(std::string_view text) {
  YX_TRY(const JsonObject object, JsonObject::parse(text, kMaxAnnualReport));
  YX_CHECK(object.only({"format", "provider", "credit_code", "licence", "year", "number", "from", "to",
                        "made_at", "head", "figures", "queries", "equations"}));
  YX_TRY(const std::string format, object.text("format"));
  if (format != kReportFormat) return bad_report("format");
  AnnualReport report;
  YX_TRY(report.provider, object.text("provider"));
  YX_TRY(report.credit_code, object.text("credit_code"));
  YX_TRY(report.licence, object.text("licence"));
  YX_CHECK(read_span(object, report));
  YX_TRY(report.head, object.text("head"));
  YX_CHECK(read_figures(object, report));
  if (report.to_json() != text) return bad_report("not in the form that is written");
  return report;
}

}  // namespace yinxin::proof
