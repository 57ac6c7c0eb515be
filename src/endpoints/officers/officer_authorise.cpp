// POST /officers/{id}/authorisation: a security administrator lets the account act; its certificate comes
// from the operations authority, in the same commit.
#include "asn1/oids.hpp"
#include "endpoints/officers/operations.hpp"

namespace yinxin::endpoints {

using base::Result;

Result<authority::Service::ServiceOrder> officer_certificate_order(const authority::Service& authority,
                                                                   const officers::Officer& officer,
                                                                   base::ByteView own_request,
                                                                   const officers::Actor& actor) {
  namespace oids = asn1::oids;
  YX_TRY(const auto request, x509::CertificateRequest::parse(own_request));
  const authority::Authority& issuer = authority.operations();
  const std::string house(issuer.certificate.tbs().subject.find(oids::kOrganization).value_or(""));
  authority::Service::ServiceOrder order;
  order.issuer = issuer.id;
  order.profile = "officer";
  order.subject = {{oids::kCountry, "CN"},
                   {oids::kOrganization, house},
                   {oids::kTitle, officer_title(officer)},  // by which the signer knows an issuing officer
                   {oids::kSerialNumber, officer.id},
                   {oids::kCommonName, officer.id}};
  order.public_key = request.public_key();
  order.rules_version = "-";
  order.licence_holder = house;
  order.actor = actor;
  return order;
}

namespace {

officers::Officer enrolled(officers::Officer officer, const x509::Certificate& certificate,
                           const officers::Actor& by) {
  officer.state = officers::OfficerState::Active;
  officer.authorised_by = by.id;
  officer.certificate = certificate;
  return officer;
}

Result<officers::Officer> check(const Office& services, const Call& call, const http::JsonReader& body) {
  YX_TRY(const Named named, read_named(body));
  YX_TRY(officers::Officer officer,
         services.officers.check_authorise(call.request().path_parameter("id"), call.actor()));
  YX_TRY(const auto request, x509::CertificateRequest::parse(officer.request));
  YX_CHECK(check_named(named, request.public_key().point(), officer));
  return officer;
}

void authorise(const Office& services, const Call& call, const http::JsonReader& body) {
  auto officer = check(services, call, body);
  if (!officer) return call.fail(std::move(officer).error());
  auto order = officer_certificate_order(services.authority, *officer, officer->request, call.actor());
  if (!order) return call.fail(std::move(order).error());
  order->with_issue = [&officers = services.officers, call, pending = std::move(officer).value()](
                          store::WriteSet& set, const authority::IssuedCertificate& issued) {
    call.store_answer(set, 200, officer_json(enrolled(pending, issued.certificate, call.actor())));
    officers.add_authorise(set, pending, issued.certificate, call.actor());
  };
  services.authority.issue_service(std::move(order).value(), call.completion<authority::IssuedCertificate>());
}

}  // namespace

http::Route officer_authorise(const Office& services) {
  return signed_write(
      services, "officerAuthorise", http::Method::Post, "/officers/{id}/authorisation",
      [&services](const Call& call, const http::JsonReader& body) { authorise(services, call, body); });
}

}  // namespace yinxin::endpoints
