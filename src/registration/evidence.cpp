// What the evidence package holds of an application (article 40, src/proof/PACKAGE.md). Names stay, numbers
// of papers are masked: what proves them is the commitment in the certificate and the material.
#include "privacy/masking.hpp"
#include "proof/json_object.hpp"
#include "proof/package_layout.hpp"
#include "registration/json_text.hpp"
#include "registration/state.hpp"
#include "x509/attribute_types.hpp"

namespace yinxin::registration {

using base::Result;

namespace {

std::string evidence_texts(const std::vector<std::string>& texts) {
  std::vector<std::string> items;
  for (const std::string& text : texts) items.push_back(json_quoted(text));
  return json_array(items);
}

std::string subject_json(const Form& form) {
  std::vector<std::string> items;
  for (const auto& [id, value] : form.subject) {
    const x509::AttributeType* type = x509::find_attribute_type(id);
    const std::string name = type != nullptr ? std::string(type->short_name) : id.to_text();
    items.push_back(json_object({{"type", json_quoted(name)}, {"value", json_quoted(value)}}));
  }
  return json_array(items);
}

std::string identities_json(const Form& form) {
  std::vector<std::string> items;
  for (const IdentityNumber& identity : form.identities) {
    items.push_back(json_object({{"kind", json_quoted(x509::identity_word(identity.kind))},
                                 {"number", json_quoted(privacy::mask_number(identity.number))}}));
  }
  return json_array(items);
}

std::string form_json(const Application& application) {
  const Form& form = application.form;
  std::vector<std::string> addresses;
  for (const base::Bytes& address : form.alt_names.ip_addresses) addresses.push_back(base::to_hex(address));
  return json_object(
      {{"number", json_quoted(application.number)},
       {"procedure", json_quoted(application.procedure_version)},
       {"rules", json_quoted(application.rules_version)},
       {"opened_at", json_quoted(base::format_utc(application.opened_at))},
       {"purpose", json_quoted(purpose_name(form.purpose))},
       {"replaces", form.replaces ? json_quoted(form.replaces->to_hex()) : "null"},
       {"reason", form.reason.empty() ? "null" : json_quoted(form.reason)},
       {"profile", json_quoted(form.profile)},
       {"subject", subject_json(form)},
       {"identities", identities_json(form)},
       {"dns", evidence_texts(form.alt_names.dns)},
       {"emails", evidence_texts(form.alt_names.emails)},
       {"uris", evidence_texts(form.alt_names.uris)},
       {"ip_addresses", evidence_texts(addresses)},
       {"phone", json_quoted(form.phone)},
       {"mail", json_quoted(form.mail)},
       {"validity_days", std::to_string(form.validity_days)},
       {"request_sm3", json_quoted(base::to_hex(crypto::sm3(form.request)))},
       {"replaced_signature",
        form.replaced_signature.empty() ? "null" : json_quoted(base::to_base64(form.replaced_signature))}});
}

std::string value_json(const procedure::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return json_quoted(*text);
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* date = std::get_if<base::Date>(&value)) return json_quoted(base::format_date(*date));
  return evidence_texts(std::get<std::vector<std::string>>(value));
}

std::string step_json(const StepNote& step) {
  std::vector<std::pair<std::string_view, std::string>> inputs;
  for (const auto& [id, value] : step.inputs) inputs.emplace_back(id, value_json(value));
  return json_object({{"position", std::to_string(step.position)},
                      {"event", json_quoted(step.event)},
                      {"actor", json_quoted(step.actor)},
                      {"at", json_quoted(base::format_utc(step.at))},
                      {"inputs", json_object(inputs)}});
}

std::string steps_json(const Application& application) {
  std::vector<std::string> items;
  for (const StepNote& step : application.steps) items.push_back(step_json(step));
  return json_object({{"steps", json_array(items)}});
}

std::string materials_json(const Application& application) {
  std::vector<std::string> items;
  for (const MaterialNote& note : application.materials) {
    items.push_back(json_object({{"kind", json_quoted(note.kind)},
                                 {"title", json_quoted(note.title)},
                                 {"media_type", json_quoted(note.media_type)},
                                 {"size", std::to_string(note.size)},
                                 {"sm3", json_quoted(base::to_hex(note.digest))},
                                 {"added_at", json_quoted(base::format_utc(note.added_at))}}));
  }
  return json_object({{"materials", json_array(items)}});
}

/// The last step of this event, which is the one that counts after a supplement.
const StepNote* last_step(const Application& application, std::string_view event) {
  for (auto step = application.steps.rbegin(); step != application.steps.rend(); ++step) {
    if (step->event == event) return &*step;
  }
  return nullptr;
}

/// Nothing when the agreement was not signed.
std::optional<base::Bytes> agreement_signature(const Application& application) {
  const StepNote* step = last_step(application, "sign_agreement");
  if (step == nullptr) return std::nullopt;
  const auto found = step->inputs.find("agreement_signature");
  const auto* text = found == step->inputs.end() ? nullptr : std::get_if<std::string>(&found->second);
  if (text == nullptr) return std::nullopt;
  auto der = base::from_base64(*text);
  return der ? std::optional(std::move(*der)) : std::nullopt;
}

}  // namespace

Result<std::vector<Service::EvidenceFile>> Service::evidence(const std::string& number) const {
  YX_TRY(const Dossier dossier, state_->load(number));
  YX_CHECK(state_->check_readable(dossier));
  const Application& application = dossier.application;
  std::vector<EvidenceFile> files;
  const auto json = [&](std::string name, const std::string& compact) {
    files.push_back({std::move(name), base::to_bytes(proof::indent_json(compact))});
  };
  json("04-application/form.json", form_json(application));
  json("04-application/steps.json", steps_json(application));
  json("04-application/materials.json", materials_json(application));
  files.push_back({"05-agreement/notification.txt", base::to_bytes(state_->notification(dossier))});
  files.push_back({"05-agreement/agreement.txt", base::to_bytes(state_->agreement(dossier))});
  if (auto signature = agreement_signature(application))
    files.push_back({"05-agreement/agreement.sig", std::move(*signature)});
  files.push_back({std::string(proof::layout::kRequest), application.form.request});
  if (const StepNote* accepted = last_step(application, "accept_certificate"))
    json("07-acceptance/acceptance.json", step_json(*accepted));
  return files;
}

}  // namespace yinxin::registration
