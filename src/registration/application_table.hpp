// The SQL of the tables application and application_identity (schema/0006_registration.sql), and what is
// sealed in them. Private to this folder.
#pragma once

#include "privacy/vault.hpp"
#include "registration/form_record.hpp"
#include "store/connection.hpp"
#include "store/write_set.hpp"

namespace yinxin::registration {

/// An application with what only this folder minds.
struct Dossier {
  Application application;
  PaperValues paper;
  std::optional<base::Time> not_after;  // of its certificate
  std::string ends;  // application whose certificate this one's replaces, until that is ended
};

/// What fires next.
struct DueEvent {
  base::Time at;
  std::string event;
};

/// The row and its identities, each with a fresh opening. Conflict `registration.key_used` when another
/// application that did not come to nothing has this key. Errors: those of form_to_bytes().
base::Result<void> insert_application(store::WriteSet& set, const privacy::Vault& vault,
                                      const Dossier& dossier, const std::optional<DueEvent>& due);
/// Everything of a change but the form: state, version (which must be the one before), serial, due, owed,
/// ends. Conflict `registration.changed` when somebody was faster.
void update_application(store::WriteSet& set, const Dossier& dossier, const std::optional<DueEvent>& due);
/// Only the version, which must be the one before. Conflict `registration.changed`.
void touch_application(store::WriteSet& set, const Application& application);
/// The certificate replaced is ended, or cannot be any more.
void clear_ends(store::WriteSet& set, const std::string& number);
/// Deletes the form and the identities, and with them what the application is found by.
void erase_application(store::WriteSet& set, const std::string& number);
/// Puts what stands for no key in the place of the key, and returns it: of an application that came to
/// nothing the key may serve another one by now, and `destroyed` is a state in which a key serves (unique
/// index).
base::Bytes release_key(store::WriteSet& set, const std::string& number);

/// Without steps and materials. Errors: NotFound `registration.application`, Refused `privacy.sealed`,
/// Internal `registration.stored`, those of the store.
base::Result<Dossier> find_dossier(store::Connection& connection, const privacy::Vault& vault,
                                   const std::string& number);
/// Where an application stands in which procedure.
struct Standing {
  std::string procedure_version;
  std::string state;
};
/// Opens nothing that is sealed. Errors: NotFound `registration.application`, those of the store.
base::Result<Standing> find_standing(store::Database& database, const std::string& number);
/// Nothing when there is none. Errors: those of the store.
base::Result<std::optional<std::string>> find_number(store::Database& database, const x509::Serial& serial);
/// The opening of each identity's commitment, by kind; sealed values that were changed are errors.
base::Result<std::map<x509::IdentityKind, base::SecretBytes>> find_openings(store::Database& database,
                                                                            const privacy::Vault& vault,
                                                                            const std::string& number);

/// The same, to be given to their holder.
base::Result<std::map<x509::IdentityKind, base::Bytes>> find_holders_openings(store::Database& database,
                                                                              const privacy::Vault& vault,
                                                                              const std::string& number);

/// One of a chain of applications whose certificates replaced one another.
struct ChainMember {
  std::string number;
  x509::Serial serial;
  std::string rules_version;
};
/// The application and all before and after it that have a certificate, in no order; just itself when nothing
/// was replaced. A successor is found by an identity that it shares, which renewal, rekey and change all
/// demand; so beyond one that was destroyed nothing is found, and need not be: the chain's time was over
/// then.
base::Result<std::vector<ChainMember>> find_chain(store::Connection& connection, const std::string& number);

/// Applications that share an identity with this one and whose certificate has not ended, itself left out.
base::Result<std::vector<std::string>> find_of_holder(store::Database& database, const std::string& number,
                                                      std::int64_t limit);

struct ListFilter {
  std::string state;                       // empty: any
  std::optional<IdentityNumber> identity;  // canonical
  std::string after;                       // number; empty: from the newest
  std::int64_t limit = 0;
  base::Bytes key = {};  // not empty: only the one that it serves, unless that came to nothing
  // Only those with an owed_at, soonest first, beyond this time and `after`; identity and key are not looked
  // at.
  std::optional<base::Time> owed_after = {};
};
base::Result<std::vector<Application>> list_applications(store::Database& database,
                                                         const privacy::Vault& vault,
                                                         const ListFilter& filter);

struct DueRow {
  std::string number;
  std::string event;
};
/// Oldest first.
base::Result<std::vector<DueRow>> find_due(store::Database& database, base::Time now, std::int64_t limit);

struct EndsRow {
  std::string successor;
  std::string replaced;
};
base::Result<std::vector<EndsRow>> find_ends(store::Database& database, std::int64_t limit);

}  // namespace yinxin::registration
