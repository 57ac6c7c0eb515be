// Signed messages between this organisation and others: durable here before they go, delivered there once.
// Owner of the tables of schema/0012_exchange.sql (docs/decisions/0016, LETTER.md). Knows no procedure: what
// a message means is the department's.
#pragma once

#include <memory>

#include "exchange/types.hpp"
#include "ledger/recorder.hpp"

namespace yinxin::exchange {

struct Desk;  // desk.hpp

/// Calls other than enqueue() block on the database, the signer and, in work(), on peers: they are for
/// threads of the exchange's own, never for a server's workers. Thread safe; several processes may serve one
/// database.
class Service {
 public:
  struct House {
    store::Database& database;
    store::Lane& lane;
    const ledger::Recorder& recorder;
    const base::Clock& clock;
    base::IdSource& ids;
  };
  struct Options {
    std::string organisation;  // ours, as peers name us
    std::vector<Peer> peers;
    Sign sign;
    Unwrap unwrap;
    Deliver deliver;
    OnReceipt on_receipt;           // may be empty
    std::function<void()> on_work;  // may be empty; called when something came in that work() can deliver
  };
  /// Both outlive the service. Errors: Malformed `exchange.organisation` (ours is none, or a peer's).
  static base::Result<std::unique_ptr<Service>> open(House house, Options options, Transport& transport);
  ~Service();

  // --- For departments ---

  /// Adds a message to the act's own set: it is in the outbox when the act is durable, or not at all. Takes
  /// the next place in its conversation in that commit; asks neither the signer nor the network. Encrypts
  /// what is to be sealed. Errors: NotFound `exchange.peer`; Malformed `exchange.message` (a limit of
  /// types.hpp); TooLarge `exchange.message_size`.
  base::Result<MessageId> enqueue(store::WriteSet& set, Draft draft) const;
  ConversationId new_conversation() const;
  /// Ours, as peers name us.
  const std::string& organisation() const;
  /// Those that we exchange letters with.
  std::vector<std::string> peers() const;

  // --- For the transport's receiving end ---

  /// Takes a message in. Durable on return with a receipt; the same letter again gets the same receipt.
  /// A signed refusal is a receipt too (`exchange.id_used`: the id stands over another letter;
  /// `exchange.sequence_used`; `exchange.receipt`: of nothing that we sent). Errors, unsigned, because it is
  /// not a peer's word to us, and nothing is kept: TooLarge `exchange.message_size`, Malformed
  /// `exchange.message`, Forbidden `exchange.sender` (no peer of ours), Forbidden `exchange.signature`,
  /// Refused `exchange.receiver` (addressed to another). Those of the store and of Sign: nothing was
  /// answered, the sender comes again.
  base::Result<Reception> receive(base::ByteView message);
  /// A part at the offset that is due is stored; at any other nothing is, and the answer says which is due.
  /// Durable on return. Errors: NotFound `exchange.upload` (no message of that word waits for it), Malformed
  /// `exchange.part` (empty, over kPartBytes or over the attachment's end), Refused
  /// `exchange.attachment_changed` (whole, but with another SM3: begin again), those of the store.
  base::Result<Progress> receive_part(const Part& part);

  // --- For the exchange's own thread ---

  /// One pass: what arrived whole is received, what is next in its conversation is delivered, what is due is
  /// sent. A failure holds up no other conversation or peer; what failed says so in its row and comes again,
  /// for ever. Returns how much was done; call again at once while it is not 0. Errors: of the store.
  base::Result<std::size_t> work();

  // --- For officers ---

  static constexpr std::int64_t kMaxPage = 200;
  /// Newest first; `after` is the cursor of the last entry of the page before, or empty. Errors: Malformed
  /// `exchange.cursor` (also a limit outside 1 to kMaxPage).
  base::Result<std::vector<Entry>> list(const Filter& filter, const std::string& after,
                                        std::int64_t limit) const;

 private:
  explicit Service(std::unique_ptr<Desk> desk);
  std::unique_ptr<Desk> desk_;
};

/// Between two attempts at one message: 5 s, doubled each time, at most ten minutes, so that a peer that was
/// down for a week has everything ten minutes after its return. Ours.
inline constexpr std::chrono::seconds kFirstRetry{5};
inline constexpr std::chrono::minutes kLongestRetry{10};
std::chrono::microseconds retry_after(std::int64_t attempts);

}  // namespace yinxin::exchange
