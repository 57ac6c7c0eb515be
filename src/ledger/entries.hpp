// The ledger's entries as an outsider is shown them: leaves with what opens them.
#pragma once

#include <functional>

#include "ledger/recorder.hpp"
#include "ledger/tile_folder.hpp"
#include "proof/ledger_entry.hpp"

namespace yinxin::ledger {

/// Entries [from, to) by seq, one at a time. Records that were destroyed come without record and opening.
/// Errors: those of the store; Refused `ledger.record.sealed` when a stored row was changed (the detail names
/// its seq); whatever `on_entry` and `on_lost` return. Lost entries go to `on_lost`, or are passed over
/// without it.
base::Result<void> each_entry(store::Connection& connection, const Recorder& recorder, std::int64_t from,
                              std::int64_t to,
                              const std::function<base::Result<void>(const proof::LedgerEntry&)>& on_entry,
                              const std::function<base::Result<void>(const proof::LostEntry&)>& on_lost = {});

/// The acts on these objects that the newest signed head covers, each with its inclusion proof under that
/// head, in order.
struct ProvedActs {
  std::string head;  // the signed note
  std::vector<proof::ProvedEntry> acts;
};
/// Errors: as each_entry; NotYet `ledger.head.none`; those of the tiles.
base::Result<ProvedActs> proved_acts(store::Database& database, const Recorder& recorder,
                                     const TileFolder& tiles, const std::vector<std::string>& objects);

/// Signed heads, sizes ascending.
base::Result<std::vector<std::string>> signed_heads(store::Database& database);

}  // namespace yinxin::ledger
