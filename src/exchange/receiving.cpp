// In from a peer: verified, stored as it came, received when it is whole, answered with a signed receipt.
#include "crypto/random.hpp"
#include "exchange/attachment_table.hpp"
#include "exchange/inbox_table.hpp"

namespace yinxin::exchange {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::size_t kUploadBytes = 16;  // 128 bits: cannot be guessed
constexpr int kTries = 3;  // when the same message comes twice at once, or another server is faster

/// Whether what is stored by now gives another answer.
bool overtaken(const base::Error& error) {
  return error.code == "store.constraint" || error.code == "exchange.changed";
}

/// Errors: those of Service::receive that are no peer's word to us.
Result<Message> open_message(const Desk& desk, base::ByteView octets) {
  YX_TRY(Message message, Message::parse(octets));
  const Peer* peer = desk.find_peer(message.letter.sender);
  if (peer == nullptr) return make_error(ErrorKind::Forbidden, "exchange.sender");
  if (!message.signed_by(peer->signing)) return make_error(ErrorKind::Forbidden, "exchange.signature");
  if (message.letter.receiver != desk.options.organisation)
    return make_error(ErrorKind::Refused, "exchange.receiver");
  return message;
}

/// A letter that comes for the first time. Conflict: look again.
Result<void> store_new(const Desk& desk, InRow row, base::ByteView octets) {
  const Letter& letter = row.message.letter;
  const bool receipt = letter.kind == Kind::Receipt;
  store::WriteSet set;
  YX_TRY(row.code, place_taken(desk.house.database, letter));
  if (row.code.empty() && receipt) {
    auto plan = desk.plan_receipt(row.message, octets);
    if (!plan && plan.error().code != "exchange.receipt") return plan.error();
    if (plan)
      set.append(*std::move(plan));
    else
      row.code = plan.error().code;
  }
  row.placed = row.code.empty();
  if (!row.placed) {
    row.state = State::Refused;
    row.receipt_letter = desk.receipt_for(row, row.state, std::nullopt, row.code);
    desk.record(set, proof::ActCode::MessageRefused, letter, row.message.octets, row.code);
  } else if (receipt) {
    row.state = State::Delivered;
    row.receipt_letter = desk.receipt_for(row, State::Received, row.stored_at, "");
  } else {
    for (const Attachment& one : letter.attachments) add_expected(set, letter.sender, one);
  }
  add_incoming(set, row, octets, desk.house.ids);
  return desk.commit(std::move(set));
}

/// The receipt as it goes out: signed once, the same for ever.
Result<base::Bytes> signed_receipt(const Desk& desk, const InRow& row) {
  if (row.receipt) return *row.receipt;
  YX_TRY(const base::Bytes receipt, desk.sign(*row.receipt_letter));
  store::WriteSet set;
  add_incoming_receipt(set, row.letter_sm3, receipt);
  YX_CHECK(desk.commit(std::move(set)));
  YX_TRY(const auto now_there, find_incoming(desk.house.database, row.letter_sm3));
  return now_there && now_there->receipt ? *now_there->receipt : receipt;
}

/// Compares an attachment that has all its octets with its SM3. True: it is whole.
Result<bool> complete(const Desk& desk, const std::string& sender, const Attachment& attachment) {
  YX_TRY(const crypto::Sm3Digest digest, digest_of(desk.house.database, sender, attachment));
  store::WriteSet set;
  if (digest == attachment.sm3)
    add_completed(set, sender, attachment, desk.now());
  else
    drop_parts(set, sender, attachment);
  YX_CHECK(desk.commit(std::move(set)));
  return digest == attachment.sm3;
}

const Attachment* find_named(const Letter& letter, const crypto::Sm3Digest& sm3) {
  for (const Attachment& one : letter.attachments)
    if (one.sm3 == sm3) return &one;
  return nullptr;
}

}  // namespace

Result<std::vector<Reception::Missing>> Desk::settle(const InRow& row) const {
  const Letter& letter = row.message.letter;
  std::vector<Reception::Missing> missing;
  base::Time received_at = row.stored_at;
  for (const Attachment& one : letter.attachments) {
    YX_TRY(Stored stored, find_attachment(house.database, letter.sender, one));
    if (!stored.completed_at && stored.have == one.size) {
      YX_TRY(const bool whole, complete(*this, letter.sender, one));
      static_cast<void>(whole);
      YX_TRY(stored, find_attachment(house.database, letter.sender, one));
    }
    if (stored.completed_at)
      received_at = std::max(received_at, *stored.completed_at);
    else
      missing.push_back({one.sm3, stored.have, one.size});
  }
  if (!missing.empty()) return missing;
  store::WriteSet set;
  add_received(set, row, received_at, receipt_for(row, State::Received, received_at, ""));
  record(set, proof::ActCode::MessageReceived, letter, row.message.octets);
  YX_CHECK(commit(std::move(set)));
  if (options.on_work) options.on_work();
  return missing;
}

Result<Reception> Desk::receive(base::ByteView octets) const {
  YX_TRY(const Message message, open_message(*this, octets));
  const crypto::Sm3Digest letter_sm3 = crypto::sm3(message.octets);
  base::Error last = make_error(ErrorKind::Unavailable, "exchange.changed");
  for (int i = 0; i < kTries; ++i) {
    YX_TRY(const auto row, find_incoming(house.database, letter_sm3));
    if (row && row->state != State::Arriving) {
      Reception reception;
      YX_TRY(reception.receipt, signed_receipt(*this, *row));
      return reception;
    }
    if (row) {
      auto missing = settle(*row);
      if (!missing && !overtaken(missing.error())) return missing.error();
      if (missing && !missing->empty()) return Reception{{}, row->upload, *std::move(missing)};
      continue;
    }
    const base::Bytes word = crypto::random_bytes(kUploadBytes);
    const auto stored =
        store_new(*this, new_incoming(letter_sm3, message, base::to_hex(word), now()), octets);
    if (!stored && !overtaken(stored.error())) return stored.error();
    if (!stored) last.detail = stored.error().code;
  }
  // One try stores, the next settles, the third answers; who is overtaken in each comes again.
  YX_TRY(const auto row, find_incoming(house.database, letter_sm3));
  if (!row || row->state == State::Arriving) return last;
  Reception reception;
  YX_TRY(reception.receipt, signed_receipt(*this, *row));
  return reception;
}

Result<Progress> Desk::receive_part(const Part& part) const {
  YX_TRY(const auto row, find_upload(house.database, part.upload));
  const Attachment* attachment = row ? find_named(row->message.letter, part.sm3) : nullptr;
  if (attachment == nullptr) return make_error(ErrorKind::NotFound, "exchange.upload");
  const std::string& sender = row->message.letter.sender;
  YX_TRY(const Stored stored, find_attachment(house.database, sender, *attachment));
  if (stored.have == attachment->size || stored.have != part.offset)
    return Progress{stored.have, attachment->size};
  const auto size = static_cast<std::int64_t>(part.octets.size());
  if (size == 0 || part.octets.size() > kPartBytes || size > attachment->size - part.offset)
    return make_error(ErrorKind::Malformed, "exchange.part");
  store::WriteSet set;
  add_part(set, sender, *attachment, part.offset, part.octets);
  const auto written = commit(std::move(set));
  if (!written && !overtaken(written.error())) return written.error();
  if (!written || stored.have + size < attachment->size) {
    YX_TRY(const Stored now_there, find_attachment(house.database, sender, *attachment));
    return Progress{now_there.have, attachment->size};
  }
  YX_TRY(const bool whole, complete(*this, sender, *attachment));
  if (!whole) return make_error(ErrorKind::Refused, "exchange.attachment_changed");
  const auto settled = settle(*row);
  if (!settled && !overtaken(settled.error())) return settled.error();
  return Progress{attachment->size, attachment->size};
}

}  // namespace yinxin::exchange
