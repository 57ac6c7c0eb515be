// POST /roster-links/look: what the person who brings a token is invited to, unsigned, because they have no
// key yet; POST /roster-links/enter: they apply, signed with the key that is to be certified. The token
// stands in the body alone: no address that anybody logs has it.
#include "endpoints/registration/access.hpp"
#include "endpoints/registration/application_json.hpp"
#include "endpoints/registration/form_json.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/registration/roster_json.hpp"
#include "endpoints/signed.hpp"
#include "privacy/masking.hpp"
#include "x509/attribute_types.hpp"

namespace yinxin::endpoints {

using base::Result;
using registration::Application;
using registration::Form;
using registration::Invitation;

namespace {

constexpr std::size_t kMaxLookBody = 1024;

Result<base::Bytes> read_token(const http::JsonReader& body) {
  base::Bytes token = body.octets("token", registration::kTokenOctets);
  if (token.size() != registration::kTokenOctets) body.fault("token", "is not 32 octets");
  return token;
}

void write_invited(http::JsonWriter& json, const Form& form) {
  json.text("profile", form.profile);
  json.array("subject", [&] {
    for (const auto& field : form.subject) {
      const x509::AttributeType* type = x509::find_attribute_type(field.first);
      json.object([&] {
        json.text("type", type == nullptr ? field.first.to_text() : std::string(type->short_name));
        json.text("value", masked_subject_value(form.profile, field.first, field.second));
      });
    }
  });
  json.array("identities", [&] {
    for (const registration::IdentityNumber& identity : form.identities) {
      json.object([&] {
        json.text("kind", x509::identity_word(identity.kind)).text("number", masked_identity(identity));
      });
    }
  });
  json.text("phone", privacy::mask_phone(form.phone));
  if (!form.mail.empty()) json.text("mail", privacy::mask_mail(form.mail));
}

Result<std::string> look_at_invitation(const Services& services, const http::Request& request) {
  YX_TRY(const registration::Rosters* const rosters, rosters_of(services));
  YX_TRY(const http::JsonReader body, http::JsonReader::parse(request.body));
  YX_TRY(const base::Bytes token, read_token(body));
  YX_CHECK(body.finish());
  YX_TRY(const Invitation invitation, rosters->look(token));
  http::JsonWriter json;
  json.object([&] {
    json.text("agency", invitation.agency).time("until", invitation.until);
    write_invited(json, invitation.form);
  });
  return json.text();
}

}  // namespace

http::Route roster_link_look(const Services& services) {
  http::Route route;
  route.name = "rosterLinkLook";
  route.method = http::Method::Post;
  route.path = "/roster-links/look";
  route.max_body = kMaxLookBody;
  route.rate_class = kQueryClass;
  route.handler = [&services](const http::Request& request, http::Responder responder) {
    auto looked = look_at_invitation(services, request);
    if (!looked) return responder.fail(std::move(looked).error());
    http::Response response = http::json(200, *looked);
    response.headers.add("Cache-Control", "no-store");
    responder.answer(std::move(response));
  };
  return route;
}

http::Route roster_link_enter(const Services& services) {
  const auto handle = [&services](const Call& call, const http::JsonReader& body) {
    const auto rosters = rosters_of(services);
    if (!rosters) return call.fail(rosters.error());
    auto token = read_token(body);
    std::string proof = body.text("proof", registration::kProofCharacters);
    const std::string pem = body.text("request", kMaxFormBody);
    const auto sound = body.finish();
    if (!sound) return call.fail(sound.error());
    auto request = x509::CertificateRequest::parse_pem_or_der(base::as_bytes(pem));
    if (!request) return call.fail(std::move(request).error());
    (*rosters)->enter(*std::move(token), std::move(proof), base::to_bytes(request->der()), call.actor(),
                      call.remember<Application>(201, receipt), call.completion<Application>());
  };
  return signed_write(services, "rosterLinkEnter", http::Method::Post, "/roster-links/enter", handle,
                      kMaxFormBody);
}

}  // namespace yinxin::endpoints
