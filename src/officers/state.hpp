// What the parts of the service share. Private to this folder.
#pragma once

#include <map>
#include <mutex>

#include "officers/officer_table.hpp"

namespace yinxin::officers {

/// "officer/<id>": how acts name an account, and what its officer is called as an actor.
std::string object_of(const std::string& id);
bool is_administrator(Role role);
/// Conflict `officers.state`, with the state in the detail.
base::Error other_state(OfficerState state);

/// An act on an account: who, which roles, which request.
ledger::Act act_on(const Officer& officer, proof::ActCode code, const Actor& actor);
void add_fact(ledger::Act& act, std::string_view name, std::string_view value);
/// The certificate that the act brings.
void add_certificate(ledger::Act& act, const x509::Certificate& certificate);

/// What the mandate leaves of an account's roles on that day, or why nothing.
void limit(Service::Acting& acting, const Mandate& mandate, base::Date day, bool training_asked_for);

struct Service::State {
  State(House house_in, std::optional<base::Date> trained_from_in)
      : house(house_in), trained_from(trained_from_in) {}

  const House house;
  const std::optional<base::Date> trained_from;
  std::mutex mutex;
  std::map<std::string, crypto::Sm2PublicKey> prepared;  // guarded by mutex; by account

  /// One set: what the caller remembers, the rows, the act.
  void commit(store::WriteSet rows, const ledger::Act& act, base::Time at, Officer outcome,
              const store::Remember<Officer>& remember, base::Completion<Officer> done) const;
  base::Result<crypto::Sm2PublicKey> prepare(const std::string& id, const base::Bytes& point);
  void forget(const std::string& id);

  // renewal.cpp
  base::Result<x509::CertificateRequest> check_request(const NewRenewal& wanted, const Officer& officer,
                                                       const Actor& actor) const;
  base::Result<void> check_who_authorises(const Officer& officer, const Actor& actor) const;
};

}  // namespace yinxin::officers
