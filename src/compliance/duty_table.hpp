// Rows of the table duty_opening (schema/0018_compliance.sql). Private to this folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "store/connection.hpp"
#include "store/write_set.hpp"

namespace yinxin::compliance {

struct OpenedDuty {
  std::string duty;
  std::string period;
  base::Date opens_on;
  std::string case_number;
};
/// In the commit: Conflict `compliance.duty_opened` when that period was opened.
void insert_opening(store::WriteSet& set, const OpenedDuty& opened, base::Time at);
/// The newest day that opened this duty; nothing: none did.
base::Result<std::optional<base::Date>> last_opening(store::Database& database, const std::string& duty);
/// The first day that opened a duty of any kind; nothing: none did.
base::Result<std::optional<base::Date>> first_opening(store::Database& database);
/// Those whose day lies in a span, both ends included.
base::Result<std::vector<OpenedDuty>> find_openings(store::Database& database, base::Date from,
                                                    base::Date through);

}  // namespace yinxin::compliance
