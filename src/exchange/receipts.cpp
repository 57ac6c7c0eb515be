// What a receiver says of a message, under its signature, and what that changes at the sender.
#include <charconv>

#include "exchange/inbox_table.hpp"
#include "exchange/outbox_table.hpp"

namespace yinxin::exchange {

using base::ErrorKind;
using base::make_error;
using base::Result;

namespace {

base::Error no_receipt(const char* what) {
  return make_error(ErrorKind::Refused, "exchange.receipt", what);
}

Result<base::Time> read_micros(std::string_view text) {
  std::int64_t micros = 0;
  const char* end = text.data() + text.size();
  const auto [rest, failed] = std::from_chars(text.data(), end, micros);
  if (failed != std::errc() || rest != end || micros < 0) return no_receipt("received_at");
  return base::from_micros(micros);
}

/// What a receipt says of `sent`. Errors: Refused `exchange.receipt`.
Result<Receipted> read_receipt(const Letter& receipt, const OutRow& sent) {
  const auto outcome = find_state(find_word(receipt.words, "outcome").value_or(""));
  if (!outcome || *outcome < State::Received) return no_receipt("outcome");
  if (!sent.message) return no_receipt("of a message that never went");
  YX_TRY(const Message message, Message::parse(*sent.message));
  if (find_word(receipt.words, "letter") != base::to_hex(crypto::sm3(message.octets)))
    return no_receipt("of another letter");
  Receipted said{sent.letter.id, sent.letter.receiver, sent.letter.conversation, *outcome, std::nullopt, ""};
  if (const auto at = find_word(receipt.words, "received_at")) {
    YX_TRY(const base::Time time, read_micros(*at));
    said.received_at = time;
  } else if (*outcome != State::Refused) {
    return no_receipt("received_at");
  }
  said.code = std::string(find_word(receipt.words, "code").value_or(""));
  if ((*outcome == State::Refused) == said.code.empty()) return no_receipt("code");
  return said;
}

/// How far a state is: Delivered and Refused are both the end.
int rank(State state) {
  return state == State::Refused ? static_cast<int>(State::Delivered) : static_cast<int>(state);
}

}  // namespace

Letter Desk::receipt_for(const InRow& row, State state, std::optional<base::Time> received_at,
                         const std::string& code) const {
  const Letter& about = row.message.letter;
  Words words;
  if (!code.empty()) words.emplace_back("code", code);
  words.emplace_back("letter", base::to_hex(row.letter_sm3));
  words.emplace_back("outcome", std::string(state_name(state)));
  if (received_at) words.emplace_back("received_at", std::to_string(base::to_micros(*received_at)));
  return Letter{Kind::Receipt,
                house.ids.next<struct MessageTag>(),
                options.organisation,
                about.sender,
                about.conversation,
                0,
                now(),
                about.id,
                std::move(words),
                {},
                {},
                std::nullopt};
}

Result<base::Bytes> Desk::sign(const Letter& letter) const {
  Message message{letter, encode_letter(letter), {}};
  YX_TRY(message.signature, options.sign(letter_note(letter, message.octets)));
  return message.to_der();
}

Result<store::WriteSet> Desk::plan_receipt(const Message& receipt, base::ByteView octets) const {
  const Letter& letter = receipt.letter;
  YX_TRY(const auto sent, find_outgoing(house.database, *letter.refers_to));
  if (!sent || sent->letter.receiver != letter.sender || sent->letter.conversation != letter.conversation)
    return no_receipt("of nothing that was sent there");
  YX_TRY(const Receipted said, read_receipt(letter, *sent));
  store::WriteSet set;
  if (rank(said.state) <= rank(sent->state)) return set;
  add_receipted(set, *sent, said, letter.made_at, octets);
  if (sent->letter.kind == Kind::Receipt) return set;
  record(set, proof::ActCode::MessageReceipted, letter, receipt.octets, state_name(said.state));
  if (options.on_receipt) {
    YX_TRY(store::WriteSet more, options.on_receipt(said));
    set.append(std::move(more));
  }
  return set;
}

Result<void> Desk::take_receipt(const Peer& peer, base::ByteView octets) const {
  YX_TRY(const Message message, Message::parse(octets));
  const Letter& letter = message.letter;
  if (letter.kind != Kind::Receipt || letter.sender != peer.id || letter.receiver != options.organisation)
    return no_receipt("not this peer's to us");
  if (!message.signed_by(peer.signing)) return no_receipt("signature");
  YX_TRY(store::WriteSet set, plan_receipt(message, octets));
  return set.empty() ? Result<void>() : commit(std::move(set));
}

}  // namespace yinxin::exchange
