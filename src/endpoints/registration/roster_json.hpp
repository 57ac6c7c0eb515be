// How rosters of agencies and orders for many of their rows are told. Names are masked.
#pragma once

#include "endpoints/services.hpp"
#include "http/json_writer.hpp"

namespace yinxin::endpoints {

/// Errors: Unavailable `registration.roster.off`.
base::Result<registration::Rosters*> rosters_of(const Services& services);

void write_roster(http::JsonWriter& json, const registration::Roster& roster);
void write_order(http::JsonWriter& json, const registration::RosterOrder& order);
/// The answer to an order: what it is, and where its outcome is asked for.
std::string order_receipt(const registration::RosterOrder& order);
/// Members `error_code`, `sentence` and so on of a row that was refused.
void write_refusal(http::JsonWriter& json, const Services& services, const base::Error& error);
/// `after` of a page of rows: a position, 0 when there is none. Errors: Malformed `http.page`.
base::Result<std::int64_t> roster_position(const std::string& text);

}  // namespace yinxin::endpoints
