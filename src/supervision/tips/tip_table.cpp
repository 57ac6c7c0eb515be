#include "supervision/tips/tip_table.hpp"

#include <algorithm>

namespace yinxin::supervision {

using base::ErrorKind;
using base::make_error;
using base::Result;
using store::Value;

namespace {

constexpr std::string_view kInsertTip =
    "INSERT INTO tip (case_number, seal, query_by) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
constexpr std::string_view kFindTip = "SELECT seal, query_by FROM tip WHERE case_number = $1";
constexpr std::string_view kNamedSeals = "SELECT seal FROM tip WHERE seal IS NOT NULL";
constexpr std::string_view kEndKey = "UPDATE tip_key SET until = $2 WHERE handler = $1 AND until IS NULL";
constexpr std::string_view kInsertKey =
    "INSERT INTO tip_key (key, point, handler, since) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
constexpr std::string_view kKeysInForce =
    "SELECT point, handler, since FROM tip_key WHERE until IS NULL ORDER BY since, handler";
constexpr std::string_view kKeysOf = "SELECT key FROM tip_key WHERE handler = $1";
constexpr std::string_view kInsertWrap =
    "INSERT INTO tip_wrap (case_number, key, cipher, shared_by, at) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT DO NOTHING";
constexpr std::string_view kWrapsOf = "SELECT key, cipher FROM tip_wrap WHERE case_number = $1 ORDER BY key";
constexpr std::string_view kInsertOpening =
    "INSERT INTO tip_opening (id, case_number, actor, reason, with_seal, at) VALUES ($1, $2, $3, $4, $5, $6)";
constexpr std::string_view kOpeningsOf =
    "SELECT id, actor, reason, with_seal, at FROM tip_opening WHERE case_number = $1 ORDER BY id";

base::Error damaged_tip(const char* what) {
  return make_error(ErrorKind::Internal, "supervision.tip.stored", what);
}

Result<crypto::Sm3Digest> tip_digest(const base::Bytes& octets) {
  crypto::Sm3Digest digest{};
  if (octets.size() != digest.size()) return damaged_tip("SM3");
  std::copy(octets.begin(), octets.end(), digest.begin());
  return digest;
}

privacy::Cell reason_cell(std::string_view id) {
  return {"tip_opening", "reason", id};
}

}  // namespace

void insert_tip(store::WriteSet& set, const std::string& number, const TipRow& row) {
  const Value seal = row.seal ? Value(base::to_bytes(*row.seal)) : Value(store::kNull);
  set.add_expecting(1, make_error(ErrorKind::Conflict, "supervision.tip.seal_used"), kInsertTip,
                    {number, seal, row.query_by});
}

Result<TipRow> find_tip(store::Database& database, const std::string& number) {
  YX_TRY(const auto rows, database.query(kFindTip, {number}));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "supervision.tip.none");
  TipRow row;
  row.query_by = rows[0].text(1);
  if (rows[0].is_null(0)) return row;
  YX_TRY(row.seal, tip_digest(rows[0].blob(0)));
  return row;
}

Result<std::set<crypto::Sm3Digest>> named_seals(store::Database& database) {
  YX_TRY(const auto rows, database.query(kNamedSeals, {}));
  std::set<crypto::Sm3Digest> seals;
  for (const store::Row& row : rows) {
    YX_TRY(const crypto::Sm3Digest seal, tip_digest(row.blob(0)));
    seals.insert(seal);
  }
  return seals;
}

void insert_key(store::WriteSet& set, const HandlerKey& key) {
  const std::int64_t since = base::to_micros(key.since);
  set.add_any(kEndKey, {key.handler, since});
  set.add_expecting(
      1, make_error(ErrorKind::Conflict, "supervision.tip.key_there"), kInsertKey,
      {base::to_bytes(handler_key_name(key.key)), base::to_bytes(key.key.point()), key.handler, since});
}

Result<std::vector<HandlerKey>> keys_in_force(store::Database& database) {
  YX_TRY(const auto rows, database.query(kKeysInForce, {}));
  std::vector<HandlerKey> keys;
  for (const store::Row& row : rows) {
    auto key = crypto::Sm2PublicKey::from_point(row.blob(0));
    if (!key) return damaged_tip("key");
    keys.push_back({*std::move(key), row.text(1), base::from_micros(row.integer(2))});
  }
  return keys;
}

Result<std::vector<crypto::Sm3Digest>> keys_of(store::Database& database, const std::string& handler) {
  YX_TRY(const auto rows, database.query(kKeysOf, {handler}));
  std::vector<crypto::Sm3Digest> keys;
  for (const store::Row& row : rows) {
    YX_TRY(const crypto::Sm3Digest key, tip_digest(row.blob(0)));
    keys.push_back(key);
  }
  return keys;
}

void insert_wrap(store::WriteSet& set, const TipShare& share, const std::string& by, base::Time at) {
  set.add_expecting(
      1, make_error(ErrorKind::Conflict, "supervision.tip.shared"), kInsertWrap,
      {share.number, base::to_bytes(share.wrap.key), share.wrap.cipher, by, base::to_micros(at)});
}

Result<std::vector<SealWrap>> wraps_of(store::Database& database, const std::string& number) {
  YX_TRY(const auto rows, database.query(kWrapsOf, {number}));
  std::vector<SealWrap> wraps;
  for (const store::Row& row : rows) {
    YX_TRY(const crypto::Sm3Digest key, tip_digest(row.blob(0)));
    wraps.push_back({key, row.blob(1)});
  }
  return wraps;
}

void insert_opening(store::WriteSet& set, const privacy::Vault& vault, const OpeningRow& row) {
  base::Bytes reason =
      vault.seal(privacy::Level::L2, reason_cell(base::as_text(row.id)), base::as_bytes(row.opening.reason));
  set.add(kInsertOpening, {row.id, row.number, row.opening.actor, std::move(reason),
                           std::int64_t{row.opening.with_seal ? 1 : 0}, base::to_micros(row.opening.at)});
}

Result<std::vector<TipOpening>> openings_of(store::Database& database, const privacy::Vault& vault,
                                            const std::string& number) {
  YX_TRY(const auto rows, database.query(kOpeningsOf, {number}));
  std::vector<TipOpening> openings;
  for (const store::Row& row : rows) {
    TipOpening one;
    one.actor = row.text(1);
    YX_TRY(one.reason,
           vault.open_text(privacy::Level::L2, reason_cell(base::as_text(row.blob(0))), row.blob(2)));
    one.with_seal = row.integer(3) == 1;
    one.at = base::from_micros(row.integer(4));
    openings.push_back(std::move(one));
  }
  return openings;
}

}  // namespace yinxin::supervision
