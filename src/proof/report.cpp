#include "proof/report.hpp"

#include <boost/json.hpp>

#include "x509/text.hpp"

namespace yinxin::proof {
namespace {

std::string_view mark(Severity severity) {
  switch (severity) {
    case Severity::Passed:
      return "[通过 ok]   ";
    case Severity::Noted:
      return "[注意 note] ";
    case Severity::Failed:
      return "[不符 FAIL] ";
  }
  return "";
}

std::string_view word(Severity severity) {
  switch (severity) {
    case Severity::Passed:
      return "passed";
    case Severity::Noted:
      return "noted";
    case Severity::Failed:
      return "failed";
  }
  return "";
}

/// Findings quote what stands in the checked files: what could move the cursor or reverse the line is shown
/// as '?'.
std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at;
    const auto code = x509::next_code_point(text, next);
    if (!code || x509::is_hidden(*code)) {
      out += '?';
      at = code ? next : at + 1;
    } else {
      out += text.substr(at, next - at);
      at = next;
    }
  }
  return out;
}

}  // namespace

Sentence malformed(std::string_view code, const base::Error& error) {
  const std::string why = base::describe(error);
  return {code, "格式不符（" + why + "）", "malformed (" + why + ")"};
}

void Report::add(Severity severity, std::string_view where, Sentence sentence) {
  if (severity == Severity::Failed && ++failures_ > kMaxFailures) return;
  Finding finding;
  finding.severity = severity;
  finding.code = sentence.code;
  finding.where = printable(where);
  finding.zh = printable(sentence.zh);
  finding.en = printable(sentence.en);
  findings_.push_back(std::move(finding));
}

bool Report::expect(bool right, std::string_view where, Sentence if_right, Sentence if_wrong) {
  add(right ? Severity::Passed : Severity::Failed, where, std::move(right ? if_right : if_wrong));
  return right;
}

std::string Report::to_text() const {
  std::string text;
  for (const Finding& finding : findings_) {
    text += mark(finding.severity);
    if (!finding.where.empty()) text += finding.where + "：";
    text += finding.zh + " / " + finding.en + " (" + finding.code + ")\n";
  }
  if (failures_ > kMaxFailures) {
    const std::string more = std::to_string(failures_ - kMaxFailures);
    text += "另有 " + more + " 项不符未列出 / " + more + " more failures are not listed\n";
  }
  return text + (pass() ? "结论：通过 PASS\n" : "结论：不通过 FAIL\n");
}

std::string Report::to_json() const {
  boost::json::array findings;
  for (const Finding& finding : findings_) {
    findings.push_back({{"severity", word(finding.severity)},
                        {"code", finding.code},
                        {"where", finding.where},
                        {"zh", finding.zh},
                        {"en", finding.en}});
  }
  return boost::json::serialize(
      boost::json::object{{"pass", pass()}, {"failures", failures_}, {"findings", findings}});
}

}  // namespace yinxin::proof
