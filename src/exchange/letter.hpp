// Letters and messages in DER (LETTER.md): strict to read, one form only.
#pragma once

#include "exchange/types.hpp"

namespace yinxin::exchange {

/// Breaking a limit is found by parse_letter, not here.
base::Bytes encode_letter(const Letter& letter);
/// Accepts exactly what encode_letter writes, within the limits of types.hpp. Errors: Malformed
/// `exchange.message` (the detail says what).
base::Result<Letter> parse_letter(base::ByteView der);
/// The same of a letter of ours that has no sequence yet, as the outbox keeps it.
base::Result<Letter> read_draft(base::ByteView der);

/// A letter and its sender's signature.
struct Message {
  Letter letter;
  base::Bytes octets;  // of the letter, as they stand in the message
  crypto::Sm2Signature signature;

  /// Errors: TooLarge `exchange.message_size`, Malformed `exchange.message`.
  static base::Result<Message> parse(base::ByteView der);
  base::Bytes to_der() const;
  /// Whether the signature stands under one of the keys.
  bool signed_by(const std::vector<crypto::Sm2PublicKey>& keys) const;
};

/// What the sender's key signs: a proof::LetterNote.
std::string letter_note(const Letter& letter, base::ByteView octets);

}  // namespace yinxin::exchange
