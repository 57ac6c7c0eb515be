// yinxin export: the ledger as a folder that yinxin-audit reads without a database (src/proof/EXPORT.md).
#pragma once

#include <ostream>
#include <string>

#include "base/result.hpp"

namespace yinxin::command_line {

struct ExportOptions {
  std::string settings;
  std::string out;  ///< folder, made new
};
/// Everything the newest signed head covers. The folder holds opened records, so it is made readable by its
/// owner only. Errors: Conflict `yinxin.export.exists`, NotYet `ledger.head.none`, those of
/// ledger::each_entry().
base::Result<void> export_ledger(const ExportOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
