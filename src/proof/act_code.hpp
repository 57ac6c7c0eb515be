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
  RosterReceived = 115,  // of an agency's staff
  RosterLinksMade = 116,
  RosterEntered = 117,  // one of its people, by a link
  RosterOrdered = 118,  // one act for many of its rows
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
  CallerQuestioned = 217,  // a loss reported by telephone; a caller who is known asks for revocation (214)
  CallerTurnedAway = 218,
  RevocationReviewed = 219,  // one officer's revocation, by a second
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
  EvidenceCollected = 505,  // what a package will be made of, before it is made
  EvidenceDropped = 506,    // a kept package went with the records that it was made of
  // The ledger itself
  Restored = 601,
  // Cases of any procedure (requirements 2.0, 3)
  CaseOpened = 701,
  CaseStep = 702,
  ClockOverdue = 703,
  ClockMoved = 704,
  ClocksRecalculated = 705,
  CaseFileAdded = 706,
  CaseFileSwept = 707,      // no step named it in time
  CalendarProposed = 708,   // a notice of days off (docs/decisions/0034)
  CalendarConfirmed = 709,  // by a second officer: running clocks are counted again (705)
  // What any procedure of the law may come to (requirements 2; 701 to 710: cases themselves)
  CaseSubmitted = 711,
  CaseReceived = 712,
  CaseReturned = 713,
  CaseResubmitted = 714,
  CaseAccepted = 715,
  CaseConfirmed = 716,
  OpinionGiven = 717,
  DecisionMade = 718,
  DocumentDelivered = 719,
  RightExercised = 720,
  HearingHeld = 721,
  PeriodLapsed = 722,
  PeriodExtended = 723,
  Urged = 724,
  CaseReferred = 725,
  CaseWithdrawn = 726,
  CaseClosed = 727,
  ResultPublished = 728,
  MaterialHandedOver = 729,
  RectificationOrdered = 730,
  RectificationDone = 731,
  RectificationVerified = 732,
  ReportSigned = 733,
  ReportCorrected = 734,
  FindingEntered = 735,
  FindingDetermined = 736,
  // The provider's duties (arts. 6, 16, 25 to 29, 34 to 36, 40), devices and trust (art. 22)
  RulesInForce = 801,
  RulesSuperseded = 802,
  DelegationSigned = 811,
  DelegationStarted = 812,
  DelegationSupervised = 813,
  DelegationSuspended = 814,
  DelegationEnded = 815,
  DelegationDataReturned = 816,
  TrainingPlanned = 821,
  TrainingRecorded = 822,
  TestRecorded = 823,
  PostAuthorised = 824,
  PostRightEnded = 825,
  StaffEntered = 826,
  StaffLeft = 827,
  ComplaintReceived = 831,
  ComplaintAnswered = 832,
  ClaimReceived = 833,
  ClaimSettled = 834,
  EventDiscovered = 841,
  EventJudged = 842,
  EventReported = 843,
  Quarantined = 844,
  FiguresLocked = 851,
  ConditionEntered = 852,
  ConditionsSnapshot = 853,
  AnnualReportMade = 854,
  ServiceStopped = 861,
  ServiceResumed = 862,
  TakeoverOrdered = 863,
  TakeoverSettled = 864,
  HandoverPart = 865,
  HandoverSigned = 866,
  HandoverExported = 867,
  HandoverImported = 868,
  DeviceRegistered = 871,
  DeviceInUse = 872,
  DeviceOutOfUse = 873,
  DeviceDestroyed = 874,
  TrustChanged = 875,
  EntryMade = 876,  // in a register of the provider's: a site, a service, what an inspection asked for
  EntryEnded = 877,
  // Supervision (arts. 30 to 33, 37 to 39)
  CredentialsShown = 901,
  RecordSigned = 902,
  FeedbackGiven = 903,
  FocusListed = 911,
  FocusRemoved = 912,
  TipReceived = 921,
  TipKeyEnrolled = 922,
  TipOpened = 923,
  TipShared = 924,
  EvidenceRegistered = 931,
  EvidenceReleased = 932,
  PenaltyDecided = 933,
  PenaltyPerformed = 934,
  EnforcementApplied = 935,
  // Draws (docs/design/draw.md), network monitoring, the witness of providers' ledgers (arts. 10, 30)
  DrawStated = 941,
  DrawCommitted = 942,
  DrawRevealed = 943,
  Drawn = 944,
  DrawReplaced = 945,
  MonitoringSet = 951,
  AlertRaised = 952,
  AlertConfirmed = 953,
  AlertDismissed = 954,
  HeadWitnessed = 961,
  HeadRefused = 962,
  // Messages between organisations (requirements 2.0, Delivery)
  MessageSent = 1001,  // before the first attempt
  MessageReceipted = 1002,
  MessageReceived = 1003,
  MessageDelivered = 1004,
  MessageRefused = 1005,
  FilingMatterSettled = 1011,  // of a filing, that our own case did not follow (docs/decisions/0028)
  // Demonstrations (docs/decisions/0026)
  DemonstrationClockMoved = 1101,
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
