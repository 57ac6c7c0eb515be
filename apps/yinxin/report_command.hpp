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

struct ReportDraftOptions {
  std::string report;  ///< file of figures, as report_show() writes it
  std::string parts;   ///< TOML: date, receiver, signer, and the five parts of article 35
  std::string out;     ///< PDF
  std::string rules;   ///< folder; empty: the installation's own
};
/// Draws 《电子政务电子认证服务工作报告》 (template annual_report) from the figures and the provider's own
/// words, with the watermark of a draft: what is signed and sent is the provider's to make from it. Needs no
/// server. Errors: those of find_rules(), proof::AnnualReport::parse() and documents::Service; Malformed
/// `base.toml.content` (the parts).
base::Result<void> report_draft(const ReportDraftOptions& options, std::ostream& out);

}  // namespace yinxin::command_line
