// POST /ca/{authority}/takers: a security administrator has a key of the provider that takes the service over
// certified, for OCSP or for lists (article 29, docs/decisions/0025). The signer checks the act for itself.
#include "asn1/oids.hpp"
#include "endpoints/inputs.hpp"
#include "endpoints/operations.hpp"
#include "endpoints/signed.hpp"
#include "x509/request.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kMaxTakerBody = signer::kMaxActContentBytes;  // the signer sees it whole
constexpr std::size_t kMaxTakerWord = 64;

using Subject = std::vector<std::pair<asn1::Oid, std::string>>;

Subject subject_of(const x509::Name& name) {
  namespace oids = asn1::oids;
  Subject subject;
  for (const asn1::Oid& type :
       {oids::kCountry, oids::kOrganization, oids::kOrganizationalUnit, oids::kCommonName}) {
    if (const auto value = name.find(type)) subject.emplace_back(type, std::string(*value));
  }
  return subject;
}

Result<authority::Service::ServiceOrder> taker_order(const Services& services, const Call& call,
                                                     const http::JsonReader& body) {
  const std::string use = body.text("use", kMaxTakerWord);
  const std::string key_sm3 = body.text("key_sm3", kMaxTakerWord);
  const std::string text = body.text("request", kMaxTakerBody);
  YX_CHECK(body.finish());
  YX_CHECK(officers::require_role(call.actor(), officers::Role::SecurityAdministrator));
  if (use != "ocsp" && use != "lists") return make_error(ErrorKind::Malformed, "authority.taker.use");
  YX_TRY(const base::Bytes der, base::from_base64(text));
  YX_TRY(const auto request, x509::CertificateRequest::parse(der));
  YX_CHECK(request.verify_possession());
  if (key_sm3 != base::to_hex(crypto::sm3(request.public_key().point())))
    return make_error(ErrorKind::Refused, "authority.taker.key");
  YX_TRY(const authority::Authority issuer,
         services.authority.one(call.request().path_parameter("authority")));
  if (issuer.role != "issuing" || issuer.key_id.empty())
    return make_error(ErrorKind::NotFound, "authority.none", issuer.id);
  authority::Service::ServiceOrder order;
  order.issuer = issuer.id;
  order.profile = use == "ocsp" ? "takeover-ocsp-signer" : "takeover-crl-issuer";
  const x509::Name& own = issuer.certificate.tbs().subject;
  order.subject = subject_of(use == "ocsp" ? request.subject() : own);
  order.public_key = request.public_key();
  order.rules_version = "-";
  order.licence_holder = std::string(own.find(asn1::oids::kOrganization).value_or(""));
  order.actor = call.actor();
  return order;
}

std::string taker_json(const authority::IssuedCertificate& issued) {
  http::JsonWriter json;
  json.object([&] {
    json.text("serial", issued.certificate.serial().to_hex());
    json.text("subject", issued.certificate.tbs().subject.to_text());
    json.time("not_after", issued.certificate.tbs().validity.not_after);
    json.text("pem", issued.certificate.to_pem());
  });
  return json.text();
}

}  // namespace

http::Route taker_certify(const Services& services) {
  return signed_write(
      services, "takerCertify", http::Method::Post, "/ca/{authority}/takers",
      [&services](const Call& call, const http::JsonReader& body) {
        auto order = taker_order(services, call, body);
        if (!order) return call.fail(std::move(order).error());
        order->with_issue = call.remember<authority::IssuedCertificate>(201, taker_json);
        services.authority.issue_service(std::move(order).value(),
                                         call.completion<authority::IssuedCertificate>());
      },
      kMaxTakerBody);
}

}  // namespace yinxin::endpoints
