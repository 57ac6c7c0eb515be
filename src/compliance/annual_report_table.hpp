// Rows of the table annual_report (schema/0023_annual_report.sql). Private to this folder.
#pragma once

#include "compliance/types.hpp"
#include "store/connection.hpp"
#include "store/write_set.hpp"

namespace yinxin::compliance {

/// In the commit: Conflict `compliance.report_taken` when the number is taken.
void insert_report(store::WriteSet& set, const AnnualNote& note, const std::string& content);
/// The number of the next of that year.
base::Result<std::int64_t> next_report(store::Connection& connection, int year);
/// Newest first.
base::Result<std::vector<AnnualNote>> list_reports(store::Database& database);
/// Errors: NotFound `compliance.report_none`.
base::Result<std::string> find_report(store::Database& database, int year, std::int64_t number);

}  // namespace yinxin::compliance
