// A licence and published rules for tests: short, and as a provider would import and publish them.
#pragma once

#include "policy/service.hpp"
#include "proof/note.hpp"

namespace yinxin::registration_support {

inline const std::string kRegulator = "regulator.example.cn";

inline policy::Licence licence(const std::string& holder, const std::string& valid_to = "2030-12-31") {
  policy::Licence licence;
  licence.number = "测试-2026-0001";
  licence.holder_name = holder;
  licence.credit_code = "91110101MA00000005";  // constructed
  licence.scope = {"电子政务电子认证服务"};
  licence.valid_from = base::parse_date("2026-01-01").value();
  licence.valid_to = base::parse_date(valid_to).value();
  licence.issued_by = "国家密码管理局";
  licence.issued_on = base::parse_date("2025-12-20").value();
  licence.as_of = base::parse_utc("2025-12-20T02:00:00Z").value();
  return licence;
}

inline std::string signed_licence(const policy::Licence& licence, const crypto::Sm2PrivateKey& regulator) {
  proof::SignedNote note;
  note.body = policy::licence_text(licence);
  const auto signature = crypto::sm2_sign(regulator, base::as_bytes(note.body));
  if (!signature || !note.add(kRegulator, regulator.public_key(), *signature))
    throw std::runtime_error("note");
  return note.to_text();
}

/// What a test may want otherwise.
struct CpsChoice {
  bool suspension_allowed = false;
  bool renewal_by_certificate = false;
  bool renewal_revokes = false;
  int max_validity_days = 365;
  bool loss_report = false;  // calls about lost keys, and one officer on duty
};

inline constexpr const char* kLossReport = R"(
[loss_report]
questions = ["identity_number", "phone", "mail", "application_number"]
asked = 3
right = 3
attempts = 2
one_officer = true
opens = 9
closes = 17
section = "7.9.1"
)";

inline std::string cps_class(const std::string& profile, const std::string& policy,
                             const std::string& material, int days) {
  return "\n[[classes]]\nprofile = \"" + profile + "\"\npolicy = \"" + policy +
         "\"\nidentity_methods = [\"counter\", \"national_identity_source\", \"organisation_source\", "
         "\"existing_certificate\"]\nmaterials = [\"" +
         material + "\"]\nmax_validity_days = " + std::to_string(days) + "\nsection = \"3.2\"\n";
}

inline std::string cps_profile(const std::string& version, const CpsChoice& choice) {
  const auto flag = [](bool on) { return std::string(on ? "true" : "false"); };
  return "version = \"" + version + R"("
handling_hours = 72
supplement_days = 30
agreement_days = 15
acceptance_days = 15
revocation_hours = 24
crl_hours = 24
ocsp_minutes = 60
retention_years = 5
renewal_days = 60
)" +
         "suspension_allowed = " + flag(choice.suspension_allowed) +
         "\nrenewal_by_certificate = " + flag(choice.renewal_by_certificate) +
         "\nrenewal_revokes = " + flag(choice.renewal_revokes) + "\n" +
         (choice.loss_report ? kLossReport : "") +
         cps_class("individual", "2.999.156.1.4", "identity_document", choice.max_validity_days) +
         cps_class("organisation", "2.999.156.1.5", "organisation_licence", choice.max_validity_days);
}

inline const std::string kCpProfile =
    "version = \"1.0\"\n[[policies]]\nid = \"2.999.156.1.4\"\nname = \"个人证书\"\n"
    "[[policies]]\nid = \"2.999.156.1.5\"\nname = \"机构证书\"\n";

inline policy::RulesProposal proposal(policy::RulesKind kind, const std::string& version, std::string profile,
                                      base::Time effective_at) {
  policy::RulesProposal proposal;
  proposal.kind = kind;
  proposal.version = version;
  proposal.title = kind == policy::RulesKind::Cps ? "业务规则（测试）" : "证书策略（测试）";
  proposal.effective_at = effective_at;
  proposal.document = "# " + proposal.title + " " + version + "\n";
  proposal.profile = std::move(profile);
  return proposal;
}

}  // namespace yinxin::registration_support
