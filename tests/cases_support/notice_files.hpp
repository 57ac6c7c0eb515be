// Files of a year's notice of days off, as officers enter them (src/cases/notices.cpp).
#pragma once

#include <string>

namespace yinxin::cases_support {

/// 2026 as in rules/calendar up to the Mid-Autumn days; after them what `rest` says.
inline std::string notice_of_2026(const std::string& source, const std::string& rest = {},
                                  const std::string& status = "official") {
  return "year = 2026\nstatus = \"" + status + "\"\nsource = \"" + source + "\"\n" + R"(
[[holiday]]
name = "元旦"
from = 2026-01-01
to = 2026-01-03
make_up = [2026-01-04]
[[holiday]]
name = "春节"
from = 2026-02-15
to = 2026-02-23
make_up = [2026-02-14, 2026-02-28]
[[holiday]]
name = "清明节"
from = 2026-04-04
to = 2026-04-06
[[holiday]]
name = "劳动节"
from = 2026-05-01
to = 2026-05-05
make_up = [2026-05-09]
[[holiday]]
name = "端午节"
from = 2026-06-19
to = 2026-06-21
[[holiday]]
name = "中秋节"
from = 2026-09-25
to = 2026-09-27
make_up = [2026-09-20]
)" + rest;
}

}  // namespace yinxin::cases_support
