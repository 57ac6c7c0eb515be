// Rows of the tables of this folder (service.hpp names them). Private to this folder.
#pragma once

#include "officers/service.hpp"

namespace yinxin::officers {

/// Pending, or active when there is a certificate. In the commit: Conflict `officers.exists`,
/// `officers.key_used`.
void insert_officer(store::WriteSet& set, const Officer& officer, const crypto::Sm2PublicKey& key,
                    const privacy::Vault& vault);
/// In the commit: Conflict `officers.state` when it is not pending any more.
void mark_authorised(store::WriteSet& set, const Officer& officer, const x509::Certificate& certificate,
                     const std::string& by);
/// In the commit: Conflict `officers.state` when it is no longer in `from`.
void mark_state(store::WriteSet& set, const std::string& id, OfficerState from, OfficerState to);
/// Before mark_state(), when an administrator leaves: of two who leave at once, the second's set waits here
/// for the first's commit and is judged by what that left.
void lock_kind(store::WriteSet& set, Role kind);
/// In the commit: Refused `officers.last_administrator` unless an administrator of this kind other than `id`
/// may act.
void require_another(store::WriteSet& set, Role kind, const std::string& id, base::Time now);

/// The officer's `renewal`, in place of one that waits. In the commit: Conflict `officers.key_used`, and
/// `officers.state` when it is no longer the officer's.
void insert_renewal(store::WriteSet& set, const Officer& officer);
void drop_renewal(store::WriteSet& set, const std::string& id);
/// The officer's `renewal` has its certificate; the account is active. In the commit: Conflict
/// `officers.state` when the state or the renewal is no longer the officer's.
void mark_renewed(store::WriteSet& set, const Officer& officer, const x509::Certificate& certificate);

/// Errors: NotFound `officers.none`; those of the store and of the vault.
base::Result<Officer> find_officer(store::Database& database, const privacy::Vault& vault,
                                   const std::string& id);
base::Result<std::vector<Officer>> list_officers(store::Database& database, const privacy::Vault& vault,
                                                 const std::string& after, std::int64_t limit);

/// What an account's right to act rests on beside its own state.
struct Mandate {
  std::string body;                      // number of a delegated body's case; empty: our own staff
  std::optional<BodyStanding> standing;  // of the body; nothing: its accounts were never started
  std::string agreement_to;              // days as YYYY-MM-DD, which compare as days do
  std::string site;
  std::string trained_to;  // empty: never authorised as an operator
  bool stopped = false;
  struct Post {
    std::string post;
    std::string valid_to;
    bool ended = false;
  };
  std::vector<Post> posts;
};

/// What is asked with every request.
struct ActingRow {
  OfficerState state = OfficerState::Pending;
  std::vector<Role> roles;
  base::Bytes point;
  std::optional<x509::Validity> validity;  // of the certificate, once there is one
  base::Bytes certificate;                 // DER, likewise
  std::string region;
  Mandate mandate = {};
};
/// "unfiled", "open", "suspended", "ended", and back; what the table cannot hold is Ended.
std::string_view body_standing_name(BodyStanding standing);
BodyStanding parse_body_standing(std::string_view name);

/// Errors: NotFound `officers.none`; those of the store.
base::Result<ActingRow> find_acting(store::Database& database, const std::string& id);

/// Whether an administrator of this kind other than `id` may act.
base::Result<bool> is_another(store::Database& database, Role kind, const std::string& id, base::Time now);
base::Result<std::vector<Service::Ending>> find_ending(store::Database& database, base::Time before);

/// The instant from which a certificate is no longer in force: its last second counts.
inline base::Time end_of(const x509::Validity& validity) {
  return validity.not_after + std::chrono::seconds(1);
}

/// "registration_officer,review_officer": how the database and act records name a set of roles.
std::string roles_text(const std::vector<Role>& roles);

}  // namespace yinxin::officers
