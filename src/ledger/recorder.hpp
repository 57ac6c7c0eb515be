// Act records: what was done, by whom, written in the same transaction as the act (architecture.md 3, law 3).
#pragma once

#include <initializer_list>

#include "base/ids.hpp"
#include "base/secret_bytes.hpp"
#include "crypto/sm4.hpp"
#include "proof/leaf.hpp"
#include "proof/record.hpp"
#include "store/write_set.hpp"

namespace yinxin::ledger {

using ActRecordId = base::Id<struct ActRecordTag>;

struct Act {
  proof::ActCode code;
  std::string object;                            // see schema/0001_ledger.sql
  std::optional<crypto::Sm3Digest> fingerprint;  // of the certificate concerned
  proof::Record record;  // everything worth proving: actor, inputs' hashes, reasons, signatures
};

/// A record from names of ours and values whose sizes the caller has bounded; breaking proof::Record's limits
/// is a broken invariant.
proof::Record facts(std::initializer_list<std::pair<std::string_view, std::string_view>> values);

/// Turns acts into rows. Stateless but for the key under which records and openings are stored (decisions.md
/// 7).
class Recorder {
 public:
  /// `record_key` is crypto::kSealKeySize octets; `ids` must outlive this.
  Recorder(const base::SecretBytes& record_key, base::IdSource& ids) : record_key_(record_key), ids_(ids) {}

  /// Adds the act's row to `set`; it becomes durable, or not, together with the act.
  ActRecordId add(store::WriteSet& set, const Act& act, base::Time at) const;

  /// Opens a stored row again. Errors: NotFound `ledger.record.destroyed`, Refused `ledger.record.sealed`
  /// (changed octets).
  struct Opened {
    proof::Record record;
    base::SecretBytes opening;
  };
  base::Result<Opened> open(base::ByteView id, const store::Value& record, const store::Value& opening) const;

 private:
  crypto::SealKey record_key_;
  base::IdSource& ids_;
};

}  // namespace yinxin::ledger
