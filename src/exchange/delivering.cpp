// From the inbox to the department: in the order of each conversation, each with effect once.
#include "exchange/attachment_table.hpp"
#include "exchange/inbox_table.hpp"
#include "exchange/sealing.hpp"

namespace yinxin::exchange {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::int64_t kAtOnce = 64;  // looked at between two questions to the database

/// Whether trying again can help, of what the department or the opening said.
bool passes(const base::Error& error) {
  return error.kind == ErrorKind::NotYet || may_pass(error);
}

/// What the department wants written. The opener lives as long as the files may be read.
Result<store::WriteSet> ask_department(const Desk& desk, const InRow& row) {
  const Letter& letter = row.message.letter;
  Incoming incoming{letter, row.received_at.value_or(row.stored_at), {}, {}};
  std::shared_ptr<const Opener> opener;
  if (letter.sealed) {
    YX_TRY(Opener made, Opener::make(letter, desk.options.unwrap));
    opener = std::make_shared<const Opener>(std::move(made));
    YX_TRY(incoming.sealed, opener->open(kLetterPart, letter.sealed->content));
  }
  store::Database& database = desk.house.database;
  incoming.file = [&database, letter, opener](std::size_t index) -> Result<base::Bytes> {
    if (index >= letter.attachments.size()) return make_error(ErrorKind::NotFound, "exchange.attachment");
    const Attachment& one = letter.attachments[index];
    YX_TRY(base::Bytes octets, read_whole(database, letter.sender, one));
    if (!one.sealed) return octets;
    return opener->open(static_cast<std::uint32_t>(index), octets);
  };
  return desk.options.deliver(incoming);
}

Result<void> deliver_one(const Desk& desk, const InRow& row) {
  const Letter& letter = row.message.letter;
  auto statements = ask_department(desk, row);
  if (!statements && passes(statements.error())) return statements.error();
  const base::Time now = desk.now();
  store::WriteSet set;
  if (statements) {
    add_delivered(set, row, now);
    set.append(*std::move(statements));
    desk.enqueue_receipt(set, desk.receipt_for(row, State::Delivered, row.received_at, ""));
    desk.record(set, proof::ActCode::MessageDelivered, letter, row.message.octets);
  } else {
    const std::string& code = statements.error().code;
    add_refused(set, row, now, code);
    desk.enqueue_receipt(set, desk.receipt_for(row, State::Refused, row.received_at, code));
    desk.record(set, proof::ActCode::MessageRefused, letter, row.message.octets, code);
  }
  return desk.commit(std::move(set));
}

}  // namespace

bool may_pass(const base::Error& error) {
  return error.kind == ErrorKind::TooMany || error.kind == ErrorKind::Unavailable ||
         error.kind == ErrorKind::Internal;
}

Result<std::size_t> Desk::settle_arrivals() const {
  YX_TRY(const auto arriving, find_arriving(house.database, now(), kAtOnce));
  std::size_t received = 0;
  for (const crypto::Sm3Digest& letter : arriving) {
    YX_TRY(const auto row, find_incoming(house.database, letter));
    if (!row || row->state != State::Arriving) continue;
    const auto missing = settle(*row);
    if (missing && missing->empty()) {
      ++received;
      continue;
    }
    store::WriteSet set;
    add_incoming_trouble(set, *row, now() + kLongestRetry,
                         missing ? "exchange.attachments_missing" : missing.error().code);
    YX_CHECK(commit(std::move(set)));
  }
  return received;
}

Result<std::size_t> Desk::deliver_all() const {
  std::size_t delivered = 0;
  while (true) {
    YX_TRY(const auto turn, find_deliverable(house.database, now(), kAtOnce));
    if (turn.empty()) return delivered;
    for (const crypto::Sm3Digest& letter : turn) {
      YX_TRY(const auto row, find_incoming(house.database, letter));
      if (!row || row->state != State::Received) continue;
      const auto done = deliver_one(*this, *row);
      if (done) {
        ++delivered;
        continue;
      }
      store::WriteSet set;
      add_incoming_trouble(set, *row, now() + retry_after(row->attempts), done.error().code);
      YX_CHECK(commit(std::move(set)));
    }
  }
}

}  // namespace yinxin::exchange
