// Notices of days off in JSON, and who may see them (docs/decisions/0034).
#pragma once

#include "endpoints/services.hpp"
#include "http/json_writer.hpp"

namespace yinxin::endpoints {

/// Members of one notice; its file too where `whole`.
void write_notice(http::JsonWriter& json, const cases::CalendarNotice& notice, bool whole);
/// As answers to who wrote it.
std::string notice_json(const cases::CalendarNotice& notice);

/// The officers of the business, who have a reach. Errors: Forbidden `officers.role_needed`,
/// `procedure.role` (parties, operators of delegated bodies, experts).
base::Result<cases::Caller> calendar_caller(const Office& office, const officers::Actor& actor);

/// {number} of the address. Errors: NotFound `cases.calendar.none`.
base::Result<std::int64_t> notice_number(const http::Request& request);

}  // namespace yinxin::endpoints
