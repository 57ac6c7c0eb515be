// verify_annual_report(): REPORT.md, "What the checker does".
#include <algorithm>

#include "proof/annual_recount.hpp"
#include "proof/tree_head.hpp"

namespace yinxin::proof {
namespace {

using base::Result;
using Parted = std::map<std::pair<std::string, std::string>, std::uint64_t>;

std::string number_text(const std::optional<std::uint64_t>& value) {
  return value ? std::to_string(*value) : "-";
}

std::string named(const std::pair<std::string, std::string>& key) {
  return key.second.empty() ? key.first : key.first + "." + key.second;
}

/// The ledger as a whole, told as yinxin-audit ledger does.
void check_export(const ExportFolder& folder, const LedgerTrust& trust, Report& report) {
  const Report whole = verify_ledger(folder, trust);
  for (const Finding& one : whole.findings()) {
    Sentence sentence{one.code, one.zh, one.en};
    if (one.severity == Severity::Failed) report.failed(one.where, std::move(sentence));
    if (one.severity == Severity::Noted) report.noted(one.where, std::move(sentence));
    if (one.severity == Severity::Passed) report.passed(one.where, std::move(sentence));
  }
}

/// Whether the four lines of the head stand in tree-heads.txt, whose signatures verify_ledger() has checked.
Result<bool> has_head(const ExportFolder& folder, const TreeHead& head) {
  YX_TRY(const LineSource lines, folder.lines(export_file::kTreeHeads));
  std::string last;  // the last four lines
  constexpr std::ptrdiff_t kHeadLines = 4;
  while (true) {
    YX_TRY(const auto line, lines());
    if (!line) return false;
    last += *line + "\n";
    if (std::count(last.begin(), last.end(), '\n') > kHeadLines) last.erase(0, last.find('\n') + 1);
    if (last == head.body()) return true;
  }
}

void check_head(const AnnualReport& stated, const ExportFolder& folder, Report& report) {
  const auto head = SignedTreeHead::parse(stated.head);
  if (!head) return report.failed("head", malformed("report.head", head.error()));
  const auto there = has_head(folder, head->head);
  report.expect(
      there && *there, "head",
      {"report.head", "报告所依据的树头在导出的账本中", "the report's tree head is one of the export's"},
      {"report.head", "导出的账本中没有报告所依据的树头",
       "the export does not have the tree head of the report"});
}

void check_anchor(const AnnualReport& stated, std::string_view json, const AnnualRecount& recount,
                  Report& report) {
  const std::string object = annual_report_object(stated.year, stated.number);
  const std::string digest = base::to_hex(crypto::sm3(base::as_bytes(json)));
  const auto anchor = recount.anchored(object);
  if (anchor == digest)
    return report.passed(object, {"report.anchor", "账本中有这份报告的 SM3 " + digest,
                                  "the ledger has the report's SM3 " + digest});
  if (!anchor && recount.latest() < stated.made_at + kActTimeTolerance)
    return report.noted(object, {"report.anchor", "导出的账本止于报告生成之时，尚无这份报告的记录",
                                 "the export ends where the report was made and has no act of it yet"});
  report.failed(object, {"report.anchor", "账本中没有这份报告的 SM3 " + digest,
                         "the ledger does not have the report's SM3 " + digest});
}

void check_complete(const AnnualReport& stated, Report& report) {
  bool whole = true;
  for (const AnnualFigure& figure : annual_figures()) {
    const auto there = std::any_of(stated.figures.begin(), stated.figures.end(),
                                   [&](const auto& one) { return one.id == figure.id; });
    if (there || figure.parts) continue;
    whole = false;
    report.failed(figure.id, {"report.figure_missing", "报告缺少这项数据", "the report lacks this figure"});
  }
  if (whole)
    report.passed("", {"report.figures", "应有的各项数据齐全", "every figure that must be there is there"});
  if (!stated.complete())
    report.noted("",
                 {"report.preview", "统计期间未到年末，是预览", "the span ends before the year: a preview"});
}

void hold_against(const AnnualReport& stated, const AnnualRecount& recount, Report& report) {
  const auto left_out = recount.not_counted();
  Parted file;
  for (const auto& figure : stated.figures) {
    if (figure.value && left_out.count(figure.id) == 0) file[{figure.id, figure.part}] = *figure.value;
    if (!figure.value)
      report.noted(figure.id, {"report.absent", "没有数据：" + figure.absent, "no figure: " + figure.absent});
  }
  const Parted counted = recount.counted();
  std::string same;
  const auto hold = [&](const std::pair<std::string, std::string>& key) {
    const auto stated_at = file.find(key);
    const auto counted_at = counted.find(key);
    const auto a = stated_at == file.end() ? std::nullopt : std::optional(stated_at->second);
    const auto b = counted_at == counted.end() ? std::nullopt : std::optional(counted_at->second);
    if (a == b) {
      same += (same.empty() ? "" : " ") + named(key);
      return;
    }
    report.failed(named(key),
                  {"report.figure", "报告为 " + number_text(a) + "，由账本重算为 " + number_text(b),
                   "the report says " + number_text(a) + ", the ledger gives " + number_text(b)});
  };
  for (const auto& [key, value] : file) hold(key);
  for (const auto& [key, value] : counted) {
    if (file.count(key) == 0) hold(key);
  }
  if (!same.empty())
    report.passed("", {"report.recounted", "由账本重算，与报告相同：" + same,
                       "recounted from the ledger, as the report says: " + same});
  for (const auto& [figure, why] : left_out)
    report.noted(figure, {"report.not_recounted", "无法由账本重算，以报告所载为准：" + why.first,
                          "cannot be recounted from the ledger, taken as stated: " + why.second});
}

void check_balance(const AnnualReport& stated, Report& report) {
  for (const Balance& one : balance(stated.figures)) {
    const std::string sums = number_text(one.plus) + " / " + number_text(one.minus);
    report.expect(one.holds(), one.equation->id,
                  {"report.equation", "勾稽相符：" + std::string(one.equation->zh) + "（" + sums + "）",
                   "the equation holds: " + std::string(one.equation->en) + " (" + sums + ")"},
                  {"report.equation", "勾稽不符：" + std::string(one.equation->zh) + "（" + sums + "）",
                   "the equation breaks: " + std::string(one.equation->en) + " (" + sums + ")"});
  }
}

}  // namespace

Report verify_annual_report(std::string_view json, const ExportFolder& folder, const LedgerTrust& trust) {
  Report report;
  const auto stated = AnnualReport::parse(json);
  if (!stated) {
    report.failed("", malformed("report.format", stated.error()));
    return report;
  }
  check_export(folder, trust, report);
  check_head(*stated, folder, report);
  AnnualRecount recount(stated->from, stated->to);
  const auto read = recount.run(folder);
  if (!read) {
    report.failed("", malformed("report.recount", read.error()));
    return report;
  }
  check_anchor(*stated, json, recount, report);
  check_complete(*stated, report);
  hold_against(*stated, recount, report);
  check_balance(*stated, report);
  return report;
}

}  // namespace yinxin::proof
