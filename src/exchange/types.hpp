// What two organisations send each other: letters, signed as messages (docs/decisions/0016, LETTER.md).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "crypto/sm2.hpp"
#include "store/write_set.hpp"

namespace yinxin::exchange {

using MessageId = base::Id<struct MessageTag>;
using ConversationId = base::Id<struct ConversationTag>;

/// The numbers stand in letters: never renumbered, never reused.
enum class Kind : std::uint8_t { Submission = 1, Receipt = 2, Notice = 3, Decision = 4 };
/// "submission", "receipt", "notice", "decision".
std::string_view kind_name(Kind kind);
std::optional<Kind> find_kind(std::string_view name);

// Limits. Larger things are attachments, of which an application's eight materials (requirements 1, article
// 7) are at most 100 MB each; the others are ours.
inline constexpr std::size_t kMaxMessageBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMaxWords = 64;
inline constexpr std::size_t kMaxWordName = 64;
inline constexpr std::size_t kMaxWordValue = 4096;
inline constexpr std::size_t kMaxAttachments = 64;
inline constexpr std::size_t kMaxAttachmentName = 255;
inline constexpr std::size_t kMaxMediaType = 127;
inline constexpr std::int64_t kMaxAttachmentBytes = std::int64_t{100} << 20;
inline constexpr std::size_t kPartBytes = std::size_t{512} << 10;

/// Procedure, event, case number and whatever else both sides agree on: this folder understands none of them.
/// Names are 1 to kMaxWordName of a-z, 0-9, '_', '.', '-'; values UTF-8 of at most kMaxWordValue octets.
using Words = std::vector<std::pair<std::string, std::string>>;
/// The value, or nothing.
std::optional<std::string_view> find_word(const Words& words, std::string_view name);

struct Attachment {
  std::string name;        // for people; 1 to kMaxAttachmentName octets of UTF-8
  std::string media_type;  // 1 to kMaxMediaType printable ASCII
  std::int64_t size = 0;   // of the octets that travel
  crypto::Sm3Digest sm3{};
  bool sealed = false;  // what travels is encrypted to the receiver
  friend bool operator==(const Attachment&, const Attachment&) = default;
};

/// A key of 32 octets encrypted to the receiver (crypto::sm2_encrypt), and what is sealed with it
/// (crypto::seal).
struct Sealed {
  base::Bytes key;
  base::Bytes content;
  friend bool operator==(const Sealed&, const Sealed&) = default;
};

struct Letter {
  Kind kind = Kind::Submission;
  MessageId id;
  std::string sender;
  std::string receiver;
  ConversationId conversation;
  std::int64_t sequence = 0;  // of the sender in this conversation, from 1; 0: a receipt, which has no place
  base::Time
      made_at;  // by the sender's clock: starts and meets no statutory period (Incoming::received_at does)
  std::optional<MessageId> refers_to;
  Words words;  // by name, ascending
  std::vector<Attachment> attachments;
  base::Bytes open;  // what may be read by whoever stores it
  std::optional<Sealed> sealed;
  friend bool operator==(const Letter&, const Letter&) = default;
};

/// Another organisation, as the settings name it; keys are exchanged by fingerprint.
struct Peer {
  std::string id;
  std::vector<crypto::Sm2PublicKey> signing;  // under any of these its letters stand; old ones stay
  crypto::Sm2PublicKey sealing;               // what we seal for it is sealed to this key
  std::string address;                        // for the transport: "http://host:port"
};

/// What is to be sent.
struct Draft {
  struct File {
    std::string name;
    std::string media_type;
    base::Bytes content;
    bool sealed = false;  // personal or secret: travels and is stored encrypted to the receiver
  };
  Kind kind = Kind::Submission;  // any but Receipt
  std::string receiver;
  ConversationId conversation;  // a new one, or that of the message answered
  std::optional<MessageId> refers_to;
  Words words;
  base::Bytes open;
  base::Bytes sealed;  // the personal and secret part in clear; empty: there is none
  std::vector<File> files;
};

/// A message on its way to the department. Whole: its attachments are here and intact, and everything that
/// its sender sent before in this conversation was delivered.
struct Incoming {
  Letter letter;
  /// When the letter and all its attachments were here, by our clock: the day from which statutory periods
  /// count and by which they are met (arrival in the recipient's system; requirements 2.0, Delivery). The
  /// sender has it in the signed receipt.
  base::Time received_at;
  base::Bytes sealed;  // opened; empty: there is none
  /// An attachment's content, opened if it is sealed. Reads the database.
  std::function<base::Result<base::Bytes>(std::size_t)> file;
};

/// How far a message of ours has come. Each goes only forward.
enum class State : std::uint8_t { Arriving, Queued, Sent, Received, Delivered, Refused };
/// "arriving", "queued", "sent", "received", "delivered", "refused".
std::string_view state_name(State state);
std::optional<State> find_state(std::string_view name);

/// What the receiver says of a message of ours, under its signature.
struct Receipted {
  MessageId message;
  std::string receiver;
  ConversationId conversation;
  State state = State::Received;          // Received, Delivered or Refused
  std::optional<base::Time> received_at;  // by the receiver's clock; nothing when refused before it was whole
  std::string code;                       // why it was refused: an error code of the receiver's
};

/// The department's: checks a message and gives the statements that its delivery is to write. They stand in
/// the commit that marks it delivered, so that they take effect once, though this may be called again after a
/// failure. Must write nothing by itself. Errors of kind NotYet, TooMany, Unavailable and Internal: tried
/// again later, and the conversation waits; every other: the message is refused with that code, for good.
using Deliver = std::function<base::Result<store::WriteSet>(const Incoming&)>;

/// Likewise for a receipt: statements for its commit. May be empty. Any error: the receipt is taken later.
using OnReceipt = std::function<base::Result<store::WriteSet>(const Receipted&)>;

/// Signs a proof::LetterNote with this organisation's exchange key: signer::Client::sign_letter.
using Sign = std::function<base::Result<crypto::Sm2Signature>(const std::string& note)>;
/// Opens a key that was encrypted to this organisation: signer::Client::unwrap.
using Unwrap = std::function<base::Result<base::SecretBytes>(base::ByteView)>;

/// What the receiver answers to a message: its receipt, or what is missing before there can be one.
struct Reception {
  struct Missing {
    crypto::Sm3Digest sm3{};
    std::int64_t offset = 0;  // what is there already
    std::int64_t size = 0;
  };
  base::Bytes receipt;  // a message; empty: attachments are missing
  std::string upload;   // the word with which parts are handed in; 32 hexadecimal digits
  std::vector<Missing> missing;
};

/// One attachment's part.
struct Part {
  crypto::Sm3Digest sm3{};
  std::int64_t offset = 0;
  std::string upload;
  base::Bytes octets;  // 1 to kPartBytes
};
struct Progress {
  std::int64_t offset = 0;  // of the part to be sent next; size: it is whole
  std::int64_t size = 0;
};

/// The way to a peer. Calls block. Errors of kind Unavailable: the peer cannot be reached, and rests; any
/// other: its refusal of this message, with its code.
class Transport {
 public:
  virtual ~Transport() = default;
  virtual base::Result<Reception> post(const Peer& peer, base::ByteView message) = 0;
  virtual base::Result<Progress> put(const Peer& peer, const Part& part) = 0;
};

/// A row of what officers see.
struct Entry {
  bool incoming = false;
  std::string cursor;
  std::string id;
  std::string peer;
  std::string kind;
  std::string conversation;
  std::int64_t sequence = 0;
  std::optional<std::string> refers_to;
  std::string state;
  base::Time entered_at;  // queued, or stored
  std::optional<base::Time> first_sent_at;
  std::optional<base::Time> received_at;
  std::optional<base::Time> delivered_at;
  std::optional<base::Time> refused_at;
  std::int64_t attempts = 0;
  std::optional<base::Time> next_at;
  std::string code;     // why it was refused
  std::string trouble;  // error code of the last failure; empty after a success
};

struct Filter {
  bool incoming = false;
  std::optional<std::string> peer;
  std::optional<State> state;
  std::optional<ConversationId> conversation;
};

}  // namespace yinxin::exchange
