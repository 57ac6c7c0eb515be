// Who acts. Every write of the office names its actor, and the actor's own signature over the request goes
// into the act record.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace yinxin::officers {

/// The roles of requirements.md 0.3 that this program knows. The three administrators (三员) hold no other
/// role.
enum class Role : std::uint8_t {
  SystemAdministrator = 1,    ///< 系统管理员: accounts frame, configuration, backup
  SecurityAdministrator = 2,  ///< 安全管理员: roles and permissions, approves accounts
  AuditAdministrator = 3,     ///< 审计管理员: reads logs, changes nothing
  RegistrationOfficer = 10,   ///< 受理员: receives, checks identity
  ReviewOfficer = 11,         ///< 审核员: reviews material
  IssuingOfficer = 12,        ///< 签发员: issues, revokes
  KeyCustodian = 13,          ///< 密钥管理员
  ComplianceOfficer = 14,     ///< 合规专员: licence, rules, evidence
  ArchiveOfficer = 15,        ///< 档案员
  ResponsiblePerson = 16,     ///< 机构负责人
  SupportOfficer = 17,        ///< 客服员
  TrainingOfficer = 18,       ///< 人事培训员
  SecurityChief = 19,         ///< 安全主管
  // Of a regulator:
  ProvinceIntakeOfficer = 30,       ///< 省受理员
  ProvinceReviewOfficer = 31,       ///< 省审核人
  ProvinceHead = 32,                ///< 省局负责人
  NationalIntakeOfficer = 33,       ///< 国家局受理员
  CaseOfficer = 34,                 ///< 承办人
  CaseReviewer = 35,                ///< 审核人
  LegalReviewer = 36,               ///< 法制审核人
  DecidingOfficer = 37,             ///< 签发人（局负责人）
  PublicationOfficer = 38,          ///< 信息公开员
  TechnicalReviewCoordinator = 39,  ///< 评审协调员
  EnforcementOfficer = 40,          ///< 执法人员
  HearingHost = 41,                 ///< 听证主持人
  TipHandler = 42,                  ///< 举报办理人员
  ReviewExpert = 43,                ///< 评审专家
};
/// "registration_officer" and so on: the words of rules/, the API and the database.
std::string_view role_name(Role role);
/// Errors: Malformed `officers.role`.
base::Result<Role> parse_role(std::string_view name);

/// A proved actor of one request: an officer, a holder or applicant who signs with the key concerned, or the
/// system itself (clocks, recovery). Made by the front's authentication and by system_actor().
struct Actor {
  std::string id;              // "officer/<id>", "key/<hex SM3 of the point>", "system/<what>"
  std::vector<Role> roles;     // empty but for officers
  base::Bytes key;             // point of the key that signed (65 octets); empty for the system
  base::Bytes signature_base;  // RFC 9421 signature base that was signed; empty for the system
  base::Bytes signature;       // DER SM2 signature over it; empty for the system
  // What a third party needs beside base and signature to judge them; empty but for officers.
  base::Bytes content;      // the body that the base's digest is of; empty where no act is that large
  base::Bytes certificate;  // the officer's, DER
  std::string region = {};  // whose cases the officer works on, six digits; empty: the office's own
  std::vector<Role> untrained = {};  // held by the account, and no right to the post now: none of `roles`
  std::string body = {};  // number of the case of the delegated body whose operator this is; empty: our own
  std::string site = {};  // where that operator is authorised to work
  base::Bytes place = {};  // of an act for many certificates: which of its keys this one is (signer::ActPlace)

  bool has(Role role) const;
};
Actor system_actor(std::string_view what);
/// The actor of a request signed by a key that is no officer's.
Actor key_actor(base::ByteView point, base::Bytes signature_base, base::Bytes signature);
/// Forbidden `officers.post_right`, article 28, with the role in the detail.
base::Error no_post_right(Role role);
/// Errors: Forbidden `officers.role_needed`, or `officers.post_right` (article 28) where the account holds
/// the role and has no right to its post now; with the role in the detail.
base::Result<void> require_role(const Actor& actor, Role role);
/// `said`, which names a role that is missing; or Forbidden `officers.post_right` where one of `roles` is
/// held by the account and only the right to its post is missing.
base::Error with_training(base::Error said, const Actor& actor, const std::vector<std::string>& roles);

}  // namespace yinxin::officers
