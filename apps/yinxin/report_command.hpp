// yinxin report: the figures of a provider's annual report (article 35, src/proof/REPORT.md).
#pragma once

#include <ostream>

#include "signed_remote.hpp"

namespace yinxin::command_line {

struct ReportMakeOptions {
  SignedAs as;
  int year = 0;
};
/// The compliance officer. Has the server count the year and keep the file.
base::Result<void> report_make(const ReportMakeOptions& options, std::ostream& out);

struct ReportListOptions {
  SignedAs as;
};
base::Result<void> report_list(const ReportListOptions& options, std::ostream& out);

struct ReportShowOptions {
  SignedAs as;
  int year = 0;
  int number = 0;   ///< 0: the newest of the year
  std::string out;  ///< file for the octets whose SM3 stands in the ledger; empty: figures are printed
};
/// Errors: NotFound `compliance.report_none`.
base::Result<void> report_show(const ReportShowOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
