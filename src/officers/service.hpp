// Accounts of officers (requirements 8.3): the system administrator creates, the security administrator
// authorises; the three administrators (三员) hold no other role, and nobody holds two of theirs. Owner of
// the table officer (schema/0004_officers.sql).
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
};

struct NewOfficer {
  std::string id;
  std::string name;
  std::vector<Role> roles;
  base::Bytes request;  // DER; proof of possession is checked
};

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
  explicit Service(House house);
  ~Service();

  /// By a system administrator. Errors: Forbidden `officers.role_needed`; Malformed `officers.id`,
  /// `officers.name`; Refused `officers.roles` (an administrator's role beside any other, or none at all),
  /// Refused `x509.request.signature`; Conflict `officers.exists`, `officers.key_used` (another officer has
  /// this key).
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
  /// By a security administrator, with a reason of 1 to 500 characters. Errors: as check_authorise; Malformed
  /// `officers.reason`.
  void suspend(const std::string& id, std::string reason, Actor actor, store::Remember<Officer> remember,
               base::Completion<Officer> done);
  void resume(const std::string& id, std::string reason, Actor actor, store::Remember<Officer> remember,
              base::Completion<Officer> done);

  /// Errors: NotFound `officers.none`.
  base::Result<Officer> find(const std::string& id) const;
  /// By id, after `after`.
  base::Result<std::vector<Officer>> list(const std::string& after, std::int64_t limit) const;
  /// Key and roles of an officer who may act now: active, certificate within its validity. Prepared keys are
  /// kept in memory (at most 1,024), the state is asked of the database each time. Errors: NotFound
  /// `officers.none`, Forbidden `officers.not_active`.
  struct Acting {
    crypto::Sm2PublicKey key;
    std::vector<Role> roles;
  };
  base::Result<Acting> acting(const std::string& id) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace yinxin::officers
