#include "base/csv_field.hpp"

#include <algorithm>
#include <array>

namespace yinxin::base {

std::string csv_field(std::string_view text) {
  static constexpr std::array<std::string_view, 10> kFormula{"=",  "+",  "-",  "@",  "\t",
                                                             "\r", "＋", "－", "＝", "＠"};
  const bool is_formula = std::any_of(kFormula.begin(), kFormula.end(),
                                      [&](std::string_view begin) { return text.starts_with(begin); });
  std::string quoted = is_formula ? "\"'" : "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace yinxin::base
