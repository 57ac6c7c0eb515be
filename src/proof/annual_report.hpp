// The figures of a provider's annual report (article 35; requirements 5.4, 11.6) as a file: what each says,
// the query that counted it, the equations between them, the tree head they were counted under. Format:
// REPORT.md.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "proof/export.hpp"
#include "proof/ledger_check.hpp"

namespace yinxin::proof {

inline constexpr std::size_t kMaxAnnualReport = std::size_t{1} << 20;  // some hundred figures; ours
inline constexpr int kFirstReportYear = 2024;                          // the regulation is in force in it
inline constexpr int kLastReportYear = 2099;

/// A figure that every report has, with a value or with the reason why there is none.
struct AnnualFigure {
  std::string_view id;
  std::string_view zh;
  std::string_view en;
  std::string_view unit;      ///< 张, 件, 次, 人, 份, 秒
  bool parts = false;         ///< told by parts: a profile, a reason
  std::string_view absent{};  ///< not empty: no record of a provider gives it, and why (Chinese)
};
/// The closed list, in the order of the file.
std::span<const AnnualFigure> annual_figures();
/// Or null.
const AnnualFigure* find_annual_figure(std::string_view id);

/// The sums of both sides are equal. "x.*" stands for all parts of x.
struct AnnualEquation {
  std::string_view id;
  std::string_view zh;
  std::string_view en;
  std::vector<std::string> plus;
  std::vector<std::string> minus;
};
const std::vector<AnnualEquation>& annual_equations();

/// The object of the act that anchors a report: "annual_report/2026/1".
std::string annual_report_object(int year, std::int64_t number);
inline constexpr std::string_view kAnnualReportFact = "report_sm3";  // in that act, lower-case hexadecimal

struct AnnualReport {
  struct Figure {
    std::string id;    ///< of the closed list
    std::string part;  ///< 1 to 64 printable ASCII characters for a figure told by parts, else empty
    std::optional<std::uint64_t> value;
    std::string absent;  ///< why there is no value; empty exactly when there is one
  };
  struct Query {
    std::string id;  ///< the figure that it counts
    std::string sql;
  };
  std::string provider;
  std::string credit_code;
  std::string licence;
  int year = 0;
  std::int64_t number = 0;
  base::Time from;
  base::Time to;
  base::Time made_at;
  std::string head;             ///< signed note
  std::vector<Figure> figures;  ///< in the order of the closed list, parts ascending
  std::vector<Query> queries;   ///< one for each figure that has values; likewise

  /// Indented JSON with a newline at the end. A figure outside the list is a broken invariant.
  std::string to_json() const;
  /// Only what to_json() writes; says nothing about whether it is true. Errors: Malformed `proof.json`,
  /// `proof.annual_report` (the detail says what).
  static base::Result<AnnualReport> parse(std::string_view json);

  /// The year is over in it: `to` is the first moment of the next.
  bool complete() const;
};

/// The first moment of a year in Beijing.
base::Time beginning_of_year(int year);

/// An equation on a report's figures. `plus` and `minus` are nothing when a figure in it has no value.
struct Balance {
  const AnnualEquation* equation = nullptr;
  std::optional<std::uint64_t> plus;
  std::optional<std::uint64_t> minus;

  bool holds() const { return plus.has_value() && plus == minus; }
};
/// All equations, in their order.
std::vector<Balance> balance(const std::vector<AnnualReport::Figure>& figures);

/// Checks the export as verify_ledger() does, recounts the report's figures from it, and evaluates the
/// equations (REPORT.md, "What the checker does"). Names each figure that differs and each equation that
/// breaks. Memory: some 200 octets for each certificate of the export.
Report verify_annual_report(std::string_view json, const ExportFolder& folder, const LedgerTrust& trust);

}  // namespace yinxin::proof
