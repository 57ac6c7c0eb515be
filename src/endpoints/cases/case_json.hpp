// A case in JSON, as the contract has it.
#pragma once

#include "endpoints/cases/access.hpp"
#include "http/json_writer.hpp"

namespace yinxin::endpoints {

/// {number, procedure, state, version, ended}.
std::string case_receipt(const cases::Case& the_case);
/// Schema CaseSummary, as one element of an array.
void write_case_summary(http::JsonWriter& json, const Office& office, const cases::Case& the_case);
/// Schema Case, with what the caller may see and do.
std::string case_json(const Office& office, const cases::View& view, const cases::Caller& caller);

/// The version that a case began with, or null.
const procedure::Procedure* procedure_version(const Office& office, const std::string& id,
                                              const std::string& version);
/// The one in force on a day, or null.
const procedure::Procedure* procedure_in_force(const Office& office, const std::string& id, base::Date day);

}  // namespace yinxin::endpoints
