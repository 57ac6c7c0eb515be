// The texts of one application: 《证书申请告知书》 and 《电子政务电子认证服务协议》, filled with what was
// fixed at submission.
#include "asn1/oids.hpp"
#include "privacy/masking.hpp"
#include "registration/state.hpp"

namespace yinxin::registration {

namespace {

std::string subject_value(const Form& form, const asn1::Oid& type) {
  for (const auto& [id, value] : form.subject) {
    if (id == type) return value;
  }
  return "";
}

/// 乙方: the organisation, and within it the person or device where the certificate names one.
std::string applicant_name(const Form& form) {
  const std::string organisation = subject_value(form, asn1::oids::kOrganization);
  std::string name = subject_value(form, asn1::oids::kCommonName);
  if (organisation.empty() || organisation == name) return name;
  return organisation + "（" + name + "）";
}

std::string hidden_numbers(const Form& form) {
  std::string text;
  for (const IdentityNumber& identity : form.identities) {
    text += (text.empty() ? "" : "，") + privacy::mask_number(identity.number);
  }
  return text.empty() ? "无" : text;
}

}  // namespace

PaperValues Service::State::paper_values(const Dossier& dossier, const policy::Licence& licence,
                                         const policy::RulesInForce& rules) const {
  const Application& application = dossier.application;
  const Form& form = application.form;
  const policy::CpsProfile& profile = rules.profile;
  return {{"number", application.number},
          {"provider", licence.holder_name},
          {"licence", licence.number},
          {"cps_version", rules.cps.version},
          {"cp_version", rules.cp.version},
          {"policy", profile.classes.at(form.profile).policy.to_text()},
          {"cps_url", options.public_site + "/rules/cps"},
          {"profile", options.profiles.at(form.profile).name_zh},
          {"applicant", applicant_name(form)},
          {"identity_hidden", hidden_numbers(form)},
          {"validity_days", std::to_string(form.validity_days)},
          {"date", base::format_date(base::beijing_date(application.opened_at))},
          {"acceptance_days", std::to_string(profile.acceptance_days)},
          {"revocation_hours", std::to_string(profile.revocation_hours)},
          {"renewal_days", std::to_string(profile.renewal_days)},
          {"retention_years", std::to_string(profile.retention_years)}};
}

const PaperTemplate& Service::State::paper_of(const Application& application, std::string_view id) const {
  const PaperTemplate* paper = options.papers.find(id, base::beijing_date(application.opened_at));
  if (paper == nullptr) throw std::logic_error("paper " + std::string(id));  // submission has seen both
  return *paper;
}

std::string Service::State::notification(const Dossier& dossier) const {
  return Papers::fill(paper_of(dossier.application, "notification"), dossier.paper);
}

std::string Service::State::agreement(const Dossier& dossier) const {
  return Papers::fill(paper_of(dossier.application, "agreement"), dossier.paper);
}

}  // namespace yinxin::registration
