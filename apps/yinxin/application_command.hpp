// yinxin application record: what was done with an application, by whom, into the ledger at the time it was
// done.
#pragma once

#include <ostream>
#include <string>

#include "base/result.hpp"

namespace yinxin::command_line {

struct ApplicationRecordOptions {
  std::string settings;
  std::string application;
  std::string act;      ///< "application_submitted", "identity_checked", …: the words of proof::all_acts()
  std::string paper;    ///< file that shows it; its SM3 goes into the record
  std::string officer;  ///< who did it; empty: the applicant
};
/// Durable on return. Errors: Malformed `yinxin.act` (not an act on an application).
base::Result<void> record_application_act(const ApplicationRecordOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
