#include "endpoints/registration/form_json.hpp"

#include "x509/attribute_types.hpp"

namespace yinxin::endpoints {

using base::Result;
using http::JsonReader;

namespace {

constexpr std::size_t kMaxEntries = 16;     // of names, addresses and numbers: above every profile
constexpr std::size_t kMaxValue = 1024;     // octets; x509's own bounds are lower
constexpr std::size_t kMaxSignature = 128;  // DER of two numbers of 32 octets has at most 72
constexpr std::int64_t kMaxDays = 36500;    // the CPS in force is stricter (article 17)

void read_subject(const JsonReader& body, registration::Form& form) {
  for (const JsonReader& field : body.objects("subject", kMaxEntries)) {
    const std::string name = field.text("type", kMaxValue);
    std::string value = field.text("value", kMaxValue);
    const x509::AttributeType* type = x509::find_attribute_type(name);
    if (type == nullptr) {
      field.fault("type", "is no name field of ours");
      continue;
    }
    form.subject.emplace_back(type->id, std::move(value));
  }
}

void read_identities(const JsonReader& body, registration::Form& form) {
  for (const JsonReader& one : body.objects("identities", kMaxEntries)) {
    const auto kind = x509::identity_kind(one.text("kind", kMaxValue));
    const std::string number = one.text("number", kMaxValue);
    if (!kind) {
      one.fault("kind", "is no kind of number of ours");
      continue;
    }
    auto canonical = x509::canonical_identity_number(*kind, number);
    if (!canonical) {
      one.fault("number", "is not a number of this kind");
      continue;
    }
    form.identities.push_back(registration::IdentityNumber{*kind, std::move(*canonical)});
  }
}

void read_purpose(const JsonReader& body, registration::Form& form) {
  const auto purpose = registration::parse_purpose(body.optional_text("purpose", kMaxValue).value_or("new"));
  if (purpose)
    form.purpose = *purpose;
  else
    body.fault("purpose", "is not new, renewal, rekey or change");
  const auto replaces = body.optional_text("replaces", kMaxValue);
  if (!replaces) return;
  const auto serial = x509::Serial::from_hex(*replaces);
  if (serial)
    form.replaces = *serial;
  else
    body.fault("replaces", "is not a serial");
}

/// Of a renewal, rekey or change: the old key's signature, and why the old key is given up.
void read_replacing(const JsonReader& body, registration::Form& form) {
  if (body.has("replaced_signature"))
    form.replaced_signature = body.octets("replaced_signature", kMaxSignature);
  form.reason = body.optional_text("reason", kMaxValue).value_or("");
}

}  // namespace

Result<registration::Form> read_form(const JsonReader& body) {
  registration::Form form;
  read_purpose(body, form);
  read_replacing(body, form);
  form.profile = body.text("profile", kMaxValue);
  read_subject(body, form);
  read_identities(body, form);
  form.alt_names.dns = body.texts("dns", kMaxEntries, kMaxValue);
  form.alt_names.emails = body.texts("mails", kMaxEntries, kMaxValue);
  form.phone = body.text("phone", kMaxValue);
  form.mail = body.optional_text("mail", kMaxValue).value_or("");
  form.validity_days = body.optional_integer("validity_days", 0, kMaxDays).value_or(0);
  const std::string pem = body.text("request", kMaxFormBody);
  YX_CHECK(body.finish());
  YX_TRY(const auto request, x509::CertificateRequest::parse_pem_or_der(base::as_bytes(pem)));
  form.request = base::to_bytes(request.der());
  return form;
}

}  // namespace yinxin::endpoints
