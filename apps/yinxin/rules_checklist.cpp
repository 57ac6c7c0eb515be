// yinxin rules checklist: what an assessment looks at, as a table to be filled in (requirements 5.6).
#include "base/csv_field.hpp"
#include "rules/book.hpp"
#include "rules_command.hpp"
#include "rules_folder.hpp"

namespace yinxin::command_line {

using base::csv_field;
using base::Result;

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";  // spreadsheets take the file for UTF-8 by it
constexpr std::string_view kHead =
    "序号,依据条款,检查内容,方法,抽样量,结果（符合、部分符合、不符合、不适用）,证据编号,严重程度,整改责任人,"
    "期限,"
    "验证\r\n";
constexpr std::string_view kToBeFilledIn = ",,,,,,\r\n";  // six columns after the sample

std::string_view method_zh(const std::string& method) {
  if (method == "papers") return "查阅";
  if (method == "interview") return "访谈";
  if (method == "test") return "测试";
  return "抽样";
}

std::string cited_zh(const std::string& cite) {
  return cite.find(' ') == std::string::npos ? "第" + cite + "条" : cite;
}

template <class Word>
std::string listed(const std::vector<std::string>& words, Word word) {
  std::string all;
  for (const std::string& one : words) all += (all.empty() ? "" : "、") + std::string(word(one));
  return csv_field(all);
}

}  // namespace

Result<void> rules_checklist(const RulesChecklistOptions& options, std::ostream& out) {
  YX_TRY(const std::filesystem::path folder, find_rules(options.rules));
  const rules::Loaded law = rules::load(folder);
  if (!law.findings.empty())
    return base::make_error(base::ErrorKind::Refused, "yinxin.rules.findings", law.findings.front().en);
  out << kByteOrderMark << kHead;
  std::size_t number = 0;
  for (const rules::AssessmentCheck& check : law.book.checklist) {
    out << ++number << "," << listed(check.cites, cited_zh) << "," << csv_field(check.what.zh) << ","
        << listed(check.methods, method_zh) << "," << (check.sample == 0 ? "" : std::to_string(check.sample))
        << kToBeFilledIn;
  }
  return {};
}

}  // namespace yinxin::command_line
