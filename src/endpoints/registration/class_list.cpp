// GET /certificate-classes: what may be applied for at present and what each application has to bring, from
// the profiles and the CPS in force, so that a form can be drawn before anybody has a key (articles 17, 19,
// 21; open to all).
#include <algorithm>

#include "endpoints/registration/operations.hpp"
#include "http/json_writer.hpp"

namespace yinxin::endpoints {

namespace {

using Offer = registration::Service::Offer;

void write_texts(http::JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  json.array(name, [&] {
    for (const std::string& text : texts) json.item(text);
  });
}

/// What the profile fixes (the country) is not asked for.
void write_subject_fields(http::JsonWriter& json, const x509::Profile& profile) {
  json.array("subject", [&] {
    for (const x509::SubjectField& field : profile.subject) {
      if (!field.fixed.empty()) continue;
      json.object([&] {
        json.text("type", field.type->short_name).boolean("required", field.required);
        json.integer("max", static_cast<std::int64_t>(field.max_characters));
      });
    }
  });
}

/// Whether the number itself stands in the certificate (requirements Q32).
bool is_shown(const x509::IdentityField& field, const policy::ClassRules& rules) {
  if (field.disclosure == x509::Disclosure::AsFiled) return rules.identity_number_in_clear;
  return field.disclosure == x509::Disclosure::Clear;
}

void write_identities(http::JsonWriter& json, const Offer::Class& one) {
  json.array("identities", [&] {
    for (const x509::IdentityField& field : one.profile->identities) {
      json.object([&] {
        json.array("kinds", [&] {
          for (const x509::IdentityKind kind : field.kinds) json.item(x509::identity_word(kind));
        });
        json.boolean("required", field.required).boolean("in_clear", is_shown(field, one.rules));
      });
    }
  });
}

void write_class(http::JsonWriter& json, const Offer::Class& one) {
  const x509::Profile& profile = *one.profile;
  json.text("profile", profile.id).text("zh", profile.name_zh).text("en", profile.name_en);
  json.text("policy", one.rules.policy.to_text()).text("section", one.rules.section);
  const std::int64_t most = std::min<std::int64_t>(one.rules.max_validity_days, profile.longest.count());
  json.integer("max_validity_days", most);
  json.integer("usual_validity_days", std::min<std::int64_t>(most, profile.usual.count()));
  write_texts(json, "materials", one.rules.materials);
  write_texts(json, "identity_methods", one.rules.identity_methods);
  write_subject_fields(json, profile);
  write_identities(json, one);
  json.boolean("dns", profile.alt_names.dns).boolean("mails", profile.alt_names.emails);
  json.boolean("alt_name_required", profile.alt_names.required);
}

/// What a holder who lost the key will be asked on the telephone, as the CPS publishes it.
void write_loss_report(http::JsonWriter& json, const policy::LossReportRules& rules) {
  json.object("loss_report", [&] {
    write_texts(json, "questions", rules.questions);
    json.integer("asked", rules.asked).integer("right", rules.right).integer("attempts", rules.attempts);
    json.boolean("one_officer", rules.one_officer);
    json.integer("opens", rules.opens).integer("closes", rules.closes).text("section", rules.section);
  });
}

std::string to_json(const Offer& offer) {
  http::JsonWriter json;
  json.object([&] {
    json.text("rules", offer.rules.version).integer("renewal_days", offer.rules.renewal_days);
    json.integer("revocation_hours", offer.rules.revocation_hours);
    json.boolean("suspension_allowed", offer.rules.suspension_allowed);
    json.boolean("renewal_by_certificate", offer.rules.renewal_by_certificate);
    if (offer.rules.loss_report) write_loss_report(json, *offer.rules.loss_report);
    json.array("classes", [&] {
      for (const Offer::Class& one : offer.classes) json.object([&] { write_class(json, one); });
    });
  });
  return json.text();
}

}  // namespace

http::Route class_list(const Services& services) {
  http::Route route;
  route.name = "classList";
  route.path = "/certificate-classes";
  route.rate_class = kQueryClass;
  route.handler = [&services](const http::Request&, http::Responder responder) {
    const auto offer = services.registration.offer();
    if (!offer) return responder.fail(offer.error());
    responder.answer(http::json(200, to_json(*offer)));
  };
  return route;
}

}  // namespace yinxin::endpoints
