// GET /certificates/{serial}: what a certificate says, field by field (article 18 item 2, article 19). Only
// certificate content: nothing of the application, no search by name (requirements 6.3).
#include "asn1/oids.hpp"
#include "endpoints/operations.hpp"
#include "http/json_writer.hpp"

namespace yinxin::endpoints {

namespace {

void write_contents(http::JsonWriter& json, const x509::Certificate& certificate) {
  const x509::TbsCertificate& tbs = certificate.tbs();
  json.object("contents", [&] {  // the eight of article 19, in its order
    json.text("issuer", tbs.issuer.to_text())
        .text("subject", tbs.subject.to_text())
        .text("serial", tbs.serial.to_hex());
    json.time("not_before", tbs.validity.not_before).time("not_after", tbs.validity.not_after);
    json.array("policies", [&] {
      const x509::Extension* policies =
          x509::find_extension(tbs.extensions, asn1::oids::kCertificatePolicies);
      if (policies == nullptr) return;
      const auto decoded = x509::decode_policies(policies->value);
      if (!decoded) return;
      for (const x509::PolicyInformation& policy : *decoded) json.item(policy.id.to_text());
    });
    json.text("public_key", base::to_hex(tbs.public_key.point()));
    json.text("signature", base::to_hex(certificate.signature().to_der()));
    json.text("algorithm", "SM2 with SM3 (1.2.156.10197.1.501)");
  });
}

}  // namespace

http::Route certificate_query(const Services& services) {
  http::Route route;
  route.name = "certificateQuery";
  route.path = "/certificates/{serial}";
  route.rate_class = kQueryClass;
  route.handler = [&services](const http::Request& request, http::Responder responder) {
    const auto serial = x509::Serial::from_hex(request.path_parameter("serial"));
    if (!serial) return responder.fail(serial.error());
    const auto record = services.authority.find(*serial);
    if (!record) return responder.fail(record.error());
    if (record->state != authority::CertificateState::Issued) {
      return responder.fail(base::make_error(base::ErrorKind::NotFound, "authority.certificate"));
    }
    const auto certificate = x509::Certificate::parse(record->der);
    if (!certificate) return responder.fail(certificate.error());
    http::JsonWriter json;
    json.object([&] {
      json.text("authority", record->authority)
          .text("profile", record->profile)
          .text("rules", record->rules_version);
      json.text("fingerprint_sm3", base::to_hex(certificate->fingerprint()));
      write_contents(json, *certificate);
      json.text("pem", certificate->to_pem());
    });
    responder.answer(http::json(200, json.text()));
  };
  return route;
}

}  // namespace yinxin::endpoints
