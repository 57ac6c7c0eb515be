// GET /ca: our own certificates, so that people and programs find the root, the issuers and the tree-head key
// (article 20).
#include "endpoints/operations.hpp"
#include "http/json_writer.hpp"

namespace yinxin::endpoints {

http::Route authority_list(const Office& services) {
  http::Route route;
  route.name = "authorityList";
  route.path = "/ca";
  route.rate_class = kQueryClass;
  route.handler = [&services](const http::Request&, http::Responder responder) {
    http::JsonWriter json;
    json.object([&] {
      json.array("authorities", [&] {
        for (const authority::Authority& one : services.authority.authorities()) {
          const x509::TbsCertificate& tbs = one.certificate.tbs();
          json.object([&] {
            json.text("id", one.id).text("role", one.role).text("issuer", one.issuer);
            json.text("subject", tbs.subject.to_text()).text("serial", tbs.serial.to_hex());
            json.time("not_before", tbs.validity.not_before).time("not_after", tbs.validity.not_after);
            json.text("fingerprint_sm3", base::to_hex(one.certificate.fingerprint()));
          });
        }
      });
    });
    responder.answer(http::json(200, json.text()));
  };
  return route;
}

}  // namespace yinxin::endpoints
