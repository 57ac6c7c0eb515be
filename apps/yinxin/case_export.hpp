// yinxin case export: the file of a case (案卷) as one archive with its catalogue (proof/case_archive.hpp).
#pragma once

#include <ostream>

#include "signed_remote.hpp"

namespace yinxin::command_line {

struct CaseExportOptions {
  SignedAs as;
  std::string number;
  std::string reason;  ///< for files that are sealed: each goes on record as a look; empty: they are left out
  std::string out;
};
/// Whatever whoever asks may read: the case as it is shown to them, its issued documents, its files. What
/// they may not is named as absent. Reads the archive back and checks it. Errors: Refused `yinxin.archive`;
/// those of the server, of proof::CaseArchiveWriter and of files.
base::Result<void> case_export(const CaseExportOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
