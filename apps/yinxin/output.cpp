#include "output.hpp"

#include <string>

#include "http/problem.hpp"
#include "rules_folder.hpp"

namespace yinxin::command_line {
namespace {

/// The code's own sentence in api/errors.toml, which stands beside rules/; empty when it cannot be read.
std::string sentence_of(const base::Error& error) {
  const auto rules = find_rules("");
  if (!rules) return {};
  const auto texts = http::ErrorTexts::load(rules->parent_path() / "api" / "errors.toml");
  return texts ? texts->find(error).zh : std::string();
}

std::string_view chinese(base::ErrorKind kind) {
  using base::ErrorKind;
  switch (kind) {
    case ErrorKind::Malformed:
      return "内容或格式不对";
    case ErrorKind::Refused:
      return "依照规定不予办理";
    case ErrorKind::NotFound:
      return "没有找到";
    case ErrorKind::Conflict:
      return "与已有记录矛盾";
    case ErrorKind::NotYet:
      return "前面的步骤尚未完成，或者日期未到";
    case ErrorKind::TooLate:
      return "已经超过期限或者有效期";
    case ErrorKind::Unauthenticated:
      return "身份未经证实";
    case ErrorKind::Forbidden:
      return "没有权限";
    case ErrorKind::TooLarge:
      return "超过规定的大小或者数量";
    case ErrorKind::TooMany:
      return "请求过多，请稍后再试";
    case ErrorKind::Unavailable:
      return "所需的部件或者资源暂不可用，请稍后再试";
    case ErrorKind::Internal:
      return "程序内部出错";
  }
  return "程序内部出错";
}

}  // namespace

void print_error(std::ostream& to, const base::Error& error) {
  const std::string sentence = sentence_of(error);
  to << "错误 " << error.code << "："
     << (sentence.empty() ? chinese(error.kind) : std::string_view(sentence));
  if (!error.article.empty()) to << "（第" << error.article << "条）";
  to << "\nerror: " << (error.detail.empty() ? to_string(error.kind) : std::string_view(error.detail))
     << "\n";
}

void print_usage_error(std::ostream& to, std::string_view why) {
  to << "错误 usage：命令的用法不对，用 --help 查看说明\nerror: " << why << "\n";
}

}  // namespace yinxin::command_line
