#include "exchange/outbox_table.hpp"

namespace yinxin::exchange {

using base::ErrorKind;
using base::make_error;
using base::Result;
using store::Value;

namespace {

constexpr std::string_view kTakePlace =
    "INSERT INTO exchange_conversation (peer, id, next_in, next_out) VALUES ($1, $2, 1, 2) "
    "ON CONFLICT (peer, id) DO UPDATE SET next_out = exchange_conversation.next_out + 1";
constexpr std::string_view kAdd =
    "INSERT INTO exchange_outbox (id, receiver, kind, conversation, sequence, refers_to, draft, state, "
    "queued_at, attempts, next_at, code, trouble) VALUES ($1, $2, $3, $4, "
    "(SELECT next_out - 1 FROM exchange_conversation WHERE peer = $2 AND id = $4), $5, $6, 'queued', $7, 0, "
    "$7, '', '')";
constexpr std::string_view kAddReceipt =
    "INSERT INTO exchange_outbox (id, receiver, kind, conversation, sequence, refers_to, draft, state, "
    "queued_at, attempts, next_at, code, trouble) VALUES ($1, $2, $3, $4, 0, $5, $6, 'queued', $7, 0, $7, "
    "'', '')";
constexpr std::string_view kFind =
    "SELECT sequence, draft, message, state, attempts FROM exchange_outbox WHERE id = $1";
constexpr std::string_view kDue =
    "SELECT id FROM exchange_outbox WHERE receiver = $1 AND next_at <= $2 ORDER BY id LIMIT $3";
constexpr std::string_view kAttempt =
    "UPDATE exchange_outbox SET message = $2, state = CASE WHEN state = 'queued' THEN 'sent' ELSE state END, "
    "first_sent_at = COALESCE(first_sent_at, $3), attempts = attempts + 1, next_at = $4 "
    "WHERE id = $1 AND attempts = $5 AND next_at IS NOT NULL";
constexpr std::string_view kTrouble =
    "UPDATE exchange_outbox SET trouble = $2 WHERE id = $1 AND next_at IS NOT NULL";
constexpr std::string_view kReceived =
    "UPDATE exchange_outbox SET state = 'received', next_at = NULL, trouble = '', received_at = $3, receipt "
    "= $4 "
    "WHERE id = $1 AND state = $2";
constexpr std::string_view kDelivered =
    "UPDATE exchange_outbox SET state = 'delivered', next_at = NULL, trouble = '', "
    "received_at = COALESCE(received_at, $3), final_receipt = $4, delivered_at = $5 "
    "WHERE id = $1 AND state = $2";
constexpr std::string_view kRefused =
    "UPDATE exchange_outbox SET state = 'refused', next_at = NULL, trouble = '', "
    "received_at = COALESCE(received_at, $3), final_receipt = $4, refused_at = $5, code = $6 "
    "WHERE id = $1 AND state = $2";
constexpr std::string_view kList =
    "SELECT id, receiver, kind, conversation, sequence, refers_to, state, queued_at, first_sent_at, "
    "received_at, delivered_at, refused_at, attempts, next_at, code, trouble FROM exchange_outbox "
    "WHERE (CAST($1 AS blob) IS NULL OR id < $1) AND (CAST($2 AS TEXT) IS NULL OR receiver = $2) "
    "AND (CAST($3 AS TEXT) IS NULL OR state = $3) AND (CAST($4 AS blob) IS NULL OR conversation = $4) "
    "ORDER BY id DESC LIMIT $5";

base::Error changed() {
  return make_error(ErrorKind::Conflict, "exchange.changed");
}

std::optional<base::Time> time_at(const store::Row& row, std::size_t column) {
  const auto micros = row.optional_integer(column);
  return micros ? std::optional(base::from_micros(*micros)) : std::nullopt;
}

Result<Entry> read_entry(const store::Row& row) {
  Entry entry;
  YX_TRY(const MessageId id, MessageId::from_bytes(row.blob(0)));
  entry.id = entry.cursor = id.text();
  entry.peer = row.text(1);
  entry.kind = row.text(2);
  YX_TRY(const ConversationId conversation, ConversationId::from_bytes(row.blob(3)));
  entry.conversation = conversation.text();
  entry.sequence = row.integer(4);
  if (!row.is_null(5)) {
    YX_TRY(const MessageId other, MessageId::from_bytes(row.blob(5)));
    entry.refers_to = other.text();
  }
  entry.state = row.text(6);
  entry.entered_at = base::from_micros(row.integer(7));
  entry.first_sent_at = time_at(row, 8);
  entry.received_at = time_at(row, 9);
  entry.delivered_at = time_at(row, 10);
  entry.refused_at = time_at(row, 11);
  entry.attempts = row.integer(12);
  entry.next_at = time_at(row, 13);
  entry.code = row.text(14);
  entry.trouble = row.text(15);
  return entry;
}

}  // namespace

void add_outgoing(store::WriteSet& set, const Letter& letter, base::Time now) {
  const base::Bytes conversation = base::to_bytes(letter.conversation.bytes());
  const bool receipt = letter.kind == Kind::Receipt;
  Value refers_to = store::kNull;
  if (letter.refers_to) refers_to = base::to_bytes(letter.refers_to->bytes());
  if (!receipt) set.add(kTakePlace, {letter.receiver, conversation});
  set.add(receipt ? kAddReceipt : kAdd,
          {base::to_bytes(letter.id.bytes()), letter.receiver, std::string(kind_name(letter.kind)),
           conversation, std::move(refers_to), encode_letter(letter), base::to_micros(now)});
}

Result<std::optional<OutRow>> find_outgoing(store::Database& database, const MessageId& id) {
  YX_TRY(const auto rows, database.query(kFind, {base::to_bytes(id.bytes())}));
  if (rows.empty()) return std::optional<OutRow>();
  const store::Row& row = rows.front();
  YX_TRY(Letter letter, read_draft(row.blob(1)));
  letter.sequence = row.integer(0);
  OutRow out{std::move(letter), std::nullopt, find_state(row.text(3)).value_or(State::Queued),
             row.integer(4)};
  if (!row.is_null(2)) out.message = row.blob(2);
  return std::optional(std::move(out));
}

Result<std::vector<MessageId>> find_due(store::Database& database, const std::string& receiver,
                                        base::Time now, std::int64_t limit) {
  YX_TRY(const auto rows, database.query(kDue, {receiver, base::to_micros(now), limit}));
  std::vector<MessageId> due;
  for (const store::Row& row : rows) {
    YX_TRY(const MessageId id, MessageId::from_bytes(row.blob(0)));
    due.push_back(id);
  }
  return due;
}

void add_attempt(store::WriteSet& set, const OutRow& row, const base::Bytes& message, base::Time now) {
  set.add_expecting(1, changed(), kAttempt,
                    {base::to_bytes(row.letter.id.bytes()), message, base::to_micros(now),
                     base::to_micros(now + retry_after(row.attempts)), row.attempts});
}

void add_outgoing_trouble(store::WriteSet& set, const MessageId& id, const std::string& code) {
  set.add_any(kTrouble, {base::to_bytes(id.bytes()), code});
}

void add_receipted(store::WriteSet& set, const OutRow& row, const Receipted& receipted, base::Time said_at,
                   base::ByteView receipt) {
  const base::Bytes id = base::to_bytes(row.letter.id.bytes());
  const std::string was(state_name(row.state));
  Value received_at = store::kNull;
  if (receipted.received_at) received_at = base::to_micros(*receipted.received_at);
  const base::Bytes octets = base::to_bytes(receipt);
  if (receipted.state == State::Received) {
    set.add_expecting(1, changed(), kReceived, {id, was, received_at, octets});
  } else if (receipted.state == State::Delivered) {
    set.add_expecting(1, changed(), kDelivered, {id, was, received_at, octets, base::to_micros(said_at)});
  } else {
    set.add_expecting(1, changed(), kRefused,
                      {id, was, received_at, octets, base::to_micros(said_at), receipted.code});
  }
}

Result<std::vector<Entry>> list_outgoing(store::Database& database, const Filter& filter,
                                         const base::Bytes& before, std::int64_t limit) {
  Value cursor = store::kNull, peer = store::kNull, state = store::kNull, conversation = store::kNull;
  if (!before.empty()) cursor = before;
  if (filter.peer) peer = *filter.peer;
  if (filter.state) state = std::string(state_name(*filter.state));
  if (filter.conversation) conversation = base::to_bytes(filter.conversation->bytes());
  YX_TRY(const auto rows, database.query(kList, {cursor, peer, state, conversation, limit}));
  std::vector<Entry> entries;
  for (const store::Row& row : rows) {
    YX_TRY(Entry entry, read_entry(row));
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace yinxin::exchange
