// Rows of schema/0022_tips.sql. Private to this folder.
#pragma once

#include <set>

#include "privacy/vault.hpp"
#include "store/write_set.hpp"
#include "supervision/tips/types.hpp"

namespace yinxin::supervision {

struct TipRow {
  std::optional<crypto::Sm3Digest> seal;
  std::string query_by;
};

/// In the commit: Conflict `supervision.tip.seal_used` when another tip has that seal.
void insert_tip(store::WriteSet& set, const std::string& number, const TipRow& row);
/// Errors: NotFound `supervision.tip.none`; Internal `supervision.tip.stored`.
base::Result<TipRow> find_tip(store::Database& database, const std::string& number);
base::Result<std::set<crypto::Sm3Digest>> named_seals(store::Database& database);

/// The handler's key before it is in force no longer. In the commit: Conflict `supervision.tip.key_there`
/// when that key was enrolled before, by whomever.
void insert_key(store::WriteSet& set, const HandlerKey& key);
/// Those in force, by the day they came. Errors: Internal `supervision.tip.stored`.
base::Result<std::vector<HandlerKey>> keys_in_force(store::Database& database);
/// Names of all keys that a handler ever had.
base::Result<std::vector<crypto::Sm3Digest>> keys_of(store::Database& database, const std::string& handler);

/// In the commit: Conflict `supervision.tip.shared` when that key has a wrap.
void insert_wrap(store::WriteSet& set, const TipShare& share, const std::string& by, base::Time at);
base::Result<std::vector<SealWrap>> wraps_of(store::Database& database, const std::string& number);

struct OpeningRow {
  base::Bytes id;
  std::string number;
  TipOpening opening;
};
void insert_opening(store::WriteSet& set, const privacy::Vault& vault, const OpeningRow& row);
/// In order. Errors: Refused `privacy.sealed`.
base::Result<std::vector<TipOpening>> openings_of(store::Database& database, const privacy::Vault& vault,
                                                  const std::string& number);

}  // namespace yinxin::supervision
