#include "officers/requests.hpp"

namespace yinxin::officers {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kFindRequest =
    "SELECT request_mac, status, answer FROM signed_request "
    "WHERE actor = $1 AND operation = $2 AND idempotency_key = $3 AND at > $4";
// A row that is over its time but not yet forgotten gives way.
constexpr std::string_view kInsertRequest =
    "INSERT INTO signed_request (actor, operation, idempotency_key, request_mac, at, status, answer) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (actor, operation, idempotency_key) DO UPDATE SET "
    "request_mac = excluded.request_mac, at = excluded.at, status = excluded.status, answer = "
    "excluded.answer "
    "WHERE signed_request.at <= $8";
constexpr std::string_view kForgetAll = "DELETE FROM signed_request WHERE operation = $1";
constexpr std::string_view kForget =
    "DELETE FROM signed_request WHERE (actor, operation, idempotency_key) IN "
    "(SELECT actor, operation, idempotency_key FROM signed_request WHERE at <= $1 ORDER BY at LIMIT $2)";

/// No part may hold a line feed: ids and names of ours, and a key of printable characters.
std::string row_name(const RequestName& name) {
  return name.actor + '\n' + name.operation + '\n' + name.key;
}

base::Bytes mac_of(const privacy::Vault& vault, const RequestName& name) {
  return vault.index(privacy::Level::L3, "signed_request", base::as_text(name.digest));
}

}  // namespace

Result<std::optional<StoredAnswer>> Requests::find(const RequestName& name) const {
  const base::Time now = clock_.now();
  YX_TRY(const store::Rows rows,
         database_.query(kFindRequest, {name.actor, name.operation, name.key, base::to_micros(now - kKept)}));
  if (rows.empty()) return std::optional<StoredAnswer>();
  const store::Row& row = rows.front();
  if (!base::equal_constant_time(row.blob(0), mac_of(vault_, name)))
    return make_error(ErrorKind::Refused, "officers.request.reused");
  StoredAnswer answer;
  answer.status = static_cast<int>(row.integer(1));
  const std::string cell = row_name(name);
  YX_TRY(answer.json, vault_.open_text(privacy::Level::L3, {"signed_request", "answer", cell}, row.blob(2)));
  return std::optional(std::move(answer));
}

void Requests::add(store::WriteSet& set, const RequestName& name, const StoredAnswer& answer) const {
  const base::Time now = clock_.now();
  const std::string cell = row_name(name);
  set.add_expecting(
      1, make_error(ErrorKind::Conflict, "officers.request.repeated"), kInsertRequest,
      {name.actor, name.operation, name.key, mac_of(vault_, name), base::to_micros(now),
       static_cast<std::int64_t>(answer.status),
       vault_.seal(privacy::Level::L3, {"signed_request", "answer", cell}, base::as_bytes(answer.json)),
       base::to_micros(now - kKept)});
}

void Requests::forget_all(store::WriteSet& set, const std::string& operation) const {
  set.add_any(kForgetAll, {operation});
}

void Requests::forget_old(store::WriteSet& set, std::int64_t limit) const {
  set.add_any(kForget, {base::to_micros(clock_.now() - kKept), limit});
}

}  // namespace yinxin::officers
