// Entries of the public register in JSON.
#pragma once

#include "endpoints/services.hpp"
#include "http/json_writer.hpp"

namespace yinxin::endpoints {

/// Members of schema RegisterEntry, the status by the words of the rules in force.
void write_register_members(http::JsonWriter& json, const Supervision& office,
                            const supervision::RegisterEntry& entry);

/// A query parameter that is a day in Beijing, not after today; nothing: it is not there. Errors: Malformed
/// `supervision.day`.
base::Result<std::optional<base::Date>> read_past_day(const Supervision& office, const http::Request& request,
                                                      std::string_view name);

}  // namespace yinxin::endpoints
