// The destruction of act records (article 24, decisions.md 7): what they say goes, their leaves stay in the
// tree. The act of destruction itself is the caller's; src/proof/EXPORT.md says what a checker asks of it.
#pragma once

#include "ledger/recorder.hpp"
#include "store/connection.hpp"

namespace yinxin::ledger {

/// The records on one object that still say something, acts of destruction left out.
struct OpenRecords {
  std::string object;
  std::int64_t count = 0;
  crypto::Sm3Digest digest{};  // SM3 over the stored (sealed) record || opening of each, by seq
};
/// Errors: NotYet `ledger.record.not_covered` when one has no number yet: the act of destruction must come
/// after it in the tree. Those of the store.
base::Result<OpenRecords> open_records(store::Connection& connection, const std::string& object);

/// Takes record and opening from these rows; the same commit must add an act of destruction (213) on the same
/// object. Conflict `ledger.record.added` when an act on it was recorded since open_records().
void destroy_records(store::WriteSet& set, const OpenRecords& records);

/// The newest act of this code on the object, opened. Errors: NotFound `ledger.record.none`; those of
/// Recorder::open and of the store.
base::Result<proof::Record> newest_record(store::Database& database, const Recorder& recorder,
                                          const std::string& object, proof::ActCode act);

}  // namespace yinxin::ledger
