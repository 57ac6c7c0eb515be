// Act records looked through from the newest backwards, for who audits (requirements 6.5, 8.3). There is no
// index by kind or person: every act of the house would pay for it. One question looks at so many records and
// says how far it came.
#pragma once

#include <optional>
#include <vector>

#include "ledger/recorder.hpp"
#include "store/connection.hpp"

namespace yinxin::ledger {

inline constexpr std::int64_t kActsLookedAt =
    20'000;  // by one question: some tenths of a second of opening records

struct ActQuestion {
  std::int64_t first_act = 0;  // numbers of proof::ActCode, both included
  std::int64_t last_act = 0xffff;
  std::string object;  // empty: any
  std::string actor;   // as it stands in the record; empty: anybody. Finds nothing that was destroyed
  std::optional<std::int64_t> before;  // only records numbered below; nothing: from the newest
  std::int64_t limit = 50;
};

struct FoundAct {
  std::int64_t seq = 0;
  base::Time at{};
  proof::ActCode act{};
  std::string object;
  std::optional<proof::Record> record;  // nothing: destroyed
};

struct FoundActs {
  std::vector<FoundAct> acts;        // newest first
  std::optional<std::int64_t> next;  // to go on below this number; nothing: the first record was looked at
};

/// Only numbered records. Errors: those of the store; Refused `ledger.record.sealed` when a stored row was
/// changed (the detail names its seq).
base::Result<FoundActs> find_acts(store::Database& database, const Recorder& recorder,
                                  const ActQuestion& question);

/// The number below which the records are from before `at`: to begin from a day. Errors: those of the store.
base::Result<std::int64_t> numbered_before(store::Database& database, base::Time at);

}  // namespace yinxin::ledger
