#include <algorithm>
#include <set>

#include "crypto/random.hpp"
#include "registration/submission.hpp"
#include "x509/lint/lint.hpp"
#include "x509/text.hpp"

namespace yinxin::registration {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kMinPhone = 5;   // a hotline such as 12345
constexpr std::size_t kMaxPhone = 24;  // ITU-T E.164: 15 digits; with signs between them
constexpr std::size_t kMaxMail = 254;  // RFC 5321 4.5.3.1.3, without the angle brackets

bool is_phone(std::string_view text) {
  return text.size() >= kMinPhone && text.size() <= kMaxPhone &&
         text.find_first_not_of("0123456789+- ()") == std::string_view::npos &&
         text.find_first_of("0123456789") != std::string_view::npos;
}

bool is_mail(std::string_view text) {
  const std::size_t at = text.find('@');
  return text.size() <= kMaxMail && at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string_view::npos && text.find(' ') == std::string_view::npos &&
         !x509::inspect_text(text);
}

}  // namespace

Result<void> canonicalise(Form& form) {
  std::set<x509::IdentityKind> kinds;
  for (IdentityNumber& identity : form.identities) {
    if (!kinds.insert(identity.kind).second)
      return make_error(ErrorKind::Malformed, "registration.identity",
                        std::string(x509::identity_word(identity.kind)) + " twice");
    YX_TRY(identity.number, x509::canonical_identity_number(identity.kind, identity.number));
  }
  if (!is_phone(form.phone)) return make_error(ErrorKind::Malformed, "registration.contact", "phone");
  if (!form.mail.empty() && !is_mail(form.mail))
    return make_error(ErrorKind::Malformed, "registration.contact", "mail");
  return {};
}

Result<void> settle_validity(Form& form, const FormRules& rules) {
  const std::int64_t most = rules.offered.max_validity_days;
  if (form.validity_days == 0) form.validity_days = most;
  if (form.validity_days >= 1 && form.validity_days <= most) return {};
  return make_error(ErrorKind::Refused, "registration.validity",
                    "CPS " + rules.rules.cps.version + " " + rules.offered.section + ": 1 to " +
                        std::to_string(most) + " days",
                    "17");
}

Result<void> try_draft(const Form& form, const crypto::Sm2PublicKey& key, const FormRules& rules,
                       base::Time at) {
  const base::SecretBytes opening = crypto::random_secret(x509::kIdentityOpeningSize);
  x509::DraftInput input;
  input.issuer = rules.issuer;
  input.serial = x509::Serial::random();
  const base::Time begin = std::chrono::floor<std::chrono::seconds>(at);
  const base::Time end = begin + std::chrono::days(form.validity_days) - std::chrono::seconds(1);
  input.validity = {begin, std::min(end, rules.issuer->tbs().validity.not_after)};
  input.subject = form.subject;
  input.public_key = key;
  input.policy = rules.offered.policy;
  input.filed = {rules.rules.cp.policies, rules.offered.identity_number_in_clear};
  input.urls = rules.urls;
  input.alt_names = form.alt_names;
  for (const IdentityNumber& identity : form.identities)
    input.identities.push_back({identity.kind, identity.number, &opening});
  YX_TRY(const x509::TbsCertificate draft, x509::make_draft(*rules.profile, input));
  x509::LintContext context;
  context.licensed_name = rules.licence_holder;
  context.issuer = rules.issuer;
  context.filed = input.filed;
  YX_TRY(const auto linted, x509::lint(draft.to_der(), *rules.profile, context));
  return {};
}

}  // namespace yinxin::registration
