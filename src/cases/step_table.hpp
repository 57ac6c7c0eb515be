// The SQL of the tables case_step and case_item: what was done in a case, in order, and the things within it.
// Private to this folder.
#pragma once

#include "cases/clocks.hpp"
#include "privacy/vault.hpp"
#include "store/connection.hpp"
#include "store/write_set.hpp"

namespace yinxin::cases {

/// A step that is not written yet.
struct NewStep {
  std::int64_t position = 0;
  base::Bytes ordinary;           // to_bytes() of what was entered up to L2; empty: nothing was
  base::Bytes sensitive;          // likewise of L3
  std::optional<ClockKey> fired;  // of a timer event
  const procedure::Transition* transition = nullptr;
};

void insert_step(store::WriteSet& set, const privacy::Vault& vault, const std::string& number,
                 const StepNote& note, const NewStep& step);
void insert_item(store::WriteSet& set, const std::string& number, const std::string& item,
                 const std::string& kind);

/// Fills in steps, and of `played` history, values and items. Errors: Refused `privacy.sealed`, Internal
/// `cases.stored`, those of the store.
base::Result<void> find_steps(store::Connection& connection, const privacy::Vault& vault, Case& the_case);

}  // namespace yinxin::cases
