// The personal and secret parts of a message: SM4 and HMAC-SM3 under a key of the message's own
// (crypto::seal), which is encrypted to the receiver (crypto::sm2_encrypt). Bound to sender, receiver,
// message and place, so that no part serves in another message.
#pragma once

#include "exchange/types.hpp"

namespace yinxin::exchange {

/// Place of the letter's sealed part; attachments have their index.
inline constexpr std::uint32_t kLetterPart = 0xFFFFFFFF;

/// What a part is bound to.
base::Bytes sealed_place(const std::string& sender, const std::string& receiver, const MessageId& id,
                         std::uint32_t part);

class Sealer {
 public:
  Sealer(const std::string& sender, const std::string& receiver, const MessageId& id);
  base::Bytes seal(std::uint32_t part, base::ByteView plaintext) const;
  /// The key, encrypted. Errors: those of crypto::sm2_encrypt.
  base::Result<base::Bytes> key_for(const crypto::Sm2PublicKey& receiver) const;

 private:
  const std::string sender_;
  const std::string receiver_;
  const MessageId id_;
  const base::SecretBytes key_;
};

/// Opens the parts of one message that came in.
class Opener {
 public:
  /// Errors: Refused `exchange.sealed` (encrypted to another key, or changed); others of `unwrap` as they
  /// are, to be tried again.
  static base::Result<Opener> make(const Letter& letter, const Unwrap& unwrap);
  /// Errors: Refused `exchange.sealed`.
  base::Result<base::Bytes> open(std::uint32_t part, base::ByteView sealed) const;

 private:
  Opener(const Letter& letter, base::SecretBytes key)
      : sender_(letter.sender), receiver_(letter.receiver), id_(letter.id), key_(std::move(key)) {}
  std::string sender_;
  std::string receiver_;
  MessageId id_;
  base::SecretBytes key_;
};

}  // namespace yinxin::exchange
