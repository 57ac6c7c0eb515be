// What permits and binds us: the licence (articles 4, 12) and our own published rules (articles 16, 17).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "asn1/oid.hpp"
#include "base/clock.hpp"

namespace yinxin::policy {

/// 《电子政务电子认证服务机构资质证书》 (article 12). Status words of requirements.md 11.1.
enum class LicenceStatus : std::uint8_t {
  Valid,
  Suspended,
  Revoked,
  Cancelled,
  Withdrawn,
  Expired,
  Deregistered
};

struct Licence {
  std::string number;
  std::string holder_name;  // 机构名称: the issuer O of every certificate must equal it (article 19 item 1)
  std::string credit_code;
  std::vector<std::string> scope;
  base::Date valid_from;
  base::Date valid_to;  // last day in force
  std::string issued_by;
  base::Date issued_on;
  LicenceStatus status = LicenceStatus::Valid;
};

/// Parameters of one certificate class in a CPS version.
struct ClassRules {
  std::string profile;                        // rules/profiles id: "individual", …
  asn1::Oid policy;                           // certificate policy of the filed CP
  std::vector<std::string> identity_methods;  // code list 身份查验方式 that the CPS allows
  std::int64_t max_validity_days = 0;
  bool identity_number_in_clear = false;  // default: salted commitment (requirements Q32)
};

/// cps_profile: the machine-readable parameters of one CPS version. Binding: changed only by a new version
/// (article 17).
struct CpsProfile {
  std::string version;
  std::map<std::string, ClassRules> classes;  // by profile id
  std::int64_t max_handling_hours = 0;        // acceptance to issue
  std::int64_t revocation_hours = 0;          // request to published revocation
  std::int64_t crl_hours = 0;                 // period of full CRLs
  std::int64_t crl_overlap_hours = 0;         // nextUpdate beyond the period
  std::int64_t ocsp_minutes = 0;              // validity of an OCSP answer
  std::int64_t acceptance_days = 0;           // issued but not accepted by the holder within: revoked
  std::int64_t retention_years = 5;           // article 24: at least 5
  bool suspension_allowed = false;            // Q26: off unless the CPS has it
};

enum class RulesKind : std::uint8_t { Cps, Cp };

/// One published version of the CPS or CP. Old versions stay reachable at the same address for ever (article
/// 16).
struct RulesVersion {
  RulesKind kind = RulesKind::Cps;
  std::string version;
  std::string title;
  base::Time published_at;
  base::Time effective_at;
  std::optional<base::Time> filed_at;  // filing submitted to the province
  std::string filing_receipt;          // 备案回执 number, when there is one
  std::string path;                    // "/rules/cps/1.0"
  base::Bytes digest;                  // SM3 of the published document
};

/// What one act is done under; its version string is stored with the transaction (article 17).
struct RulesInForce {
  RulesVersion cps;
  RulesVersion cp;
  CpsProfile profile;
};

}  // namespace yinxin::policy
