// Rows of the tables licence_register and licence_register_history (schema/0016_regulator.sql,
// 0019_register_history.sql): how an entry stands, and how it ever stood. Private to this folder.
#pragma once

#include "store/write_set.hpp"
#include "supervision/types.hpp"

namespace yinxin::supervision {

/// A licence as the cases that are about it need to know it.
struct Licence {
  std::string status_case;
  std::string number;
  std::string status;  // state of that case
  std::string party;
  base::Date valid_to;
};

/// Of a change: from when it holds, when it is written down, and the case that brings it about.
struct Cause {
  base::Time at;
  base::Time recorded_at;
  std::string basis;
};

/// Each keeps the entry's new state in the history too; in the commit NotFound `supervision.register` when
/// the licence is not there.
/// A licence begins. In the commit: Conflict `supervision.licence_number`.
void insert_licence(store::WriteSet& set, const cases::Case& status_case, const Cause& cause);
/// Its case has moved, or has another end.
void update_licence(store::WriteSet& set, const cases::Case& status_case, const std::string& change,
                    const Cause& cause);
/// It becomes public, with what was applied for.
void enter_licence(store::WriteSet& set, const std::string& status_case, const cases::Case& application,
                   const Cause& cause);
/// Another name or domicile; empty: as it was. NotFound also where it was not entered.
void change_licence(store::WriteSet& set, const std::string& status_case, const std::string& organisation,
                    const std::string& domicile, const Cause& cause);
/// A certificate was issued for it, with this number and first day (YYYY-MM-DD; empty: as it was).
void reissue_licence(store::WriteSet& set, const std::string& status_case, const std::string& number,
                     const std::string& valid_from, const Cause& cause);
/// What was done is told to everybody, and the entry stands as it was.
void announce_licence(store::WriteSet& set, const std::string& status_case, const Cause& cause);

/// Errors: those of the store; Internal `supervision.stored` (a day that is none).
base::Result<std::optional<Licence>> licence_of_case(store::Database& database,
                                                     const std::string& status_case);
base::Result<std::optional<Licence>> licence_numbered(store::Database& database, const std::string& number);
/// All of that party that are not deregistered.
base::Result<std::vector<Licence>> licences_of(store::Database& database, const std::string& party);
/// What documents say of a licence's holder; nothing: it is not entered.
base::Result<std::optional<RegisterEntry>> entry_of(store::Connection& connection,
                                                    const std::string& status_case);

/// By number.
base::Result<std::vector<RegisterEntry>> public_entries(store::Database& database);
/// As they stood at the end of that day in Beijing.
base::Result<std::vector<RegisterEntry>> entries_of_day(store::Database& database, base::Date day);
/// From the entry into the register on, of the licence that has or had this number; of several that had it,
/// one after the other. None: there is no such entry.
base::Result<std::vector<RegisterChange>> changes_of(store::Database& database, const std::string& number);
/// The first day in Beijing on which anything stood in the register.
base::Result<std::optional<base::Date>> first_day(store::Database& database);

}  // namespace yinxin::supervision
