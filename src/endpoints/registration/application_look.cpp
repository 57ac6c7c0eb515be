// POST /applications/{number}/looks: personal data in clear, for a reason, after the look is on record
// (article 23, requirements 6.5). Fields: "subject", "identities", "phone", "mail", "mails", "material/<SM3
// in hexadecimal>".
#include <algorithm>

#include "endpoints/registration/access.hpp"
#include "endpoints/registration/event_request.hpp"
#include "endpoints/registration/operations.hpp"
#include "endpoints/signed.hpp"
#include "x509/attribute_types.hpp"

namespace yinxin::endpoints {

using base::ErrorKind;
using base::make_error;
using base::Result;
using http::JsonWriter;
using registration::Application;

namespace {

constexpr std::size_t kMaxFields = 8;
constexpr std::size_t kMaxField = 80;  // "material." and 64 digits
constexpr std::size_t kMaxReason = 4096;
constexpr std::string_view kMaterial = "material.";

struct Look {
  std::vector<std::string> fields;
  std::string reason;
  std::optional<registration::Material>
      material;  // when it is among the fields; one at a time, because of its size

  bool wants(std::string_view field) const {
    return std::find(fields.begin(), fields.end(), field) != fields.end();
  }
};

/// L3, numbers and images of papers, is for who checks identities and reviews materials (requirements 11.3).
Result<void> require_right(const officers::Actor& actor, const Look& look) {
  YX_CHECK(require_business(actor));
  const bool sensitive = std::any_of(look.fields.begin(), look.fields.end(), [](const std::string& field) {
    return field == "identities" || field.starts_with(kMaterial);
  });
  if (!sensitive || actor.has(officers::Role::ReviewOfficer)) return {};
  return officers::require_role(actor, officers::Role::RegistrationOfficer);
}

Result<Look> read_look(const http::JsonReader& body) {
  constexpr std::string_view kPlain[] = {"subject", "identities", "phone", "mail", "mails"};
  Look look;
  look.fields = body.texts("fields", kMaxFields, kMaxField);
  look.reason = body.text("reason", kMaxReason);
  if (look.fields.empty()) body.fault("fields", "is empty");
  std::size_t materials = 0;
  for (const std::string& field : look.fields) {
    const bool plain = std::find(std::begin(kPlain), std::end(kPlain), field) != std::end(kPlain);
    if (field.starts_with(kMaterial))
      ++materials;
    else if (!plain)
      body.fault("fields", "names something that cannot be looked at");
  }
  if (materials > 1) body.fault("fields", "names more than one material");
  YX_CHECK(body.finish());
  return look;
}

Result<void> fetch_material(const Services& services, const std::string& number, Look& look) {
  for (const std::string& field : look.fields) {
    if (!field.starts_with(kMaterial)) continue;
    YX_TRY(const base::Bytes octets, base::from_hex(std::string_view(field).substr(kMaterial.size())));
    crypto::Sm3Digest digest{};
    if (octets.size() != digest.size()) return make_error(ErrorKind::NotFound, "registration.application");
    std::copy(octets.begin(), octets.end(), digest.begin());
    YX_TRY(look.material, services.registration.material(number, digest));
  }
  return {};
}

void write_names(JsonWriter& json, const registration::Form& form) {
  json.array("subject", [&] {
    for (const auto& field : form.subject) {
      const x509::AttributeType* type = x509::find_attribute_type(field.first);
      json.object([&] {
        json.text("type", type == nullptr ? field.first.to_text() : std::string(type->short_name));
        json.text("value", field.second);
      });
    }
  });
}

void write_identities(JsonWriter& json, const registration::Form& form) {
  json.array("identities", [&] {
    for (const registration::IdentityNumber& identity : form.identities) {
      json.object(
          [&] { json.text("kind", x509::identity_word(identity.kind)).text("number", identity.number); });
    }
  });
}

std::string in_clear(const Application& application, const Look& look) {
  const registration::Form& form = application.form;
  JsonWriter json;
  json.object([&] {
    json.text("number", application.number);
    if (look.wants("subject")) write_names(json, form);
    if (look.wants("identities")) write_identities(json, form);
    if (look.wants("phone")) json.text("phone", form.phone);
    if (look.wants("mail")) json.text("mail", form.mail);
    if (look.wants("mails")) {
      json.array("mails", [&] {
        for (const std::string& mail : form.alt_names.emails) json.item(mail);
      });
    }
    if (!look.material) return;
    json.object("material", [&] {
      json.text("kind", look.material->kind).text("title", look.material->title);
      json.text("media_type", look.material->media_type).octets("content", look.material->content);
    });
  });
  return json.text();
}

/// The names that go on record; of a material's SM3 the first half, which still names it.
std::vector<std::string> recorded_fields(const Look& look) {
  constexpr std::size_t kHalf = 32;
  std::vector<std::string> names = look.fields;
  for (std::string& name : names) {
    if (name.starts_with(kMaterial)) name.resize(kMaterial.size() + kHalf);
  }
  return names;
}

Result<std::shared_ptr<const Look>> prepare(const Services& services, const Call& call,
                                            const http::JsonReader& body) {
  YX_TRY(Look look, read_look(body));
  YX_CHECK(require_right(call.actor(), look));
  YX_CHECK(check_open_to(services, call.request().path_parameter("number"), call.actor()));
  YX_CHECK(fetch_material(services, call.request().path_parameter("number"), look));
  return std::make_shared<const Look>(std::move(look));
}

}  // namespace

http::Route application_look(const Services& services) {
  const auto handle = [&services](Call call, const http::JsonReader& body) {
    auto prepared = prepare(services, call, body);
    if (!prepared) return call.fail(std::move(prepared).error());
    const std::shared_ptr<const Look> look = std::move(prepared).value();
    const auto to_json = [look](const Application& application) { return in_clear(application, *look); };
    services.registration.record_look(call.request().path_parameter("number"), recorded_fields(*look),
                                      look->reason, call.actor(), call.remember<Application>(200, to_json),
                                      call.completion<Application>());
  };
  constexpr std::size_t kMaxLookBody = 16 * 1024;
  return signed_write(services, std::string(kLookOperation), http::Method::Post,
                      "/applications/{number}/looks", handle, kMaxLookBody);
}

}  // namespace yinxin::endpoints
