// POST /officers/{id}/renewal/authorise: a security administrator lets the new key act. Its certificate comes
// from the operations authority; in the same commit the old one is revoked and the old key acts no longer.
#include "endpoints/officers/operations.hpp"

namespace yinxin::endpoints {

using base::Result;
using officers::Officer;

namespace {

Result<Officer> check_renewal(const Services& services, const Call& call, const http::JsonReader& body) {
  YX_TRY(const Named named, read_named(body));
  YX_TRY(Officer officer, services.officers.check_renewal(call.request().path_parameter("id"), call.actor()));
  YX_CHECK(check_named(named, officer.renewal->key, officer));
  return officer;
}

Officer renewed(Officer officer, const x509::Certificate& certificate) {
  officer.state = officers::OfficerState::Active;
  officer.request = officer.renewal->request;
  officer.certificate = certificate;
  officer.renewal.reset();
  return officer;
}

authority::RevocationOrder order_for(const authority::CertificateRecord& old, const Officer& officer,
                                     const officers::Actor& actor) {
  authority::RevocationOrder order;
  order.authority = old.authority;
  order.serial = old.serial;
  order.reason =
      officer.renewal->key_lost ? x509::RevocationReason::KeyCompromise : x509::RevocationReason::Superseded;
  order.cause = officer.renewal->key_lost ? "工作人员密钥遗失，换证" : "工作人员换证";
  order.actor = actor;
  return order;
}

void authorise_renewal(const Services& services, const Call& call, const http::JsonReader& body) {
  auto officer = check_renewal(services, call, body);
  if (!officer) return call.fail(std::move(officer).error());
  auto old = officer_certificate(services.authority, *officer);
  if (!old) return call.fail(std::move(old).error());
  auto order =
      officer_certificate_order(services.authority, *officer, officer->renewal->request, call.actor());
  if (!order) return call.fail(std::move(order).error());
  order->with_issue = [&services, call, waiting = std::move(officer).value(), old = std::move(*old).value()](
                          store::WriteSet& set, const authority::IssuedCertificate& issued) {
    call.store_answer(set, 200, officer_json(renewed(waiting, issued.certificate)));
    services.officers.add_renewal(set, waiting, issued.certificate, call.actor());
    services.authority.add_revocation(set, old, order_for(old, waiting, call.actor()));
  };
  services.authority.issue_service(std::move(order).value(), call.completion<authority::IssuedCertificate>());
}

}  // namespace

http::Route officer_authorise_renewal(const Services& services) {
  return signed_write(services, "officerAuthoriseRenewal", http::Method::Post,
                      "/officers/{id}/renewal/authorise",
                      [&services](const Call& call, const http::JsonReader& body) {
                        authorise_renewal(services, call, body);
                      });
}

}  // namespace yinxin::endpoints
