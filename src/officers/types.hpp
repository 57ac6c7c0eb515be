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

  bool has(Role role) const;
};
Actor system_actor(std::string_view what);
/// The actor of a request signed by a key that is no officer's.
Actor key_actor(base::ByteView point, base::Bytes signature_base, base::Bytes signature);
/// Errors: Forbidden `officers.role_needed`, with the role in the detail.
base::Result<void> require_role(const Actor& actor, Role role);

}  // namespace yinxin::officers
