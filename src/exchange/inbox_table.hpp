// The table exchange_inbox, and what conversations are waiting for. Private to exchange/.
#pragma once

#include "exchange/desk.hpp"

namespace yinxin::exchange {

struct InRow {
  crypto::Sm3Digest letter_sm3{};
  Message message;
  bool placed = true;
  State state = State::Arriving;
  std::string upload;
  base::Time stored_at;
  std::optional<base::Time> received_at;
  std::string code;
  std::optional<Letter> receipt_letter;
  std::optional<base::Bytes> receipt;
  std::int64_t attempts = 0;
};

InRow new_incoming(const crypto::Sm3Digest& letter_sm3, Message message, std::string upload,
                   base::Time stored_at);
/// `octets`: the message as it came. Conflict `store.constraint`: the letter, its id or its place is there.
void add_incoming(store::WriteSet& set, const InRow& row, base::ByteView octets, base::IdSource& ids);
base::Result<std::optional<InRow>> find_incoming(store::Database& database, const crypto::Sm3Digest& letter);
/// Of one that waits for its attachments.
base::Result<std::optional<InRow>> find_upload(store::Database& database, const std::string& upload);
/// Why a letter cannot take its place: an error code; empty: it can.
base::Result<std::string> place_taken(store::Database& database, const Letter& letter);

/// The three below: Conflict `exchange.changed` when another was faster.
void add_received(store::WriteSet& set, const InRow& row, base::Time received_at, const Letter& receipt);
/// The next message of the conversation can come.
void add_delivered(store::WriteSet& set, const InRow& row, base::Time now);
void add_refused(store::WriteSet& set, const InRow& row, base::Time now, const std::string& code);

void add_incoming_receipt(store::WriteSet& set, const crypto::Sm3Digest& letter, const base::Bytes& receipt);
void add_incoming_trouble(store::WriteSet& set, const InRow& row, base::Time retry_at,
                          const std::string& code);

/// Those that wait for attachments and were not looked at for a while.
base::Result<std::vector<crypto::Sm3Digest>> find_arriving(store::Database& database, base::Time now,
                                                           std::int64_t limit);
/// Those whose turn it is in their conversations.
base::Result<std::vector<crypto::Sm3Digest>> find_deliverable(store::Database& database, base::Time now,
                                                              std::int64_t limit);
base::Result<std::vector<Entry>> list_incoming(store::Database& database, const Filter& filter,
                                               const base::Bytes& before, std::int64_t limit);

}  // namespace yinxin::exchange
