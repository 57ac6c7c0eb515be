#include "exchange/inbox_table.hpp"

namespace yinxin::exchange {

using base::ErrorKind;
using base::make_error;
using base::Result;
using store::Value;

namespace {

constexpr std::string_view kConversation =
    "INSERT INTO exchange_conversation (peer, id, next_in, next_out) VALUES ($1, $2, 1, 1) "
    "ON CONFLICT (peer, id) DO NOTHING";
constexpr std::string_view kAdd =
    "INSERT INTO exchange_inbox (letter_sm3, arrival, sender, id, kind, conversation, sequence, placed, "
    "refers_to, message, state, upload, stored_at, received_at, delivered_at, refused_at, code, "
    "receipt_letter, attempts, retry_at, trouble) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, "
    "$13, $14, $15, $16, $17, $18, 0, $19, '')";
// The columns of InRow.
constexpr std::string_view kByLetter =
    "SELECT letter_sm3, message, placed, state, upload, stored_at, received_at, code, receipt_letter, "
    "receipt, "
    "attempts FROM exchange_inbox WHERE letter_sm3 = $1";
constexpr std::string_view kByUpload =
    "SELECT letter_sm3, message, placed, state, upload, stored_at, received_at, code, receipt_letter, "
    "receipt, "
    "attempts FROM exchange_inbox WHERE upload = $1 AND state = 'arriving'";
constexpr std::string_view kIdTaken =
    "SELECT 1 FROM exchange_inbox WHERE sender = $1 AND id = $2 AND placed = 1";
constexpr std::string_view kPlaceTaken =
    "SELECT 1 FROM exchange_inbox WHERE sender = $1 AND conversation = $2 AND sequence = $3 AND placed = 1 "
    "AND "
    "sequence > 0";
constexpr std::string_view kReceived =
    "UPDATE exchange_inbox SET state = 'received', received_at = $2, receipt_letter = $3, retry_at = 0 "
    "WHERE letter_sm3 = $1 AND state = 'arriving'";
constexpr std::string_view kDelivered =
    "UPDATE exchange_inbox SET state = 'delivered', delivered_at = $2, trouble = '' "
    "WHERE letter_sm3 = $1 AND state = 'received'";
constexpr std::string_view kRefused =
    "UPDATE exchange_inbox SET state = 'refused', refused_at = $2, code = $3, trouble = '' "
    "WHERE letter_sm3 = $1 AND state = 'received'";
constexpr std::string_view kTurn =
    "UPDATE exchange_conversation SET next_in = next_in + 1 WHERE peer = $1 AND id = $2 AND next_in = $3";
constexpr std::string_view kReceipt =
    "UPDATE exchange_inbox SET receipt = $2 WHERE letter_sm3 = $1 AND receipt IS NULL";
constexpr std::string_view kTrouble =
    "UPDATE exchange_inbox SET attempts = attempts + 1, retry_at = $2, trouble = $3 WHERE letter_sm3 = $1 "
    "AND state IN ('arriving', 'received')";
constexpr std::string_view kArriving =
    "SELECT letter_sm3 FROM exchange_inbox WHERE state = 'arriving' AND retry_at <= $1 ORDER BY retry_at "
    "LIMIT $2";
constexpr std::string_view kDeliverable =
    "SELECT i.letter_sm3 FROM exchange_inbox i JOIN exchange_conversation c ON c.peer = i.sender AND "
    "c.id = i.conversation WHERE i.state = 'received' AND i.sequence = c.next_in AND i.retry_at <= $1 "
    "ORDER BY i.arrival LIMIT $2";
constexpr std::string_view kList =
    "SELECT id, sender, kind, conversation, sequence, refers_to, state, stored_at, arrival, received_at, "
    "delivered_at, refused_at, attempts, retry_at, code, trouble FROM exchange_inbox "
    "WHERE (CAST($1 AS blob) IS NULL OR arrival < $1) AND (CAST($2 AS TEXT) IS NULL OR sender = $2) "
    "AND (CAST($3 AS TEXT) IS NULL OR state = $3) AND (CAST($4 AS blob) IS NULL OR conversation = $4) "
    "ORDER BY arrival DESC LIMIT $5";

base::Error changed() {
  return make_error(ErrorKind::Conflict, "exchange.changed");
}

/// The conversation's next message can come.
void add_turn(store::WriteSet& set, const Letter& letter) {
  set.add_expecting(1, changed(), kTurn,
                    {letter.sender, base::to_bytes(letter.conversation.bytes()), letter.sequence});
}

Value time_or_null(bool there, base::Time time) {
  if (!there) return store::kNull;
  return base::to_micros(time);
}

std::optional<base::Time> time_at(const store::Row& row, std::size_t column) {
  const auto micros = row.optional_integer(column);
  return micros ? std::optional(base::from_micros(*micros)) : std::nullopt;
}

Result<std::optional<InRow>> read_row(const store::Rows& rows) {
  if (rows.empty()) return std::optional<InRow>();
  const store::Row& row = rows.front();
  YX_TRY(Message message, Message::parse(row.blob(1)));
  InRow in = new_incoming({}, std::move(message), row.text(4), base::from_micros(row.integer(5)));
  std::copy(row.blob(0).begin(), row.blob(0).end(), in.letter_sm3.begin());
  in.placed = row.integer(2) != 0;
  in.state = find_state(row.text(3)).value_or(State::Arriving);
  in.received_at = time_at(row, 6);
  in.code = row.text(7);
  if (!row.is_null(8)) {
    YX_TRY(Letter letter, parse_letter(row.blob(8)));
    in.receipt_letter = std::move(letter);
  }
  if (!row.is_null(9)) in.receipt = row.blob(9);
  in.attempts = row.integer(10);
  return std::optional(std::move(in));
}

Result<std::vector<crypto::Sm3Digest>> read_digests(store::Database& database, std::string_view sql,
                                                    base::Time now, std::int64_t limit) {
  YX_TRY(const auto rows, database.query(sql, {base::to_micros(now), limit}));
  std::vector<crypto::Sm3Digest> digests(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    std::copy(rows[i].blob(0).begin(), rows[i].blob(0).end(), digests[i].begin());
  return digests;
}

Result<Entry> read_entry(const store::Row& row) {
  Entry entry;
  entry.incoming = true;
  YX_TRY(const MessageId id, MessageId::from_bytes(row.blob(0)));
  entry.id = id.text();
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
  YX_TRY(const MessageId arrival, MessageId::from_bytes(row.blob(8)));
  entry.cursor = arrival.text();
  entry.received_at = time_at(row, 9);
  entry.delivered_at = time_at(row, 10);
  entry.refused_at = time_at(row, 11);
  entry.attempts = row.integer(12);
  entry.code = row.text(14);
  entry.trouble = row.text(15);
  if (!entry.trouble.empty()) entry.next_at = base::from_micros(row.integer(13));
  return entry;
}

}  // namespace

InRow new_incoming(const crypto::Sm3Digest& letter_sm3, Message message, std::string upload,
                   base::Time stored_at) {
  return InRow{letter_sm3, std::move(message), true, State::Arriving, std::move(upload),
               stored_at,  std::nullopt,       "",   std::nullopt,    std::nullopt,
               0};
}

void add_incoming(store::WriteSet& set, const InRow& row, base::ByteView octets, base::IdSource& ids) {
  const Letter& letter = row.message.letter;
  const base::Bytes conversation = base::to_bytes(letter.conversation.bytes());
  Value refers_to = store::kNull, receipt = store::kNull;
  if (letter.refers_to) refers_to = base::to_bytes(letter.refers_to->bytes());
  if (row.receipt_letter) receipt = encode_letter(*row.receipt_letter);
  const bool delivered = row.state == State::Delivered;
  if (row.placed) set.add_any(kConversation, {letter.sender, conversation});
  set.add(kAdd,
          {base::to_bytes(row.letter_sm3), base::to_bytes(ids.next<struct ArrivalTag>().bytes()),
           letter.sender, base::to_bytes(letter.id.bytes()), std::string(kind_name(letter.kind)),
           conversation, letter.sequence, std::int64_t{row.placed ? 1 : 0}, std::move(refers_to),
           base::to_bytes(octets), std::string(state_name(row.state)), row.upload,
           base::to_micros(row.stored_at), time_or_null(delivered, row.stored_at),
           time_or_null(delivered, row.stored_at), time_or_null(row.state == State::Refused, row.stored_at),
           row.code, std::move(receipt), base::to_micros(row.stored_at + kLongestRetry)});
}

Result<std::optional<InRow>> find_incoming(store::Database& database, const crypto::Sm3Digest& letter) {
  YX_TRY(const auto rows, database.query(kByLetter, {base::to_bytes(letter)}));
  return read_row(rows);
}

Result<std::optional<InRow>> find_upload(store::Database& database, const std::string& upload) {
  YX_TRY(const auto rows, database.query(kByUpload, {upload}));
  return read_row(rows);
}

Result<std::string> place_taken(store::Database& database, const Letter& letter) {
  YX_TRY(const auto same_id, database.query(kIdTaken, {letter.sender, base::to_bytes(letter.id.bytes())}));
  if (!same_id.empty()) return std::string("exchange.id_used");
  YX_TRY(const auto same_place,
         database.query(kPlaceTaken,
                        {letter.sender, base::to_bytes(letter.conversation.bytes()), letter.sequence}));
  return std::string(same_place.empty() ? "" : "exchange.sequence_used");
}

void add_received(store::WriteSet& set, const InRow& row, base::Time received_at, const Letter& receipt) {
  set.add_expecting(1, changed(), kReceived,
                    {base::to_bytes(row.letter_sm3), base::to_micros(received_at), encode_letter(receipt)});
}

void add_delivered(store::WriteSet& set, const InRow& row, base::Time now) {
  set.add_expecting(1, changed(), kDelivered, {base::to_bytes(row.letter_sm3), base::to_micros(now)});
  add_turn(set, row.message.letter);
}

void add_refused(store::WriteSet& set, const InRow& row, base::Time now, const std::string& code) {
  set.add_expecting(1, changed(), kRefused, {base::to_bytes(row.letter_sm3), base::to_micros(now), code});
  add_turn(set, row.message.letter);
}

void add_incoming_receipt(store::WriteSet& set, const crypto::Sm3Digest& letter, const base::Bytes& receipt) {
  set.add_any(kReceipt, {base::to_bytes(letter), receipt});
}

void add_incoming_trouble(store::WriteSet& set, const InRow& row, base::Time retry_at,
                          const std::string& code) {
  set.add_any(kTrouble, {base::to_bytes(row.letter_sm3), base::to_micros(retry_at), code});
}

Result<std::vector<crypto::Sm3Digest>> find_arriving(store::Database& database, base::Time now,
                                                     std::int64_t limit) {
  return read_digests(database, kArriving, now, limit);
}

Result<std::vector<crypto::Sm3Digest>> find_deliverable(store::Database& database, base::Time now,
                                                        std::int64_t limit) {
  return read_digests(database, kDeliverable, now, limit);
}

Result<std::vector<Entry>> list_incoming(store::Database& database, const Filter& filter,
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
