// How the command line speaks to people: Chinese first, then English, on standard error.
#pragma once

#include <ostream>
#include <string_view>

#include "base/error.hpp"

namespace yinxin::command_line {

/// "错误 <code>：<Chinese sentence for its kind>", then "error: <detail>".
void print_error(std::ostream& to, const base::Error& error);
/// For a command line that does not parse; `why` is English.
void print_usage_error(std::ostream& to, std::string_view why);

}  // namespace yinxin::command_line
