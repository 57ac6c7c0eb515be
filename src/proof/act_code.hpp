// The closed list of acts that the ledger records (requirements 2.12, and what stands around a certificate's
// life).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/result.hpp"

namespace yinxin::proof {

/// The numbers stand in ledger leaves for ever: never renumbered, never reused. Hundreds group them.
enum class ActCode : std::uint16_t {
  // The application (art. 21)
  ApplicationSubmitted = 101,
  ApplicationReceived = 102,
  IdentityChecked = 103,
  MaterialReviewed = 104,
  Notified = 105,
  ApplicationAccepted = 106,
  AgreementSigned = 107,
  SupplementRequested = 108,
  Supplemented = 109,
  ApplicationRefused = 110,
  ApplicationWithdrawn = 111,
  ApplicationClosed = 112,
  MaterialAdded = 113,
  BatchReceived = 114,
  // The certificate (arts. 18, 20, 24)
  IntentRecorded = 201,
  Issued = 202,
  IntentAbandoned = 203,
  AcceptedByHolder = 204,
  Renewed = 205,
  Rekeyed = 206,
  Changed = 207,
  Suspended = 208,
  Resumed = 209,
  Revoked = 210,
  Expired = 211,
  Archived = 212,
  Destroyed = 213,
  RevocationRequested = 214,
  DestructionApproved = 215,
  CertificateRecovered = 216,  // from the signer's log, after its own act was lost with a database
  // What permits and binds the provider (arts. 12, 16)
  LicenceImported = 301,
  LicenceChanged = 302,
  RulesPublished = 303,
  RulesFiled = 304,
  RulesProposed = 305,
  RulesApproved = 306,
  // Keys, lists, officers
  CrlIssued = 401,
  CeremonyAct = 402,
  KeyGenerated = 403,
  OfficerEnrolled = 404,
  OfficerCreated = 405,
  OfficerSuspended = 406,
  OfficerResumed = 407,
  OfficerRenewalRequested = 408,
  OfficerRenewed = 409,
  OfficerClosed = 410,
  // Evidence and personal data (arts. 23, 40)
  EvidencePackageBuilt = 501,
  PersonalDataViewed = 502,
  HoldSet = 503,
  HoldReleased = 504,
  // The ledger itself
  Restored = 601,
  // Cases of any procedure (requirements 2.0, 3)
  CaseOpened = 701,
  CaseStep = 702,
  ClockOverdue = 703,
  ClockMoved = 704,
  ClocksRecalculated = 705,
};

/// One row of the list. `name` is the stable word of APIs and exports ("identity_checked").
struct ActInfo {
  ActCode code;
  std::string_view name;
  std::string_view zh;
  std::string_view en;
};

/// All acts, by number.
std::span<const ActInfo> all_acts();
/// A value outside the list is a broken invariant.
const ActInfo& act_info(ActCode code);
/// Errors: Malformed `proof.act_code`.
base::Result<ActCode> act_code(std::uint16_t number);

}  // namespace yinxin::proof
