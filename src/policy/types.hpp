// What permits and binds us: the licence (articles 4, 12) and our own published rules (articles 16, 17).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "asn1/oid.hpp"
#include "base/clock.hpp"
#include "crypto/sm3.hpp"

namespace yinxin::policy {

/// What a case of service_stop has come to (article 29).
enum class Serving : std::uint8_t { Suspended, Terminated, Resumed };

/// 机构状态 of requirements 11.1. Certificates are issued in Valid only (requirements 2.2).
enum class LicenceStatus : std::uint8_t {
  Valid,
  Rectifying,
  Revoked,
  Cancelled,
  Withdrawn,
  Expired,
  Deregistered
};
/// "valid", "rectifying", "revoked", "cancelled", "withdrawn", "expired", "deregistered".
std::string_view licence_status_name(LicenceStatus status);
/// 有效 停业整顿 已吊销 已撤销 已撤回 已届满 已注销.
std::string_view licence_status_zh(LicenceStatus status);
/// For people who read English.
std::string_view licence_status_en(LicenceStatus status);
/// The status of this name, or nothing.
std::optional<LicenceStatus> find_licence_status(std::string_view name);

/// 《电子政务电子认证服务机构资质证书》 (article 12), as the regulator's signed file says it
/// (src/policy/LICENCE.md).
struct Licence {
  std::string number;
  std::string holder_name;  // 机构名称: the issuer's O of every certificate must equal it (article 19 item 1)
  std::string credit_code;
  std::vector<std::string> scope;
  base::Date valid_from;
  base::Date valid_to;  // last day in force, Beijing
  std::string issued_by;
  base::Date issued_on;
  LicenceStatus status = LicenceStatus::Valid;
  base::Time as_of;  // when the regulator said so; a newer file of the same number replaces an older one
};

/// Parameters of one certificate class in a CPS version.
struct ClassRules {
  std::string profile;                        // id under rules/profiles
  asn1::Oid policy;                           // a policy of the CP version it refers to
  std::vector<std::string> identity_methods;  // codes of check_identity's input `method` that the CPS allows
  std::vector<std::string>
      materials;  // kinds of material that must be there at review: "identity_document", …
  std::int64_t max_validity_days = 0;
  std::string section;                    // of the CPS, cited in refusals
  bool identity_number_in_clear = false;  // default: commitment (requirements Q32)
};

/// 电话挂失: how a caller who has lost the key is known to be the holder, and what the officer on duty may do
/// alone (article 17: as the CPS says it, and in no other way).
struct LossReportRules {
  std::vector<std::string> questions;  // those of kLossQuestions that may be put
  std::int64_t asked = 0;              // so many of them are drawn by lot
  std::int64_t right = 0;              // so many must be answered rightly
  std::int64_t attempts = 0;  // so often in 24 hours the questions of one certificate are put, right or wrong
  bool one_officer = false;   // outside office hours the officer on duty revokes alone, a second confirms on
                              // the next working day
  std::int64_t opens = 0;     // office hours of a working day: whole hours of Beijing, [opens, closes)
  std::int64_t closes = 0;
  std::string section;  // of the CPS, cited in refusals
};
/// What a caller can be asked that is sealed here and stands in no certificate: the number of the holder's
/// paper (a person's), telephone and mail as entered, the number of the application.
inline constexpr std::string_view kLossQuestions[] = {"identity_number", "phone", "mail",
                                                      "application_number"};

/// cps_profile: the machine-readable parameters of one CPS version; binding, changed only by a new version
/// (article 17).
struct CpsProfile {
  std::string version;
  std::map<std::string, ClassRules> classes;  // by profile id
  std::int64_t handling_hours = 0;            // acceptance to issue
  std::int64_t supplement_days = 0;           // for supplements, calendar days
  std::int64_t agreement_days = 0;            // acceptance to signed agreement
  std::int64_t acceptance_days = 0;           // issued but not accepted by the holder within: revoked
  std::int64_t revocation_hours = 0;          // request to published revocation
  std::int64_t crl_hours = 0;                 // period of full CRLs
  std::int64_t ocsp_minutes = 0;              // validity of an OCSP answer
  std::int64_t retention_years = 5;           // article 24: at least 5
  std::int64_t renewal_days = 0;              // how long before notAfter a renewal may be asked for
  bool suspension_allowed = false;            // requirements 2.12: off unless the CPS has it
  bool renewal_by_certificate =
      false;                     // the existing certificate is enough for the identity check of a renewal
  bool renewal_revokes = false;  // the replaced certificate is revoked; otherwise it runs to its end
  std::optional<LossReportRules> loss_report;  // nothing: no loss is reported by telephone
};

/// Article 17: lists and answers are published at least as often as the CPS says. What is slower, in words
/// for the readiness check; nothing when all is well.
std::optional<std::string> slower_than(const CpsProfile& profile, std::int64_t crl_minutes,
                                       std::int64_t ocsp_minutes);

enum class RulesKind : std::uint8_t { Cps, Cp };
/// "cps", "cp".
std::string_view rules_kind_name(RulesKind kind);
/// The kind of this name, or nothing.
std::optional<RulesKind> find_rules_kind(std::string_view name);

/// 起草 → 批准 → 公布 (→ 备案); in force from `effective_at`, superseded by the next version's.
enum class RulesState : std::uint8_t { Proposed, Approved, Published };
/// "proposed", "approved", "published".
std::string_view rules_state_name(RulesState state);

/// One version of the CPS or CP. Published ones stay reachable at the same address for ever (article 16).
struct RulesVersion {
  RulesKind kind = RulesKind::Cps;
  std::string version;  // "1.0": digits and dots
  std::string title;
  RulesState state = RulesState::Proposed;
  base::Time effective_at;
  std::vector<asn1::Oid> policies;  // of a CP: the identifiers it defines
  std::optional<base::Time> published_at;
  std::optional<base::Time> filed_at;  // filing submitted to the province
  std::string filing_receipt;          // 备案回执 number, when there is one
  base::Date filing_due;               // published + 30 days (article 16, C10); only when published
  crypto::Sm3Digest digest{};          // of the document
};

/// What one act is done under; `cps.version` is stored with the transaction (article 17).
struct RulesInForce {
  RulesVersion cps;
  RulesVersion cp;
  CpsProfile profile;
};

}  // namespace yinxin::policy
