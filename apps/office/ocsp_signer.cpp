#include "office/ocsp_signer.hpp"

#include <algorithm>

#include "asn1/oids.hpp"

namespace yinxin::office {

using base::Result;

bool ocsp_signer_due(const authority::Service& authority, const std::string& issuer, base::Time now) {
  base::Time renew_at{};
  for (const authority::Authority& one : authority.authorities()) {
    if (one.role != "ocsp_signer" || one.issuer != issuer) continue;
    const x509::Validity& validity = one.certificate.tbs().validity;
    renew_at = std::max(renew_at, validity.not_before + (validity.not_after - validity.not_before) * 2 / 3);
  }
  return now >= renew_at;
}

Result<authority::Authority> make_ocsp_signer(House& house, const std::string& issuer,
                                              const officers::Actor& actor) {
  YX_TRY(const authority::Authority above, house.authority->one(issuer));
  YX_TRY(const std::vector<signer::KeyInfo> keys, house.signer->keys());
  std::string id;
  for (int number = 1;; ++number) {
    id = "ocsp-" + std::to_string(number);
    if (std::none_of(keys.begin(), keys.end(), [&](const signer::KeyInfo& key) { return key.spec.id == id; }))
      break;
  }
  signer::KeySpec spec;
  spec.id = id;
  spec.key_class = signer::KeyClass::Online;
  spec.limits.purposes = signer::kSignOcsp;
  YX_TRY(const signer::KeyInfo key, house.signer->generate(spec));
  authority::Service::ServiceOrder order;
  order.issuer = issuer;
  order.profile = "ocsp-signer";
  order.id = id;
  order.role = "ocsp_signer";
  order.key_id = id;
  const std::string holder(above.certificate.tbs().subject.find(asn1::oids::kOrganization).value_or(""));
  order.subject = {
      {asn1::oids::kCountry, "CN"}, {asn1::oids::kOrganization, holder}, {asn1::oids::kCommonName, id}};
  order.public_key = key.public_key;
  order.licence_holder = holder;
  order.rules_version = "-";
  order.actor = actor;
  base::Waiter<authority::IssuedCertificate> waiter;
  house.authority->issue_service(std::move(order), waiter.completion());
  YX_TRY(const authority::IssuedCertificate issued, waiter.wait());
  static_cast<void>(issued);
  return house.authority->one(id);
}

}  // namespace yinxin::office
