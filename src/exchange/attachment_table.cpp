#include "exchange/attachment_table.hpp"

namespace yinxin::exchange {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::string_view kAdd =
    "INSERT INTO exchange_attachment (sender, sm3, size, have, completed_at) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (sender, sm3, size) DO NOTHING";
constexpr std::string_view kAddOwnPart =
    "INSERT INTO exchange_part (sender, sm3, size, at, octets) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (sender, sm3, size, at) DO NOTHING";
constexpr std::string_view kFind =
    "SELECT have, completed_at FROM exchange_attachment WHERE sender = $1 AND sm3 = $2 AND size = $3";
constexpr std::string_view kGrow =
    "UPDATE exchange_attachment SET have = have + $4 WHERE sender = $1 AND sm3 = $2 AND size = $3 AND "
    "have = $5 AND completed_at IS NULL";
constexpr std::string_view kAddPart =
    "INSERT INTO exchange_part (sender, sm3, size, at, octets) VALUES ($1, $2, $3, $4, $5)";
constexpr std::string_view kParts =
    "SELECT octets FROM exchange_part WHERE sender = $1 AND sm3 = $2 AND size = $3 ORDER BY at";
constexpr std::string_view kPartAt =
    "SELECT at, octets FROM exchange_part WHERE sender = $1 AND sm3 = $2 AND size = $3 AND at <= $4 "
    "ORDER BY at DESC LIMIT 1";
constexpr std::string_view kComplete =
    "UPDATE exchange_attachment SET completed_at = $4 WHERE sender = $1 AND sm3 = $2 AND size = $3 AND "
    "completed_at IS NULL";
constexpr std::string_view kBegin =
    "UPDATE exchange_attachment SET have = 0 WHERE sender = $1 AND sm3 = $2 AND size = $3 AND "
    "completed_at IS NULL";
constexpr std::string_view kDrop = "DELETE FROM exchange_part WHERE sender = $1 AND sm3 = $2 AND size = $3";

store::Values key_of(const std::string& sender, const Attachment& attachment) {
  return {sender, base::to_bytes(attachment.sm3), attachment.size};
}

store::Values key_of(const std::string& sender, const Attachment& attachment,
                     std::initializer_list<store::Value> more) {
  store::Values values = key_of(sender, attachment);
  values.insert(values.end(), more.begin(), more.end());
  return values;
}

Result<void> each_part(store::Database& database, const std::string& sender, const Attachment& attachment,
                       const std::function<void(const base::Bytes&)>& on_part) {
  return database.read([&](store::Connection& connection) {
    return connection.query_each(kParts, key_of(sender, attachment),
                                 [&](const store::Row& row) -> Result<void> {
                                   on_part(row.blob(0));
                                   return {};
                                 });
  });
}

}  // namespace

void add_whole(store::WriteSet& set, const std::string& sender, const Attachment& attachment,
               base::ByteView octets, base::Time now) {
  set.add_any(kAdd, key_of(sender, attachment, {attachment.size, base::to_micros(now)}));
  for (std::size_t at = 0; at < octets.size(); at += kPartBytes) {
    const auto part = octets.subspan(at, std::min(kPartBytes, octets.size() - at));
    set.add_any(kAddOwnPart,
                key_of(sender, attachment, {static_cast<std::int64_t>(at), base::to_bytes(part)}));
  }
}

void add_expected(store::WriteSet& set, const std::string& sender, const Attachment& attachment) {
  set.add_any(kAdd, key_of(sender, attachment, {std::int64_t{0}, store::kNull}));
}

Result<Stored> find_attachment(store::Database& database, const std::string& sender,
                               const Attachment& attachment) {
  YX_TRY(const auto rows, database.query(kFind, key_of(sender, attachment)));
  if (rows.empty()) return make_error(ErrorKind::NotFound, "exchange.attachment");
  Stored stored;
  stored.have = rows.front().integer(0);
  if (const auto micros = rows.front().optional_integer(1)) stored.completed_at = base::from_micros(*micros);
  return stored;
}

void add_part(store::WriteSet& set, const std::string& sender, const Attachment& attachment,
              std::int64_t offset, const base::Bytes& octets) {
  set.add_expecting(1, make_error(ErrorKind::Conflict, "exchange.changed"), kGrow,
                    key_of(sender, attachment, {static_cast<std::int64_t>(octets.size()), offset}));
  set.add(kAddPart, key_of(sender, attachment, {offset, octets}));
}

Result<crypto::Sm3Digest> digest_of(store::Database& database, const std::string& sender,
                                    const Attachment& attachment) {
  crypto::Sm3 hash;
  YX_CHECK(each_part(database, sender, attachment, [&](const base::Bytes& part) { hash.update(part); }));
  return hash.finish();
}

void add_completed(store::WriteSet& set, const std::string& sender, const Attachment& attachment,
                   base::Time now) {
  set.add_any(kComplete, key_of(sender, attachment, {base::to_micros(now)}));
}

void drop_parts(store::WriteSet& set, const std::string& sender, const Attachment& attachment) {
  set.add_expecting(1, make_error(ErrorKind::Conflict, "exchange.changed"), kBegin,
                    key_of(sender, attachment));
  set.add_any(kDrop, key_of(sender, attachment));
}

Result<base::Bytes> read_part(store::Database& database, const std::string& sender,
                              const Attachment& attachment, std::int64_t offset) {
  YX_TRY(const auto rows, database.query(kPartAt, key_of(sender, attachment, {offset})));
  if (rows.empty()) return base::Bytes();
  const base::Bytes& octets = rows.front().blob(1);
  const auto skip = static_cast<std::size_t>(offset - rows.front().integer(0));
  if (skip >= octets.size()) return base::Bytes();
  return base::Bytes(octets.begin() + static_cast<std::ptrdiff_t>(skip), octets.end());
}

Result<base::Bytes> read_whole(store::Database& database, const std::string& sender,
                               const Attachment& attachment) {
  base::Bytes whole;
  YX_CHECK(
      each_part(database, sender, attachment, [&](const base::Bytes& part) { base::append(whole, part); }));
  return whole;
}

}  // namespace yinxin::exchange
