// Out to the peers: signed once, recorded before it goes, repeated until its receipt is here.
#include "exchange/attachment_table.hpp"
#include "exchange/outbox_table.hpp"

namespace yinxin::exchange {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

constexpr std::int64_t kAtOnce = 64;  // to one peer, before the others have their turn
constexpr int kMaxRounds = 4;         // of "these are missing", in one attempt

/// One attachment from the offset that is due there. Errors: of the transport; `exchange.part` when the
/// receiver asks for what is not there.
Result<void> send_file(const Desk& desk, const Peer& peer, const Letter& letter, const std::string& upload,
                       const Reception::Missing& missing) {
  const auto named = std::find_if(letter.attachments.begin(), letter.attachments.end(), [&](const auto& one) {
    return one.sm3 == missing.sm3 && one.size == missing.size;
  });
  if (named == letter.attachments.end()) return make_error(ErrorKind::Malformed, "exchange.part", "not ours");
  std::int64_t offset = missing.offset;
  while (offset < named->size) {
    Part part{named->sm3, offset, upload, {}};
    YX_TRY(part.octets, read_part(desk.house.database, letter.sender, *named, offset));
    if (offset < 0 || part.octets.empty()) return make_error(ErrorKind::Malformed, "exchange.part", "offset");
    YX_TRY(const Progress progress, desk.transport.put(peer, part));
    if (progress.offset <= offset) return make_error(ErrorKind::Malformed, "exchange.part", "no progress");
    offset = progress.offset;
  }
  return {};
}

/// Until there is a receipt. Errors: of the transport.
Result<base::Bytes> hand_over(const Desk& desk, const Peer& peer, const Letter& letter,
                              base::ByteView message) {
  for (int i = 0; i < kMaxRounds; ++i) {
    YX_TRY(const Reception reception, desk.transport.post(peer, message));
    if (!reception.receipt.empty()) return reception.receipt;
    for (const Reception::Missing& missing : reception.missing)
      YX_CHECK(send_file(desk, peer, letter, reception.upload, missing));
  }
  return make_error(ErrorKind::NotYet, "exchange.attachments_missing");
}

/// The message, durable with the attempt that begins.
Result<base::Bytes> begin_attempt(const Desk& desk, const OutRow& row) {
  base::Bytes message;
  if (row.message) {
    message = *row.message;
  } else {
    auto made = desk.sign(row.letter);
    // Without a signer nothing goes anywhere: the peer rests until it is back.
    if (!made) return make_error(ErrorKind::Unavailable, made.error().code, made.error().detail);
    message = *std::move(made);
  }
  store::WriteSet set;
  add_attempt(set, row, message, desk.now());
  if (!row.message && row.letter.kind != Kind::Receipt)
    desk.record(set, proof::ActCode::MessageSent, row.letter, encode_letter(row.letter));
  YX_CHECK(desk.commit(std::move(set)));
  return message;
}

Result<void> send_one(const Desk& desk, const Peer& peer, const OutRow& row) {
  YX_TRY(const base::Bytes message, begin_attempt(desk, row));
  YX_TRY(const base::Bytes receipt, hand_over(desk, peer, row.letter, message));
  auto taken = desk.take_receipt(peer, receipt);
  if (!taken && taken.error().code == "exchange.changed") taken = desk.take_receipt(peer, receipt);
  return taken;
}

}  // namespace

Result<std::size_t> Desk::send_all() {
  std::size_t sent = 0;
  for (const Peer& peer : options.peers) {
    Rest& rest = resting[peer.id];
    if (now() < rest.until) continue;
    YX_TRY(const auto due, find_due(house.database, peer.id, now(), kAtOnce));
    for (const MessageId& id : due) {
      YX_TRY(const auto row, find_outgoing(house.database, id));
      if (!row) continue;
      const auto done = send_one(*this, peer, *row);
      if (done) {
        rest = Rest();
        ++sent;
        continue;
      }
      if (done.error().code == "exchange.changed") continue;  // another server sends it
      store::WriteSet set;
      add_outgoing_trouble(set, id, done.error().code);
      YX_CHECK(commit(std::move(set)));
      if (done.error().kind != ErrorKind::Unavailable) continue;
      rest.until = now() + retry_after(rest.failures++);
      break;
    }
  }
  return sent;
}

}  // namespace yinxin::exchange
