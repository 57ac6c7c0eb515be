// Who acts. Every write of the office names its actor, and the actor's own signature over the request goes
// into the act record.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.hpp"

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
};
/// "registration_officer" and so on: the words of rules/, the API and the database.
std::string_view role_name(Role role);
/// Errors: Malformed `officers.role`.
base::Result<Role> parse_role(std::string_view name);

/// A proved actor of one request: an officer, an applicant who signs with the key being certified, or the
/// system itself (clocks, recovery). Made by officers::Service (officers), registration (applicants) and
/// system_actor().
struct Actor {
  std::string id;              // "officer/<id>", "applicant/<application id>", "system/<what>"
  std::vector<Role> roles;     // empty for applicants and the system
  base::Bytes signature_base;  // RFC 9421 signature base that was signed; empty for the system
  base::Bytes signature;       // DER SM2 signature over it; empty for the system

  bool has(Role role) const;
};
Actor system_actor(std::string_view what);

}  // namespace yinxin::officers
