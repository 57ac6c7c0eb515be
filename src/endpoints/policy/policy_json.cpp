// The licence and a version of the rules in JSON, the same in every answer; and the texts of the rules
// themselves.
#include "endpoints/policy/operations.hpp"

namespace yinxin::endpoints {

void write_licence(http::JsonWriter& json, const policy::Licence& licence) {
  json.text("holder", licence.holder_name)
      .text("number", licence.number)
      .text("valid_from", base::format_date(licence.valid_from))
      .text("valid_to", base::format_date(licence.valid_to))
      .text("issued_by", licence.issued_by)
      .text("issued_on", base::format_date(licence.issued_on))
      .text("credit_code", licence.credit_code);
  json.array("scope", [&] {
    for (const std::string& one : licence.scope) json.item(one);
  });
  json.object("status", [&] {
    json.text("code", policy::licence_status_name(licence.status))
        .text("zh", policy::licence_status_zh(licence.status))
        .text("en", policy::licence_status_en(licence.status));
  });
  json.time("as_of", licence.as_of);
}

std::string licence_json(const policy::Licence& licence) {
  http::JsonWriter json;
  json.object([&] { write_licence(json, licence); });
  return json.text();
}

void write_rules(http::JsonWriter& json, const policy::RulesVersion& version) {
  json.object([&] {
    json.text("kind", policy::rules_kind_name(version.kind))
        .text("version", version.version)
        .text("title", version.title)
        .text("state", policy::rules_state_name(version.state))
        .time("effective_at", version.effective_at);
    if (version.published_at) {
      json.time("published_at", *version.published_at)
          .text("filing_due", base::format_date(version.filing_due));
    }
    if (version.filed_at)
      json.time("filed_at", *version.filed_at).text("filing_receipt", version.filing_receipt);
    if (version.kind == policy::RulesKind::Cp) {
      json.array("policies", [&] {
        for (const asn1::Oid& id : version.policies) json.item(id.to_text());
      });
    }
    json.text("sm3", base::to_hex(version.digest));
  });
}

std::string rules_json(const policy::RulesVersion& version) {
  http::JsonWriter json;
  write_rules(json, version);
  return json.text();
}

base::Result<policy::RulesKind> rules_kind_of(const http::Request& request) {
  const auto kind = policy::find_rules_kind(request.path_parameter("kind"));
  if (!kind) return base::make_error(base::ErrorKind::NotFound, "policy.rules.none");
  return *kind;
}

http::Response rules_text(const policy::RulesVersion& version, std::string_view media_type,
                          std::string_view text) {
  http::Response response = http::with_body(200, media_type, base::to_bytes(text));
  response.headers.add("Rules-Version", version.version);
  const crypto::Sm3Digest digest = crypto::sm3(base::as_bytes(text));
  response.headers.add("Content-Digest", "sm3=:" + base::to_base64(digest) + ":");  // src/http/SIGNATURES.md
  return response;
}

http::Route rules_page(const Services& services, std::string name, std::string path,
                       std::string_view media_type, std::string policy::Service::Document::*text) {
  http::Route route;
  route.name = std::move(name);
  route.path = std::move(path);
  route.rate_class = kQueryClass;
  route.handler = [&services, media_type, text](const http::Request& request, http::Responder responder) {
    const auto kind = rules_kind_of(request);
    if (!kind) return responder.fail(kind.error());
    const auto rules = services.policy.document(*kind, request.path_parameter("version"));
    if (!rules) return responder.fail(rules.error());
    http::Response response = rules_text(rules->version, media_type, (*rules).*text);
    response.headers.add("Cache-Control", kForEver);
    responder.answer(std::move(response));
  };
  return route;
}

}  // namespace yinxin::endpoints
