// How an application is told: what everybody who may see it gets, with personal data masked in the server
// (requirements 6.2), and the short receipt of a write.
#pragma once

#include "endpoints/services.hpp"
#include "http/json_writer.hpp"

namespace yinxin::endpoints {

/// {number, state, version, query_url, serial once issued}.
std::string receipt(const registration::Application& application);

/// The member `state`: {id, zh, en}.
void write_state(http::JsonWriter& json, const procedure::Procedure& procedure, const std::string& id);
/// The member `subject`: [{type, value}], names of persons masked.
void write_subject(http::JsonWriter& json, const registration::Form& form);

/// Members of one row of a list: number, state, version, opened_at, profile, purpose, subject, serial,
/// due_at, owed_at.
void write_summary(http::JsonWriter& json, const Services& services,
                   const registration::Application& application);

/// The whole, with steps, gates, clocks and what `actor` may do next. Officers see
/// until when the records are kept, and the holds on them. Errors: those of
/// registration::Service::clocks.
base::Result<std::string> whole(const Services& services, const registration::Application& application,
                                const officers::Actor& actor);

/// A list of summaries: {applications: […], next: what to go on after, when the page is full}. `place` says
/// that of the last one; without it, its number.
using Place = std::string (*)(const registration::Application&);
std::string page_of(const Services& services, const std::vector<registration::Application>& applications,
                    std::int64_t limit, Place place = nullptr);

}  // namespace yinxin::endpoints
