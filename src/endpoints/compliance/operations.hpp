// Operations on the provider's duties (articles 6, 28, 34, 35): the year's calendar, the seven conditions
// with their snapshots, the people who work here, the figures of the annual report, the registers and what
// was measured of the services.
#pragma once

#include "endpoints/signed.hpp"

namespace yinxin::endpoints {

http::Route duty_calendar(const Services& services);
http::Route condition_list(const Services& services);
http::Route condition_enter(const Services& services);
http::Route snapshot_list(const Services& services);
http::Route snapshot_read(const Services& services);
http::Route annual_report_list(const Services& services);
http::Route annual_report_read(const Services& services);
http::Route annual_report_make(const Services& services);
http::Route staff_list(const Services& services);
http::Route staff_enter(const Services& services);
http::Route staff_leave(const Services& services);
http::Route inventory_list(const Services& services);
http::Route inventory_read(const Services& services);
http::Route inventory_published(const Services& services);
http::Route service_measures(const Services& services);

/// Of a provider's server, which is the only one that serves these.
inline compliance::Service& duties_of(const Services& services) {
  return *services.compliance;
}

/// Officers who answer for duties: compliance, training, archive, security and the responsible person.
/// Errors: Forbidden `officers.role_needed`.
base::Result<void> require_duties(const officers::Actor& actor);

/// Somebody who works here; the name in clear to who enters it, masked to others.
void write_person(http::JsonWriter& json, const compliance::StaffPerson& person, bool in_clear);

/// A member that is a day. A fault is noted when it is none.
base::Date day_member(const http::JsonReader& body, std::string_view name);
std::optional<base::Date> optional_day_member(const http::JsonReader& body, std::string_view name);

}  // namespace yinxin::endpoints
