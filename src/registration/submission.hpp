// Checks of a form before anything is stored: whatever could fail at issue is told now. Private to this
// folder.
#pragma once

#include "policy/types.hpp"
#include "registration/types.hpp"
#include "x509/profile/profile.hpp"
#include "x509/profile/urls.hpp"

namespace yinxin::registration {

/// "SQ-2026-7K3M9QAX": a prefix, the year in Beijing and 40 random bits.
std::string random_number(std::string_view prefix, base::Time at);

/// What a form is judged by.
struct FormRules {
  const x509::Profile* profile = nullptr;
  policy::ClassRules offered;
  policy::RulesInForce rules;
  std::string licence_holder;
  const x509::Certificate* issuer = nullptr;
  x509::AuthorityUrls urls;
};

/// Numbers of papers in canonical form, one of a kind; telephone and mail address. Errors: those of
/// x509::canonical_identity_number; Malformed `registration.identity` (a kind twice); Malformed
/// `registration.contact`.
base::Result<void> canonicalise(Form& form);
/// 0 becomes the most that the CPS gives. Errors: Refused `registration.validity`.
base::Result<void> settle_validity(Form& form, const FormRules& rules);
/// Drafts and lints a certificate that is thrown away. Errors: those of x509::make_draft and x509::lint.
base::Result<void> try_draft(const Form& form, const crypto::Sm2PublicKey& key, const FormRules& rules,
                             base::Time at);

}  // namespace yinxin::registration
