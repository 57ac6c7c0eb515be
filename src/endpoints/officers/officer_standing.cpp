// What suspension, resumption and closing have in common: the account and its certificate change in one
// commit, so that whoever asks OCSP or reads the CRL sees what the office knows.
#include "endpoints/officers/operations.hpp"

namespace yinxin::endpoints {

using base::Result;
using officers::Officer;
using officers::OfficerChange;

Result<std::optional<authority::CertificateRecord>> officer_certificate(const authority::Service& authority,
                                                                        const Officer& officer) {
  if (!officer.certificate) return std::optional<authority::CertificateRecord>();
  YX_TRY(auto record, authority.find(officer.certificate->serial()));
  return std::optional(std::move(record));
}

namespace {

bool is_on_hold(const authority::CertificateRecord& certificate) {
  return certificate.revoked_at && certificate.reason == x509::RevocationReason::CertificateHold;
}

void add_status(const authority::Service& authority, store::WriteSet& set, OfficerChange what,
                const authority::CertificateRecord& certificate, authority::RevocationOrder order) {
  order.authority = certificate.authority;
  order.serial = certificate.serial;
  switch (what) {
    case OfficerChange::Suspend:
      return authority.add_suspension(set, certificate, std::move(order));
    case OfficerChange::Resume:
      // Accounts that were suspended before certificates went on hold with them have nothing to take off.
      if (is_on_hold(certificate)) authority.add_resumption(set, certificate, std::move(order));
      return;
    case OfficerChange::Close:
      order.reason = x509::RevocationReason::CessationOfOperation;
      return authority.add_revocation(set, certificate, order);
  }
}

}  // namespace

void change_standing(const Office& services, const Call& call, const http::JsonReader& body,
                     OfficerChange what) {
  authority::RevocationOrder order;
  order.cause = body.text("reason");
  order.actor = call.actor();
  const auto sound = body.finish();
  if (!sound) return call.fail(sound.error());
  auto officer =
      services.officers.check_change(what, call.request().path_parameter("id"), order.cause, call.actor());
  if (!officer) return call.fail(std::move(officer).error());
  auto certificate = officer_certificate(services.authority, *officer);
  if (!certificate) return call.fail(std::move(certificate).error());
  const auto remember = [&authority = services.authority, call, what, order,
                         record = std::move(certificate).value()](store::WriteSet& set,
                                                                  const Officer& outcome) {
    call.store_answer(set, 200, officer_json(outcome));
    if (record) add_status(authority, set, what, *record, order);
  };
  services.officers.change(what, std::move(officer).value(), order.cause, call.actor(), remember,
                           call.completion<Officer>());
}

}  // namespace yinxin::endpoints
