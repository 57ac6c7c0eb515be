// yinxin backup and yinxin restore (docs/decisions/0007).
#pragma once

#include <ostream>
#include <string>

#include "base/result.hpp"

namespace yinxin::command_line {

struct BackupOptions {
  std::string settings;
  std::string out;  ///< file, must not exist
};
/// Beside a running server. Errors: those of office::make_backup().
base::Result<void> backup(const BackupOptions& options, std::ostream& out);

struct RestoreOptions {
  std::string settings;
  std::string from;    ///< file of `yinxin backup`
  std::string tiles;   ///< folder with the ledger's tiles; empty: ledger.folder
  std::string crl;     ///< folder of published lists; empty: status.folder
  std::string report;  ///< JSON file of what was found again; empty: none
};
/// With the server stopped and the signer's online keys open. Prints what the officers have to look at.
/// Errors: those of office::restore().
base::Result<void> restore(const RestoreOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
