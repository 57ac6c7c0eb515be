#include "endpoints/supervision/register_json.hpp"

#include "endpoints/cases/case_json.hpp"
#include "endpoints/inputs.hpp"

namespace yinxin::endpoints {

namespace {

constexpr const char* kLicenceStatus = "licence_status";  // whose states the entries' status is

}  // namespace

void write_register_members(http::JsonWriter& json, const Supervision& office,
                            const supervision::RegisterEntry& entry) {
  const procedure::Procedure* procedure =
      procedure_in_force(office, kLicenceStatus, base::beijing_date(office.clock.now()));
  json.text("number", entry.licence_number).text("organisation", entry.organisation);
  json.text("credit_code", entry.credit_code).text("domicile", entry.domicile);
  json.object("status", [&] {
    const procedure::State* state = procedure == nullptr ? nullptr : procedure->state(entry.status);
    json.text("id", entry.status);
    write_label(json, state == nullptr ? procedure::Label{entry.status, entry.status} : state->name);
  });
  json.text("valid_from", entry.valid_from).text("valid_to", entry.valid_to);
  json.time("changed_at", entry.changed_at);
}

base::Result<std::optional<base::Date>> read_past_day(const Supervision& office, const http::Request& request,
                                                      std::string_view name) {
  const auto text = request.query_parameter(name);
  if (!text) return std::optional<base::Date>();
  const auto day = base::parse_date(*text);
  if (!day || *day > base::beijing_date(office.clock.now()))
    return base::make_error(base::ErrorKind::Malformed, "supervision.day", std::string(name));
  return std::optional<base::Date>(*day);
}

}  // namespace yinxin::endpoints
