// yinxin demonstration batch: invented people with keys and requests of their own, to try batches with.
#pragma once

#include <ostream>
#include <string>

#include "base/result.hpp"

namespace yinxin::command_line {

struct DemonstrationBatchOptions {
  std::int64_t rows = 3;  ///< 1 to registration::kMaxBatchRows
  std::string out;        ///< folder, made new
};
/// Writes batch.csv, people.csv (for `demonstration identity-source`) and, by row, 00001.key and so on.
/// Errors: Malformed `yinxin.value`; Conflict `yinxin.demonstration.exists` (it exists); those of writing
/// files.
base::Result<void> demonstration_batch(const DemonstrationBatchOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
