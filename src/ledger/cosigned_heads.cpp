#include "ledger/cosigned_heads.hpp"

namespace yinxin::ledger {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kRootOf = "SELECT root FROM tree_head WHERE size = $1";
constexpr std::string_view kIsKept = "SELECT 1 FROM cosigned_head WHERE witness = $1 AND size = $2";
constexpr std::string_view kKeepCosigned =
    "INSERT INTO cosigned_head (witness, size, at, note) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (witness, size) DO NOTHING";
constexpr std::string_view kNewestCosigned =
    "SELECT witness, size, at, note FROM cosigned_head WHERE size = (SELECT max(other.size) FROM "
    "cosigned_head "
    "AS other WHERE other.witness = cosigned_head.witness) ORDER BY witness";

}  // namespace

Result<bool> keep_cosigned(store::WriteSet& set, store::Database& database, const std::string& origin,
                           const crypto::Sm2PublicKey& ours, const proof::WitnessKey& witness,
                           const std::string& note, base::Time at) {
  YX_TRY(const proof::SignedTreeHead signed_head, proof::SignedTreeHead::parse(note));
  const proof::TreeHead& head = signed_head.head;
  if (!signed_head.note.signed_by(witness.name, witness.key))
    return make_error(ErrorKind::Refused, "ledger.cosigned.signature", witness.name);
  if (head.origin != origin || !signed_head.signed_by(ours))
    return make_error(ErrorKind::Refused, "ledger.cosigned.origin", head.origin);
  const auto size = static_cast<std::int64_t>(head.size);
  YX_TRY(const auto roots, database.query(kRootOf, {size}));
  if (roots.empty())
    return make_error(ErrorKind::NotFound, "ledger.cosigned.unknown", std::to_string(head.size));
  if (roots.front().blob(0) != base::to_bytes(head.root))
    return make_error(ErrorKind::Conflict, "ledger.cosigned.contradicted", std::to_string(head.size));
  YX_TRY(const auto kept, database.query(kIsKept, {witness.name, size}));
  if (!kept.empty()) return false;
  set.add_any(kKeepCosigned, {witness.name, size, base::to_micros(at), signed_head.to_text()});
  return true;
}

Result<std::vector<CosignedHead>> newest_cosigned(store::Database& database) {
  YX_TRY(const auto rows, database.query(kNewestCosigned, {}));
  std::vector<CosignedHead> heads;
  for (const store::Row& row : rows) {
    heads.push_back({row.text(0), static_cast<std::uint64_t>(row.integer(1)),
                     base::from_micros(row.integer(2)), row.text(3)});
  }
  return heads;
}

}  // namespace yinxin::ledger
