// Accounts of officers (requirements 8.3): the system administrator creates, the security administrator
// authorises; the three administrators (三员) hold no other role, and nobody holds two of theirs.
// Certificates last at most a year and are renewed (docs/decisions/0010). An account of a delegated body acts
// within its mandate (article 25), and in a post only who has the right to it (article 28). Owner of the
// tables officer, officer_key, officer_renewal, officer_body, officer_operator and officer_post
// (schema/0004_officers.sql, schema/0009_officer_renewal.sql, schema/0018_compliance.sql).
#pragma once

#include <memory>
#include <optional>

#include "ledger/recorder.hpp"
#include "officers/requests.hpp"
#include "store/remember.hpp"
#include "x509/certificate.hpp"
#include "x509/request.hpp"

namespace yinxin::officers {

enum class OfficerState : std::uint8_t { Pending, Active, Suspended, Closed };
std::string_view officer_state_name(OfficerState state);

/// A new key that waits to be authorised for an account.
struct Renewal {
  base::Bytes request;  // PKCS#10 of the new key
  base::Bytes key;      // its point, 65 octets
  bool key_lost = false;
  std::string requested_by;  // actor
  base::Time requested_at;
};

struct Officer {
  std::string id;    // 2 to 32 of a-z, 0-9, '-': stands in act records for ever, so no name of a person
  std::string name;  // L2: shown to administrators
  std::vector<Role> roles;
  OfficerState state = OfficerState::Pending;
  std::string created_by;
  std::string authorised_by;  // empty while pending
  base::Bytes request;        // PKCS#10 of the officer's own key
  std::optional<x509::Certificate> certificate;
  base::Time created_at;
  std::optional<Renewal> renewal;
  std::string region = {};  // whose cases they work on, six digits of GB/T 2260; empty: the office's own
  std::string body =
      {};  // number of the case of the delegated body whose account it is; empty: our own staff
  std::string site = {};  // where it is, or was, authorised as that body's operator; empty: nowhere
};

struct NewOfficer {
  std::string id;
  std::string name;
  std::vector<Role> roles;
  base::Bytes request;  // DER; proof of possession is checked
  std::string region = {};
  std::string body = {};
};

struct NewRenewal {
  std::string id;
  base::Bytes request;    // DER; proof of possession is checked
  bool key_lost = false;  // the present key is gone, or may be in other hands
};

/// What a security administrator does to an account's standing.
enum class OfficerChange : std::uint8_t {
  Suspend,  ///< 停用: may not act until resumed
  Resume,   ///< 恢复
  Close,    ///< 注销: for ever, pending accounts too
};

/// Certificates that end sooner are shown and logged (requirements 11.4).
inline constexpr std::chrono::days kEndsSoon{30};

/// How far a delegated body's accounts may act (article 25, requirements 13.5).
enum class BodyStanding : std::uint8_t {
  Unfiled,    ///< its filing has lapsed
  Open,       ///< filed, and its accounts are started
  Suspended,  ///< 暂停
  Ended,      ///< 终止, or the agreement is over
};
struct Body {
  std::string number;  // of its case
  std::string name;
  BodyStanding standing = BodyStanding::Unfiled;
  base::Date agreement_to;  // last day of the agreement
};
/// 经办人员: one account of a body, bound to a site.
struct Operator {
  std::string body;  // number of its case
  std::string item;  // the operator within that case
  std::string officer;
  std::string site;
  base::Date trained_to;  // last day on which the training counts
};
/// 上岗授权.
struct PostRight {
  std::string number;  // of the training's case
  std::string officer;
  Role post = Role::RegistrationOfficer;
  base::Date valid_to;
};
/// Posts in which nobody works without a right (requirements 1, article 28: "no RA/CA right without valid
/// training", our reading). In any other a right that was given and is over is missed just the same.
inline constexpr Role kTrainedPosts[] = {Role::RegistrationOfficer, Role::ReviewOfficer,
                                         Role::IssuingOfficer};

/// Every write is durable with its act record (OfficerEnrolled and its like) when `done` is called.
class Service {
 public:
  struct House {
    store::Database& database;
    store::Lane& lane;
    const ledger::Recorder& recorder;
    const base::Clock& clock;
    const privacy::Vault& vault;
  };
  /// From `trained_from` on kTrainedPosts ask for a right; nothing: only rights that were given and are over
  /// are missed.
  explicit Service(House house, std::optional<base::Date> trained_from = {});
  ~Service();

  /// By a system administrator. Errors: Forbidden `officers.role_needed`; Malformed `officers.id`,
  /// `officers.name`, `officers.region`, `officers.body`; Refused `officers.roles` (an administrator's role
  /// beside any other, none at all, or more than the title of their certificate holds; of a body's account
  /// any but registration_officer, article 25), Refused `x509.request.signature`;
  /// Conflict `officers.exists`, `officers.key_used` (the key serves or served an account).
  void create(NewOfficer officer, Actor actor, store::Remember<Officer> remember,
              base::Completion<Officer> done);
  /// A security administrator may authorise this pending account, and is not who created it. Errors:
  /// Forbidden `officers.role_needed`, NotFound `officers.none`, Conflict `officers.state`, Refused
  /// `officers.same_person`.
  base::Result<Officer> check_authorise(const std::string& id, const Actor& actor) const;
  /// The rows of the authorisation, for the commit that issues the certificate. Conflict `officers.state`
  /// there when somebody was faster.
  void add_authorise(store::WriteSet& set, const Officer& officer, const x509::Certificate& certificate,
                     const Actor& actor) const;
  /// The first three administrators, from the ceremony: created and authorised by "system/ceremony". What
  /// create() would refuse is a broken invariant here (throws std::invalid_argument); Conflict
  /// `officers.exists` in the commit.
  void add_first(store::WriteSet& set, const NewOfficer& officer, const x509::Certificate& certificate) const;

  /// A security administrator may do this to this account, which is not their own, for a reason of 1 to 500
  /// characters. Errors: Forbidden `officers.role_needed`, Malformed `officers.reason`, NotFound
  /// `officers.none`, Refused `officers.same_person`, Conflict `officers.state`.
  base::Result<Officer> check_change(OfficerChange what, const std::string& id, const std::string& reason,
                                     const Actor& actor) const;
  /// `officer` as check_change() gave it; `remember` brings what becomes of its certificate. In the commit:
  /// Conflict `officers.state` when somebody was faster; Refused `officers.last_administrator` when no
  /// administrator of the kind would be left who may act.
  void change(OfficerChange what, Officer officer, const std::string& reason, const Actor& actor,
              const store::Remember<Officer>& remember, base::Completion<Officer> done);

  /// A new key for the account, in place of one asked for before. By the officer, who signs with the present
  /// key; or by a system administrator, where that key is lost or its certificate has run out. Errors:
  /// Forbidden `officers.role_needed`, NotFound `officers.none`; Conflict `officers.state` (neither active,
  /// nor suspended with its key lost), `officers.key_used`; Refused `officers.renewal.by_whom`,
  /// `x509.request.signature`.
  void request_renewal(NewRenewal wanted, Actor actor, store::Remember<Officer> remember,
                       base::Completion<Officer> done);
  /// A security administrator may authorise the renewal that waits, and is neither who asked nor the officer.
  /// What a security administrator asked for their own account, a system administrator authorises where no
  /// other security administrator may act. Errors: as check_authorise; NotFound `officers.renewal.none`.
  base::Result<Officer> check_renewal(const std::string& id, const Actor& actor) const;
  /// The rows of the renewal, for the commit that issues the certificate and revokes the old one; the account
  /// is active from then on. Conflict `officers.state` there when somebody was faster.
  void add_renewal(store::WriteSet& set, const Officer& officer, const x509::Certificate& certificate,
                   const Actor& actor) const;

  /// Errors: NotFound `officers.none`.
  base::Result<Officer> find(const std::string& id) const;
  /// By id, after `after`.
  base::Result<std::vector<Officer>> list(const std::string& after, std::int64_t limit) const;
  /// Active administrators (三员) whose certificates end before a time, or have ended, by id.
  struct Ending {
    std::string id;
    base::Time not_after;
  };
  base::Result<std::vector<Ending>> administrators_ending(base::Time before) const;
  /// Key and roles of an officer who may act now: active, certificate within its validity. Prepared keys are
  /// kept in memory (one an account, at most 1,024), key and state are asked of the database each time.
  /// Errors: NotFound `officers.none`, Forbidden `officers.not_active`.
  struct Acting {
    crypto::Sm2PublicKey key;
    std::vector<Role> roles;  // in which they may act today
    base::Bytes certificate;  // DER
    std::string region = {};
    std::vector<Role> untrained = {};  // the account's, and no right to the post today
    std::string body = {};
    std::string site = {};
    /// Who proves to have the key is told this, whatever they ask for. Forbidden, with the article:
    /// `officers.body.unfiled`, `.suspended`, `.ended`, `.operator` (not authorised by the body's case) of
    /// 25; `officers.body.training`, `officers.post_right` (no role is left) of 28. Days count in Beijing, to
    /// the end of the last one, whether or not the body's case has taken note.
    std::optional<base::Error> refused = {};
  };
  base::Result<Acting> acting(const std::string& id) const;

  /// Rows for the commit of a delegated body's case; its act is the case's.
  static void set_body(store::WriteSet& set, const Body& body);
  /// In the commit: Refused `officers.body.account` (no account of that body, or one that is authorised).
  static void set_operator(store::WriteSet& set, const Operator& authorised);
  static void stop_operator(store::WriteSet& set, const std::string& body, const std::string& item);
  /// Rows for the commit of a training's case. In the commit: Refused `officers.post_account` (no such
  /// account, or another case gives the right now).
  static void set_post(store::WriteSet& set, const PostRight& right);
  static void end_post(store::WriteSet& set, const std::string& number);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace yinxin::officers
