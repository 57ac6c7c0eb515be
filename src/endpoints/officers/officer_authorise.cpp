// POST /officers/{id}/authorisation: a security administrator lets the account act; its certificate comes
// from the operations authority, in the same commit.
#include "asn1/oids.hpp"
#include "endpoints/officers/operations.hpp"

namespace yinxin::endpoints {

using base::Result;

namespace {

/// The certificate names the account, not the person: it is shown to whoever checks an act, the name (L2) is
/// not.
Result<authority::Service::ServiceOrder> order_for(const authority::Service& authority,
                                                   const officers::Officer& officer,
                                                   const officers::Actor& actor) {
  namespace oids = asn1::oids;
  YX_TRY(const auto request, x509::CertificateRequest::parse(officer.request));
  const authority::Authority& issuer = authority.operations();
  const std::string house(issuer.certificate.tbs().subject.find(oids::kOrganization).value_or(""));
  authority::Service::ServiceOrder order;
  order.issuer = issuer.id;
  order.profile = "officer";
  order.subject = {{oids::kCountry, "CN"},
                   {oids::kOrganization, house},
                   {oids::kSerialNumber, officer.id},
                   {oids::kCommonName, officer.id}};
  order.public_key = request.public_key();
  order.rules_version = "-";
  order.licence_holder = house;
  order.actor = actor;
  return order;
}

officers::Officer enrolled(officers::Officer officer, const x509::Certificate& certificate,
                           const officers::Actor& by) {
  officer.state = officers::OfficerState::Active;
  officer.authorised_by = by.id;
  officer.certificate = certificate;
  return officer;
}

void authorise(const Services& services, const Call& call, const http::JsonReader& body) {
  const auto sound = body.finish();
  if (!sound) return call.fail(sound.error());
  auto officer = services.officers.check_authorise(call.request().path_parameter("id"), call.actor());
  if (!officer) return call.fail(std::move(officer).error());
  auto order = order_for(services.authority, *officer, call.actor());
  if (!order) return call.fail(std::move(order).error());
  order->with_issue = [&officers = services.officers, call, pending = std::move(officer).value()](
                          store::WriteSet& set, const authority::IssuedCertificate& issued) {
    call.store_answer(set, 200, officer_json(enrolled(pending, issued.certificate, call.actor())));
    officers.add_authorise(set, pending, issued.certificate, call.actor());
  };
  services.authority.issue_service(std::move(order).value(), call.completion<authority::IssuedCertificate>());
}

}  // namespace

http::Route officer_authorise(const Services& services) {
  return signed_write(
      services, "officerAuthorise", http::Method::Post, "/officers/{id}/authorisation",
      [&services](const Call& call, const http::JsonReader& body) { authorise(services, call, body); });
}

}  // namespace yinxin::endpoints
