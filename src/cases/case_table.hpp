// The SQL of the table case_record. Private to this folder.
#pragma once

#include "cases/types.hpp"
#include "store/connection.hpp"
#include "store/write_set.hpp"

namespace yinxin::cases {

/// Conflict `cases.number` when the number is taken.
void insert_case(store::WriteSet& set, const Case& the_case);
/// State, end, due, and the version, which must be the one before. Conflict `cases.changed`.
void update_case(store::WriteSet& set, const Case& the_case);
/// Changes nothing, but the version must be this one. Conflict `cases.changed`.
void guard_case(store::WriteSet& set, const Case& the_case);

/// Without steps; of `played` the state and the children. Errors: NotFound `cases.none`; those of the store.
base::Result<Case> find_case(store::Connection& connection, const std::string& number);

/// What a list is limited to, beside its filter.
struct Bounds {
  std::optional<std::string> reach;  // a region; nothing: all regions
  std::string party;                 // empty: all parties
  std::optional<base::Time> due_before;
  std::string after;  // cursor
  std::int64_t limit = 0;
};
/// Errors: Malformed `cases.cursor`; those of the store.
base::Result<Page> list_cases(store::Database& database, const Filter& filter, const Bounds& bounds);

}  // namespace yinxin::cases
