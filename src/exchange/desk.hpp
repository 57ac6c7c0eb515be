// What the parts of the service share. Private to exchange/.
#pragma once

#include <map>
#include <mutex>

#include "exchange/letter.hpp"
#include "exchange/service.hpp"

namespace yinxin::exchange {

struct InRow;  // inbox_table.hpp

struct Desk {
  Service::House house;
  Service::Options options;
  Transport& transport;

  /// Peers that could not be reached, and when they are tried again. Guarded by working_. Not durable: after
  /// a restart each is tried at once.
  struct Rest {
    std::int64_t failures = 0;
    base::Time until;
  };
  std::map<std::string, Rest> resting;
  std::mutex working;

  /// Null: no peer of ours.
  const Peer* find_peer(const std::string& id) const;
  base::Time now() const { return house.clock.now(); }
  base::Result<void> commit(store::WriteSet set) const;
  /// The act's row, in the same set.
  void record(store::WriteSet& set, proof::ActCode act, const Letter& letter, base::ByteView letter_octets,
              std::string_view code = {}) const;

  // enqueue.cpp
  base::Result<MessageId> enqueue(store::WriteSet& set, Draft draft) const;
  /// A receipt as a message of its own, on its way through the outbox.
  void enqueue_receipt(store::WriteSet& set, const Letter& receipt) const;

  // receipts.cpp
  /// What we say of `row` when it has come to `state`; `code` where it is refused.
  Letter receipt_for(const InRow& row, State state, std::optional<base::Time> received_at,
                     const std::string& code) const;
  /// The message with our signature. Errors: those of Sign.
  base::Result<base::Bytes> sign(const Letter& letter) const;
  /// The statements that a peer's receipt, whose signature was verified, calls for; empty when it says
  /// nothing new. Errors: Refused `exchange.receipt`; Conflict `exchange.changed` from the commit: plan
  /// again; those of on_receipt.
  base::Result<store::WriteSet> plan_receipt(const Message& receipt, base::ByteView octets) const;
  /// A receipt that came as the answer to a post. Errors: Malformed and Refused `exchange.receipt`, and
  /// above.
  base::Result<void> take_receipt(const Peer& peer, base::ByteView octets) const;

  // receiving.cpp
  base::Result<Reception> receive(base::ByteView octets) const;
  base::Result<Progress> receive_part(const Part& part) const;
  /// Receives what has all its attachments; the ones that are missing otherwise.
  base::Result<std::vector<Reception::Missing>> settle(const InRow& row) const;

  // delivering.cpp
  base::Result<std::size_t> settle_arrivals() const;
  base::Result<std::size_t> deliver_all() const;

  // sending.cpp; work() holds `working`
  base::Result<std::size_t> send_all();
};

/// Whether trying again can help.
bool may_pass(const base::Error& error);

}  // namespace yinxin::exchange
