// An account in JSON, the same in every answer.
#include "endpoints/officers/operations.hpp"

namespace yinxin::endpoints {

using officers::Role;

bool is_administrator(const officers::Actor& actor) {
  return actor.has(Role::SystemAdministrator) || actor.has(Role::SecurityAdministrator) ||
         actor.has(Role::AuditAdministrator);
}

namespace {

void write_renewal(http::JsonWriter& json, const officers::Renewal& renewal) {
  json.object("renewal", [&] {
    json.text("key_sm3", base::to_hex(crypto::sm3(renewal.key)));
    json.boolean("key_lost", renewal.key_lost);
    json.text("requested_by", renewal.requested_by);
    json.time("requested_at", renewal.requested_at);
  });
}

}  // namespace

void write_officer(http::JsonWriter& json, const officers::Officer& officer) {
  json.object([&] {
    json.text("id", officer.id).text("name", officer.name);
    json.array("roles", [&] {
      for (const Role role : officer.roles) json.item(officers::role_name(role));
    });
    if (!officer.region.empty()) json.text("region", officer.region);
    if (!officer.body.empty()) json.text("body", officer.body);
    if (!officer.site.empty()) json.text("site", officer.site);
    json.text("state", officers::officer_state_name(officer.state));
    if (const auto request = x509::CertificateRequest::parse(officer.request))
      json.text("key_sm3", base::to_hex(crypto::sm3(request->public_key().point())));
    if (officer.certificate) {
      json.text("certificate_pem", officer.certificate->to_pem());
      json.time("not_after", officer.certificate->tbs().validity.not_after);
    }
    json.text("created_by", officer.created_by);
    if (!officer.authorised_by.empty()) json.text("authorised_by", officer.authorised_by);
    json.time("created_at", officer.created_at);
    if (officer.renewal) write_renewal(json, *officer.renewal);
  });
}

std::string officer_json(const officers::Officer& officer) {
  http::JsonWriter json;
  write_officer(json, officer);
  return json.text();
}

}  // namespace yinxin::endpoints
