// The table exchange_outbox. Private to exchange/.
#pragma once

#include "exchange/desk.hpp"

namespace yinxin::exchange {

struct OutRow {
  Letter letter;  // with its sequence
  std::optional<base::Bytes> message;
  State state = State::Queued;
  std::int64_t attempts = 0;
};

/// Takes the next place of its conversation, but for a receipt. `letter` has the sequence 0.
void add_outgoing(store::WriteSet& set, const Letter& letter, base::Time now);
base::Result<std::optional<OutRow>> find_outgoing(store::Database& database, const MessageId& id);
/// In the order in which they were made.
base::Result<std::vector<MessageId>> find_due(store::Database& database, const std::string& receiver,
                                              base::Time now, std::int64_t limit);
/// One attempt begins: the message as it goes is durable with it. Conflict `exchange.changed`: another did.
void add_attempt(store::WriteSet& set, const OutRow& row, const base::Bytes& message, base::Time now);
void add_outgoing_trouble(store::WriteSet& set, const MessageId& id, const std::string& code);
/// A receipt takes effect. Conflict `exchange.changed`: the row is no longer as it was read.
void add_receipted(store::WriteSet& set, const OutRow& row, const Receipted& receipted, base::Time said_at,
                   base::ByteView receipt);
base::Result<std::vector<Entry>> list_outgoing(store::Database& database, const Filter& filter,
                                               const base::Bytes& before, std::int64_t limit);

}  // namespace yinxin::exchange
