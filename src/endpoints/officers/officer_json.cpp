// An account in JSON, the same in every answer.
#include "endpoints/officers/operations.hpp"

namespace yinxin::endpoints {

using officers::Role;

bool is_administrator(const officers::Actor& actor) {
  return actor.has(Role::SystemAdministrator) || actor.has(Role::SecurityAdministrator) ||
         actor.has(Role::AuditAdministrator);
}

void write_officer(http::JsonWriter& json, const officers::Officer& officer) {
  json.object([&] {
    json.text("id", officer.id).text("name", officer.name);
    json.array("roles", [&] {
      for (const Role role : officer.roles) json.item(officers::role_name(role));
    });
    json.text("state", officers::officer_state_name(officer.state));
    if (officer.certificate) json.text("certificate_pem", officer.certificate->to_pem());
    json.text("created_by", officer.created_by);
    if (!officer.authorised_by.empty()) json.text("authorised_by", officer.authorised_by);
    json.time("created_at", officer.created_at);
  });
}

std::string officer_json(const officers::Officer& officer) {
  http::JsonWriter json;
  write_officer(json, officer);
  return json.text();
}

}  // namespace yinxin::endpoints
