// The SQL of the tables roster and roster_row (schema/0031_rosters.sql), and what is sealed in them. Private
// to this folder.
#pragma once

#include "privacy/vault.hpp"
#include "registration/rosters.hpp"
#include "store/write_set.hpp"

namespace yinxin::registration {

struct RosterPlace {
  std::string roster;
  std::int64_t position = 0;
};

/// Roster and rows; an entry that is an error has its outcome at once.
void insert_roster(store::WriteSet& set, const privacy::Vault& vault, const Roster& roster,
                   const officers::Actor& actor, const std::vector<BatchEntry>& entries);

/// Another form than the one that is there opens the row again: `reopened` is the form of the application
/// that came to nothing. Conflict `registration.roster.row` when the row is none that a link can be made for.
struct LinkWrite {
  RosterPlace place;
  crypto::Sm3Digest token{};
  base::Time until;
  std::string dead;              // number of the application that came to nothing, or empty
  std::optional<Form> reopened;  // with `dead`
};
base::Result<void> write_link(store::WriteSet& set, const privacy::Vault& vault, const LinkWrite& link);

/// A row with its link, as found by the token's digest.
struct LinkedRow {
  RosterPlace place;
  std::string agency;
  base::Time until;
  std::int64_t tries = 0;
  Form form;
  officers::Actor officer;  // who handed in the roster, as they signed
};
/// Errors: NotFound `registration.roster.link`, those of the vault and the store.
base::Result<LinkedRow> find_linked(store::Database& database, const privacy::Vault& vault,
                                    const crypto::Sm3Digest& token);
void count_try(store::WriteSet& set, const crypto::Sm3Digest& token);
/// The link is used up. Conflict `registration.roster.link` when it was in the meantime.
void use_link(store::WriteSet& set, const crypto::Sm3Digest& token, const std::string& application);

/// The records of this application are destroyed: the row no longer says whose it was.
void forget_person(store::WriteSet& set, const std::string& application);

base::Result<Roster> find_roster(store::Database& database, const std::string& number);
base::Result<std::vector<Roster>> list_rosters(store::Database& database, const std::string& after,
                                               std::int64_t limit);

/// A row as it is stored: `row` has neither gates nor the state of its link judged.
struct StoredRow {
  RosterRow row;
  bool has_content = false;
  std::int64_t tries = 0;
  std::string procedure_version;
  std::vector<procedure::Happened> history;  // of the application
};
base::Result<std::vector<StoredRow>> find_rows(store::Database& database, const privacy::Vault& vault,
                                               const std::string& number, std::int64_t after,
                                               std::int64_t limit);

/// What came of a row that a link is asked for.
struct RowStanding {
  bool open = false;        // it has its form still
  std::string application;  // or the application that came of it
  std::string state;
};
/// Every row of the roster that was not refused, by position.
base::Result<std::map<std::int64_t, RowStanding>> find_standings(store::Database& database,
                                                                 const std::string& number);
/// The keys of the roster's applications, by position: their numbers and SM3 of their points.
struct RowKey {
  std::string application;
  crypto::Sm3Digest key{};
};
base::Result<std::map<std::int64_t, RowKey>> find_keys(store::Database& database, const std::string& number);
/// Every application that came of a roster of this agency, with its serial where it has one.
base::Result<std::map<std::string, std::optional<x509::Serial>>> find_of_agency(store::Database& database,
                                                                                const std::string& code);

}  // namespace yinxin::registration
