// POST /officers: a system administrator enters an account; it can do nothing until a security administrator
// authorises it.
#include "endpoints/officers/operations.hpp"

namespace yinxin::endpoints {

using base::Result;

Result<base::Bytes> read_own_request(const http::JsonReader& body) {
  constexpr std::size_t kMaxPem = 2 * x509::kMaxRequestBytes;
  const auto pem = body.optional_text("request_pem", kMaxPem);
  if (pem && body.has("request")) body.fault("request", "stands beside request_pem");
  base::Bytes der;
  if (!pem) der = body.octets("request", x509::kMaxRequestBytes);
  YX_CHECK(body.finish());
  if (!pem) return der;
  YX_TRY(const auto request, x509::CertificateRequest::parse_pem_or_der(base::as_bytes(*pem)));
  return base::to_bytes(request.der());
}

namespace {

constexpr std::size_t kMaxRoles = 10;       // more than the title of a certificate holds
constexpr std::size_t kMaxIdText = 64;      // octets; the service says 32
constexpr std::size_t kMaxNameText = 1024;  // octets; the service says 200 characters

/// A delegated body is known by its case, which goes on (article 25).
Result<void> check_body(const Office& office, const std::string& body) {
  if (body.empty()) return {};
  const auto none = [&] {
    return base::make_error(base::ErrorKind::NotFound, "officers.body.none", body, "25");
  };
  cases::Caller everywhere;
  everywhere.reach = "000000";
  const auto view = office.desk.service.read(body, everywhere);
  if (!view && view.error().kind == base::ErrorKind::NotFound) return none();
  if (!view) return view.error();
  if (view->found.procedure != "delegated_body" || view->found.ended) return none();
  return {};
}

/// Roles of the other side's office mean nothing here.
Result<officers::NewOfficer> read_officer(const Office& services, const http::JsonReader& body) {
  officers::NewOfficer officer;
  officer.id = body.text("id", kMaxIdText);
  officer.name = body.text("name", kMaxNameText);
  officer.region = body.optional_text("region", kMaxRegion).value_or("");
  officer.body = body.optional_text("body", kMaxBodyNumber).value_or("");
  const auto roles = body.texts("roles", kMaxRoles);
  YX_TRY(officer.request, read_own_request(body));
  for (const std::string& name : roles) {
    YX_TRY(const officers::Role role, officers::parse_role(name));
    if (services.desk.roles.count(name) == 0)
      return base::make_error(base::ErrorKind::Malformed, "officers.role", name);
    officer.roles.push_back(role);
  }
  YX_CHECK(check_body(services, officer.body));
  return officer;
}

}  // namespace

http::Route officer_create(const Office& services) {
  return signed_write(services, "officerCreate", http::Method::Post, "/officers",
                      [&services](const Call& call, const http::JsonReader& body) {
                        auto officer = read_officer(services, body);
                        if (!officer) return call.fail(std::move(officer).error());
                        services.officers.create(std::move(officer).value(), call.actor(),
                                                 call.remember<officers::Officer>(201, officer_json),
                                                 call.completion<officers::Officer>());
                      });
}

}  // namespace yinxin::endpoints
